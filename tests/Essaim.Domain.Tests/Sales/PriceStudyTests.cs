using CsCheck;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Sales;

/// <summary>Prices worked out by hand.</summary>
public sealed class PriceStudyTests
{
    /// <summary>12 m² of plaster at 8.50 € and 3 bags at 11.20 €, 9 hours at 24 €, 15 % of general costs.</summary>
    private static readonly PriceStudy Wall = new(
        [new("Enduit", new Quantity(12), new UnitPrice(8.5m)), new("Sacs", new Quantity(3), new UnitPrice(11.2m))],
        new Quantity(9), Eur(24), Rate.Percent(15), Rate.Percent(10), Rate.Percent(10), Rate.Percent(1));

    [Fact]
    public void A_price_pays_its_costs_its_contribution_its_insurance_and_its_margin()
    {
        // 102 + 33.60 = 135.60; + 216 = 351.60; + 52.74 = 404.34; ÷ 0.79 = 511.8228.
        Assert.Equal((Eur(135.60m), Eur(216), Eur(351.60m)), (Wall.Materials, Wall.Labour, Wall.DirectCost));
        Assert.Equal((Eur(52.74m), Eur(404.34m), Eur(511.82m)), (Wall.OverheadPart, Wall.Cost, Wall.Price));
        // 51.182 and 5.1182 of it; what is left: 511.82 − 404.34 − 51.18 − 5.12.
        Assert.Equal((Eur(51.18m), Eur(5.12m), Eur(51.18m)),
            (Wall.ContributionPart, Wall.InsurancePart, Wall.MarginPart));
    }

    [Fact]
    public void Backwards_a_price_says_what_margin_it_leaves()
    {
        Assert.Equal(Eur(45.66m), Wall.MarginAt(Eur(505.62m))); // − 404.34 − 50.56 − 5.06
        Assert.Equal(Eur(-48.34m), Wall.MarginAt(Eur(400)));
        Assert.Null(Wall.MarginShareAt(Money.Zero));
    }

    [Fact]
    public void The_steps_of_any_study_add_up_to_its_price() =>
        Gen.Select(Gen.Int[0, 500_000], Gen.Int[1, 400], Gen.Int[0, 40], Gen.Int[-20, 40], Gen.Int[0, 20])
            .Sample((cents, hours, overhead, margin, contribution) =>
            {
                var study = new PriceStudy([new("Bois", new Quantity(1), new UnitPrice(cents / 100m))],
                    new Quantity(hours / 4m), Eur(23.45m), Rate.Percent(overhead), Rate.Percent(margin),
                    Rate.Percent(contribution), Rate.Percent(1.5m));
                study.Check();
                Assert.Equal(study.Price,
                    study.Cost + study.ContributionPart + study.InsurancePart + study.MarginPart);
                // The margin asked for, but for the cent of each of the three roundings.
                Assert.InRange((study.MarginPart - Money.Round(study.Margin.Of(study.Price))).Cents, -2, 2);
            });

    [Fact]
    public void Parts_that_take_the_whole_price_are_refused() => Assert.Contains("Baissez la marge",
        Assert.Throws<BrokenRuleException>(() => (Wall with { Margin = Rate.Percent(89) }).Check()).Message);

    [Fact]
    public void An_hour_is_sold_for_what_the_year_costs()
    {
        // 12 × (2,400 + 350) = 33,000 € over 22 h × 45 weeks = 990 h: 33.33 €; ÷ 0.89 = 37.4494.
        var hour = new HourStudy(Eur(2400), Eur(350), 22, 7, Rate.Percent(10), Rate.Percent(1));
        hour.Check();
        Assert.Equal((Eur(33_000), 990m, Eur(33.33m), Eur(37.45m)),
            (hour.YearCost, hour.Hours, hour.HourCost, hour.Price));
    }

    [Theory]
    [InlineData(0, 0, 20, 5, "l’un des deux au moins")]
    [InlineData(2000, 0, 0, 5, "de 1 à 80 par semaine")]
    [InlineData(2000, 0, 20, 52, "de 0 à 51")]
    public void Hours_that_make_no_sense_are_refused(int pay, int costs, int hours, int off, string said) =>
        Assert.Contains(said, Assert.Throws<BrokenRuleException>(() => new HourStudy(Eur(pay), Eur(costs), hours, off,
            Rate.Zero, Rate.Zero).Check()).Message);
}
