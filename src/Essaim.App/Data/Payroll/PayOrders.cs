using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// Decides each person's pay of a month: the fixed part of the days that the contract covers and what was typed, due
/// whatever the cash (Code du travail L.7332-3), and above it what a smoothing plan gives, as far as the activity's
/// available cash goes. Whoever has a payslip is left out.
/// </summary>
public sealed class PayOrders(CoopDb db, PayCalculator calculator)
{
    private const int MonthsOfSickPay = 12;

    private readonly Dictionary<long, TypedElements> _typed = [];

    /// <summary>The payslips to issue. One that cannot be made stops them all, with the name of its person.</summary>
    public async Task<List<PayOrder>> ReadAsync(Month month)
    {
        var proposals = await ProposeAsync(month);
        if (proposals.Find(p => p.Problem is not null) is { } wrong)
            throw new BrokenRuleException(
                $"La paie de {wrong.Person.FullName} ne peut pas être faite. {wrong.Problem}");
        return [.. proposals.Select(p => p.Order).OfType<PayOrder>()];
    }

    /// <summary>The payslip of one person as these elements would make it; null when there is nothing to pay.</summary>
    public async Task<PayOrder?> TryAsync(Month month, long person, TypedElements elements)
    {
        _typed[person] = elements;
        return (await ProposeAsync(month, person)).SingleOrDefault() is not { } proposal ? null
            : proposal.Problem is { } problem ? throw new BrokenRuleException(problem) : proposal.Order;
    }

    /// <summary>What the month proposes for everybody whom it has to pay, or for one of them.</summary>
    public async Task<List<PayProposal>> ProposeAsync(Month month, long? only = null)
    {
        if (await db.Cooperatives.SingleOrDefaultAsync() is not { } coop)
            return []; // it has no identity yet, and so nobody to pay
        var done = (await db.Payslips.Where(p => p.Month == month).Select(p => p.PersonId).ToListAsync()).ToHashSet();
        var past = await PayPast.ReadAsync(db, month, only);
        var todo = (await db.Contracts.Where(c => PaidMonth.Kinds.Contains(c.Kind)
                && (only == null || c.PersonId == only)).OrderBy(c => c.PersonId).ToListAsync())
            .GroupBy(c => c.PersonId).Where(g => !done.Contains(g.Key) && !past.IsPaidElsewhere(g.Key)
                && g.Any(c => c.CoversMonth(month)))
            .Select(g => PaidMonth.Of([.. g], month)).ToList();
        if (todo.Count == 0)
            return [];
        foreach (var row in await db.PayElements.Where(e => e.Month == month).ToListAsync())
            _typed.TryAdd(row.PersonId, row.Content);
        var people = await db.People.ToDictionaryAsync(p => p.Id);
        var activities = (await db.Activities.Where(a => a.PersonId != null).OrderBy(a => a.Id).ToListAsync())
            .Where(a => a.ClosedOn is null || a.ClosedOn >= month.FirstDay).ToLookup(a => a.PersonId!.Value);
        var plans = (await db.SmoothingPlans.ToListAsync()).ToLookup(p => p.PersonId);
        var available = await AvailableAsync(month);
        var settled = await SettleVariable.DueInAsync(db, month);
        var seizures = await PaySeizures.ReadAsync(db, only);
        var book = await PayTermsBook.ReadAsync(db, coop);
        var proposals = new List<PayProposal>(todo.Count);
        foreach (var paid in todo)
        {
            var person = people[paid.Contract.PersonId];
            // Whoever is hired for an activity is a cost of that one, and not of an activity of their own.
            var activity = book.HiredFor(paid.Contract) ?? activities[person.Id].FirstOrDefault()?.Id
                ?? ActivityId.Structure;
            var terms = book.Of(paid.Contract, month) with { YearToDate = past.YearOf(person.Id) };
            var asked = new Asked(plans[person.Id].Sum(p => p.For(month)), available.GetValueOrDefault(activity),
                settled.GetValueOrDefault(person.Id), past.LeaveOf(calculator.Law, person.Id),
                seizures);
            var proposal = await ProposeAsync(person, activity, paid, terms, asked);
            proposals.Add(proposal);
            // Two people of one activity share its cash: the second finds what the first left.
            if (proposal.Order is { } order)
                available[activity] = available.GetValueOrDefault(activity) - order.Payslip.TotalCost;
        }
        return proposals;
    }

    /// <summary>What a person's month may give beside the contract, and their leave before it.</summary>
    private sealed record Asked(Money Plan, Money Available, VariableSettlementRow? Settlement, LeaveAccount Leave,
        PaySeizures Seizures)
    {
        public Money Affordable => Money.Min(Plan, Available);
    }

    private async Task<PayProposal> ProposeAsync(Person person, ActivityId activity, PaidMonth paid, PayTerms terms,
        Asked asked)
    {
        var typed = _typed.GetValueOrDefault(person.Id, TypedElements.None);
        var month = Month.Of(terms.Date);
        try
        {
            var elements = asked.Seizures.Added(typed.For(month, paid.FixedPay, paid.Days, paid.HiredOn,
                typed.Sickness is null ? 0 : await ToppedUpBeforeAsync(person.Id, month)), person.Id);
            var payslip = Decide(terms, elements, typed.IsEmpty && elements.Seizures.Count == 0, asked.Affordable);
            var settlement = asked.Settlement is not { } due ? null
                : VariablePayment.Of(calculator, terms, elements, payslip, due.Cost, due.Year);
            payslip = settlement?.Payslip ?? payslip;
            if (payslip is not null)
                await RefuseSharesNotSubscribedAsync(person, payslip);
            var order = payslip is null ? null : new PayOrder(person, activity, payslip,
                calculator.ContributionsDue(month, terms.Headcount))
            {
                Leave = asked.Leave.After(calculator.Law, month, LeaveOfMonth.Of(month, paid.Days, typed)),
                Settlement = settlement is null ? null : asked.Settlement,
                Paid = settlement,
            };
            return new PayProposal(person, order, Why(paid, order, asked, typed), null, !typed.IsEmpty);
        }
        catch (BrokenRuleException rule)
        {
            return new PayProposal(person, null, "", rule.Message, !typed.IsEmpty);
        }
    }

    /// <summary>The payslip of a month, null when there is nothing to pay.</summary>
    private Payslip? Decide(PayTerms terms, MonthElements month, bool plain, Money affordable)
    {
        if (!affordable.IsPositive)
            return month.FixedPay.IsPositive || !plain ? calculator.ForMonth(terms, month) : null;
        // A contract with hours and no fixed pay has only what the plan gives, which must reach its minimum wage.
        return plain && month.FixedPay.IsZero && terms.HoursPerMonth is not null
            ? calculator.ForTotalCost(terms, affordable) : calculator.ForMonthCost(terms, month, affordable);
    }

    private static string Why(PaidMonth paid, PayOrder? order, Asked asked, TypedElements typed)
    {
        var parts = new List<string>();
        if (paid.FixedPay.IsPositive)
            parts.Add("part fixe" + (paid.Days is { } days ? $" {days}" : ""));
        if (order?.Payslip.Of(PayElementKind.VariablePay) is { IsPositive: true } variable)
            parts.Add((asked.Available < asked.Plan ? "lissage réduit au disponible, " : "lissage, ") + variable);
        else if (asked.Plan.IsPositive)
            parts.Add("lissage sans effet, faute de disponible ou sous la part fixe");
        if (order?.Paid is { } settlement)
            parts.Add(settlement.Why);
        if (!typed.IsEmpty)
            parts.Add("éléments saisis");
        if (order?.Payslip.Adjustments.Any(a => a.Party is not null) == true)
            parts.Add("saisie sur salaire");
        return parts.Count == 0 ? "rien à payer" : string.Join(" ; ", parts);
    }

    /// <summary>Said while it can still be put right, rather than at the closing.</summary>
    private async Task RefuseSharesNotSubscribedAsync(Person person, Payslip payslip)
    {
        var kept = -payslip.Movements.Where(m => m.Account == Accounts.MemberSubscriptions).Sum(m => m.Amount);
        if (!kept.IsPositive)
            return;
        var owed = (await PayOrder.OwedByAsync(await db.BooksAsync(), person.Id, payslip))
            .Where(i => i.Account == Accounts.MemberSubscriptions).Sum(i => i.Remaining);
        if (kept > owed)
            throw new BrokenRuleException($"La paie retient {kept} de parts sociales et il en reste {owed} à payer. "
                + "Enregistrez d’abord la souscription, ou réduisez la retenue.");
    }

    private async Task<int> ToppedUpBeforeAsync(long person, Month month)
    {
        var first = month.Add(-MonthsOfSickPay);
        return (await db.Payslips.Where(p => p.PersonId == person && p.Month >= first && p.Month < month)
            .Select(p => p.Content).ToListAsync()).Sum(c => c.DaysToppedUp);
    }

    /// <summary>
    /// Cash less commitments of every activity at the end of the month, from one reading of the balances.
    /// </summary>
    private async Task<Dictionary<ActivityId, Money>> AvailableAsync(Month month)
    {
        var books = await db.BooksAsync();
        var reserves = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Reserve);
        var inCredit = (await books.Items.OpenAtAsync(month.LastDay, null, Accounts.Customers))
            .Where(i => i.Remaining.IsNegative).GroupBy(i => i.Activity)
            .ToDictionary(g => g.Key, g => -g.Sum(i => i.Remaining));
        return (await books.PositionAsync(month.LastDay)).GroupBy(b => b.Activity).ToDictionary(g => g.Key, g =>
            ActivityAccount.From([], g, Money.Zero, inCredit.GetValueOrDefault(g.Key), Commitments.None).AvailableForPay
            - reserves.GetValueOrDefault(g.Key));
    }
}
