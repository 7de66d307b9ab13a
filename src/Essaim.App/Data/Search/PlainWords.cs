using Essaim.Domain.Values;

namespace Essaim.App.Data.Search;

/// <summary>
/// Text as search compares it: small letters without accents, cut into words of letters and digits. "Œuvres d’Élise"
/// is oeuvres, d, elise; "FA-2026/118" is fa, 2026, 118, and fa2026118 in one.
/// </summary>
public static class PlainWords
{
    private const int Longest = 40;

    /// <summary>Said between the words that matter; asked for only when nothing else is.</summary>
    private static readonly HashSet<string> Small =
        ["a", "au", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "n", "no"];

    /// <summary>Words of a length that people write.</summary>
    public static List<string> Of(string text) => [.. PlainText.Words(text).Where(w => w.Length <= Longest)];

    /// <summary>The whole text as one word, whatever marks stand in it.</summary>
    public static string? InOne(string text) =>
        string.Concat(Of(text)) is { Length: > 0 and <= Longest } joined ? joined : null;

    /// <summary>
    /// In one word what people write with marks or without: numbers (half of their signs are digits), addresses of
    /// mail. A name with a number in it stays several words, or each such name would be a word of its own to the index.
    /// </summary>
    public static string? Joined(string text) => InOne(text) is { } joined
        && (text.Contains('@') || 2 * joined.Count(char.IsAsciiDigit) >= joined.Length) ? joined : null;

    public static List<string> Indexed(IEnumerable<string?> texts) =>
    [
        .. texts.OfType<string>().SelectMany(t => Of(t).Append(Joined(t))).OfType<string>().Distinct(),
    ];

    public static List<string> Asked(string text)
    {
        var all = Of(text).Distinct().ToList();
        var telling = all.Where(w => !Small.Contains(w)).ToList();
        return telling.Count > 0 ? telling : all;
    }

    /// <summary>Three signs at a time, the edges counted: "lin" is __l, _li, lin, in_.</summary>
    public static IEnumerable<string> Parts(string word)
    {
        var padded = "__" + word + "_";
        return Enumerable.Range(0, padded.Length - 2).Select(i => padded.Substring(i, 3)).Distinct();
    }

    /// <summary>
    /// How many slips lead from one word to the other: a sign too many, missing, wrong, or two of them exchanged.
    /// </summary>
    public static int Slips(string one, string other)
    {
        var before = new int[other.Length + 1];
        var last = new int[other.Length + 1];
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            (before, last, row) = (last, row, before);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = one[i - 1] == other[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + same);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }
        return row[other.Length];
    }

    /// <summary>How many slips are forgiven in a word: short words are near too many others.</summary>
    public static int Forgiven(string word) => word.Length < 4 ? 0 : word.Length < 8 ? 1 : 2;

    /// <summary>Slips that lead to the known word, or to its beginning, since people type beginnings.</summary>
    public static int SlipsFrom(string asked, string known) => Math.Min(Slips(asked, known),
        known.Length > asked.Length ? Slips(asked, known[..asked.Length]) : int.MaxValue);

    public static bool IsNear(string asked, string known) => SlipsFrom(asked, known) <= Forgiven(asked);
}
