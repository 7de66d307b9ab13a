using Essaim.Domain.Law;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>
/// The four reference cases: 1 July 2026, 11 to 49 employees, work accidents 2.08 %, no health insurance. Each line is
/// rounded to the cent and totals are sums of lines, hence a cent less or more than an unrounded model.
/// </summary>
public class ReferencePayslipTests
{
    [Theory]
    [InlineData(1867.06, 743.28, 389.11, 1477.95, 1531.15)]
    [InlineData(2000.00, 669.20, 416.81, 1583.19, 1640.18)]
    [InlineData(3500.00, 231.00, 729.41, 2770.59, 2870.31)]
    public void A_full_time_pay_is_the_reference_to_the_cent(
        decimal gross, decimal reduction, decimal employee, decimal net, decimal taxable)
    {
        var slip = Pay.Slip(Pay.July with { HoursPerMonth = 151.67m }, gross);
        Assert.Equal(Pay.Euros(reduction), slip.GeneralReduction);
        Assert.Equal(Pay.Euros(employee), slip.EmployeeContributions);
        Assert.Equal(Pay.Euros(net), slip.NetBeforeTax);
        Assert.Equal(Pay.Euros(net), slip.SocialNet);
        Assert.Equal(Pay.Euros(taxable), slip.TaxableNet);
    }

    [Fact]
    public void Half_time_at_the_minimum_wage_is_the_reference_to_the_cent()
    {
        // 17.5 hours a week. The reference model gives 194.55 and 765.58 without rounding its lines.
        var slip = Pay.Slip(Pay.July with { HoursPerMonth = 17.5m * 52 / 12 }, 933.53m);
        Assert.Equal(Pay.Euros(371.64m), slip.GeneralReduction);
        Assert.Equal(Pay.Euros(194.55m), slip.EmployeeContributions);
        Assert.Equal(Pay.Euros(738.98m), slip.NetBeforeTax);
        Assert.Equal(Pay.Euros(765.58m), slip.TaxableNet);
    }

    [Fact]
    public void The_minimum_wage_is_the_reference_line_by_line()
    {
        var slip = Pay.Slip(Pay.July with { HoursPerMonth = 151.67m }, 1867.06m);
        string[] expected =
        [
            "cotisation-maladie 1867.06 0.00 242.72 Urssaf",
            "cotisation-accidents 1867.06 0.00 38.83 Urssaf",
            "cotisation-vieillesse-plafonnee 1867.06 128.83 159.63 Urssaf",
            "cotisation-vieillesse-deplafonnee 1867.06 7.47 39.39 Urssaf",
            "cotisation-retraite-tranche-1 1867.06 58.81 88.13 AgircArrco",
            "cotisation-ceg-tranche-1 1867.06 16.06 24.09 AgircArrco",
            "cotisation-allocations-familiales 1867.06 0.00 98.02 Urssaf",
            "cotisation-solidarite-autonomie 1867.06 0.00 5.60 Urssaf",
            "cotisation-logement-moins-de-50 1867.06 0.00 1.87 Urssaf",
            "cotisation-chomage 1867.06 0.00 74.68 Urssaf",
            "cotisation-ags 1867.06 0.00 4.67 Urssaf",
            "cotisation-dialogue-social 1867.06 0.00 0.30 Urssaf",
            "cotisation-formation-11-et-plus 1867.06 0.00 18.67 Urssaf",
            "cotisation-apprentissage 1867.06 0.00 12.70 Urssaf",
            "cotisation-csg-deductible 1834.39 124.74 0.00 Urssaf",
            "cotisation-csg-crds-non-deductible 1834.39 53.20 0.00 Urssaf",
        ];
        Assert.Equal(expected, slip.Lines.Select(l =>
            $"{l.Name} {l.Base.ToInvariant()} {l.Employee.ToInvariant()} {l.Employer.ToInvariant()} {l.Body}"));
        Assert.Equal(0.3981m, slip.ReductionCoefficient);
        Assert.Equal(Pay.Euros(809.30m), slip.EmployerContributions);
        Assert.Equal(Pay.Euros(1933.08m), slip.TotalCost);
    }

    [Theory]
    [InlineData(933.53, 966.54)]
    [InlineData(2000.00, 2197.72)]
    [InlineData(3500.00, 4786.11)]
    public void The_total_cost_is_the_reference_to_the_cent(decimal gross, decimal cost) =>
        Assert.Equal(Pay.Euros(cost), Pay.Slip(Pay.July, gross).TotalCost);

    /// <summary>
    /// The unrounded model says 1,448.77, 2,157.56 and 2,716.21. With rounded lines 1,448.78 costs 1,500.00 to the
    /// cent, and 2,716.21 would cost 3,500.01.
    /// </summary>
    [Theory]
    [InlineData(1500, 1448.78, 1500.00, 1448.77)]
    [InlineData(2500, 2157.56, 2499.87, 2157.56)]
    [InlineData(3500, 2716.20, 3499.99, 2716.21)]
    public void A_total_cost_gives_the_reference_gross_pay_within_a_cent(
        decimal target, decimal gross, decimal cost, decimal unrounded)
    {
        var slip = Pay.Calculator.ForTotalCost(Pay.July, Pay.Euros(target));
        Assert.Equal((Pay.Euros(gross), Pay.Euros(cost)), (slip.Gross, slip.TotalCost));
        Assert.InRange(slip.Gross.Cents - Pay.Euros(unrounded).Cents, -1, 1);
    }

    [Theory]
    [InlineData(1448.79, 1500.01)]
    [InlineData(2157.57, 2500.10)]
    [InlineData(2716.21, 3500.01)]
    public void One_cent_more_of_gross_pay_would_cost_too_much(decimal gross, decimal cost) =>
        Assert.Equal(Pay.Euros(cost), Pay.Slip(Pay.July, gross).TotalCost);
}
