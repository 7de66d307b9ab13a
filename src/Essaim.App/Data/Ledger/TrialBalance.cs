using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// One row of the balance: what an account (of one activity, where they are shown apart) held before the period, what
/// moved in it, and what it holds after.
/// </summary>
public sealed record TrialRow(AccountNumber Account, ActivityId? Activity, Money Opening, Money Debit, Money Credit)
{
    public Money Closing => Opening + Debit - Credit;
}

/// <summary>
/// The balance (balance générale) over a period. What is carried in is each account of classes 1 to 5, and the result
/// of earlier years in 120 or 129, whether the year before is closed or not; so the openings balance too.
/// </summary>
public static class TrialBalance
{
    public static async Task<List<TrialRow>> ReadAsync(
        LedgerReader books, IReadOnlyList<FiscalYear> years, DateRange period, ActivityId? activity, bool byActivity)
    {
        var opening = await OpeningAsync(books, years, period.First, activity);
        var moved = await books.BalancesAsync(period.First, period.Last, activity, withOpening: false);
        return [.. opening.Select(b =>
            (b.Account, b.Activity, Opening: b.Balance, Debit: Money.Zero, Credit: Money.Zero))
            .Concat(moved.Select(b => (b.Account, b.Activity, Opening: Money.Zero, b.Debit, b.Credit)))
            .GroupBy(b => (b.Account, Activity: byActivity ? b.Activity : (ActivityId?)null))
            .Select(g => new TrialRow(g.Key.Account, g.Key.Activity, g.Sum(b => b.Opening), g.Sum(b => b.Debit),
                g.Sum(b => b.Credit)))
            .Where(r => !r.Opening.IsZero || !r.Debit.IsZero || !r.Credit.IsZero)
            .OrderBy(r => r.Account).ThenBy(r => r.Activity)];
    }

    /// <summary>
    /// What each account, or the one named, holds before a day: carried into its fiscal year, then moved since.
    /// </summary>
    public static async Task<List<AccountBalance>> OpeningAsync(LedgerReader books, IReadOnlyList<FiscalYear> years,
        DateOnly day, ActivityId? activity, AccountNumber? account = null)
    {
        var start = years.FirstOrDefault(y => y.Days.Contains(day))?.Days.First ?? day;
        // The result of earlier years stands in 120 or 129 and comes from all accounts of costs and income.
        var alone = account == Accounts.ProfitOfYear || account == Accounts.LossOfYear ? null : account;
        var carried = Carried(await books.PositionAsync(start.AddDays(-1), activity, alone));
        var moved = await books.BalancesAsync(start, day.AddDays(-1), activity, withOpening: false, alone);
        return [.. carried.Concat(moved).Where(b => account is null || b.Account == account)];
    }

    private static IEnumerable<AccountBalance> Carried(List<AccountBalance> position) => position
        .GroupBy(b => b.Activity).SelectMany(g =>
        {
            var result = g.Where(b => b.Account.ClosesIntoResult).Sum(b => b.Balance);
            var account = result.IsNegative ? Accounts.ProfitOfYear : Accounts.LossOfYear;
            return g.Where(b => !b.Account.ClosesIntoResult)
                .Append(new AccountBalance(account, g.Key, null, result, Money.Zero));
        });
}
