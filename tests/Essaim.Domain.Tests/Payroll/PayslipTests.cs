using CsCheck;
using Essaim.Domain.Law;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Payroll;

public class PayslipTests
{
    [Fact]
    public void A_rate_of_the_tax_office_serves_until_the_end_of_the_second_month_after_then_the_neutral_one_does()
    {
        var given = WithholdingRate.Given(Rate.Percent(2), new DateOnly(2026, 5, 20));
        var july = Pay.July with { Date = new(2026, 7, 31), Withholding = given };
        Assert.Equal(Rate.Percent(2), Pay.Slip(july, 2000).WithholdingRate);
        // 2,000 gross is 1,640.18 taxable: from 1,635 to 1,698 the neutral rate is 0.5 %.
        var august = july with { Date = new(2026, 8, 1) };
        Assert.Equal(Rate.Percent(0.5m), Pay.Slip(august, 2000).WithholdingRate);
    }

    [Fact]
    public void Every_total_is_the_sum_of_its_lines() => Gen.Select(Gen.Long[0, 2_500_000], Gen.Int[1, 300]).Sample(
        (cents, headcount) =>
        {
            var slip = Pay.Calculator.ForGross(
                Pay.July with { Headcount = headcount, MutualEmployer = Pay.Euros(21.5m) }, new Money(cents));
            Assert.Equal(slip.Lines.Sum(l => l.Employee), slip.EmployeeContributions);
            Assert.Equal(slip.Lines.Sum(l => l.Employer), slip.EmployerContributions);
            Assert.Equal(slip.Gross + slip.EmployerContributions - slip.GeneralReduction, slip.TotalCost);
            Assert.Equal(slip.Gross - slip.EmployeeContributions, slip.NetBeforeTax);
            // What the pay costs goes to the person, the State and the social bodies, to the cent.
            var owed = Enum.GetValues<SocialBody>().Select(slip.OwedTo).Sum();
            Assert.Equal(slip.TotalCost, slip.NetPay + slip.WithholdingTax + owed);
        }, iter: 2_000);

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(80)]
    [InlineData(300)]
    public void The_cost_grows_with_every_euro_of_gross_pay(int headcount)
    {
        var terms = Pay.July with { Headcount = headcount };
        var before = Pay.Slip(terms, 0).TotalCost;
        for (var euros = 1; euros <= 17_000; euros++)
        {
            var cost = Pay.Slip(terms, euros).TotalCost;
            Assert.True(cost > before, $"{euros}");
            before = cost;
        }
    }

    [Fact]
    public void No_pay_makes_a_payslip_without_lines()
    {
        var slip = Pay.Slip(Pay.July, 0);
        Assert.Empty(slip.Lines);
        Assert.Equal(Money.Zero, slip.TotalCost);
        Assert.Equal(0m, slip.LegalHours);
    }

    [Fact]
    public void What_urssaf_and_agirc_arrco_are_owed_is_less_their_part_of_the_reduction()
    {
        var slip = Pay.Slip(Pay.July, 1867.06m);
        // 6.01 of 39.81 (CSS D. 241-7 VI): 743.28 × 6.01 / 39.81 = 112.21.
        Assert.Equal(Pay.Euros(112.21m), slip.AgircArrcoReduction);
        Assert.Equal(Pay.Euros(58.81m + 88.13m + 16.06m + 24.09m - 112.21m), slip.OwedTo(SocialBody.AgircArrco));
        Assert.Equal(Money.Zero, slip.OwedTo(SocialBody.Insurer));
    }

    [Fact]
    public void The_insurance_of_the_employer_is_taxable_and_bears_csg_and_forfait_social()
    {
        var bare = Pay.Slip(Pay.July, 2000m);
        var slip = Pay.Slip(Pay.July with { MutualEmployer = Money.Euros(40) }, 2000m);
        Assert.Equal(Money.Euros(40), slip.Line("complementaire-sante").Employee);
        Assert.Equal(Pay.Euros(3.20m), slip.Line("cotisation-forfait-social").Employer);
        Assert.Equal(
            bare.Line("cotisation-csg-deductible").Base + Money.Euros(40), slip.Line("cotisation-csg-deductible").Base);
        Assert.Equal(
            slip.NetBeforeTax + slip.Line("cotisation-csg-crds-non-deductible").Employee + Money.Euros(40),
            slip.TaxableNet);
        Assert.Equal(Pay.Euros(80), slip.OwedTo(SocialBody.Insurer));
    }

    [Fact]
    public void The_life_insurance_of_an_executive_is_not_taxable()
    {
        var slip = Pay.Slip(Pay.July with { Executive = true }, 4005m);
        Assert.Equal(Pay.Euros(60.08m), slip.Line("cotisation-prevoyance-cadres").Employer);
        Assert.Equal(slip.NetBeforeTax + slip.Line("cotisation-csg-crds-non-deductible").Employee, slip.TaxableNet);
    }

    [Fact]
    public void A_given_rate_of_income_tax_applies_to_the_taxable_net()
    {
        var slip = Pay.Slip(Pay.July with { Withholding = WithholdingRate.Given(Rate.Percent(7.3m)) }, 2000m);
        Assert.Equal(Pay.Euros(119.73m), slip.WithholdingTax);
        Assert.Equal(slip.NetBeforeTax - slip.WithholdingTax, slip.NetPay);
    }

    [Fact]
    public void The_neutral_rate_follows_the_taxable_net_of_the_month()
    {
        var slip = Pay.Slip(Pay.July with { Withholding = WithholdingRate.Neutral }, 2000m);
        Assert.Equal(Rate.Percent(0.5m), slip.WithholdingRate);
        Assert.Equal(Pay.Euros(8.20m), slip.WithholdingTax);
    }

    [Fact]
    public void The_establishment_has_its_own_rates_of_accidents_and_mobility()
    {
        var slip = Pay.Slip(
            Pay.July with { WorkAccidentRate = Rate.Percent(1.3m), MobilityRate = Rate.Percent(2.5m) }, 2000m);
        Assert.Equal(Money.Euros(26), slip.Line("cotisation-accidents").Employer);
        Assert.Equal(Money.Euros(50), slip.Line("cotisation-versement-mobilite").Employer);
        var small = Pay.Slip(Pay.July with { Headcount = 10, MobilityRate = Rate.Percent(2.5m) }, 2000m);
        Assert.DoesNotContain(small.Lines, l => l.Name == "cotisation-versement-mobilite");
    }

    [Fact]
    public void Rates_that_add_up_to_less_lower_the_highest_coefficient()
    {
        // D. 241-7 III, last paragraph: accidents at 0.30 % instead of 0.49 % take 0.0019 off T delta.
        var slip = Pay.Slip(Pay.July with { WorkAccidentRate = Rate.Percent(0.30m) }, 1500m);
        Assert.Equal(0.3962m, slip.ReductionCoefficient);
    }

    [Fact]
    public void A_cesa_may_earn_less_than_the_full_time_minimum_wage_and_shows_the_hours_it_buys()
    {
        var slip = Pay.Slip(Pay.July, 615.50m);
        Assert.Equal(50m, slip.LegalHours);
        Assert.Equal(151.67m, Pay.Slip(Pay.July, 4000m).LegalHours);
    }

    [Theory]
    [InlineData(151.67, 1867.02)]
    [InlineData(100, 1231.00)]
    public void With_hours_the_minimum_wage_is_the_least(decimal hours, decimal least)
    {
        var terms = Pay.July with { HoursPerMonth = hours };
        Pay.Slip(terms, least);
        var refusal = Assert.Throws<BrokenRuleException>(() => Pay.Slip(terms, least - 0.01m));
        Assert.Contains("inférieur au Smic", refusal.Message);
        Assert.Contains(Pay.Euros(least).ToString(), refusal.Message);
    }

    [Fact]
    public void Terms_that_make_no_sense_are_refused_in_French()
    {
        Refused("heures supplémentaires", Pay.July with { HoursPerMonth = 160 });
        Refused("heures du mois", Pay.July with { HoursPerMonth = 0 });
        Refused("effectif", Pay.July with { Headcount = 0 });
        Refused("n’est pas celui d’une cotisation", Pay.July with { WorkAccidentRate = new Rate(2.08m) });
        Refused("négative", Pay.July with { MutualEmployer = Money.Euros(-1) });
        Refused(
            "au moins la moitié", Pay.July with { MutualEmployer = Money.Euros(10), MutualEmployee = Money.Euros(11) });
        Refused("cumuls de paie de 2025", Pay.July with { YearToDate = new YearToDate(2025) });
        Refused("La paie de janvier 2027 ne peut pas être", Pay.July with { Date = new DateOnly(2027, 1, 31) });
        Assert.Throws<BrokenRuleException>(() => Pay.Slip(Pay.July, -1m));
        Assert.Throws<BrokenRuleException>(() => WithholdingRate.Given(new Rate(7.3m)));
    }

    private static void Refused(string expected, PayTerms terms) =>
        Assert.Contains(expected, Assert.Throws<BrokenRuleException>(() => Pay.Slip(terms, 3000m)).Message);
}
