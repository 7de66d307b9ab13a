using CsCheck;
using Essaim.Domain.Surplus;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Surplus;

public class AllocationSimulationTests
{
    private static readonly DateOnly Day = new(2026, 6, 30);

    [Fact]
    public void Left_alone_labour_takes_its_minimum_and_the_fund_the_rest()
    {
        var split = Allocate(10_000m, 50_000m, 1_000m);
        Assert.Equal((1500m, 6000m, 2500m, 0m), Parts(split));
        Assert.Empty(split.Refused);
    }

    [Fact]
    public void The_legal_reserve_stops_at_the_highest_capital_and_the_fund_takes_over()
    {
        Assert.Equal((400m, 7100m, 2500m, 0m), Parts(Allocate(10_000m, 20_000m, 19_600m)));
        Assert.Equal((0m, 7500m, 2500m, 0m), Parts(Allocate(10_000m, 20_000m, 20_000m)));
        Assert.Equal((0m, 7500m, 2500m, 0m), Parts(Allocate(10_000m, 20_000m, 25_000m)));
    }

    [Fact]
    public void A_third_each_to_reserves_labour_and_capital_is_the_most_that_capital_gets()
    {
        Assert.Empty(Allocate(10_000m, 50_000m, 0m, labour: 33.33m, interest: 33.33m).Refused);
        var refused = Allocate(10_000m, 50_000m, 0m, labour: 33m, interest: 34m).Refused;
        Assert.Contains(refused, r => r.Contains("dépassent la part travail"));
        Assert.Contains(refused, r => r.Contains("dépassent les dotations aux réserves"));
    }

    [Fact]
    public void Labour_gets_a_quarter_at_least()
    {
        var split = Allocate(10_000m, 50_000m, 0m, labour: 24.99m);
        Assert.Contains("au moins 25\u00a0%", Assert.Single(split.Refused));
        // The figures are shown all the same.
        Assert.Equal((1500m, 6001m, 2499m, 0m), Parts(split));
    }

    [Fact]
    public void Reserves_get_sixteen_percent_at_least_even_when_the_legal_reserve_is_full()
    {
        Assert.Empty(Allocate(10_000m, 50_000m, 0m, labour: 84m).Refused);
        Assert.Contains("au moins 16\u00a0%", Assert.Single(Allocate(10_000m, 50_000m, 0m, labour: 84.5m).Refused));
        Assert.Contains("au moins 16\u00a0%", Assert.Single(Allocate(10_000m, 500m, 500m, labour: 85m).Refused));
    }

    [Fact]
    public void Shares_that_exceed_the_surplus_are_refused_with_the_excess()
    {
        var split = Allocate(10_000m, 50_000m, 0m, labour: 40m, interest: 10m, fund: 40m);
        Assert.Contains("dépassent l’excédent de 500,00\u00a0€", Assert.Single(split.Refused));
        Assert.Contains(Allocate(10_000m, 50_000m, 0m, labour: 60m, interest: 30m).Refused,
            r => r.Contains("dépassent l’excédent de 500,00\u00a0€"));
        // A full legal reserve leaves its 15 % to the fund, so the same shares fit.
        Assert.Empty(Allocate(10_000m, 500m, 500m, labour: 40m, interest: 10m, fund: 40m).Refused);
    }

    [Fact]
    public void A_fund_smaller_than_the_remainder_gets_the_remainder()
    {
        var split = Allocate(10_000m, 50_000m, 0m, labour: 30m, interest: 5m, fund: 10m);
        Assert.Equal((1500m, 5000m, 3000m, 500m), Parts(split));
        Assert.Empty(split.Refused);
    }

    [Fact]
    public void Parts_of_a_lawful_split_add_up_to_the_surplus_to_the_cent() => Gen.Select(
        Gen.Long[0, 100_000_000], Gen.Int[2500, 5000], Gen.Int[0, 2500], Gen.Long[0, 10_000_000]).Sample(
        (cents, labour, interest, room) =>
        {
            var split = AllocationSimulation.Of(LawFiles.Book, Day, new Money(cents), new Money(room), Money.Zero,
                Rate.Percent(labour / 100m), Rate.Percent(interest / 100m));
            Assert.Empty(split.Refused);
            Assert.Equal(new Money(cents), split.LegalReserve + split.DevelopmentFund + split.Labour + split.Interest);
            Assert.True(split.LegalReserve <= new Money(room));
        });

    [Fact]
    public void A_loss_a_negative_capital_and_a_share_beyond_the_whole_are_refused_at_once()
    {
        Assert.Throws<BrokenRuleException>(() => Allocate(-1m, 0m, 0m));
        Assert.Throws<BrokenRuleException>(() => Allocate(1m, -1m, 0m));
        Assert.Throws<BrokenRuleException>(() => Allocate(1m, 0m, -1m));
        Assert.Throws<BrokenRuleException>(() => Allocate(1m, 0m, 0m, labour: 101m));
        Assert.Throws<BrokenRuleException>(() => Allocate(1m, 0m, 0m, interest: -1m));
    }

    [Fact]
    public void A_ceiling_on_the_rate_of_interest_is_kept_once_the_law_file_has_one()
    {
        var json = File.ReadAllText(Path.Combine(LawFiles.Folder, "scop.json"));
        var law = new Essaim.Domain.Law.LawBook([("scop.json", json.Replace("\"valeur\": null", "\"valeur\": 5"))]);
        var split = AllocationSimulation.Of(law, Day, Money.Euros(10_000), Money.Euros(10_000), Money.Zero,
            interest: Rate.Percent(10));
        Assert.Contains("dépassent 5\u00a0% du capital", Assert.Single(split.Refused));
    }

    private static AllocationSimulation Allocate(
        decimal surplus, decimal capital, decimal reserve, decimal? labour = null, decimal? interest = null,
        decimal? fund = null) => AllocationSimulation.Of(
        LawFiles.Book, Day, Money.Round(surplus), Money.Round(capital), Money.Round(reserve),
        AsRate(labour), AsRate(interest), AsRate(fund));

    private static Rate? AsRate(decimal? percent) => percent is { } value ? Rate.Percent(value) : null;

    private static (decimal, decimal, decimal, decimal) Parts(AllocationSimulation split) => (
        split.LegalReserve.ToDecimal(), split.DevelopmentFund.ToDecimal(), split.Labour.ToDecimal(),
        split.Interest.ToDecimal());
}
