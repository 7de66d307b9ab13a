using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// Tells the opening entries (à-nouveaux) of another program's books, and from them when its years begin.
/// </summary>
public static partial class FecOpenings
{
    private static readonly string[] Codes =
        ["AN", "RAN", "ANO", "ANX", "ANV", "A-N", "A.N", "ANOUV", "ANC", "ANOUVEAU", "REPAN"];

    /// <summary>
    /// True when the journal or the labels say so and no line is a cost or an income: those are not carried over. The
    /// caller checks that the day is the first of a fiscal year.
    /// </summary>
    public static bool LooksLikeOpening(FecEntry entry) =>
        !entry.Lines.Any(l => l.Account.IsProfitAndLoss)
        && (Codes.Contains(entry.Journal.ToUpperInvariant()) || SaysOpening(entry.JournalLabel)
            || entry.Lines.All(l => SaysOpening(l.Label)));

    /// <summary>
    /// The month in which fiscal years begin: that of the opening entries when they agree, else the one after the
    /// closing that the file's lawful name gives, else January.
    /// </summary>
    public static int FirstMonth(IReadOnlyCollection<DateOnly> openings, string fileName)
    {
        var starts = openings.Where(d => d.Day == 1).Select(d => d.Month).Distinct().ToList();
        if (starts.Count == 1)
            return starts[0];
        return ClosingInName().Match(fileName) is { Success: true } name
            && FecValues.TryDate(name.Groups[1].Value, out var day)
            && day.AddDays(1) is { Day: 1 } next && starts.Count == 0 ? next.Month : 1;
    }

    /// <summary>The year of twelve months that holds the day.</summary>
    public static FiscalYear YearOf(DateOnly day, int firstMonth)
    {
        var first = new DateOnly(day.Year, firstMonth, 1);
        first = first > day ? first.AddYears(-1) : first;
        return new FiscalYear(new DateRange(first, first.AddYears(1).AddDays(-1)));
    }

    private static bool SaysOpening(string label) =>
        label.Length > 0 && OpeningWords().IsMatch(string.Concat(label.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)));

    [GeneratedRegex(@"\b(a[\s\-.']*nouveaux?|report\s+a[\s\-]+nouveau|bilan\s+d['’\s]*ouverture)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OpeningWords();

    [GeneratedRegex(@"^[0-9]{9}FEC([0-9]{8})", RegexOptions.IgnoreCase)]
    private static partial Regex ClosingInName();
}
