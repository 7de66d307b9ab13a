using System.Globalization;
using System.Text.RegularExpressions;

namespace Essaim.App.Data.Search;

/// <summary>A number of one of the co-op's series: F2026-0042, VT-2026-000042.</summary>
internal sealed record SeriesNumber(string Text, string Letters, int Year, long Place);

/// <summary>
/// Which numbers somebody means who types "f2026-42", "F 2026 0042", "42" or, with one slip, "G2026-0042". Tried on the
/// series that this co-op has, so that a new series is found without a word here.
/// </summary>
internal sealed partial class NumberGuess(IReadOnlyList<string> series)
{
    private readonly List<(string Name, string Letters, int Year, bool Parted)> _series =
    [
        .. series.Select(s => SeriesShape().Match(s)).Where(m => m.Success).Select(m => (m.Value, m.Groups[1].Value,
            int.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture), m.Groups[2].Length > 0)),
    ];

    /// <summary>The numbers that the text may be without any slip, the latest year first.</summary>
    public List<SeriesNumber> Exact(string joined)
    {
        var found = new List<SeriesNumber>();
        foreach (Match match in new[] { WithYear().Match(joined), WithoutYear().Match(joined) })
        {
            if (!match.Success || !long.TryParse(match.Groups["place"].Value, out var place) || place == 0)
                continue;
            var letters = match.Groups["letters"].Value;
            var year = match.Groups["year"].Value;
            found.AddRange(_series.Where(s => (letters.Length == 0 || s.Letters.Equals(letters,
                    StringComparison.OrdinalIgnoreCase)) && (year.Length == 0 || s.Year.ToString() == year))
                .OrderByDescending(s => s.Year).Select(s => new SeriesNumber(
                    $"{s.Name}-{place.ToString(s.Parted ? "000000" : "0000")}", s.Letters, s.Year, place)));
        }
        return [.. found.Distinct()];
    }

    /// <summary>What one slip would have turned into this text. Short texts would be near everything.</summary>
    public List<SeriesNumber> WithASlip(string joined) => joined.Length < 6 ? []
        : [.. Edits(joined).SelectMany(Exact).Distinct()];

    private IEnumerable<string> Edits(string text)
    {
        var signs = "0123456789" + string.Concat(_series.Select(s => s.Letters).Distinct()).ToLowerInvariant();
        for (var i = 0; i <= text.Length; i++)
        {
            foreach (var sign in signs.Distinct())
            {
                yield return text[..i] + sign + text[i..];
                if (i < text.Length)
                    yield return text[..i] + sign + text[(i + 1)..];
            }
            if (i < text.Length)
                yield return text[..i] + text[(i + 1)..];
            if (i < text.Length - 1)
                yield return text[..i] + text[i + 1] + text[i] + text[(i + 2)..];
        }
    }

    [GeneratedRegex("^([A-Z]+)(-?)([0-9]{4})$")]
    private static partial Regex SeriesShape();

    [GeneratedRegex("^(?<letters>[a-z]*)(?<year>20[0-9]{2})(?<place>[0-9]{1,9})$")]
    private static partial Regex WithYear();

    [GeneratedRegex("^(?<letters>[a-z]*)(?<year>)(?<place>[0-9]{1,9})$")]
    private static partial Regex WithoutYear();
}
