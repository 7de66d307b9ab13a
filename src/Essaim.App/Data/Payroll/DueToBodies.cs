using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>What a month's pay owes one body (cotisations dues), from the entries of its payslips.</summary>
/// <param name="Party">Code of the third party, as the ledger by third party has it.</param>
/// <param name="Left">What is not paid yet.</param>
public sealed record DueToBody(string Party, string Name, AccountNumber Account, DateOnly Due, Money Amount, Money Left)
{
    public bool IsLateOn(DateOnly day) => Left.IsPositive && Due < day;
}

/// <summary>One contribution of the month, all payslips together, to hold against the declaration (DSN).</summary>
public sealed record ContributionOfMonth(string Label, Money Base, Money Employee, Money Employer);

/// <summary>The contributions and the tax that a month's pay owes, by body and by kind.</summary>
public sealed record DueToBodies(IReadOnlyList<DueToBody> Bodies, IReadOnlyList<ContributionOfMonth> Contributions,
    Money Reduction, Money Tax, int Payslips)
{
    public static async Task<DueToBodies> ReadAsync(CoopDb db, Month month)
    {
        var names = await db.ThirdParties.ToDictionaryAsync(t => t.Code, t => t.Name);
        var bodies = await db.SqlAsync(r => new DueToBody(r.GetString(0), names.GetValueOrDefault(r.GetString(0),
                r.GetString(0)), new AccountNumber(r.GetString(1)), r.Date(2), -LedgerReader.Cents(r, 3),
                -LedgerReader.Cents(r, 4)),
            "SELECT o.third_party, o.account, o.due, sum(o.amount - o.credited), "
            + "sum(o.amount - o.credited - o.settled) FROM payslip p JOIN open_item o ON o.entry_id = p.entry_id "
            + "WHERE p.month = @p0 AND (o.account LIKE '431%' OR o.account LIKE '437%' OR o.account LIKE '4421%') "
            + "AND o.third_party IS NOT NULL GROUP BY o.third_party, o.account, o.due ORDER BY o.due, o.account",
            month.Number);
        var slips = await db.Payslips.Where(p => p.Month == month).Select(p => p.Content).ToListAsync();
        return new DueToBodies(bodies, [.. slips.SelectMany(s => s.Lines).GroupBy(l => l.Label)
            .Select(g => new ContributionOfMonth(g.Key, g.Sum(l => l.Base), g.Sum(l => l.Employee),
                g.Sum(l => l.Employer)))],
            slips.Sum(s => s.GeneralReduction), slips.Sum(s => s.WithholdingTax), slips.Count);
    }
}
