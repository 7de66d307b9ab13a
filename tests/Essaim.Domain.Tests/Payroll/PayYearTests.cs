using CsCheck;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Payroll.Pay;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>
/// Whole years, month after month: the reduction and the bases of the months add up to those of the year, worked out
/// apart from this code. A month's minimum wage is 12.02 × 1820 ÷ 12 until May, 1,823.0333…, and 12.31 × 1820 ÷ 12 from
/// June, 1,867.01666…; twelve make 22,184.28333….
/// </summary>
public sealed class PayYearTests
{
    private static readonly decimal Winter = 12.02m * 1820 / 12;
    private static readonly decimal Summer = 12.31m * 1820 / 12;

    [Fact]
    public void An_even_year_has_the_reduction_of_its_sum()
    {
        // 0.02 + 0.3781 × [½ × (3 × 22,184.28333 ÷ 30,000 − 1)]^1.75 = 0.1788; × 30,000 = 5,364.00.
        var year = Year(Enumerable.Repeat(2500m, 12));
        MakeTheYear(year, gross: 30_000, reduction: 5364.00m, firstBracket: 30_000, secondBracket: 0, onTheWhole: 0);
        Assert.Equal(5 * Winter + 7 * Summer, year[^1].YearToDate.MinimumWages, 8);
    }

    [Fact]
    public void An_irregular_year_of_a_cesa_has_the_reduction_of_the_hours_that_its_pay_buys()
    {
        // The months count at most their own pay: 600 + 600 + 900 + 1,823.03 + 1,200 + 800 + 0 + 1,867.02 + 900 + 700
        // + 1,867.02 = 11,257.0666…; the coefficient for 18,200 is 0.1056.
        var year = Year([0, 600, 600, 900, 4000, 1200, 800, 0, 2500, 900, 700, 6000]);
        MakeTheYear(year, gross: 18_200, reduction: 1921.92m, firstBracket: 18_200, secondBracket: 0, onTheWhole: 0);
        Assert.Equal(5700 + Winter + 2 * Summer, year[^1].YearToDate.MinimumWages, 8);
    }

    [Fact]
    public void A_year_whose_ceiling_is_passed_in_October_has_the_brackets_of_its_sum()
    {
        // 9 × 3,900, then 9,000, 3,000 and 3,000 make 50,100: 48,060 and 2,040. In October 44,100 passes ten ceilings,
        // 40,050: 4,050 is above; each month after gives 1,005 back.
        var year = Year([.. Enumerable.Repeat(3900m, 9), 9000, 3000, 3000]);
        MakeTheYear(year, gross: 50_100, reduction: 1803.60m, 48_060, secondBracket: 2040, onTheWhole: 50_100);
        Assert.Equal([4050m, -1005m, -1005m],
            year[9..].Select(s => s.Line("cotisation-retraite-tranche-2").Base.ToDecimal()));
    }

    [Fact]
    public void A_year_begun_on_the_17th_of_March_has_its_part_of_the_ceiling_and_of_the_minimum_wage()
    {
        // 2,480 × 15 ÷ 31 = 1,200, then nine months: 23,520. Minimum wages: 15 ÷ 31 of March, two of spring, seven of
        // summer make 17,597.296…, so 0.1848. Ceilings: 4,005 × (15 ÷ 31 + 9).
        var year = Months(Full, [
            new(new(2026, 3), Euros(2480)) { Contract = new(new(2026, 3, 17), new(2026, 3, 31)) },
            .. Enumerable.Range(4, 9).Select(m => new MonthElements(new(2026, m), Euros(2480))),
        ]);
        MakeTheYear(year, gross: 23_520, reduction: 4346.50m, firstBracket: 23_520, secondBracket: 0, onTheWhole: 0);
        Assert.Equal(37_982.9032258065m, year[^1].YearToDate.Ceilings);
        Assert.Equal(Winter * 15 / 31 + 2 * Winter + 7 * Summer, year[^1].YearToDate.MinimumWages, 8);
    }

    [Fact]
    public void A_year_with_twelve_days_of_sick_leave_has_the_reduction_of_what_was_paid()
    {
        // July is 1,676.20, as SickPayTests works out: 28,956.20 and 11 months of ceiling and 24 days of 31.
        var july = new DateOnly(2026, 7, 6);
        var year = Months(Full, Enumerable.Range(1, 12).Select(m => new MonthElements(new(2026, m), Euros(2480))
        {
            SickLeave = m == 7 ? new(new(july, july.AddDays(11)), july, new(2020, 1, 1), Euros(40.76m)) : null,
        }));
        MakeTheYear(year, 28_956.20m, reduction: 5293.19m, firstBracket: 28_956.20m, secondBracket: 0, onTheWhole: 0);
        Assert.Equal(47_155.6451612903m, year[^1].YearToDate.Ceilings);
    }

    [Fact]
    public void A_year_at_the_minimum_wage_that_rises_in_June_keeps_nearly_the_highest_reduction()
    {
        // 151.67 hours are a little more than a twelfth of 1,820: 5 × 1,823.07 + 7 × 1,867.06 = 22,184.77, and 0.3981.
        var year = Months(Full, Enumerable.Range(1, 12).Select(m =>
            new MonthElements(new(2026, m), m < 6 ? Euros(1823.07m) : Euros(1867.06m))));
        MakeTheYear(year, 22_184.77m, reduction: 8831.76m, firstBracket: 22_184.77m, secondBracket: 0, onTheWhole: 0);
        Assert.Throws<BrokenRuleException>(() => Months(Full, [new(new(2026, 6), Euros(1823.07m))]));
    }

    [Fact]
    public void A_second_contract_starts_its_own_sums()
    {
        // To 15 May: 4 × 2,480 + 2,480 × 15 ÷ 31 = 11,120; minimum wages 8,174.246…; 0.1759.
        var first = Months(Full, [
            .. Enumerable.Range(1, 4).Select(m => new MonthElements(new(2026, m), Euros(2480))),
            new(new(2026, 5), Euros(2480)) { Contract = new(new(2026, 5, 1), new(2026, 5, 15)) },
        ]);
        MakeTheYear(first, gross: 11_120, reduction: 1956.01m, firstBracket: 11_120, secondBracket: 0, onTheWhole: 0);
        // From September: 4 × 4,000; minimum wages 7,468.066…; 0.0426.
        var second = Months(Full, Enumerable.Range(9, 4).Select(m => new MonthElements(new(2026, m), Euros(4000))));
        MakeTheYear(second, gross: 16_000, reduction: 681.60m, firstBracket: 16_000, secondBracket: 0, onTheWhole: 0);
        Assert.Equal(Slip(new PayTerms(new(2026, 9, 30)), 4000).GeneralReduction, second[0].GeneralReduction);
    }

    [Fact]
    public void A_co_op_that_holds_a_ruling_compares_its_cesas_with_full_time()
    {
        // The irregular year again: against 22,184.28333… the coefficient for 18,200 is the highest, 0.3981.
        var year = Months(month => new(month.LastDay) { CesaReference = CesaReference.FullTime },
            new[] { 0m, 600, 600, 900, 4000, 1200, 800, 0, 2500, 900, 700, 6000 }
                .Select((pay, i) => new MonthElements(new(2026, i + 1), Euros(pay))));
        MakeTheYear(year, gross: 18_200, reduction: 7245.42m, firstBracket: 18_200, secondBracket: 0, onTheWhole: 0);
    }

    [Fact]
    public void Months_of_any_pay_make_the_year_in_whatever_order() =>
        Gen.Select(Gen.Long[0, 900_000].Array[5], Gen.Int[0, 1]).Sample((cents, cesa) =>
        {
            var pays = cents.Select(c => cesa == 1 ? c : c + 182_307).ToArray();
            List<Payslip> In(IEnumerable<long> order) => Months(m => new(m.LastDay)
            {
                HoursPerMonth = cesa == 1 ? null : 151.67m, Executive = true,
            }, order.Select((c, i) => new MonthElements(new(2026, i + 1), new(c))));
            var (year, back) = (In(pays), In(pays.Reverse()));
            var (gross, ceilings) = (pays.Sum(), 400_500L * 5);
            return Bases(year) == (gross, Math.Min(gross, ceilings), Math.Max(0, gross - ceilings))
                && Bases(year) == Bases(back)
                && year.Sum(s => s.GeneralReduction) == back.Sum(s => s.GeneralReduction)
                && year[^1].YearToDate == back[^1].YearToDate;
        }, iter: 300);

    private static (long Whole, long First, long Second) Bases(List<Payslip> year)
    {
        long Of(string name) => year.SelectMany(s => s.Lines).Where(l => l.Name == name).Sum(l => l.Base).Cents;
        return (Of("cotisation-maladie"), Of("cotisation-vieillesse-plafonnee"), Of("cotisation-retraite-tranche-2"));
    }

    private static PayTerms Full(Month month) => new(month.LastDay) { HoursPerMonth = 151.67m };

    /// <summary>Sums of months against the year: no cent between them.</summary>
    private static void MakeTheYear(List<Payslip> year, decimal gross, decimal reduction, decimal firstBracket,
        decimal secondBracket, decimal onTheWhole)
    {
        Assert.Equal(Euros(gross), year.Sum(s => s.Gross));
        Assert.Equal(Euros(reduction), year.Sum(s => s.GeneralReduction));
        Assert.Equal(Euros(firstBracket), Base("cotisation-vieillesse-plafonnee"));
        Assert.Equal(Euros(secondBracket), Base("cotisation-retraite-tranche-2"));
        Assert.Equal(Euros(onTheWhole), Base("cotisation-cet"));
        Assert.Equal(Euros(gross), Base("cotisation-maladie"));
        // The books and the payslips agree too: what is owed, paid and withheld is the year's gross and contributions.
        Assert.Equal(year.Sum(s => s.TotalCost), year.Sum(s => s.NetPay + s.WithholdingTax
            + s.OwedTo(Domain.Law.SocialBody.Urssaf) + s.OwedTo(Domain.Law.SocialBody.AgircArrco)));

        Money Base(string name) => year.SelectMany(s => s.Lines).Where(l => l.Name == name).Sum(l => l.Base);
    }

    private static List<Payslip> Year(IEnumerable<decimal> months) => Months(month => new PayTerms(month.LastDay),
        months.Select((pay, i) => new MonthElements(new(2026, i + 1), Euros(pay))));

    private static List<Payslip> Months(Func<Month, PayTerms> terms, IEnumerable<MonthElements> months)
    {
        var slips = new List<Payslip>();
        foreach (var month in months)
            slips.Add(Calculator.ForMonth(
                terms(month.Month) with { YearToDate = slips.LastOrDefault()?.YearToDate ?? new(2026) }, month));
        return slips;
    }
}
