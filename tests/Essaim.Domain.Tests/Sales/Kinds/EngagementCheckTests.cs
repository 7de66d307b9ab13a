using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Sales.Kinds;

public class EngagementCheckTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly VatTreatment Ten = new("10", "10 %", Rate.Percent(10), "S", null, null);
    private static readonly VatTreatment Exempt = new("formation", "Formation", Rate.Zero, "E", null, null);

    private static SaleContent Sold(VatTreatment vat, long? visit = null) => new([new SaleLine(new ActivityId(7),
        "Travail", new Quantity(1), "heure", new UnitPrice(40), Rate.Zero, vat, SupplyKind.Services)
    {
        VisitId = visit,
    }], Rate.Zero, "");

    private static EngagementFacts Home => new()
    {
        Kind = EngagementKind.HomeServices, Document = SaleDocumentKind.Invoice, Day = Day,
        CustomerIsCompany = false, Content = Sold(Ten, visit: 1),
        HomeServices = new HomeServicesDeclaration("SAP123456782", "DDETS du Rhône", new DateOnly(2026, 1, 5)),
        Papers = new HashSet<int> { 1 },
    };

    private static readonly TenYearInsurance Axa = new("La Solide", "1 rue du Mur, Lyon", "P12", "France",
        "Maçonnerie", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));

    private static EngagementFacts Site => new()
    {
        Kind = EngagementKind.BuildingSite, Document = null, Day = Day, CustomerIsCompany = false,
        Content = Sold(Ten), Insurances = [Axa], Details = new EngagementDetails
        {
            Site = new SiteTerms("3 rue Neuve", "Maçonnerie", "2 m³ de gravats, déchèterie de Vaise, 80 €",
                Rate.Percent(5)),
        },
    };

    private static EngagementFacts Training => new()
    {
        Kind = EngagementKind.Training, Document = null, Day = Day, CustomerIsCompany = true,
        Content = Sold(Exempt),
        Training = new TrainingDeclaration("84691234567", "Auvergne-Rhône-Alpes", true, new DateOnly(2026, 1, 1)),
        Details = new EngagementDetails
        {
            Training = new TrainingTerms
            {
                Aims = "Coudre", Programme = "Jour 1", Means = "Atelier", Evaluation = "Essai", Hours = 14,
                FirstDay = new DateOnly(2026, 12, 1), LastDay = new DateOnly(2026, 12, 2),
            },
        },
    };

    [Fact]
    public void What_is_complete_lacks_nothing()
    {
        Assert.Empty(Of(Home));
        Assert.Empty(Of(Site));
        Assert.Empty(Of(Training));
    }

    [Fact]
    public void Home_services_need_a_declared_co_op_a_private_person_and_visits()
    {
        Stops("coopérative sœur", Home with { HomeServices = null });
        Stops("entreprise", Home with { CustomerIsCompany = true });
        Stops("Aucune ligne ne vient d’une intervention", Home with { Content = Sold(Ten) });
        var deposit = Home with { Content = Sold(Ten), Document = SaleDocumentKind.DepositInvoice };
        Assert.DoesNotContain(Of(deposit), l => l.Stops);
    }

    [Fact]
    public void A_site_is_neither_offered_nor_invoiced_without_an_insurance_of_that_day()
    {
        Stops("Aucune assurance décennale", Site with { Insurances = [] });
        Stops("La Solide a pris fin le 31\u00a0décembre 2026", Site with { Day = new DateOnly(2027, 1, 1) });
        Assert.DoesNotContain(Of(Site with { Day = new DateOnly(2026, 12, 31) }), l => l.Stops);
    }

    [Fact]
    public void A_quote_of_works_says_what_becomes_of_the_waste_and_an_invoice_need_not()
    {
        var silent = Site with
        {
            Details = new EngagementDetails { Site = Site.Details!.Site! with { Waste = "" } },
        };
        Stops("déchets", silent);
        Assert.DoesNotContain(Of(silent with { Document = SaleDocumentKind.Invoice }), l => l.Stops);
    }

    [Fact]
    public void A_retention_over_five_per_cent_is_refused() => Assert.Throws<BrokenRuleException>(() =>
        (Site.Details!.Site! with { Retention = Rate.Percent(5.01m) }).Check(
            LawFiles.Book.Rate("retenue-garantie-taux", Day)));

    [Fact]
    public void Training_without_vat_needs_the_attestation_of_that_day()
    {
        Stops("3511", Training with { Training = Training.Training! with { ExemptFrom = null } });
        Stops("3511", Training with { Training = Training.Training! with { ExemptFrom = Day.AddDays(1) } });
        Assert.Empty(Of(Training with
        {
            Content = Sold(Ten), Training = Training.Training! with { ExemptFrom = null },
        }));
    }

    [Fact]
    public void A_training_is_invoiced_once_its_convention_is_complete_and_its_papers_are_there()
    {
        Stops("durée", Training with
        {
            Details = new EngagementDetails { Training = Training.Details!.Training! with { Hours = 0 } },
        });
        var invoice = Training with { Document = SaleDocumentKind.Invoice };
        Stops("Convention signée", invoice);
        Stops("émargement", invoice with { Papers = new HashSet<int> { 1 } });
        Assert.DoesNotContain(Of(invoice with { Papers = new HashSet<int> { 1, 2 } }), l => l.Stops);
        Assert.DoesNotContain(Of(invoice with { Document = SaleDocumentKind.DepositInvoice }), l => l.Stops);
    }

    [Fact]
    public void A_credit_note_is_never_stopped() => Assert.Empty(Of(Home with
    {
        Document = SaleDocumentKind.CreditNote, HomeServices = null,
    }));

    [Fact]
    public void The_mentions_name_the_declaration_the_insurance_and_the_number()
    {
        Assert.Contains("déclaration SAP123456782 du 5\u00a0janvier 2026, DDETS du Rhône", Said(Home));
        Assert.Contains("La Solide, 1 rue du Mur, Lyon, contrat P12, couverture\u00a0: France.", Said(Site));
        Assert.Contains("Déchets\u00a0: 2 m³ de gravats", Said(Site));
        Assert.Contains("Retenue de garantie\u00a0: 5\u00a0% du prix TTC", Said(Site));
        Assert.Contains("achevé depuis plus de deux ans", Said(Site));
        Assert.Contains("numéro 84691234567 auprès du préfet de région Auvergne-Rhône-Alpes", Said(Training));
        Assert.Contains("ne vaut pas agrément de l’État", Said(Training));
        var answered = Site with
        {
            Details = new EngagementDetails { Site = Site.Details!.Site! with { BankAnswers = true } },
        };
        Assert.DoesNotContain("Retenue", Said(answered));
    }

    private static IReadOnlyList<EngagementLack> Of(EngagementFacts facts) => EngagementCheck.Of(facts, LawFiles.Book);

    private static string Said(EngagementFacts facts) =>
        string.Join('\n', EngagementMentions.Of(facts, LawFiles.Book));

    private static void Stops(string words, EngagementFacts facts)
    {
        Assert.Contains(Of(facts), l => l.Stops && l.Sentence.Contains(words));
        Assert.Throws<BrokenRuleException>(() => EngagementCheck.Require(facts, LawFiles.Book));
    }
}
