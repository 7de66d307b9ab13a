using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>A result of the certified program, as imported.</summary>
public sealed class ProgramPayslipRow
{
    public long Id { get; init; }
    public required long PersonId { get; init; }
    public required Month Month { get; init; }
    public required ProgramPayslip Content { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<ProgramPayslipRow>(e =>
    {
        e.ToTable("program_payslip");
        CoopDb.Json(e.Property(r => r.Content));
    });
}

/// <summary>One person's month, ours and theirs; one of the two may be missing.</summary>
public sealed record PersonCompared(Person Person, IReadOnlyList<PayCompared> Lines, bool HasOurs, bool HasTheirs)
{
    public bool Differs => !HasOurs || !HasTheirs || Lines.Any(l => l.Differs);
}

/// <summary>Sets a month's results of the program beside ours: as proposed while it is open, as issued after.</summary>
public static class ProgramPayslips
{
    public static async Task<List<PersonCompared>> CompareAsync(CoopDb db, PayCalculator calculator, Month month)
    {
        var theirs = await db.ProgramPayslips.Where(p => p.Month == month)
            .ToDictionaryAsync(p => p.PersonId, p => p.Content);
        if (theirs.Count == 0)
            return [];
        var ours = await OursAsync(db, calculator, month);
        var people = await db.People.ToDictionaryAsync(p => p.Id);
        return [.. theirs.Keys.Union(ours.Keys).Select(id => new PersonCompared(people[id],
            ours.TryGetValue(id, out var our) && theirs.TryGetValue(id, out var their)
                ? PayComparison.Of(our, their) : [], ours.ContainsKey(id), theirs.ContainsKey(id)))
            .OrderBy(p => p.Person.LastName).ThenBy(p => p.Person.FirstName).ThenBy(p => p.Person.Id)];
    }

    /// <summary>Issued payslips keep no sums by body: their entry does.</summary>
    private static async Task<Dictionary<long, ProgramPayslip>> OursAsync(CoopDb db, PayCalculator calculator,
        Month month)
    {
        var ours = new Dictionary<long, ProgramPayslip>();
        if (calculator.Law is { FirstPayMonth: { } first, LastPayMonth: { } last } && month >= first && month <= last)
            foreach (var order in (await new PayOrders(db, calculator).ProposeAsync(month)).Select(p => p.Order)
                .OfType<PayOrder>())
                ours[order.Person.Id] = ProgramPayslip.Of(order.Payslip.Amounts, order.Payslip.SocialNet,
                    order.Payslip.TaxableNet);
        var bodies = (await db.SqlAsync(
            r => (Person: r.GetInt64(0), Account: r.GetString(1), Owed: LedgerReader.Cents(r, 2)),
            "SELECT p.person_id, l.account, sum(l.credit) - sum(l.debit) FROM payslip p JOIN posted_line l "
            + "ON l.entry_id = p.entry_id WHERE p.month = @p0 AND l.account IN (@p1, @p2) "
            + "GROUP BY p.person_id, l.account", month.Number, Accounts.Urssaf.Digits, Accounts.PensionBodies.Digits))
            .ToDictionary(b => (b.Person, b.Account), b => b.Owed);
        foreach (var row in await db.Payslips.Where(p => p.Month == month).ToListAsync())
        {
            var s = row.Content;
            Money Of(AccountNumber account) => bodies.GetValueOrDefault((row.PersonId, account.Digits));
            ours[row.PersonId] = new ProgramPayslip(s.Gross, Of(Accounts.Urssaf), Of(Accounts.PensionBodies),
                s.SocialNet, s.TaxableNet, s.WithholdingTax, s.NetPay, s.TotalCost);
        }
        return ours;
    }
}
