using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>What money that is to come or to leave is for.</summary>
public enum ForecastKind
{
    Customers,
    Suppliers,
    People,
    Pay,
    Charges,
    Vat,
    Advances,
    Other,
}

/// <summary>
/// Money expected on a day (mouvement attendu): positive when it comes, negative when it leaves. <paramref name="Due"/>
/// is when it should move, <paramref name="Expected"/> when it is counted on.
/// </summary>
public sealed record ForecastItem(ForecastKind Kind, DateOnly Due, DateOnly Expected, Money Amount, ActivityId Activity)
{
    /// <summary>The open item behind it; null for what no document asks yet, such as pay to come.</summary>
    public OpenItem? Item { get; init; }

    /// <summary>Who it concerns, where no open item says it.</summary>
    public string Label { get; init; } = "";
}

/// <summary>One week, from its first day to Sunday: what was there, what moves, what is left.</summary>
public sealed record ForecastWeek(DateOnly First, DateOnly Last, Money Opening, IReadOnlyList<ForecastItem> Items)
{
    public Money In => Items.Where(i => i.Amount.IsPositive).Sum(i => i.Amount);
    public Money Out => Items.Where(i => i.Amount.IsNegative).Sum(i => i.Amount);
    public Money Closing => Opening + In + Out;
}

/// <summary>
/// What will be there week by week (prévision de trésorerie), from what is known: each expected movement stands in one
/// week or beyond the horizon, and nowhere twice. The first week begins today and holds what should have moved before.
/// </summary>
public sealed record CashForecast(IReadOnlyList<ForecastWeek> Weeks, IReadOnlyList<ForecastItem> Beyond)
{
    /// <summary>Half a year.</summary>
    public const int Length = 26;

    public static CashForecast Of(Money opening, DateOnly today, IEnumerable<ForecastItem> items)
    {
        var monday = MondayOf(today);
        var byWeek = items.OrderBy(i => i.Expected).ThenBy(i => i.Kind)
            .ToLookup(i => Math.Min(Length, Math.Max(0, (i.Expected.DayNumber - monday.DayNumber) / 7)));
        var weeks = new List<ForecastWeek>();
        for (var at = 0; at < Length; at++)
        {
            var first = at == 0 ? today : monday.AddDays(7 * at);
            weeks.Add(new ForecastWeek(first, monday.AddDays(7 * at + 6), weeks.Count == 0 ? opening
                : weeks[^1].Closing, [.. byWeek[at]]));
        }
        return new CashForecast(weeks, [.. byWeek[Length]]);
    }

    /// <summary>The last day of the last week of a forecast that begins today.</summary>
    public static DateOnly HorizonOf(DateOnly today) => MondayOf(today).AddDays(7 * Length - 1);

    /// <summary>The first week in which least is left.</summary>
    public ForecastWeek Lowest => Weeks.MinBy(w => w.Closing)!;

    /// <summary>The first week that ends below zero; null when none does.</summary>
    public ForecastWeek? FirstShort => Weeks.FirstOrDefault(w => w.Closing.IsNegative);

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
