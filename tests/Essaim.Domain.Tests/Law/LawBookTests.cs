using Essaim.Domain.Law;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Law;

public class LawBookTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("2026-01-01", 12.02)]
    [InlineData("2026-05-31", 12.02)]
    [InlineData("2026-06-01", 12.31)]
    [InlineData("2026-12-31", 12.31)]
    public void The_minimum_wage_is_the_one_of_the_day(string day, decimal expected) =>
        Assert.Equal(expected, LawFiles.Book.Number("smic-horaire", DateOnly.Parse(day)));

    [Fact]
    public void A_day_that_the_files_do_not_know_is_refused_in_French()
    {
        var refusal = Assert.Throws<BrokenRuleException>(
            () => LawFiles.Book.Number("smic-horaire", new DateOnly(2027, 1, 1)));
        Assert.Contains("n’est pas connu au 1er\u00a0janvier 2027", refusal.Message);
    }

    [Fact]
    public void A_parameter_that_is_missing_is_refused() =>
        Assert.Throws<BrokenRuleException>(() => LawFiles.Book.Number("smic-hebdomadaire", Today));

    [Fact]
    public void Pay_is_known_for_the_whole_of_2026_and_for_nothing_else()
    {
        Assert.Equal(new Month(2026, 1), LawFiles.Book.FirstPayMonth);
        Assert.Equal(new Month(2026, 12), LawFiles.Book.LastPayMonth);
        LawFiles.Book.EnsurePayIsKnown(new DateOnly(2026, 12, 31));
        var refusal = Assert.Throws<BrokenRuleException>(
            () => LawFiles.Book.EnsurePayIsKnown(new DateOnly(2025, 12, 31)));
        Assert.StartsWith("La paie de décembre 2025 ne peut pas être calculée", refusal.Message);
        Assert.Throws<BrokenRuleException>(() => LawFiles.Book.EnsurePayIsKnown(new DateOnly(2027, 1, 1)));
    }

    [Fact]
    public void Pay_stops_at_the_first_parameter_that_stops()
    {
        var law = new LawBook(
        [
            ("a", File("a", true, Value("2026-01-01", "2026-05-31"), Value("2026-06-01", "2026-12-31"))),
            ("b", File("b", true, Value("2026-02-10", "2026-08-15"))),
            ("c", File("c", false, Value("2020-01-01", "2020-12-31"))),
        ]);
        Assert.Equal(new Month(2026, 3), law.FirstPayMonth);
        Assert.Equal(new Month(2026, 7), law.LastPayMonth);
    }

    [Fact]
    public void A_hole_between_two_values_ends_the_pay_that_can_be_computed()
    {
        var holed = File("a", true, Value("2026-01-01", "2026-03-31"), Value("2026-05-01", "2026-12-31"));
        var law = new LawBook([("a", holed)]);
        Assert.Equal(new Month(2026, 3), law.LastPayMonth);
    }

    [Fact]
    public void Every_number_of_the_law_has_a_source_and_an_honest_confidence()
    {
        Assert.All(LawFiles.Book.Parameters.SelectMany(p => p.Values), v => Assert.NotEmpty(v.Source));
        Assert.Equal(LawConfidence.Low, LawFiles.Book.At("reduction-smic-du-cesa", Today).Confidence);
        Assert.Equal(LawConfidence.Medium, LawFiles.Book.At("taux-neutre-metropole", Today).Confidence);
        Assert.Equal(LawConfidence.High, LawFiles.Book.At("plafond-mensuel", Today).Confidence);
    }

    [Fact]
    public void Two_values_for_the_same_day_are_refused() => Refused(
        "deux valeurs le 01/06/2026",
        File("a", true, Value("2026-01-01", "2026-12-31"), Value("2026-06-01", "null")));

    [Fact]
    public void A_value_without_source_is_refused() =>
        Refused("« source » est vide", File("a", true, Value("2026-01-01", "null").Replace("texte lu", "")));

    [Fact]
    public void A_misspelt_key_is_refused() =>
        Refused("« valeure » est inconnue", File("a", true, Value("2026-01-01", "null").Replace("valeur", "valeure")));

    [Fact]
    public void A_file_that_is_not_JSON_is_refused() => Refused("mal écrit", "{ smic }");

    [Fact]
    public void The_same_parameter_in_two_files_is_refused() => Assert.Throws<BrokenRuleException>(
        () => new LawBook([
            ("a", File("a", true, Value("2026-01-01", "null"))), ("b", File("a", true, Value("2026-01-01", "null")))]));

    [Fact]
    public void An_unknown_word_in_a_social_contribution_is_refused()
    {
        var json = System.IO.File.ReadAllText(Path.Combine(LawFiles.Folder, "cotisations.json"))
            .Replace("\"effectifMin\": 250", "\"efectifMin\": 250");
        var law = new LawBook([("cotisations.json", json)]);
        var refusal = Assert.Throws<BrokenRuleException>(() => law.SocialContributionsOf(Today).ToList());
        Assert.Contains("efectifMin", refusal.Message);
    }

    [Fact]
    public void A_folder_without_law_is_refused() =>
        Assert.Throws<BrokenRuleException>(() => LawBook.Load(Path.Combine(LawFiles.Folder, "nowhere")));

    private static void Refused(string expected, string json)
    {
        var refusal = Assert.Throws<BrokenRuleException>(() => new LawBook([("essai.json", json)]));
        Assert.Contains(expected, refusal.Message);
        Assert.Contains("« essai.json »", refusal.Message);
    }

    private static string File(string name, bool pay, params string[] values) =>
        $$"""
        { "titre": "Essai", "paie": {{(pay ? "true" : "false")}}, "parametres": [
          { "nom": "{{name}}", "libelle": "Essai", "unite": "€", "valeurs": [ {{string.Join(',', values)}} ] } ] }
        """;

    private static string Value(string from, string to) =>
        $$"""
        { "du": "{{from}}", "au": {{(to == "null" ? to : $"\"{to}\"")}},
          "valeur": 1, "source": "texte lu", "confiance": "haute" }
        """;
}
