using Essaim.App.Data;

namespace Essaim.App.Imports;

/// <summary>A row that a line made, for taking it back.</summary>
public sealed record MadeRow(string Kind, long Id, string Title);

/// <summary>
/// What a line means for the co-op: something that is there already, with the columns that say otherwise, or something
/// to write. Refused lines have faults instead.
/// </summary>
public sealed record Sighting(string Title)
{
    /// <summary>Where it is already: in the co-op, or on another line; null for what is new.</summary>
    public string? Known { get; init; }

    public IReadOnlyList<string> Differences { get; init; } = [];

    public Func<WriteSession, Task<IReadOnlyList<MadeRow>>>? WriteAsync { get; init; }
}

/// <summary>
/// What lines of a kind are judged against (cible d’un import): the rows of the co-op, and the earlier lines of the
/// file. It reads when opened; only <see cref="Sighting.WriteAsync"/> writes.
/// </summary>
public abstract class ImportTarget
{
    /// <summary>Null when the line has faults, to which judging may add.</summary>
    public Sighting? Judge(ImportLine line)
    {
        var sighting = Look(line);
        return line.Faults.Count > 0 ? null : sighting;
    }

    protected abstract Sighting? Look(ImportLine line);
}

/// <summary>A row as imports know it again: by the identifier of another program, then by its other marks.</summary>
public sealed record KnownRow<T>(T Row, int? Line) where T : class
{
    public string? Reference { get; set; }

    public string Where => Line is { } line ? $"même que la ligne {line}" : "déjà là";
}

/// <summary>
/// Rows by what tells them apart, in the order of trust: the reference that a program gave, then other marks. A mark
/// that two rows share tells nothing when a stronger one says that they differ.
/// </summary>
public sealed class KnownRows<T> where T : class
{
    private readonly Dictionary<string, KnownRow<T>> _byReference = [];
    private readonly Dictionary<string, List<KnownRow<T>>> _byMark = [];

    public void Add(T row, string? reference, IEnumerable<string> marks, int? line = null)
    {
        var known = new KnownRow<T>(row, line) { Reference = reference };
        if (reference is not null)
            _byReference[reference] = known;
        foreach (var mark in marks)
        {
            if (!_byMark.TryGetValue(mark, out var rows))
                _byMark[mark] = rows = [];
            rows.Add(known);
        }
    }

    /// <summary>
    /// A row that another reference already names is somebody else's, such as a branch of the same company.
    /// </summary>
    public KnownRow<T>? Find(string? reference, IEnumerable<string> marks, Func<T, bool> mayBe)
    {
        if (reference is not null && _byReference.TryGetValue(reference, out var known))
            return known;
        return marks.SelectMany(m => _byMark.GetValueOrDefault(m) ?? []).FirstOrDefault(
            k => (reference is null || k.Reference is null) && mayBe(k.Row));
    }
}
