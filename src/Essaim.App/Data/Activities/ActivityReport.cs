using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>The activity account on a day (compte d’activité), made from kept balances and open items.</summary>
public static class ActivityReport
{
    /// <summary>
    /// What was earned and spent from a day, or since the activity opened, and what is there at the end.
    /// </summary>
    public static async Task<ActivityAccount> ReadAsync(CoopDb db, Activity activity, DateOnly to, DateOnly? from =
        null)
    {
        var books = await db.BooksAsync();
        var start = from ?? await books.FirstDayAsync() ?? to;
        var flows = await books.BalancesAsync(start, to, activity.Id, withOpening: false);
        var position = await books.PositionAsync(to, activity.Id);
        var customers = await books.Items.OpenAtAsync(to, activity.Id, Accounts.Customers);
        var coop = await db.Cooperatives.SingleAsync();
        var account = ActivityAccount.From(flows, position,
            customers.Where(i => i.Remaining.IsPositive).Sum(i => i.Remaining),
            -customers.Where(i => i.Remaining.IsNegative).Sum(i => i.Remaining),
            await CommitmentsAsync(db, activity, to));
        return account with { Reserve = activity.Reserve + Deposits(coop, position) };
    }

    /// <summary>
    /// Pay that a plan decided for months now over and no payslip has paid, and contribution that month end will count.
    /// </summary>
    private static async Task<Commitments> CommitmentsAsync(CoopDb db, Activity activity, DateOnly to)
    {
        var plans = await db.SmoothingPlans.Where(p => p.ActivityId == activity.Id && p.DecidedOn <= to).ToListAsync();
        var decided = Money.Zero;
        if (plans.Count > 0)
        {
            var paid = await db.Payslips.Where(p => p.ActivityId == activity.Id).Select(p => p.Month).ToListAsync();
            decided = plans.SelectMany(p => Enumerable.Range(0, p.Amounts.Count)
                .Select(i => (Plan: p, Month: p.FirstMonth.Add(i))))
                .Where(m => m.Month.LastDay <= to && !paid.Contains(m.Month)).Sum(m => m.Plan.For(m.Month));
        }
        var earned = await new ContributionCount(db, await Rules.ReadAsync(db, activity.Id))
            .ToComeAsync(activity.Id, to);
        return new Commitments(decided, earned, Money.Zero);
    }

    private static Money Deposits(Cooperative coop, IEnumerable<AccountBalance> position) => coop.DepositsReserved
        ? -position.Where(b => b.Account == Accounts.CustomerDeposits).Sum(b => b.Balance)
        : Money.Zero;
}

/// <summary>
/// The cover ratio on a day, now and at 90 days once everything undisputed and due by then is settled.
/// </summary>
public static class CoverReport
{
    public static async Task<(CoverRatio Now, CoverRatio At90)> ReadAsync(CoopDb db, DateOnly to)
    {
        var books = await db.BooksAsync();
        var position = await books.PositionAsync(to);
        var items = await books.Items.OpenAtAsync(to);
        var now = CoverRatio.From(Positions(position, items), BankOf(position),
            StructureDebts.Within(items, position, to));
        return (now, At90(position, items, to));
    }

    /// <summary>What the ratio is made of, activity by activity; who is owed most comes first.</summary>
    public static async Task<List<ActivityPosition>> PositionsAsync(CoopDb db, DateOnly to)
    {
        var books = await db.BooksAsync();
        return [.. Positions(await books.PositionAsync(to), await books.Items.OpenAtAsync(to))
            .OrderByDescending(p => p.Net).ThenBy(p => p.Activity)];
    }

    private static CoverRatio At90(List<AccountBalance> position, List<OpenItem> items, DateOnly to)
    {
        var settled = items.Where(i => !i.Disputed && i.Due <= to.AddDays(90)).ToList();
        var after = position.Concat(settled.SelectMany(Settlement)).GroupBy(b => (b.Account, b.Activity))
            .Select(g =>
                new AccountBalance(g.Key.Account, g.Key.Activity, null, g.Sum(b => b.Debit), g.Sum(b => b.Credit)))
            .ToList();
        var left = items.Except(settled).ToList();
        return CoverRatio.From(Positions(after, left), BankOf(after),
            StructureDebts.Within(left, after, to.AddDays(90)));
    }

    /// <summary>What settling an item would post, as balances.</summary>
    private static IEnumerable<AccountBalance> Settlement(OpenItem item)
    {
        var entry = new EntryBuilder(Journal.Bank, item.Due, "90 jours");
        item.Settle(entry, item.Remaining, MoneySide.Bank);
        return entry.Build().Lines.Select(l => new AccountBalance(l.Account, l.Activity, null, l.Debit, l.Credit));
    }

    private static IEnumerable<ActivityPosition> Positions(List<AccountBalance> position, List<OpenItem> items)
    {
        var inCredit = items.Where(i => i.Account == Accounts.Customers && i.Remaining.IsNegative)
            .GroupBy(i => i.Activity).ToDictionary(g => g.Key, g => -g.Sum(i => i.Remaining));
        return position.Where(b => !b.Activity.IsStructure).GroupBy(b => b.Activity)
            .Select(g => ActivityPosition.From(g.Key, g, inCredit.GetValueOrDefault(g.Key)));
    }

    private static Money BankOf(IEnumerable<AccountBalance> position) => position
        .Where(b => b.Account.StartsWith("512") || b.Account.StartsWith("511") || b.Account.StartsWith("53")
            || b.Account.StartsWith("50")).Sum(b => b.Balance);
}
