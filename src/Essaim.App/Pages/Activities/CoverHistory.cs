using System.Globalization;
using Essaim.App.Data.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Activities;

/// <summary>
/// The ratio at the end of the last twelve months, from the totals that were published: what was said then, which later
/// entries do not change.
/// </summary>
public sealed record CoverHistory(IReadOnlyList<(DateOnly Day, decimal? Ratio)> Points, decimal Level)
{
    private const int Months = 12;
    private const int Height = 60;

    public static CoverHistory Of(IEnumerable<CoverPublicationRow> published, decimal level) => new(
        [.. published.GroupBy(p => Month.Of(p.Day)).Select(g => g.MaxBy(p => p.Day)!).OrderByDescending(p => p.Day)
            .Take(Months).OrderBy(p => p.Day).Select(p => (p.Day, RatioOf(p)))], level);

    private IEnumerable<decimal> Known => Points.Where(p => p.Ratio is not null).Select(p => p.Ratio!.Value);

    /// <summary>A line needs two ends.</summary>
    public bool HasLine => Known.Count() > 1;

    public string Said => Known.Min() is var least && Points.First(p => p.Ratio == least).Day is var day
        ? $"Au plus bas {FrenchText.Percent(decimal.Round(least, 3))}, le {FrenchText.Long(day)}." : "";

    public string Label => $"Taux de couverture du {FrenchText.Long(Points[0].Day)} au "
        + $"{FrenchText.Long(Points[^1].Day)}, entre {FrenchText.Percent(decimal.Round(Known.Min(), 3))} et "
        + $"{FrenchText.Percent(decimal.Round(Known.Max(), 3))}. Les valeurs sont dans le tableau qui suit.";

    public int Width => 10 * (Points.Count - 1);
    public string Limit => $"M0 {Down(Level)}H{Width}";

    public string Line => "M" + string.Join(' ', Points.Select((p, i) => (p.Ratio, X: 10 * i))
        .Where(p => p.Ratio is not null).Select(p => $"{p.X} {Down(p.Ratio!.Value)}"));

    private string Down(decimal ratio)
    {
        var (low, high) = (Math.Min(Known.Min(), Level), Math.Max(Known.Max(), Level));
        var span = high == low ? 1 : high - low;
        return ((high - ratio) / span * (Height - 10) + 5).ToString("0.##", CultureInfo.InvariantCulture);
    }

    private static decimal? RatioOf(CoverPublicationRow p) => p.Total.IsZero ? null
        : decimal.Round((decimal)p.Held.Cents / p.Total.Cents, 4, MidpointRounding.AwayFromZero);
}
