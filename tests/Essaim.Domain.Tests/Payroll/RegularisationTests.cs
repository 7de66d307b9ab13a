using System.Text;
using Essaim.Domain.Law;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>
/// What the year's earlier payslips change (régularisation progressive, CSS D. 241-9 and R. 242-2 II).
/// </summary>
public class RegularisationTests
{
    private static readonly decimal[] Irregular = [0, 600, 600, 900, 4000, 1200, 800, 0, 2500, 900, 700, 6000];

    [Fact]
    public void The_irregular_year_of_a_cesa_earns_the_reduction_worked_out_by_hand()
    {
        // Worked out apart from this code: 1,922 for the irregular year, 7,245 for the same pay spread evenly.
        Assert.Equal(1922m, Euros(Year(Pay.Calculator, Irregular)));
        var even = Enumerable.Repeat(Irregular.Sum() / 12, 12).ToArray();
        Assert.Equal(7245m, Euros(Year(Pay.Calculator, even)));
    }

    [Fact]
    public void Against_a_full_time_minimum_wage_the_irregular_year_loses_nothing()
    {
        var json = Files().Select(f => (f.Name, f.Name == "reduction-generale.json"
            ? f.Json.Replace("\"valeur\": \"equivalent-heures\"", "\"valeur\": \"temps-plein\"")
            : f.Json));
        var slips = Year(new PayCalculator(new LawBook(json)), Irregular);
        Assert.Equal(7245m, Euros(slips));
    }

    [Fact]
    public void Equal_months_give_each_month_what_it_gives_alone()
    {
        var slips = Year(Pay.Calculator, [2500, 2500, 2500, 2500, 2500]);
        Assert.All(slips, s => Assert.InRange(s.GeneralReduction.Cents - slips[0].GeneralReduction.Cents, -1, 1));
    }

    [Fact]
    public void A_slow_month_gives_the_first_bracket_back_what_a_big_month_took()
    {
        var slips = Year(Pay.Calculator, [8010, 0, 1000]);
        Assert.Equal(Money.Euros(4005), slips[0].Line("cotisation-vieillesse-plafonnee").Base);
        // The second ceiling is there without pay: contributions move from the second bracket to the first.
        Assert.Equal(Money.Euros(4005), slips[1].Line("cotisation-vieillesse-plafonnee").Base);
        Assert.Equal(Money.Euros(-4005), slips[1].Line("cotisation-retraite-tranche-2").Base);
        Assert.Equal(-slips[0].Line("cotisation-cet").Employer, slips[1].Line("cotisation-cet").Employer);
        Assert.Equal(Money.Euros(1000), slips[2].Line("cotisation-vieillesse-plafonnee").Base);
        Assert.Equal(Money.Euros(9010), slips[2].YearToDate.FirstBracket);
    }

    [Fact]
    public void A_big_month_takes_back_the_reduction_of_the_months_before()
    {
        var slips = Year(Pay.Calculator, [1823.07m, 20_000]);
        Assert.True(slips[0].GeneralReduction.IsPositive);
        Assert.Equal(-slips[0].GeneralReduction, slips[1].GeneralReduction);
        Assert.Equal(Money.Zero, slips[1].YearToDate.Reduction);
    }

    [Fact]
    public void The_minimum_wage_of_the_year_is_the_sum_of_its_months()
    {
        var slips = Year(Pay.Calculator, [.. Enumerable.Repeat(2000m, 12)]);
        Assert.Equal(5 * 12.02m * 1820 / 12 + 7 * 12.31m * 1820 / 12, slips[^1].YearToDate.MinimumWages, 8);
        Assert.Equal(48_060m, slips[^1].YearToDate.Ceilings);
    }

    private static decimal Euros(List<Payslip> year) => decimal.Round(year[^1].YearToDate.Reduction.ToDecimal());

    private static List<Payslip> Year(PayCalculator calculator, decimal[] months)
    {
        var slips = new List<Payslip>();
        var year = new YearToDate(2026);
        for (var month = 1; month <= months.Length; month++)
        {
            var terms = new PayTerms(new DateOnly(2026, month, 1)) { YearToDate = year };
            slips.Add(calculator.ForGross(terms, Money.Round(months[month - 1])));
            year = slips[^1].YearToDate;
        }
        return slips;
    }

    private static IEnumerable<(string Name, string Json)> Files() =>
        Directory.GetFiles(Law.LawFiles.Folder, "*.json")
            .Select(f => (Path.GetFileName(f), File.ReadAllText(f, Encoding.UTF8)));
}
