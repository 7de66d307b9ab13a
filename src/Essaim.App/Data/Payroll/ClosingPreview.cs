using Essaim.App.Data.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>What closing a month would do, counted and not written.</summary>
/// <param name="Advances">Activities whose cash contributions and pay would take below zero, with what lacks.</param>
/// <param name="Problems">People whose pay cannot be made: the closing will stop at them.</param>
public sealed record ClosingPreview(
    IReadOnlyList<(ActivityId Activity, Money Amount)> Contributions,
    IReadOnlyList<PayOrder> Payslips,
    IReadOnlyList<(ActivityId Activity, Money Amount)> Advances,
    IReadOnlyList<PayProposal> Problems)
{
    public static async Task<ClosingPreview> ReadAsync(CoopDb db, PayCalculator calculator, Month? lastPayMonth,
        Month month)
    {
        var rules = await Rules.ReadAsync(db);
        var counted = (await db.Adjustments.Where(a => a.Month == month).Select(a => a.ActivityId).ToListAsync())
            .ToHashSet();
        var contributions = !rules.Any ? [] : (await new ContributionCount(db, rules).CountAsync(month, month.LastDay))
            .Where(d => !d.Due.ToPost.IsZero && !counted.Contains(d.Activity))
            .Select(d => (d.Activity, Amount: d.Due.ToPost))
            .ToList();
        List<PayProposal> proposals = lastPayMonth is { } last && month <= last ? await new PayOrders(db, calculator)
            .ProposeAsync(month) : [];
        var payslips = proposals.Select(p => p.Order).OfType<PayOrder>().ToList();
        var cash = (await (await db.BooksAsync()).PositionAsync(month.LastDay))
            .Where(b => b.Account == Accounts.Liaison && !b.Activity.IsStructure).GroupBy(b => b.Activity)
            .ToDictionary(g => g.Key, g => g.Sum(b => b.Balance));
        foreach (var (activity, amount) in contributions)
            cash[activity] = cash.GetValueOrDefault(activity) - amount;
        foreach (var order in payslips.Where(p => !p.Activity.IsStructure))
            cash[order.Activity] = cash.GetValueOrDefault(order.Activity) - order.Payslip.TotalCost;
        return new ClosingPreview(contributions, payslips,
            [.. cash.Where(c => c.Value.IsNegative).OrderBy(c => c.Value).Select(c => (c.Key, -c.Value))],
            [.. proposals.Where(p => p.Problem is not null)]);
    }
}

/// <summary>Where a month stands (état d’un mois).</summary>
public enum MonthState
{
    Open,
    Closing,
    Closed,
}

/// <summary>A month with its state, when and by whom it was closed.</summary>
public sealed record MonthStanding(Month Month, MonthState State, string? ClosedAt, string? By)
{
    /// <summary>The months of the books up to today's, the latest first, from kept balances.</summary>
    public static async Task<List<MonthStanding>> AllAsync(CoopDb db, DateOnly today)
    {
        var closings = await db.MonthClosings.ToDictionaryAsync(c => c.Month);
        var first = await (await db.BooksAsync()).FirstDayAsync() is { } day ? Month.Of(day) : Month.Of(today);
        return [.. Month.Range(first, Month.Of(today)).Reverse().Select(m => Of(m, closings.GetValueOrDefault(m)))];
    }

    public static MonthStanding Of(Month month, MonthClosing? closing) => new(month,
        closing is null ? MonthState.Open : closing.ClosedAt is null ? MonthState.Closing : MonthState.Closed,
        closing?.ClosedAt, closing?.ClosedBy);

    /// <summary>Months over and not closed: what is left to close, the earliest first.</summary>
    public static async Task<List<Month>> ToCloseAsync(CoopDb db, DateOnly today) =>
        [.. (await AllAsync(db, today)).Where(m => m.State != MonthState.Closed && m.Month.LastDay < today)
            .Select(m => m.Month).Order()];
}
