using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Activities;

/// <summary>What an activity's contribution comes to over its period, and what of it is not posted yet.</summary>
/// <param name="Base">What the rule counts on: invoiced, received or gross margin of the period so far.</param>
/// <param name="Due">What the rule asks for this base.</param>
/// <param name="Posted">What invoices, receipts and earlier month ends have posted.</param>
public readonly record struct ContributionDue(Money Base, Money Due, Money Posted)
{
    public Money ToPost => Due - Posted;
}

/// <summary>
/// Counts contributions at month end, where a rule has tiers, a floor, a ceiling, a flat amount or a margin: from the
/// kept balances of the period, so that credit notes and bad debts are in it as they are in the books.
/// </summary>
public sealed class ContributionCount(CoopDb db, Rules rules)
{
    /// <summary>What is earned by the co-op and not posted yet, for the activity's commitments.</summary>
    public async Task<Money> ToComeAsync(ActivityId activity, DateOnly day)
    {
        if (activity.IsStructure || !rules.Any || !rules.Of(activity, day).NeedsMonthEnd)
            return Money.Zero;
        return (await CountAsync(Month.Of(day), day, activity)).Sum(c => c.Due.ToPost);
    }

    /// <summary>
    /// Each activity whose rule needs month end, with what its period comes to at the end of the day.
    /// </summary>
    public async Task<List<(ActivityId Activity, ContributionDue Due)>> CountAsync(
        Month month, DateOnly day, ActivityId? only = null)
    {
        var books = await db.BooksAsync();
        var counted = new List<(ActivityId, ContributionDue)>();
        var activities = (await ActivitiesAsync(month, only)).Select(a => (Id: a, Rule: rules.Of(a, day)))
            .Where(a => a.Rule.NeedsMonthEnd);
        foreach (var period in activities.GroupBy(a => a.Rule.PeriodStart(month)))
        {
            var flows = (await books.BalancesAsync(period.Key.FirstDay, day, only, withOpening: false))
                .ToLookup(b => b.Activity);
            var received = period.Any(a => a.Rule.Base == ContributionBase.Received)
                ? await ReceivedAsync(period.Key.FirstDay, day)
                : [];
            var lost = await LostAsync(period.Key.FirstDay, day);
            foreach (var (id, rule) in period)
            {
                var @base = rule.Base == ContributionBase.Received ? received.GetValueOrDefault(id)
                    : BaseOf(rule, flows[id], lost.GetValueOrDefault(id));
                var posted = Of(flows[id], Accounts.ContributionPaid.Digits);
                counted.Add((id, new ContributionDue(@base, rule.ForPeriod(@base, IsOver(rule, month, day)), posted)));
            }
        }
        return counted;
    }

    /// <summary>A floor or a flat amount falls due when its period is over, not before.</summary>
    private static bool IsOver(ContributionRule rule, Month month, DateOnly day) =>
        day == month.LastDay && rule.PeriodStart(month.Next()) == month.Next();

    private static Money BaseOf(ContributionRule rule, IEnumerable<AccountBalance> flows, Money lost)
    {
        var all = flows.ToList();
        // Deposits count when they are invoiced; the balance invoice takes them back out of 4191.
        var invoiced = -Of(all, "70") - Of(all, Accounts.CustomerDeposits.Digits);
        if (rule.ReversedByBadDebts)
            invoiced -= lost;
        return rule.Base == ContributionBase.GrossMargin ? invoiced - Of(all, "607") - Of(all, "603") : invoiced;
    }

    private static Money Of(IEnumerable<AccountBalance> balances, string prefix) =>
        balances.Where(b => b.Account.StartsWith(prefix)).Sum(b => b.Balance);

    private async Task<List<ActivityId>> ActivitiesAsync(Month month, ActivityId? only)
    {
        return await db.SqlAsync(r => new ActivityId(r.GetInt32(0)),
            "SELECT id FROM activity WHERE id <> 1 AND code <> @p3 AND opened_on <= @p0 "
            + "AND (closed_on IS NULL OR closed_on >= @p1)"
            + (only is null ? "" : " AND id = @p2") + " ORDER BY id",
            month.LastDay, month.FirstDay, only?.Value ?? 0, MutualFundPosting.Code);
    }

    /// <summary>
    /// Of each invoice the part paid in the period, or the part given up as lost, in proportion to its net: neither
    /// counts VAT.
    /// </summary>
    private async Task<Dictionary<ActivityId, Money>> NetOfAsync(string part, string among, DateOnly from, DateOnly to)
    {
        var rows = await db.SqlAsync(
            r => (Activity: new ActivityId(r.GetInt32(0)), Net: LedgerReader.Cents(r, 1),
                Total: LedgerReader.Cents(r, 2), Part: LedgerReader.Cents(r, 3)),
            $"SELECT o.activity_id, i.net, i.total, sum(s.{part}) FROM posted_line l "
            + "JOIN item_settlement s ON s.entry_id = l.entry_id AND s.line_no = l.line_no "
            + "JOIN open_item o ON o.entry_id = s.item_entry_id AND o.line_no = s.item_line_no "
            + "JOIN posted_entry e ON e.id = o.entry_id AND e.document_kind = @p3 "
            + "JOIN invoice i ON i.id = e.document_id "
            + $"WHERE l.account = @p0 AND l.date BETWEEN @p1 AND @p2{among} "
            + "GROUP BY o.activity_id, i.id, i.net, i.total",
            Accounts.Customers.Digits, from, to, Invoice.DocumentKind, Accounts.BadDebts.Digits);
        return rows.GroupBy(r => r.Activity).ToDictionary(g => g.Key, g => g.Sum(r => r.Net.Prorata(r.Part, r.Total)));
    }

    /// <summary>What customers paid of each activity's invoices in the period, without VAT.</summary>
    public Task<Dictionary<ActivityId, Money>> ReceivedAsync(DateOnly from, DateOnly to) =>
        NetOfAsync("paid", "", from, to);

    private Task<Dictionary<ActivityId, Money>> LostAsync(DateOnly from, DateOnly to) => NetOfAsync("credited",
        " AND EXISTS (SELECT 1 FROM posted_line b WHERE b.entry_id = l.entry_id AND b.account = @p4)", from, to);
}
