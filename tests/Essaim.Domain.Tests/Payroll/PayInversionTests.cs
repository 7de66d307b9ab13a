using CsCheck;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Payroll.Pay;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>From net to gross and to cost, from cost to both, on the figures of the year so far.</summary>
public sealed class PayInversionTests
{
    private static readonly Gen<PayTerms> AnyTerms =
        from month in Gen.Int[1, 12]
        from headcount in Gen.Int[0, 2].Select(i => new[] { 5, 20, 60 }[i])
        from executive in Gen.Bool
        from mutual in Gen.Int[0, 1]
        from hours in Gen.Int[0, 3]
        from earlier in Gen.Int[0, 800_000]
        select new PayTerms(new DateOnly(2026, month, 1))
        {
            Headcount = headcount,
            Executive = executive,
            MutualEmployer = new Money(3550 * mutual),
            HoursPerMonth = hours switch { 0 => 75.83m, 1 => 151.67m, _ => null },
            YearToDate = Earlier(month - 1, earlier, headcount, executive),
        };

    [Fact]
    public void A_net_gives_back_the_gross_pay_that_gives_this_net_and_none_lower_does() =>
        Gen.Select(AnyTerms, Gen.Long[10_000, 1_500_000]).Sample((terms, cents) =>
        {
            var cesa = terms with { HoursPerMonth = null };
            var net = Slip(cesa, cents / 100m).NetBeforeTax;
            if (!net.IsPositive)
                return true;
            var found = Calculator.ForNet(cesa, net);
            // After months above the ceiling the month gives money back: even no pay may have more than that net.
            return found.Gross.IsZero || (found.NetBeforeTax == net && found.Gross <= new Money(cents)
                && Slip(cesa, found.Gross.ToDecimal() - 0.01m).NetBeforeTax < net);
        }, iter: 1_000);

    [Fact]
    public void A_net_that_falls_at_the_ceiling_is_reached_below_it_or_far_above()
    {
        // At 4,005.01 the contribution of 0.14 % on the whole takes 5.61 from the net, at once.
        var (below, above) = (Slip(July, 4005), Slip(July, 4005.01m));
        Assert.Equal(Euros(5.61m), above.Line("cotisation-cet").Employee);
        Assert.Equal(below.NetBeforeTax + new Money(1) - Euros(5.61m), above.NetBeforeTax);
        Assert.True(Calculator.ForNet(July, below.NetBeforeTax).Gross <= Euros(4005));
        // Above the ceiling a euro of pay leaves about 80 cents, so 5.62 of net take about seven euros.
        var next = Calculator.ForNet(July, below.NetBeforeTax + new Money(1));
        Assert.Equal(below.NetBeforeTax + new Money(1), next.NetBeforeTax);
        Assert.InRange(next.Gross.Cents, 401_150, 401_250);
    }

    [Fact]
    public void A_euro_more_never_lowers_cost_nor_net_but_where_the_law_jumps() =>
        Gen.Select(AnyTerms, Gen.Long[200_000, 1_200_000]).Sample((terms, cents) =>
        {
            var (one, more) = (Slip(terms, cents / 100m), Slip(terms, cents / 100m + 1));
            var ceiling = more.YearToDate.Ceilings;
            var passed = one.YearToDate.Gross.ToDecimal() <= ceiling && more.YearToDate.Gross.ToDecimal() > ceiling;
            // A Cesa whose year had lost its reduction may get it back with a euro more, and cost less.
            var reopened = one.ReductionCoefficient < more.ReductionCoefficient;
            return (passed || more.NetBeforeTax > one.NetBeforeTax) && (reopened || more.TotalCost > one.TotalCost);
        }, iter: 2_000);

    [Fact]
    public void The_gap_at_three_minimum_wages_swallows_costs_that_no_pay_has()
    {
        // 3 × 1,867.01666… = 5,601.05: the last cent below has 2 % of 5,601.04, 112.02; the next has nothing.
        var gap = Calculator.GapOf(July)!;
        Assert.Equal(Euros(5601.04m), gap.LastGross);
        Assert.Equal(Slip(July, 5601.04m).TotalCost, gap.CostBelow);
        Assert.Equal(Slip(July, 5601.05m).TotalCost, gap.CostAbove);
        Assert.InRange((gap.CostAbove - gap.CostBelow).Cents, 11_202, 11_206);
        Assert.True(gap.Swallows(gap.CostBelow + Euros(50)));
        Assert.Equal(gap.LastGross, Calculator.ForTotalCost(July, gap.CostBelow + Euros(50)).Gross);
        Assert.False(gap.Swallows(gap.CostAbove));
        // Half of full time: 3 × 933.508333… = 2,800.525, so 2,800.52 is the last with a reduction.
        Assert.Equal(Euros(2800.52m), Calculator.GapOf(July with { HoursPerMonth = 17.5m * 52 / 12 })!.LastGross);
    }

    [Fact]
    public void In_the_year_the_gap_is_where_the_year_passes_three_minimum_wages_and_is_a_whole_years_reduction()
    {
        // Six months at 2,000: 12,000 paid; minimum wages 5 × 1,823.0333… + 1,867.01666…, and July's.
        var year = Earlier(6, 200_000, 20, false)!;
        var terms = July with { YearToDate = year };
        var gap = Calculator.GapOf(terms)!;
        Assert.Equal(5 * 12.02m * 1820 / 12 + 12.31m * 1820 / 12, year.MinimumWages, 8);
        // 3 × (9,115.1666… + 2 × 1,867.01666…) = 38,547.60, less 12,000: 26,547.60 ends it.
        Assert.Equal(Euros(26_547.59m), gap.LastGross);
        // What is lost is what the year had: 2 % of 38,547.59.
        Assert.InRange((gap.CostAbove - gap.CostBelow).Cents, 77_095, 77_100);
    }

    [Fact]
    public void The_examples_of_the_field_are_inverted_both_ways()
    {
        foreach (var (cost, gross) in new[] { (1500m, 1448.78m), (2500m, 2157.56m), (3500m, 2716.20m) })
        {
            var slip = Calculator.ForTotalCost(July, Euros(cost));
            Assert.Equal(Euros(gross), slip.Gross);
            Assert.Equal(slip.NetBeforeTax, Calculator.ForNet(July, slip.NetBeforeTax).NetBeforeTax);
        }
        // 2,157.57 + 14 lines of 935.21 − 0.2747 × 2,157.57 would cost 2,500.10.
        Assert.Equal(Euros(2500.10m), Slip(July, 2157.57m).TotalCost);
        Assert.Throws<BrokenRuleException>(() => Calculator.ForNet(July, Money.Zero));
        Assert.Throws<BrokenRuleException>(
            () => Calculator.ForNet(July with { HoursPerMonth = 151.67m }, Euros(1000)));
    }

    [Fact]
    public void The_variable_part_takes_what_the_cost_leaves_beside_all_elements()
    {
        var month = new MonthElements(new(2026, 7), Money.Euros(1500))
        {
            Vouchers = new(20, Euros(12), Rate.Percent(60)), Transport = new(Euros(60), Rate.Percent(50)),
            RoomsGiven = 1,
        };
        var slip = Calculator.ForMonthCost(July, month, Money.Euros(3000));
        Assert.True(slip.TotalCost <= Money.Euros(3000));
        var variable = slip.Element(PayElementKind.VariablePay).Amount;
        var more = Calculator.ForMonth(July, month with { VariablePay = variable + Euros(1) });
        Assert.True(more.TotalCost > Money.Euros(3000));
        // The fixed part is due even when the cost does not cover it.
        var due = Calculator.ForMonthCost(July, month, Money.Euros(100));
        Assert.DoesNotContain(due.Earnings, e => e.Kind == PayElementKind.VariablePay);
        Assert.Equal(Calculator.ForMonth(July, month).TotalCost, due.TotalCost);
    }

    [Fact]
    public void Whatever_the_sum_the_variable_part_is_the_highest_that_it_pays() =>
        Gen.Select(AnyTerms, Gen.Long[220_000, 1_200_000], Gen.Int[0, 20]).Sample((terms, cents, days) =>
        {
            var (day, cost) = (terms.Date, new Money(cents));
            var month = new MonthElements(Domain.Values.Month.Of(day), Euros(1900))
            {
                Vouchers = new(days, Euros(13.5m), Rate.Percent(60)), Mileage = Euros(30),
                SickLeave = days < 5 ? null : new(new(day, day.AddDays(days)), day, new(2020, 1, 1), Euros(31)),
            };
            var slip = Calculator.ForMonthCost(terms, month, cost);
            var variable = slip.Earnings.Where(e => e.Kind == PayElementKind.VariablePay).Sum(e => e.Amount);
            var more = Calculator.ForMonth(terms, month with { VariablePay = variable + Euros(1) });
            return more.TotalCost > cost && (slip.TotalCost <= cost || variable.IsZero);
        }, iter: 500);

    /// <summary>The sums of so many equal months.</summary>
    private static YearToDate? Earlier(int months, int cents, int headcount, bool executive)
    {
        YearToDate? year = null;
        for (var month = 1; month <= months; month++)
            year = Slip(new PayTerms(new DateOnly(2026, month, 1))
            {
                Headcount = headcount, Executive = executive, YearToDate = year,
            }, cents / 100m).YearToDate;
        return year;
    }
}
