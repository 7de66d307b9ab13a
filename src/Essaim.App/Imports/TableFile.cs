using Essaim.Domain.Values;

namespace Essaim.App.Imports;

/// <summary>A row of a file; its number is the one that a spreadsheet shows.</summary>
public sealed record FileRow(int Number, IReadOnlyList<string> Cells)
{
    public bool IsEmpty => Cells.All(c => string.IsNullOrWhiteSpace(c));
}

/// <summary>
/// A table handed in as CSV or as a workbook (tableau), recognised by its content and not by its name. Cells are texts:
/// nothing in them is ever run.
/// </summary>
public sealed record TableFile(IReadOnlyList<string> Heads, IReadOnlyList<FileRow> Rows)
{
    public const int MostRows = 20_000;
    public const int MostBytes = 15_000_000;
    internal const int MostColumns = 200;

    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4];
    private static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0];

    public static TableFile Read(byte[] bytes)
    {
        if (bytes.Length == 0)
            throw new BrokenRuleException("Ce fichier est vide. Choisissez celui qui contient vos lignes.");
        if (bytes.Length > MostBytes)
            throw new BrokenRuleException("Ce fichier dépasse 15 Mo. Partagez-le en plusieurs.");
        if (bytes.AsSpan().StartsWith(OldOffice))
            throw new BrokenRuleException("Ce classeur est dans un ancien format, ou protégé par un mot de passe. "
                + "Enregistrez-le sans mot de passe, en .xlsx ou en CSV.");
        return Of(bytes.AsSpan().StartsWith(Zip) ? WorkbookRows.Read(bytes) : CsvRows.Read(bytes));
    }

    private static TableFile Of(IEnumerable<FileRow> read)
    {
        var rows = new List<FileRow>();
        foreach (var row in read.Where(r => !r.IsEmpty))
        {
            if (row.Cells.Count > MostColumns)
                throw new BrokenRuleException(
                    $"Ce fichier a plus de {MostColumns} colonnes. Gardez celles qui servent, puis recommencez.");
            if (rows.Count > MostRows)
                throw new BrokenRuleException(
                    $"Ce fichier a plus de {FrenchText.Decimal(MostRows, 0)} lignes. Partagez-le en plusieurs.");
            rows.Add(row with { Cells = [.. row.Cells.Select(Plain)] });
        }
        if (rows.Count < 2)
            throw new BrokenRuleException("Ce fichier n’a pas de lignes à importer. "
                + "La première porte les titres des colonnes, les suivantes vos données.");
        return new TableFile([.. rows[0].Cells.Select(c => c.Trim())], rows[1..]);
    }

    /// <summary>Our own files put an apostrophe before what a spreadsheet would run: read back, it goes.</summary>
    private static string Plain(string text) =>
        text is ['\'', '=' or '+' or '-' or '@' or '$', ..] ? text[1..] : text;
}
