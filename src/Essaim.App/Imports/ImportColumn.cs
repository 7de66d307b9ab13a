using Essaim.Domain.Values;

namespace Essaim.App.Imports;

/// <summary>
/// A column that a kind of import knows (colonne): its name in the model, an example, and how its text is read.
/// </summary>
public sealed record ImportColumn(string Key, string Name, string Example)
{
    private const int LongestText = 200;

    public bool Required { get; init; }

    /// <summary>Other heads under which programs write the same.</summary>
    public string[] AlsoCalled { get; init; } = [];

    /// <summary>Nothing else looks like it, so that its content alone gives it away.</summary>
    public bool Telling { get; init; }

    /// <summary>Reads what stands in a cell; a <see cref="BrokenRuleException"/> says what to correct.</summary>
    public Func<string, object> Parse { get; init; } = Short;

    private static object Short(string text) => text.Length <= LongestText
        ? text
        : throw new BrokenRuleException($"Ce texte dépasse {LongestText} signes. Raccourcissez-le.");
}

/// <summary>What is wrong in one cell, and what to do.</summary>
public sealed record ImportFault(int Line, string Column, string Value, string Message);

/// <summary>One line of a file (ligne), its cells read under the columns of the kind.</summary>
public sealed class ImportLine
{
    private readonly Dictionary<string, object> _values = [];
    private readonly Dictionary<string, string> _texts = [];

    private ImportLine(int number) => Number = number;

    /// <summary>As a spreadsheet counts: the heads are line 1.</summary>
    public int Number { get; }

    public List<ImportFault> Faults { get; } = [];

    /// <summary>Reads every cell; all faults of a line are told at once.</summary>
    public static ImportLine Read(
        IReadOnlyList<ImportColumn> columns, IReadOnlyList<string> places, FileRow row)
    {
        var line = new ImportLine(row.Number);
        for (var i = 0; i < places.Count && i < row.Cells.Count; i++)
            if (places[i].Length > 0 && row.Cells[i].Trim() is { Length: > 0 } text)
                line._texts.TryAdd(places[i], text);
        foreach (var column in columns)
            line.Read(column);
        return line;
    }

    public bool Has(ImportColumn column) => _texts.ContainsKey(column.Key);

    /// <summary>What was read; the usual answer for an empty cell, or one that has a fault already.</summary>
    public T Value<T>(ImportColumn column, T otherwise) =>
        _values.TryGetValue(column.Key, out var value) ? (T)value : otherwise;

    public string Text(ImportColumn column) => Value(column, "");

    public void Refuse(ImportColumn column, string message) =>
        Faults.Add(new ImportFault(Number, column.Name, _texts.GetValueOrDefault(column.Key, ""), message));

    private void Read(ImportColumn column)
    {
        if (!_texts.TryGetValue(column.Key, out var text))
        {
            if (column.Required)
                Refuse(column, $"Il manque «\u00a0{column.Name}\u00a0». Par exemple\u00a0: {column.Example}.");
            return;
        }
        try
        {
            _values[column.Key] = column.Parse(text);
        }
        catch (BrokenRuleException rule)
        {
            Refuse(column, rule.Message);
        }
    }
}
