using Essaim.Domain.People;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.People;

/// <summary>What a contract may not lack once it is concluded, and what may stand in its text.</summary>
public sealed class ContractTermsTests
{
    private static readonly DateOnly First = new(2026, 3, 1);

    /// <summary>What L. 7331-2, R. 7331-3, R. 7331-10 and R. 7331-12 want, by their articles.</summary>
    [Fact]
    public void A_cesa_has_an_article_for_each_thing_that_the_law_wants()
    {
        var sources = ContractClauses.Of(ContractKind.Cesa).Select(c => c.Source).ToList();
        foreach (var article in new[]
        {
            "L. 7331-2 a", "L. 7331-2 b", "L. 7331-2 c", "L. 7331-2 d", "L. 7331-2 e", "L. 7331-2 f", "R. 7331-3",
            "R. 7331-10", "R. 7331-11", "R. 7331-12", "L. 7332-1",
        })
            Assert.Contains(sources, s => s.Contains(article, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ContractKind.Cesa, 12)]
    [InlineData(ContractKind.Cape, 10)]
    [InlineData(ContractKind.PermanentStaff, 7)]
    [InlineData(ContractKind.FixedTermStaff, 9)]
    public void Each_article_left_out_is_told_in_a_sentence_of_its_own(ContractKind kind, int articles)
    {
        var said = Whole(kind) with { Texts = new Dictionary<string, string>() };
        Assert.Equal(articles, said.Missing(LawFiles.Book, kind, amends: false).Count);
        Assert.All(said.Missing(LawFiles.Book, kind, false), s => Assert.StartsWith("Il manque l’article «\u00a0", s));
        Assert.Empty(Whole(kind).Missing(LawFiles.Book, kind, amends: false));
    }

    [Fact]
    public void A_blank_left_in_a_text_is_told_with_its_words()
    {
        var terms = Whole(ContractKind.Cesa);
        terms = terms with
        {
            Texts = new Dictionary<string, string>(terms.Texts) { ["result"] = "Il reste [montant] et [qui ?]." },
        };
        Assert.Equal("Dans «\u00a0Résultat laissé à la coopérative\u00a0», il reste à compléter [montant], [qui ?].",
            Assert.Single(terms.Missing(LawFiles.Book, ContractKind.Cesa, amends: false)));
    }

    [Fact]
    public void Dates_and_pay_hold_what_each_kind_asks()
    {
        Assert.Contains("Il manque le premier jour", One(ContractKind.Cesa, t => t with { FirstDay = null }));
        Assert.Contains("Il manque la part fixe", One(ContractKind.Cesa, t => t with { FixedPay = Money.Zero }));
        Assert.Contains("pas d’horaire", One(ContractKind.Cesa, t => t with { MonthlyHours = 35 }));
        Assert.Contains("n’a pas de terme", One(ContractKind.Cesa, t => t with { LastDay = First }));
        Assert.Contains("un CDD a un terme", One(ContractKind.FixedTermStaff, t => t with { LastDay = null }));
        Assert.Contains("motif du CDD", One(ContractKind.FixedTermStaff, t => t with { Reason = null }));
        Assert.Contains("heures par mois", One(ContractKind.PermanentStaff, t => t with { MonthlyHours = null }));
        Assert.Contains("engagements envers les tiers", One(ContractKind.Cape, t => t with { Ceiling = null }));
        Assert.Contains("finit avant de commencer",
            One(ContractKind.FixedTermStaff, t => t with { LastDay = new(2026, 2, 1) }));
        // A year from 1 March 2026 ends on 28 February 2027: one day more is too long.
        Assert.Contains("au plus tard le " + FrenchText.Long(new DateOnly(2027, 2, 28)),
            One(ContractKind.Cape, t => t with { LastDay = new(2027, 3, 1) }));
    }

    [Fact]
    public void What_is_known_is_filled_in_what_is_not_becomes_a_blank_and_an_unknown_field_is_refused()
    {
        var values = new Dictionary<string, string> { ["fixe"] = "450,00 €" };
        var filled = ContractClause.Filled("Part fixe {{fixe}}, pour {{activité}}.", values);
        Assert.Equal("Part fixe 450,00 €, pour [activité].", filled);
        Assert.Equal(["[activité]"], ContractClause.Blanks(filled));
        Assert.Contains("{{prime}} n’existe pas",
            Assert.Throws<BrokenRuleException>(() => ContractClause.Checked("Paie", "{{prime}}")).Message);
    }

    [Fact]
    public void Our_own_wordings_only_name_fields_that_exist() =>
        Assert.All(Enum.GetValues<ContractKind>().SelectMany(ContractClauses.Of).Append(ContractClauses.Change),
            clause => Assert.Equal(clause.Proposed, ContractClause.Checked(clause.Title, clause.Proposed)));

    [Fact]
    public void What_is_told_of_a_cape_follows_what_happened_to_it()
    {
        Contract[] capes =
        [
            Cape(1, new(2025, 3, 1), new(2026, 2, 28), new(2026, 2, 28)),
            Cape(2, new(2026, 3, 1), new(2026, 8, 31), new(2027, 2, 28)), // amended on 1 September
            new()
            {
                Id = 3, PersonId = 5, Kind = ContractKind.Cape, FirstDay = new(2026, 9, 1), AmendsId = 2, Amendment = 1,
                LastDay = new(2026, 10, 15), PlannedEnd = new(2027, 2, 28),
            },
        ];
        Assert.Equal(
        [
            (1, CapeEvent.Concluded, new DateOnly(2025, 3, 1)), (1, CapeEvent.Ended, new(2026, 2, 28)),
            (2, CapeEvent.Renewed, new(2026, 3, 1)), (2, CapeEvent.EndedEarly, new(2026, 10, 15)),
        ], CapeNotices.Of(capes, new(2026, 11, 23)).Select(n => ((int)n.Contract, n.Event, n.Day)));
        Assert.DoesNotContain(CapeNotices.Of(capes, new(2026, 10, 14)), n => n.Event == CapeEvent.EndedEarly);
    }

    [Fact]
    public void An_amended_cape_is_no_renewal_and_gets_no_longer()
    {
        Contract[] capes =
        [
            Cape(1, new(2026, 1, 1), new(2026, 5, 31), new(2026, 12, 31)),
            new()
            {
                Id = 2, PersonId = 5, Kind = ContractKind.Cape, FirstDay = new(2026, 6, 1), AmendsId = 1, Amendment = 1,
                LastDay = new(2027, 1, 31), PlannedEnd = new(2027, 1, 31),
            },
        ];
        var due = ContractDeadlines.Of(LawFiles.Book, 5, null, capes, new(2026, 7, 1));
        Assert.Equal([(DeadlineKind.CapeTooLong, new DateOnly(2026, 12, 31), 1),
            (DeadlineKind.CapeEnds, new(2027, 1, 31), 1)], due.Select(d => (d.Kind, d.Day, d.Count)));
    }

    [Theory]
    [InlineData("2026-02-10", "2029-02-10")] // signed before the first day: the three years run from there
    [InlineData("2026-03-20", "2029-03-01")] // signed late: from the first day, which is sooner
    [InlineData(null, "2029-03-01")]
    public void The_three_years_run_from_the_day_of_signature(string? signed, string due)
    {
        var cesa = new Contract
        {
            PersonId = 5, Kind = ContractKind.Cesa, FirstDay = First,
            SignedOn = signed is null ? null : DateOnly.Parse(signed),
        };
        Assert.Equal(DateOnly.Parse(due), ContractDeadlines.Of(LawFiles.Book, 5, null, [cesa], new(2026, 4, 1))
            .Single(d => d.Kind == DeadlineKind.BecomeMember).Day);
    }

    private static string One(ContractKind kind, Func<ContractTerms, ContractTerms> change) =>
        Assert.Single(change(Whole(kind)).Missing(LawFiles.Book, kind, amends: false));

    private static ContractTerms Whole(ContractKind kind) => new()
    {
        FirstDay = First,
        LastDay = kind is ContractKind.Cape or ContractKind.FixedTermStaff ? new(2027, 2, 28) : null,
        FixedPay = kind == ContractKind.Cape ? null : Money.Euros(450),
        MonthlyHours = kind is ContractKind.PermanentStaff or ContractKind.FixedTermStaff ? 35 : null,
        Ceiling = kind == ContractKind.Cape ? Money.Zero : null,
        Reason = kind == ContractKind.FixedTermStaff ? FixedTermReason.Season : null,
        Texts = ContractClauses.Of(kind).ToDictionary(c => c.Key, c => "Dit en entier."),
    };

    private static Contract Cape(long id, DateOnly first, DateOnly last, DateOnly planned) => new()
    {
        Id = id, PersonId = 5, Kind = ContractKind.Cape, FirstDay = first, LastDay = last, PlannedEnd = planned,
    };
}
