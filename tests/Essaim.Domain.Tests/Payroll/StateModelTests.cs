using Essaim.Domain.Payroll;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>
/// Our lines against those of the State's open model, to the cent and without tolerance; its totals, which it does not
/// round, within five cents. The file says which versions were asked; tests/oracles/pay makes it again.
/// </summary>
public class StateModelTests
{
    /// <summary>What follows from the life insurance of executives, which we put on a part-time ceiling.</summary>
    private static readonly string[] OnLifeInsurance =
    [
        "cotisation-prevoyance-cadres", "cotisation-forfait-social", "cotisation-csg-deductible",
        "cotisation-csg-crds-non-deductible",
    ];

    [Fact]
    public void Three_thousand_cases_of_each_kind_of_employer_and_of_every_change_of_2026_are_kept()
    {
        var cases = StateModel.Stored.Cases;
        Assert.True(cases.Count >= 3_000);
        Assert.Equal([5, 10, 20, 49, 60, 149, 250], cases.Select(c => c.Terms.Headcount).Distinct().Order());
        Assert.Contains(cases, c => c.Terms.Date < new DateOnly(2026, 3, 1));
        Assert.Contains(cases, c => c.Terms.Date == new DateOnly(2026, 5, 31));
        Assert.Contains(cases, c => c.Terms.Date == new DateOnly(2026, 12, 31));
        Assert.True(cases.Count(c => c.Terms.Executive) > 500);
        Assert.True(cases.Count(c => c.Terms.HoursPerMonth < 151m) > 1_000);
        Assert.True(cases.Count(c => c.Gross < Money.Euros(500)) > 100);
        Assert.True(cases.Count(c => c.Gross > Money.Euros(10_000)) > 100);
    }

    [Fact]
    public void Every_line_of_every_case_agrees_to_the_cent() => Agrees(StateModel.Stored.Cases, "stored");

    [Fact]
    public void Executives_part_time_and_the_cents_of_their_life_insurance_are_where_we_differ_from_the_model()
    {
        // ANI of 17 November 2017, art. 1: 1.5 % of pay up to the ceiling of social security, which CSS R. 242-2 I puts
        // in proportion of the hours. The model takes the whole ceiling: 17.5 hours of 35 make it 2,002.50.
        var half = Pay.July with { Executive = true, HoursPerMonth = 17.5m * 52 / 12 };
        Assert.Equal(Pay.Euros(30.04m), Pay.Slip(half, 2563.63m).Line("cotisation-prevoyance-cadres").Employer);
        // CSS L. 136-1-1 and L. 137-15: CSG and forfait social are due on what the employer paid, so on the rounded
        // line: 701.60 × 1.5 % = 10.524 makes 10.52, and 701.60 × 98.25 % + 33.17 + 10.52 = 733.012, of which 6.8 %
        // is 49.8448. The model says 49.8451.
        var whole = Pay.January with { Executive = true, MutualEmployer = Pay.Euros(33.17m) };
        Assert.Equal(Pay.Euros(49.84m), Pay.Slip(whole, 701.60m).Line("cotisation-csg-deductible").Employee);
    }

    [Fact]
    [Trait("Length", "Long")]
    public void Cases_that_nobody_has_seen_agree_to_the_cent()
    {
        var seed = Random.Shared.Next(1_000_000);
        if (StateModel.CanBeAsked)
            Agrees(StateModel.Ask(seed, 500).Cases, $"seed {seed}");
    }

    [Fact]
    public void The_totals_that_the_model_does_not_round_are_within_five_cents_of_ours()
    {
        var differences = new List<string>();
        foreach (var expected in StateModel.Stored.Cases.Where(c => !IsPartTimeExecutive(c)))
        {
            var slip = Pay.Calculator.ForGross(expected.Terms, expected.Gross);
            Close("cost", expected.Cost, slip.TotalCost);
            Close("net", expected.Net, slip.NetBeforeTax);
            Close("social net", expected.Social, slip.SocialNet);
            // CGI 83, 1° quater taxes the employer's part of health insurance only; the model adds life insurance too.
            var lifeInsurance = slip.Lines.Where(l => l.Name == "cotisation-prevoyance-cadres").Sum(l => l.Employer);
            Close("taxable net", expected.Taxable, slip.TaxableNet + lifeInsurance);

            void Close(string what, decimal theirs, Money ours)
            {
                if (Math.Abs(theirs - ours.ToDecimal()) > 0.05m)
                    differences.Add($"{expected.Name}: {what} {ours.ToInvariant()} {theirs}");
            }
        }
        None(differences);
    }

    [Fact]
    public void The_neutral_rates_are_those_of_the_model()
    {
        var rates = NeutralRateTable.Of(Law.LawFiles.Book, new DateOnly(2026, 7, 1));
        var bound = Money.Zero;
        foreach (var (below, rate) in StateModel.Stored.NeutralRates)
        {
            Assert.Equal(rate, rates.For(bound));
            if (below is not { } next)
                continue;
            bound = next;
            Assert.Equal(rate, rates.For(bound - new Money(1)));
        }
    }

    private static void Agrees(IEnumerable<StateModelCase> cases, string which)
    {
        var differences = new List<string> { which };
        foreach (var expected in cases)
            Compare(expected, differences);
        None(differences.Skip(differences.Count == 1 ? 1 : 0).ToList());
    }

    private static void None(List<string> differences) =>
        Assert.True(differences.Count == 0,
            $"{differences.Count} differences:\n{string.Join('\n', differences.Take(40))}");

    private static void Compare(StateModelCase expected, List<string> differences)
    {
        var slip = Pay.Calculator.ForGross(expected.Terms, expected.Gross);
        var ours = slip.Lines.Where(l => !l.Employee.IsZero || !l.Employer.IsZero)
            .ToDictionary(l => ModelName(l.Name), l => (l.Employee.Cents, l.Employer.Cents));
        var names = ours.Keys.Union(expected.Lines.Keys);
        if (IsPartTimeExecutive(expected))
            names = names.Except(OnLifeInsurance);
        foreach (var line in names)
            if (!Same(expected, line, ours.GetValueOrDefault(line), expected.Lines.GetValueOrDefault(line)))
                differences.Add($"{expected.Name}: {line} {ours.GetValueOrDefault(line)} "
                    + $"{expected.Lines.GetValueOrDefault(line)}");
        if (slip.GeneralReduction.Cents != expected.Reduction)
            differences.Add($"{expected.Name}: reduction {slip.GeneralReduction} {expected.Reduction}");
        if (slip.ReductionCoefficient != expected.Coefficient)
            differences.Add($"{expected.Name}: coefficient {slip.ReductionCoefficient} {expected.Coefficient}");
        if (slip.TotalCost.Cents != slip.Gross.Cents + ours.Values.Sum(l => l.Item2) - expected.Reduction)
            differences.Add($"{expected.Name}: total cost {slip.TotalCost}");
    }

    /// <summary>
    /// Equal; or, for what is due on an executive's life insurance, one cent apart, as we take it to the cent.
    /// </summary>
    private static bool Same(StateModelCase expected, string line, (long Employee, long Employer) ours,
        (long Employee, long Employer) theirs) =>
        ours == theirs || (expected.Terms.Executive && OnLifeInsurance[1..].Contains(line)
            && Math.Abs(ours.Employee - theirs.Employee + ours.Employer - theirs.Employer) == 1);

    private static bool IsPartTimeExecutive(StateModelCase expected) =>
        expected.Terms is { Executive: true, HoursPerMonth: < 151m };

    /// <summary>The model has one name for what depends on the headcount.</summary>
    private static string ModelName(string name) => name switch
    {
        "cotisation-logement-moins-de-50" or "cotisation-logement-50-et-plus" => "cotisation-logement",
        "cotisation-formation-moins-de-11" or "cotisation-formation-11-et-plus" => "cotisation-formation",
        _ => name,
    };
}
