using Essaim.App.Documents;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Documents;

/// <summary>Papers of invented activities of an invented co-op.</summary>
public static class PaperSamples
{
    public static readonly DateTimeOffset Made = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);
    public static readonly DateOnly Day = new(2026, 11, 23);
    public static readonly DateOnly Due = new(2026, 12, 23);

    public static readonly VatTreatment Normal = new("20", "20 %", Rate.Percent(20), "S", null, null);
    public static readonly VatTreatment Reduced = new("5.5", "5,5 %", Rate.Percent(5.5m), "S", null, null);
    public static readonly VatTreatment Middle = new("10", "10 %", Rate.Percent(10), "S", null, null);

    public static readonly VatTreatment Training = new("formation", "Formation professionnelle continue", Rate.Zero,
        "E", "VATEX-FR-CGI261-4", "TVA non applicable – art. 261-4-4° a du CGI");

    public static readonly SaleParty Coop = new("L’Établi, coopérative d’activités et d’emploi", "14 rue des Tanneurs",
        "69100", "Villeurbanne", "FR", "303265045", "FR40303265045",
        "SARL coopérative de production à capital variable", Money.Euros(48_500), "Lyon",
        "bonjour@letabli.example", "04 72 00 00 00", "FR7630006000011234567890189");

    public static readonly SaleParty Theatre = new("Théâtre des Tisserands", "7 rue Orsel", "69600", "Oullins", "FR",
        "732829320", "FR44732829320", null, null, null, "comptabilite@tisserands.example", null, null);

    public static readonly SaleParty Neighbour = new("Łukasz Wójcik", "3 montée de la Grande-Côte\nBâtiment B", "69001",
        "Lyon", "FR", null, null, null, null, null, null, null, null);

    public static readonly LatePaymentTerms Late =
        new("de la Banque centrale européenne majoré de 10 points", Money.Euros(40));

    public static SaleLine Line(string text, decimal quantity, string unit, decimal price, VatTreatment? vat = null,
        SupplyKind kind = SupplyKind.Services, decimal discount = 0) =>
        new(new ActivityId(7), text, new Quantity(quantity), unit, new UnitPrice(price), Rate.Percent(discount),
            vat ?? Normal, kind);

    public static SalePage Page(SaleDocumentKind? kind, string? number, IReadOnlyList<SaleLine> lines,
        SaleParty? customer = null, decimal discount = 0, IReadOnlyList<DepositTaken>? deposits = null,
        string notes = "", bool debits = false)
    {
        var party = customer ?? Theatre;
        var credit = kind == SaleDocumentKind.CreditNote;
        var terms = new SaleTerms
        {
            Kind = kind, CustomerIsCompany = party.Siren != null, Date = Day, Until = Due, Lines = lines,
            CustomerSiren = party.Siren == null ? null : new Siren(party.Siren), VatOnDebits = debits,
            LatePayment = Late, EarlyPayment = "Pas d’escompte pour paiement anticipé.", Deposits = deposits ?? [],
            CreditedNumber = credit ? "F2026-0158" : null, CreditedDate = credit ? new DateOnly(2026, 10, 1) : null,
        };
        var snapshot = new SaleSnapshot(Coop, party, "Aiguilles & Compagnie", "Couture et costumes de scène",
            "Jeanne Morel", new SaleContent(lines, Rate.Percent(discount), notes), debits, deposits ?? [],
            SaleMentions.Of(terms), kind == SaleDocumentKind.Invoice ? "D2026-0042" : null, terms.CreditedNumber,
            terms.CreditedDate);
        return new SalePage(kind, number, Day, Due, snapshot, Made);
    }

    public static SalePage Dressmaker() => Page(SaleDocumentKind.Invoice, "F2026-0158",
        [
            Line("Costume de scène « Arlequin », sur mesure", 1, "pièce", 320, kind: SupplyKind.Goods),
            Line("Retouches de trois robes", 3.5m, "heures", 42),
            Line("Livret du spectacle, tiré à 12 exemplaires", 12, "exemplaires", 2.25m, Reduced, SupplyKind.Goods),
        ],
        deposits:
        [
            new DepositTaken(
                "F2026-0131", new DateOnly(2026, 10, 5), new ActivityId(7), Normal, Money.Euros(100), Money.Euros(20)),
        ],
        notes: "Merci de votre confiance. Les essayages se font à l’atelier, le mardi et le jeudi.");

    public static SalePage Long() => Page(SaleDocumentKind.Invoice, "F2026-0160",
        [
            .. Enumerable.Range(1, 58).Select(i => Line($"Poste {i} du marché, fourniture et pose", i, "m²", 12.5m + i,
                i % 3 == 0 ? Middle : Normal, i % 2 == 0 ? SupplyKind.Goods : SupplyKind.Services,
                i % 7 == 0 ? 15 : 0)),
            Line(string.Concat(Enumerable.Repeat("Confection d’un rideau de scène en velours. ", 7))[..300],
                1, "ensemble", 1_234_567.89m),
            Line("Petite fourniture au détail", 1250, "pièces", 0.0125m),
        ], discount: 5, debits: true);

    public static SalePage Credit() => Page(SaleDocumentKind.CreditNote, "A2026-0007",
        [Line("Retouches d’une robe, non faites", 1, "heure", 42)]);

    public static SalePage Draft() => Page(null, null,
        [Line("Robe de mariée en soie, trois essayages compris", 1, "pièce", 1450, kind: SupplyKind.Goods),
         Line("Voile brodé", 1, "pièce", 180, kind: SupplyKind.Goods, discount: 10)], Neighbour);

    public static SalePage Quote() => Draft() with { Number = "D2026-0042" };

    public static SalePage TrainingInvoice() => Page(SaleDocumentKind.Invoice, "F2026-0159",
        [
            Line("Formation « Patronage et moulage », 8 stagiaires, du 12 au 14 octobre 2026, à Villeurbanne",
                21, "heures", 95, Training),
        ]);
}
