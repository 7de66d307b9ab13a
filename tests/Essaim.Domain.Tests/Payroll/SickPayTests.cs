using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Payroll.Pay;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>Sick leave in July 2026, 31 days, for a fixed pay of 2,480: 80 a calendar day. By hand.</summary>
public sealed class SickPayTests
{
    private static readonly DateOnly First = new(2026, 7, 6);

    [Fact]
    public void Twelve_days_of_leave_are_topped_up_to_90_percent_from_the_eighth()
    {
        var slip = Month(Leave(12, hired: new(2020, 1, 1)));
        // 12 × 80 = 960 comes off; days 8 to 12 get 90 % of 5 × 80 = 360, less 5 indemnities of 40.76.
        Assert.Equal(Euros(-960), slip.Element(PayElementKind.SickAbsence).Amount);
        Assert.Equal((400m, 0.9m, Euros(360)), Shown(slip.Element(PayElementKind.SickTopUp)));
        Assert.Equal(Euros(-203.80m), slip.Element(PayElementKind.SickIndemnityDeducted).Amount);
        Assert.Equal(Euros(1676.20m), slip.Gross);
        Assert.Equal(5, slip.DaysToppedUp);
        // The seven days that the employer did not pay lower the ceiling: 4,005 × 24 ÷ 31 = 3,100.645…; the minimum
        // wage follows the pay: 1,867.0166… × 1,676.20 ÷ 2,480 = 1,261.892…
        Assert.Equal(3100.6451612903m, slip.YearToDate.Ceilings);
        Assert.Equal(1261.8924744624m, slip.YearToDate.MinimumWages);
    }

    [Fact]
    public void Subrogated_indemnities_are_passed_on_after_csg_and_crds_and_are_taxed()
    {
        var own = Month(Leave(12, hired: new(2020, 1, 1)));
        var slip = Month(Leave(12, hired: new(2020, 1, 1)) with { Subrogated = true });
        // Days 4 to 12: 9 × 40.76 = 366.84; 3.8 % is 13.94, 2.9 % is 10.64 (10.638…).
        Assert.Equal(Euros(342.26m), slip.Element(PayElementKind.SickIndemnityPaid).Amount);
        Assert.Equal(own.NetPay + Euros(342.26m), slip.NetPay);
        Assert.Equal(own.TaxableNet + Euros(352.90m), slip.TaxableNet);
        Assert.Equal(own.TotalCost, slip.TotalCost);
        // A long illness is not taxed (CGI 80 quinquies).
        var long_ = Leave(12, hired: new(2020, 1, 1)) with { Subrogated = true, Kind = SickKind.LongIllness };
        Assert.Equal(own.TaxableNet, Month(long_).TaxableNet);
    }

    [Fact]
    public void Under_one_year_in_the_co_op_nothing_is_topped_up()
    {
        var slip = Month(Leave(12, hired: First.AddYears(-1).AddDays(1)));
        Assert.Equal(Euros(1520), slip.Gross);
        Assert.DoesNotContain(slip.Earnings, e => e.Kind == PayElementKind.SickTopUp);
        Assert.Equal(5, Month(Leave(12, hired: First.AddYears(-1))).DaysToppedUp);
    }

    [Fact]
    public void After_thirty_days_two_thirds_are_paid_and_after_sixty_nothing()
    {
        // The leave began on 1 May: all of July is beyond the seven days; 54 days were topped up before.
        var leave = new SickLeave(new(new(2026, 7, 1), new(2026, 7, 31)), new(2026, 5, 1), new(2024, 1, 1), Euros(20));
        var slip = Month(leave with { DaysToppedUpBefore = 27 });
        // 3 days at 90 % of 240 = 216; 28 at two thirds of 2,240 = 1,493.33; 31 indemnities of 20 = 620.
        Assert.Equal([Euros(216), Euros(1493.33m)],
            slip.Earnings.Where(e => e.Kind == PayElementKind.SickTopUp).Select(e => e.Amount));
        Assert.Equal(Euros(1089.33m), slip.Gross);
        Assert.Equal(6, Month(leave with { DaysToppedUpBefore = 54 }).DaysToppedUp);
        Assert.Equal(0, Month(leave with { DaysToppedUpBefore = 60 }).DaysToppedUp);
        // Six whole years give 40 days of each (D. 1226-2), so 80 in all.
        var older = leave with { HiredOn = new(2020, 5, 1), DaysToppedUpBefore = 54 };
        Assert.Equal(26, Month(older).DaysToppedUp);
    }

    [Fact]
    public void An_accident_at_work_is_topped_up_from_the_first_day()
    {
        var slip = Month(Leave(12, hired: new(2020, 1, 1)) with { Kind = SickKind.WorkAccident, Subrogated = true });
        // 12 × 80 × 90 % = 864, less 12 × 40.76 = 489.12.
        Assert.Equal(12, slip.DaysToppedUp);
        Assert.Equal(Euros(2480 - 960 + 864 - 489.12m), slip.Gross);
    }

    [Fact]
    public void The_daily_indemnity_is_half_of_three_months_over_91_25_up_to_1_4_minimum_wages()
    {
        var law = Law.LawFiles.Book;
        // 3 × 2,480 ÷ 91.25 ÷ 2 = 40.767…; the ceiling of June is 1.4 × 1,867.0166… = 2,613.82.
        Assert.Equal(Euros(40.77m), DailyIndemnity.Of(law, First, [Euros(2480), Euros(2480), Euros(2480)]));
        // 3 × 2,613.8233… ÷ 91.25 ÷ 2 = 42.967…: whatever more is earned.
        Assert.Equal(Euros(42.97m), DailyIndemnity.Of(law, First, [Euros(4000), Euros(4000), Euros(2700)]));
        // A leave of June looks at the minimum wage of 31 May: 1.4 × 12.02 × 1820 ÷ 12 = 2,552.2466…
        Assert.Equal(Euros(41.95m), DailyIndemnity.Of(law, new(2026, 6, 3), [Euros(4000), Euros(4000), Euros(4000)]));
        Assert.Throws<BrokenRuleException>(() => DailyIndemnity.Of(law, First, [Euros(2480)]));
    }

    private static (decimal Base, decimal Rate, Money Amount) Shown(PayElement e) => (e.Base, e.Rate, e.Amount);

    private static SickLeave Leave(int days, DateOnly hired) =>
        new(new(First, First.AddDays(days - 1)), First, hired, Euros(40.76m));

    private static Payslip Month(SickLeave leave) =>
        Calculator.ForMonth(July, new MonthElements(new(2026, 7), Money.Euros(2480)) { SickLeave = leave });
}
