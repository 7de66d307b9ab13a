using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Essaim.App.Data.Payroll;

/// <summary>One payslip to be issued: who, for which activity, and what it comes to.</summary>
public sealed record PayOrder(Person Person, ActivityId Activity, Payslip Payslip)
{
    public DraftEntry Entry(Month month) => PayPosting.Entry(Person.Id, Person.FullName, Activity, month,
        new PayAmounts(Payslip.Gross, Payslip.EmployerContributions - Payslip.GeneralReduction, Payslip.NetPay,
            Payslip.OwedTo(SocialBody.Urssaf),
            Payslip.OwedTo(SocialBody.AgircArrco) + Payslip.OwedTo(SocialBody.Insurer), Payslip.WithholdingTax),
        month.Next().FirstDay.AddDays(4),
            new DocumentRef(PayslipRow.DocumentKind, Person.Id * 1_000_000 + month.Number));

    internal object?[] Row(Month month, EntryId entry) =>
    [
        Person.Id, month.Number, Activity.Value, Payslip.Gross.Cents, Payslip.TotalCost.Cents, Payslip.NetPay.Cents,
        ValueJson.Write(Payslip.YearToDate), ValueJson.Write(PayslipSnapshot.Of(Payslip)), entry.Value,
    ];
}

/// <summary>
/// Decides each person's pay of a month: the fixed part, due whatever the cash (Code du travail L.7332-3), and above it
/// what a smoothing plan gives, as far as the activity's available cash goes. Whoever has a payslip is left out.
/// </summary>
public sealed class PayOrders(CoopDb db, PayCalculator calculator)
{
    internal static readonly BulkTable Table = new("payslip",
        ("person_id", NpgsqlDbType.Bigint), ("month", NpgsqlDbType.Integer), ("activity_id", NpgsqlDbType.Integer),
        ("gross", NpgsqlDbType.Bigint), ("total_cost", NpgsqlDbType.Bigint), ("net_pay", NpgsqlDbType.Bigint),
        ("year_to_date", NpgsqlDbType.Text), ("content", NpgsqlDbType.Text), ("entry_id", NpgsqlDbType.Bigint));

    private static readonly ContractKind[] Paid = [ContractKind.Cesa, ContractKind.PermanentStaff];

    public async Task<List<PayOrder>> ReadAsync(Month month)
    {
        var coop = await db.Cooperatives.SingleAsync();
        var contracts = (await db.Contracts.Where(c => Paid.Contains(c.Kind)).OrderBy(c => c.PersonId).ToListAsync())
            .Where(c => c.CoversMonth(month)).GroupBy(c => c.PersonId).Select(g => g.OrderBy(c => c.FirstDay).Last())
            .ToList();
        var done = (await db.Payslips.Where(p => p.Month == month).Select(p => p.PersonId).ToListAsync()).ToHashSet();
        var todo = contracts.Where(c => !done.Contains(c.PersonId)).ToList();
        if (todo.Count == 0)
            return [];
        var people = await db.People.ToDictionaryAsync(p => p.Id);
        var activities = (await db.Activities.Where(a => a.PersonId != null).OrderBy(a => a.Id).ToListAsync())
            .Where(a => a.ClosedOn is null || a.ClosedOn >= month.FirstDay).ToLookup(a => a.PersonId!.Value);
        var plans = (await db.SmoothingPlans.ToListAsync()).ToLookup(p => p.PersonId);
        var available = await AvailableAsync(month);
        var years = await YearsToDateAsync(month);
        var orders = new List<PayOrder>(todo.Count);
        foreach (var contract in todo)
        {
            var activity = activities[contract.PersonId].FirstOrDefault()?.Id ?? ActivityId.Structure;
            var terms = Terms(coop, contract, month) with { YearToDate = years.GetValueOrDefault(contract.PersonId) };
            var plan = plans[contract.PersonId].Sum(p => p.For(month));
            var payslip = Decide(terms, contract, plan, available.GetValueOrDefault(activity));
            if (payslip is null)
                continue;
            orders.Add(new PayOrder(people[contract.PersonId], activity, payslip));
            // Two people of one activity share its cash: the second finds what the first left.
            available[activity] = available.GetValueOrDefault(activity) - payslip.TotalCost;
        }
        return orders;
    }

    /// <summary>The payslip of a month, null when there is nothing to pay.</summary>
    private Payslip? Decide(PayTerms terms, Contract contract, Money plan, Money available)
    {
        var fixedPart = contract.FixedPay.IsPositive ? calculator.ForGross(terms, contract.FixedPay) : null;
        var affordable = Money.Min(plan, available);
        if (!affordable.IsPositive || (fixedPart is not null && affordable <= fixedPart.TotalCost))
            return fixedPart;
        return calculator.ForTotalCost(terms, affordable);
    }

    internal static PayTerms Terms(Cooperative coop, Contract contract, Month month) => new(month.LastDay)
    {
        Headcount = Math.Max(1, coop.Headcount),
        HoursPerMonth = contract.Kind == ContractKind.Cesa ? null : contract.MonthlyHours,
        WorkAccidentRate = coop.WorkAccidentRate,
        Withholding = contract.WithholdingRate is { } rate ? WithholdingRate.Given(rate) : WithholdingRate.Neutral,
    };

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

    /// <summary>The year's sums of each person, from their last payslip of the year.</summary>
    private async Task<Dictionary<long, YearToDate>> YearsToDateAsync(Month month)
    {
        var rows = await db.SqlAsync(r => (Person: r.GetInt64(0), Json: r.GetString(1)),
            "SELECT p.person_id, p.year_to_date FROM payslip p WHERE p.month = (SELECT max(q.month) FROM payslip q "
            + "WHERE q.person_id = p.person_id AND q.month >= @p0 AND q.month < @p1)",
            new Month(month.Year, 1).Number, month.Number);
        return rows.ToDictionary(r => r.Person, r => ValueJson.Read<YearToDate>(r.Json));
    }
}
