using Essaim.App.Data.Payroll;
using Essaim.Bench;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Bench;

/// <summary>
/// Computes a year of pay of a thousand people, month after month on the sums of the year; then posts a month of the
/// co-op's own people and draws their papers. The bare work multiplies the bases and rates of the same lines.
/// </summary>
internal sealed class BenchPay(BenchCoop coop, PayCalculator calculator, Month lastPayMonth)
{
    private const int People = 1000;
    private const int MonthsOfYear = 12;
    private const int MostPapers = 500;

    public async Task<BenchResult> RunAsync()
    {
        Year(10); // warm-up
        List<Payslip> slips = [];
        var computed = CpuClock.Of(() => slips = Year(People));
        var bare = CpuClock.Of(() => Multiply(slips));
        var month = await FreeMonthAsync();
        var work = new MonthWork(coop.Store);
        var posted = await CpuClock.OfAsync(() => new PostPay(coop.Store, calculator, lastPayMonth)
            .RunAsync(work, month, null, CancellationToken.None));
        var (papers, drawn) = await DrawAsync(month);
        return new BenchResult("pay", slips.Count, computed, bare)
        {
            Note = $"{work.Entries} bulletins passés en {posted:0.00} s de processeur ; {papers} PDF à "
                + $"{drawn / Math.Max(1, papers) * 1000:0.0} ms l’un ; calculer seul : "
                + $"{computed / slips.Count * 1000:0.000} ms",
        };
    }

    /// <summary>Pay that differs from person to person and from month to month.</summary>
    private List<Payslip> Year(int people)
    {
        var slips = new List<Payslip>(people * MonthsOfYear);
        for (var person = 0; person < people; person++)
        {
            YearToDate? year = null;
            for (var month = new Month(lastPayMonth.Year, 1); month <= lastPayMonth; month = month.Next())
            {
                var slip = calculator.ForMonth(new PayTerms(month.LastDay) { YearToDate = year }, new MonthElements(
                    month, Money.Euros(600 + person * 3)) { VariablePay = Money.Euros(person * 7 % 400) });
                year = slip.YearToDate;
                slips.Add(slip);
            }
        }
        return slips;
    }

    private static void Multiply(List<Payslip> slips)
    {
        var total = Money.Zero;
        foreach (var slip in slips)
            foreach (var line in slip.Lines)
                total += Money.Round(line.EmployeeRate.Of(line.Base)) + Money.Round(line.EmployerRate.Of(line.Base));
        GC.KeepAlive(total);
    }

    private async Task<Month> FreeMonthAsync()
    {
        await using var db = coop.Store.Read();
        var last = await db.Payslips.AnyAsync() ? await db.Payslips.MaxAsync(p => p.Month)
            : new Month(lastPayMonth.Year, 1).Add(-1);
        return last < lastPayMonth ? last.Next() : lastPayMonth;
    }

    private async Task<(int Papers, double Cpu)> DrawAsync(Month month)
    {
        await using var db = coop.Store.Read();
        var slips = await db.Payslips.Where(p => p.Month == month).OrderBy(p => p.PersonId).Take(MostPapers)
            .ToListAsync();
        return (slips.Count, await CpuClock.OfAsync(async () =>
        {
            foreach (var slip in slips)
                await PayslipPaper.DrawAsync(db, slip);
        }));
    }
}
