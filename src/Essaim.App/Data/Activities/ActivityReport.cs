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
        return new Commitments(decided, earned, await InstalmentsAsync(db, activity, to));
    }

    /// <summary>Instalments of advances that fell due by the day and were not paid back by it.</summary>
    private static async Task<Money> InstalmentsAsync(CoopDb db, Activity activity, DateOnly to)
    {
        var paidOut = await db.Advances.Where(a => a.ActivityId == activity.Id && a.PaidOutOn <= to).ToListAsync();
        if (paidOut.Count == 0)
            return Money.Zero;
        var repaid = (await db.SqlAsync(r => (Advance: r.GetInt64(0), Amount: LedgerReader.Cents(r, 1)),
            "SELECT m.advance_id, -sum(m.amount) FROM cash_advance m JOIN posted_entry e ON e.id = m.entry_id "
            + "WHERE m.activity_id = @p0 AND m.advance_id IS NOT NULL AND m.amount < 0 AND e.date <= @p1 "
            + "GROUP BY m.advance_id", activity.Id.Value, to)).ToDictionary(m => m.Advance, m => m.Amount);
        return paidOut.Sum(a => Money.Max(Money.Zero,
            a.Plan.DueBy(a.Amount, to) - repaid.GetValueOrDefault(a.Id)));
    }

    private static Money Deposits(Cooperative coop, IEnumerable<AccountBalance> position) => coop.DepositsReserved
        ? -position.Where(b => b.Account == Accounts.CustomerDeposits).Sum(b => b.Balance)
        : Money.Zero;
}
