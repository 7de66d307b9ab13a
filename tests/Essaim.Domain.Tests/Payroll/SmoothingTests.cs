using CsCheck;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Payroll;

public class SmoothingTests
{
    [Fact]
    public void Jeanne_can_be_paid_133_33_a_month_which_is_13_hours()
    {
        var jeanne = Simulate(1200m, 10m, 280m, 6, 10.10m);
        Assert.Equal(Money.Euros(120), jeanne.Contribution);
        Assert.Equal(Money.Euros(800), jeanne.Available);
        Assert.Equal(Pay.Euros(133.33m), jeanne.Monthly);
        Assert.Equal(13, jeanne.Hours);
    }

    [Theory]
    [InlineData(311.11)]
    [InlineData(400)]
    public void Without_money_there_is_no_pay_and_no_hour(decimal costs)
    {
        var simulation = Simulate(345.68m, 10m, costs, 6, 10.10m);
        Assert.Equal(Pay.Euros(345.68m - 34.57m - costs), simulation.Available);
        Assert.Equal((Money.Zero, 0), (simulation.Monthly, simulation.Hours));
    }

    [Fact]
    public void An_hour_is_promised_only_when_the_money_for_it_is_all_there()
    {
        Assert.Equal(1, Simulate(60.60m, 0m, 0m, 6, 10.10m).Hours);
        Assert.Equal(0, Simulate(60.59m, 0m, 0m, 6, 10.10m).Hours);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_in_French()
    {
        Refused("chiffre d’affaires", () => Simulate(-1m, 10m, 0m, 6, 10m));
        Refused("contribution", () => Simulate(100m, 101m, 0m, 6, 10m));
        Refused("contribution", () => Simulate(100m, -1m, 0m, 6, 10m));
        Refused("frais", () => Simulate(100m, 10m, -1m, 6, 10m));
        Refused("de 1 à 120 mois", () => Simulate(100m, 10m, 0m, 0, 10m));
        Refused("de 1 à 120 mois", () => Simulate(100m, 10m, 0m, 121, 10m));
        Refused("coût d’une heure", () => Simulate(100m, 10m, 0m, 6, 0m));
        Refused("coût d’une heure", () => Simulate(100m, 10m, 0m, 6, -3m));
    }

    [Fact]
    public void The_months_of_a_plan_add_up_to_the_sum() => Gen.Select(Gen.Long[1, 10_000_000], Gen.Int[1, 120]).Sample(
        (cents, months) =>
        {
            var plan = SmoothingPlan.Spread(new Money(cents), new Month(2026, 11), months);
            Assert.Equal(new Money(cents), plan.Total);
            Assert.Equal(months, plan.Amounts.Count);
            Assert.True(plan.Amounts[^1].Cents - plan.Amounts[0].Cents is 0 or 1);
        });

    [Fact]
    public void A_plan_knows_the_amount_of_each_of_its_months()
    {
        var plan = SmoothingPlan.Spread(Money.Euros(800), new Month(2026, 11), 6);
        Assert.Equal(new Month(2027, 4), plan.Last);
        Assert.Equal(Pay.Euros(133.33m), plan.AmountOf(new Month(2026, 12)));
        Assert.Equal(Pay.Euros(133.34m), plan.AmountOf(new Month(2027, 4)));
        Assert.Equal(Money.Zero, plan.AmountOf(new Month(2026, 10)));
        Assert.Equal(Money.Zero, plan.AmountOf(new Month(2027, 5)));
    }

    [Fact]
    public void Nothing_cannot_be_spread() =>
        Refused("rien à lisser", () => SmoothingPlan.Spread(Money.Zero, new Month(2026, 11), 6));

    private static SmoothingSimulation Simulate(
        decimal turnover, decimal percent, decimal costs, int months, decimal hour) =>
        SmoothingSimulation.Of(Pay.Euros(turnover), Rate.Percent(percent), Pay.Euros(costs), months, Pay.Euros(hour));

    private static void Refused(string expected, Func<object> act) =>
        Assert.Contains(expected, Assert.Throws<BrokenRuleException>(act).Message);
}
