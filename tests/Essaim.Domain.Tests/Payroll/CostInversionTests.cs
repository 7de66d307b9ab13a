using System.Diagnostics;
using CsCheck;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Payroll;

public class CostInversionTests
{
    private static readonly Gen<PayTerms> AnyTerms =
        from july in Gen.Bool
        from headcount in Gen.Int[0, 3].Select(i => new[] { 4, 20, 80, 400 }[i])
        from accidents in Gen.Int[0, 600]
        from executive in Gen.Bool
        from mutual in Gen.Bool.Select(insured => insured ? 3550 : 0)
        select new PayTerms(new DateOnly(2026, july ? 7 : 1, 1))
        {
            Headcount = headcount,
            WorkAccidentRate = Rate.Percent(accidents / 100m),
            Executive = executive,
            MutualEmployer = new Money(mutual),
        };

    private static readonly Gen<YearToDate> AnyYear =
        from months in Gen.Int[1, 11]
        from gross in Gen.Int[0, 700_000]
        from wages in Gen.Int[0, 100]
        select new YearToDate(2026)
        {
            Gross = new Money((long)gross * months),
            FirstBracket = Money.Min(new Money((long)gross * months), Money.Euros(4005 * months)),
            Ceilings = 4005m * months,
            MinimumWages = Math.Min(gross / 100m, 1823m) * months * wages / 100,
            Reduction = new Money(gross / 20),
        };

    [Fact]
    public void The_cost_found_never_exceeds_the_target_and_a_euro_more_always_does() =>
        Gen.Select(AnyTerms, Gen.Long[6_000, 2_500_000]).Sample((terms, cents) =>
        {
            var target = new Money(cents);
            var slip = Pay.Calculator.ForTotalCost(terms, target);
            return slip.TotalCost <= target
                && Pay.Calculator.ForGross(terms, slip.Gross + Money.Euros(1)).TotalCost > target;
        }, iter: 2_000);

    [Fact]
    public void No_gross_pay_within_two_euros_above_costs_less() =>
        Gen.Select(AnyTerms, Gen.Long[6_000, 1_200_000]).Sample((terms, cents) =>
        {
            var target = new Money(cents);
            var found = Pay.Calculator.ForTotalCost(terms, target).Gross;
            return Enumerable.Range(1, 200).All(i =>
                Pay.Calculator.ForGross(terms, found + new Money(i)).TotalCost > target);
        }, iter: 50);

    [Fact]
    public void With_the_year_so_far_the_highest_gross_pay_is_found_too() =>
        Gen.Select(AnyTerms, AnyYear, Gen.Long[0, 600_000]).Sample((bare, year, cents) =>
        {
            var terms = bare with { YearToDate = year };
            // The target is the cost of some pay, so that a pay exists; a regularisation may make that cost negative.
            var target = Pay.Calculator.ForGross(terms, new Money(cents)).TotalCost;
            if (!target.IsPositive)
                return true;
            var found = Pay.Calculator.ForTotalCost(terms, target);
            return found.TotalCost <= target && found.Gross >= new Money(cents);
        }, iter: 2_000);

    [Fact]
    public void A_cost_in_the_gap_at_three_minimum_wages_stays_just_below_the_gap()
    {
        // Three minimum wages of July are 5,601.05; the reduction of about 112 ends there.
        var below = Pay.Slip(Pay.July, 5601.04m);
        var at = Pay.Slip(Pay.July, 5601.05m);
        Assert.Equal(Money.Zero, at.GeneralReduction);
        Assert.Equal(Pay.Euros(112.02m), below.GeneralReduction);
        var slip = Pay.Calculator.ForTotalCost(Pay.July, at.TotalCost - Money.Euros(50));
        Assert.Equal(below.Gross, slip.Gross);
        Assert.Equal(at.Gross, Pay.Calculator.ForTotalCost(Pay.July, at.TotalCost).Gross);
    }

    [Fact]
    public void Earning_more_can_reopen_the_reduction_of_a_cesa_and_cost_less()
    {
        var terms = Pay.July with
        {
            YearToDate = new YearToDate(2026)
            {
                Gross = Pay.Euros(19_000m), FirstBracket = Pay.Euros(19_000m), Ceilings = 24_030m, MinimumWages = 6200m,
            },
        };
        // Reopened when three times 6,200 + x exceed 19,000 + x: from 200.01.
        Assert.True(Pay.Slip(terms, 200.00m).GeneralReduction.IsZero);
        var reopened = Pay.Slip(terms, 200.01m);
        Assert.Equal(Pay.Euros(384m), reopened.GeneralReduction);
        Assert.True(Pay.Calculator.ForTotalCost(terms, Money.Euros(10)).Gross > reopened.Gross);
    }

    [Fact]
    public void A_cost_too_small_for_the_insurance_is_refused_with_what_the_month_costs()
    {
        var terms = Pay.July with { MutualEmployer = Money.Euros(40) };
        var refusal = Assert.Throws<BrokenRuleException>(() => Pay.Calculator.ForTotalCost(terms, Money.Euros(40)));
        Assert.Contains("même sans brut, le mois coûte 43,20\u00a0€", refusal.Message);
    }

    [Fact]
    public void A_cost_too_small_for_the_hours_is_refused_with_what_they_cost()
    {
        var terms = Pay.July with { HoursPerMonth = 151.67m };
        var refusal = Assert.Throws<BrokenRuleException>(() => Pay.Calculator.ForTotalCost(terms, Money.Euros(1500)));
        Assert.Contains("ne paie pas 151,67 heures au Smic", refusal.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-100)]
    public void A_cost_of_nothing_is_refused(long euros) =>
        Assert.Throws<BrokenRuleException>(() => Pay.Calculator.ForTotalCost(Pay.July, Money.Euros(euros)));

    [Fact]
    public void Today_the_smoothed_money_of_the_field_example_buys_ten_hours()
    {
        // 133.33 a month bought 13 hours at 10.10; the minimum wage of July 2026 with its charges buys 10.
        var slip = Pay.Calculator.ForTotalCost(Pay.July, Pay.Euros(133.33m));
        Assert.Equal(10m, decimal.Floor(slip.LegalHours));
    }

    [Fact]
    public void A_month_end_of_thousands_of_people_stays_quick()
    {
        for (var i = 0; i < 2_000; i++)
            Pay.Calculator.ForTotalCost(Pay.July, new Money(100_000 + i * 97));
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 2_000; i++)
            Pay.Calculator.ForTotalCost(Pay.July, new Money(100_000 + i * 97));
        // Ten times what it takes on an ordinary machine, so that a busy one does not fail it.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed.TotalMicroseconds / 2_000:0} µs each");
    }
}
