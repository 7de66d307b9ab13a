using System.Text.Json;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>
/// Our lines against those of the State's open model, to the cent and without tolerance. The fixture says which
/// versions were asked; tests/oracles/pay makes it again.
/// </summary>
public class StateModelTests
{
    private static readonly JsonElement Fixture = Read();

    [Fact]
    public void The_fixture_holds_enough_cases_of_both_minimum_wages()
    {
        var dates = Fixture.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("date").GetString());
        Assert.Equal(["2026-01-15", "2026-07-01"], dates.Distinct());
        Assert.True(Fixture.GetProperty("cases").GetArrayLength() >= 60);
    }

    [Fact]
    public void Every_line_of_every_case_agrees_to_the_cent()
    {
        var differences = new List<string>();
        foreach (var expected in Fixture.GetProperty("cases").EnumerateArray())
            Compare(expected, differences);
        var told = string.Join('\n', differences.Take(40));
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{told}");
    }

    [Fact]
    public void The_neutral_rates_are_those_of_the_model()
    {
        var rates = NeutralRateTable.Of(Law.LawFiles.Book, new DateOnly(2026, 7, 1));
        var bound = Money.Zero;
        foreach (var bracket in Fixture.GetProperty("neutralRates").EnumerateArray())
        {
            var rate = Rate.Percent(bracket[1].GetDecimal());
            Assert.Equal(rate, rates.For(bound));
            if (bracket[0].ValueKind == JsonValueKind.Null)
                continue;
            bound = Money.Round(bracket[0].GetDecimal());
            Assert.Equal(rate, rates.For(bound - new Money(1)));
        }
    }

    private static void Compare(JsonElement expected, List<string> differences)
    {
        var slip = Pay.Calculator.ForGross(Terms(expected), Pay.Euros(expected.GetProperty("gross").GetDecimal()));
        var ours = slip.Lines.Where(l => !l.Employee.IsZero || !l.Employer.IsZero)
            .ToDictionary(l => ModelName(l.Name), l => (l.Employee.Cents, l.Employer.Cents));
        var theirs = expected.GetProperty("lines").EnumerateObject()
            .ToDictionary(l => l.Name, l => (l.Value[0].GetInt64(), l.Value[1].GetInt64()));
        var name = $"{expected.GetProperty("date")} {expected.GetProperty("headcount")} "
            + $"{expected.GetProperty("gross")} {expected.GetProperty("weeklyHours")}h "
            + $"{expected.GetProperty("executive")}";
        foreach (var line in ours.Keys.Union(theirs.Keys))
            if (ours.GetValueOrDefault(line) != theirs.GetValueOrDefault(line))
                differences.Add($"{name}: {line} {ours.GetValueOrDefault(line)} {theirs.GetValueOrDefault(line)}");
        if (slip.GeneralReduction.Cents != expected.GetProperty("reduction").GetInt64())
            differences.Add($"{name}: reduction {slip.GeneralReduction} {expected.GetProperty("reduction")}");
        if (slip.ReductionCoefficient != expected.GetProperty("coefficient").GetDecimal())
            differences.Add($"{name}: coefficient {slip.ReductionCoefficient} {expected.GetProperty("coefficient")}");
        if (slip.TotalCost.Cents != slip.Gross.Cents + theirs.Values.Sum(l => l.Item2)
            - expected.GetProperty("reduction").GetInt64())
            differences.Add($"{name}: total cost {slip.TotalCost}");
    }

    private static PayTerms Terms(JsonElement json) => new(DateOnly.Parse(json.GetProperty("date").GetString()!))
    {
        Headcount = json.GetProperty("headcount").GetInt32(),
        HoursPerMonth = json.GetProperty("weeklyHours") is { ValueKind: JsonValueKind.Number } hours
            ? hours.GetDecimal() * 52 / 12
            : null,
        Executive = json.GetProperty("executive").GetBoolean(),
        MutualEmployer = Pay.Euros(json.GetProperty("mutualEmployer").GetDecimal()),
    };

    /// <summary>The model has one name for what depends on the headcount.</summary>
    private static string ModelName(string name) => name switch
    {
        "cotisation-logement-moins-de-50" or "cotisation-logement-50-et-plus" => "cotisation-logement",
        "cotisation-formation-moins-de-11" or "cotisation-formation-11-et-plus" => "cotisation-formation",
        _ => name,
    };

    private static JsonElement Read()
    {
        var folder = Path.GetDirectoryName(Law.LawFiles.Folder)!;
        var path = Path.Combine(folder, "tests", "Essaim.Domain.Tests", "Payroll", "state-model-cases.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }
}
