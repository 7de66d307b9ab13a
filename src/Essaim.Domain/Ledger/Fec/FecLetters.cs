namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// Finds which letters of a FEC (lettrage) hold: the lines of an account and third party that share a letter must sum
/// to zero. Programs use the same letter again, so the day of the matching tells groups apart where it can.
/// </summary>
public sealed class FecLetters
{
    private readonly Dictionary<ulong, (long Sum, int Count)> _groups = [];

    /// <summary>
    /// Adds a line that can be matched; every line of the file must have been added before any is asked for.
    /// </summary>
    public void Add(FecLine line)
    {
        if (line.Letter is null)
            return;
        var letter = LetterOf(line);
        Count(letter, line);
        if (line.MatchedOn is { } day)
            Count(OnDay(letter, day), line);
    }

    /// <summary>A number for the line's group when the group sums to zero, otherwise null.</summary>
    public ulong? GroupOf(FecLine line)
    {
        if (line.Letter is null)
            return null;
        var letter = LetterOf(line);
        if (line.MatchedOn is { } day && Holds(OnDay(letter, day)))
            return OnDay(letter, day);
        return Holds(letter) ? letter : null;
    }

    private void Count(ulong group, FecLine line)
    {
        var (sum, count) = _groups.GetValueOrDefault(group);
        _groups[group] = (sum + line.Amount.Cents, count + 1);
    }

    private bool Holds(ulong group) => _groups.TryGetValue(group, out var found) && found is { Sum: 0, Count: > 1 };

    private static ulong LetterOf(FecLine line) => FecHash.Of(
        FecHash.Of(FecHash.Of(FecHash.Seed, line.Account.Digits), line.ThirdParty ?? ""), line.Letter!);

    private static ulong OnDay(ulong letter, DateOnly day) => FecHash.Mixed(letter ^ (ulong)day.DayNumber << 20);
}

/// <summary>
/// Sixty-four bits that stand for a text, the same in every run: two texts of a file sharing them is unheard of.
/// </summary>
internal static class FecHash
{
    public const ulong Seed = 0xCBF29CE484222325UL;

    public static ulong Of(ulong hash, string text)
    {
        foreach (var c in text)
            hash = (hash ^ c) * 0x100000001B3UL;
        return Mixed(hash ^ (ulong)text.Length << 48);
    }

    /// <summary>Spreads every bit over all; never zero.</summary>
    public static ulong Mixed(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ value >> 27) * 0x94D049BB133111EBUL;
        value ^= value >> 31;
        return value == 0 ? 1 : value;
    }
}
