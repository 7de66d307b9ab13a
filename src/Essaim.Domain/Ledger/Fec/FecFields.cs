namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// The fields of one line of a FEC, found in place. Texts that come back again and again (journals, accounts, third
/// parties) are made once.
/// </summary>
internal sealed class FecFields(FecColumns columns)
{
    /// <summary>
    /// How many distinct texts are kept, so that a file of nothing but distinct ones costs no memory.
    /// </summary>
    private const int MostKept = 100_000;

    private readonly Range[] _ranges = new Range[columns.Count];
    private readonly Dictionary<string, string> _kept = [];
    private readonly string[] _last = new string[Enum.GetValues<FecColumn>().Length];
    private int _found;

    /// <summary>Why the line does not have the fields of its header, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// What to say of a line with empty fields too many. Lines that end with a separator are common and harmless; but
    /// if a value is wrong, this is most likely why.
    /// </summary>
    public string? Excess { get; private set; }

    public FecColumns Columns { get; } = columns;

    public void Split(ReadOnlySpan<char> line, bool ended)
    {
        _found = 0;
        var (start, beyond, stray) = (0, 0, false);
        while (start <= line.Length)
        {
            var end = EndOfField(line, start);
            if (_found < _ranges.Length)
                _ranges[_found++] = start..end;
            else
                (beyond, stray) = (beyond + 1, stray || !line[start..end].IsWhiteSpace());
            start = end + 1;
        }
        Excess = beyond == 0 ? null : $"La ligne a {_found + beyond} champs au lieu de {Columns.Count} : "
            + "un séparateur se trouve sans doute dans un libellé.";
        Problem = stray ? Excess
            : _found < Columns.Count && !(ended && _found > Columns.LastNeeded)
                ? $"La ligne est incomplète : {_found} champs au lieu de {Columns.Count}." : null;
    }

    /// <summary>The field without spaces and quotes around it; empty when the file or the line has none.</summary>
    public ReadOnlySpan<char> Raw(ReadOnlySpan<char> line, FecColumn column)
    {
        var place = Columns[column];
        if (place < 0 || place >= _found)
            return [];
        var text = line[_ranges[place]].Trim();
        return text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1].Trim() : text;
    }

    /// <summary>As text fit to be kept: control signs become spaces. Made once while it stays the same.</summary>
    public string Text(ReadOnlySpan<char> line, FecColumn column, bool comesBack = false)
    {
        var raw = Raw(line, column);
        if (raw.Length == 0)
            return "";
        ref var last = ref _last[(int)column];
        if (last is not null && raw.SequenceEqual(last))
            return last;
        return last = comesBack ? Kept(raw) : Clean(raw);
    }

    private string Kept(ReadOnlySpan<char> raw)
    {
        var lookup = _kept.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(raw, out var known))
            return known;
        var text = Clean(raw);
        if (_kept.Count < MostKept)
            lookup[raw] = text;
        return text;
    }

    private static string Clean(ReadOnlySpan<char> raw)
    {
        var text = raw.ToString();
        if (text.Contains("\"\"", StringComparison.Ordinal))
            text = text.Replace("\"\"", "\"", StringComparison.Ordinal);
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim() : text;
    }

    private int EndOfField(ReadOnlySpan<char> line, int start)
    {
        var from = start;
        if (Columns.Quoted && start < line.Length && line[start] == '"')
            for (from = start + 1; from < line.Length; from++)
                if (line[from] == '"' && (from + 1 == line.Length || line[from + 1] == Columns.Separator))
                    break;
        var at = from >= line.Length ? -1 : line[from..].IndexOf(Columns.Separator);
        return at < 0 ? line.Length : from + at;
    }
}
