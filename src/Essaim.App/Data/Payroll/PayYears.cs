using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>What somebody was paid in a calendar year (cumuls d’une année), as the payslips say it.</summary>
/// <param name="Months">Months with a payslip made here.</param>
/// <param name="Elsewhere">Gross pay that another program had paid before; not in the other sums.</param>
public sealed record PayYear(int Year, int Months, Money Gross, Money EmployeeContributions, Money NetBeforeTax,
    Money Tax, Money NetPaid, Money EmployerContributions, Money Reduction, Money Cost, Money Elsewhere)
{
    /// <summary>The years in which somebody was paid, the newest first; at most so many.</summary>
    public static async Task<IReadOnlyList<PayYear>> ReadAsync(CoopDb db, long person, int most)
    {
        var slips = (await db.Payslips.AsNoTracking().Where(p => p.PersonId == person).ToListAsync())
            .ToLookup(p => p.Month.Year, p => p.Content);
        var taken = (await db.PayTakeOvers.AsNoTracking().Where(t => t.PersonId == person).ToListAsync())
            .ToDictionary(t => t.Year, t => t.Content.Gross);
        return [.. slips.Select(s => s.Key).Union(taken.Keys).OrderDescending().Take(most)
            .Select(y => Of(y, [.. slips[y]], taken.GetValueOrDefault(y)))];
    }

    private static PayYear Of(int year, IReadOnlyList<PayslipSnapshot> slips, Money elsewhere) => new(year, slips.Count,
        slips.Sum(s => s.Gross), slips.Sum(s => s.EmployeeContributions), slips.Sum(s => s.NetBeforeTax),
        slips.Sum(s => s.WithholdingTax), slips.Sum(s => s.NetPay), slips.Sum(s => s.EmployerContributions),
        slips.Sum(s => s.GeneralReduction), slips.Sum(s => s.TotalCost), elsewhere);
}
