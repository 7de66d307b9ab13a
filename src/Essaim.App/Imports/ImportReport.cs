using Essaim.App.Web;

namespace Essaim.App.Imports;

/// <summary>A line of a file, judged.</summary>
public sealed record JudgedLine(FileRow Row, ImportLine Line, Sighting? Sighting);

/// <summary>A line that is there already, and what it says otherwise.</summary>
public sealed record KnownLine(int Line, string Title, string Where, IReadOnlyList<string> Differences);

/// <summary>
/// What an import would do (vérification): made by the same judging as the import itself, and writing nothing.
/// </summary>
public sealed record ImportReport(
    int Added, IReadOnlyList<KnownLine> Known, IReadOnlyList<ImportFault> Faults, IReadOnlyList<FileRow> Wrong)
{
    private const string ToCorrect = "À corriger";

    public static IEnumerable<JudgedLine> Judge(ImportTarget target, IReadOnlyList<ImportColumn> columns,
        IReadOnlyList<string> places, IEnumerable<FileRow> rows) => rows.Select(row =>
    {
        var line = ImportLine.Read(columns, places, row);
        return new JudgedLine(row, line, target.Judge(line));
    });

    public static ImportReport Of(IEnumerable<JudgedLine> lines)
    {
        var (added, known, faults, wrong) = (0, new List<KnownLine>(), new List<ImportFault>(), new List<FileRow>());
        foreach (var (row, line, sighting) in lines)
            if (sighting is null)
            {
                faults.AddRange(line.Faults);
                wrong.Add(row);
            }
            else if (sighting.Known is { } where)
                known.Add(new KnownLine(line.Number, sighting.Title, where, sighting.Differences));
            else
                added++;
        return new ImportReport(added, known, faults, wrong);
    }

    /// <summary>The lines to correct, as they were, each with what is wrong: to be corrected and sent again.</summary>
    public Sheet WrongLines(TableFile table, string fileName)
    {
        var messages = Faults.ToLookup(f => f.Line, f => $"{f.Column}\u00a0: {f.Message}");
        var width = table.Heads.Count;
        var name = Path.GetFileNameWithoutExtension(fileName) + "-a-corriger";
        var heads = table.Heads.Where(h => h != ToCorrect).ToList();
        return new Sheet(name, [.. heads, ToCorrect], Wrong.Select(row => (object?[])
        [
            .. Enumerable.Range(0, width).Where(i => table.Heads[i] != ToCorrect)
                .Select(i => i < row.Cells.Count ? row.Cells[i] : ""),
            string.Join(" ", messages[row.Number]),
        ]));
    }
}
