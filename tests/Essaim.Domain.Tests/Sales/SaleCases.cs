using System.Globalization;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Sales;

/// <summary>One issued document as an e-invoice may have to say it.</summary>
public sealed record SaleCase(string Name, Invoice Invoice, bool OfDeposit = false, DateOnly? PaidOn = null);

/// <summary>
/// Issued documents of every kind: each VAT treatment of the law on an invoice, a deposit invoice and a credit note,
/// for
/// the customer it is made for; then what else can be on a paper. And as many more as one likes, by chance.
/// </summary>
public sealed class SaleCases(LawBook law)
{
    public static readonly DateOnly Day = new(2026, 11, 23);

    public static readonly SaleParty Coop = new("La Ruche, coopérative d’activités et d’emploi",
        "14 rue des Tanneurs", "69100", "Villeurbanne", "FR", "303265045", "FR40303265045",
        "SARL coopérative de production à capital variable", Money.Euros(48_500), "Lyon",
        "bonjour@laruche.example", "04 72 00 00 00", "FR7630006000011234567890189");

    public static readonly SaleParty Company = new("Théâtre des Tisserands", "7 rue Orsel", "69600", "Oullins", "FR",
        "732829320", "FR44732829320", null, null, null, "comptabilite@tisserands.example", null, null);

    public static readonly SaleParty Neighbour = new("Łukasz Wójcik", "3 montée de la Grande-Côte\nBâtiment B\nBoîte 4"
        + "\nDigicode 12", "69001", "Lyon", "FR", null, null, null, null, null, null, null, null);

    public static readonly SaleParty German = new("Bühnenbau GmbH", "Hauptstraße 5", "10115", "Berlin", "DE", null,
        "DE136695976", null, null, null, null, null, null);

    public static readonly SaleParty Swiss = new("Atelier Léman SA", "4 quai du Lac", "1201", "Genève", "CH", null,
        null,
        null, null, null, "compta@leman.example", null, null);

    private static readonly ActivityId Sewing = new(7);
    private static readonly ActivityId Printing = new(8);

    public IReadOnlyList<VatTreatment> Treatments { get; } = VatTreatments.Of(InvoiceLaw.Of(law, Day));

    public IEnumerable<SaleCase> All() => [.. ByTreatment(), .. Deposits(), .. Papers(), .. Lines()];

    private IEnumerable<SaleCase> ByTreatment() =>
        from vat in Treatments
        from kind in Enum.GetValues<SaleDocumentKind>()
        let line = Line("Costumes de scène", 12.5m, "heure", 42.4242m, vat, NatureOf(vat))
        select new SaleCase($"{kind} {vat.Code}", Document(kind, CustomerOf(vat), [line]));

    private IEnumerable<SaleCase> Deposits()
    {
        foreach (var kinds in new SupplyKind[][]
            { [SupplyKind.Services], [SupplyKind.Goods], [SupplyKind.Services, SupplyKind.Goods] })
            foreach (var percent in new[] { 30, 100 })
            {
                SaleLine[] lines = [.. kinds.Select(k => Line("Part", 3, "pièce", 333.33m, Of("20"), k)),
                    .. kinds.Select(k => Line("Autre", 1, "pièce", 99.99m, Of("5.5"), k))];
                var taken = lines.GroupBy(l => l.Vat).Select(g => Taken("F2026-0040", g.Key,
                    g.Sum(l => l.Net).ToDecimal() * percent / 100)).ToList();
                var name = $"after {percent} % of {string.Join("+", kinds)}";
                yield return new SaleCase(name, Document(SaleDocumentKind.Invoice, Company, lines, deposits: taken));
            }
        SaleLine[] one = [Line("Décor", 1, "forfait", 1000m, Of("20"))];
        yield return new SaleCase("after two deposits", Document(SaleDocumentKind.Invoice, Company, one, deposits:
            [Taken("F2026-0040", Of("20"), 200m), Taken("F2026-0041", Of("20"), 300m)]));
        yield return new SaleCase("credit of a deposit", Document(SaleDocumentKind.CreditNote, Company, one),
            OfDeposit: true);
        foreach (var kind in Enum.GetValues<SupplyKind>())
            yield return new SaleCase($"paid before it is issued, {kind}",
                Document(SaleDocumentKind.Invoice, Company, [one[0] with { Kind = kind }]), PaidOn: Day.AddDays(-2));
        yield return new SaleCase("paid before it is issued, both", Document(SaleDocumentKind.Invoice, Neighbour,
            [one[0], one[0] with { Kind = SupplyKind.Goods }]), PaidOn: Day);
    }

    private IEnumerable<SaleCase> Papers()
    {
        var town = Company with { ServiceCode = "SERV-12", ElectronicAddress = "732829320_MAIRIE" };
        yield return new SaleCase("a public body", Without(Document(SaleDocumentKind.Invoice, town, [Line("Décor", 1,
            "forfait", 1000m, Of("20"))]), c => c with { Content = c.Content with { OrderNumber = "EJ-2026-77" } }));
        SaleLine[] one = [Line("Atelier", 2, "jour", 450m, Of("20"))];
        SaleLine[] two = [.. one, Line("Tissu", 4.25m, "mètre", 18.9m, Of("20"), SupplyKind.Goods)];
        yield return new SaleCase("to a person", Document(SaleDocumentKind.Invoice, Neighbour, one));
        yield return new SaleCase("to a person, taken back", Document(SaleDocumentKind.CreditNote, Neighbour, one));
        yield return new SaleCase("VAT on debits", Document(SaleDocumentKind.Invoice, Company, one, debits: true));
        yield return new SaleCase("VAT on debits, both",
            Document(SaleDocumentKind.Invoice, Company, two, debits: true));
        yield return new SaleCase("goods and services", Document(SaleDocumentKind.Invoice, Company, two));
        yield return new SaleCase("with a quote and notes", Document(SaleDocumentKind.Invoice, Company, one,
            notes: "Merci de votre confiance.\nLivré en main propre."));
        yield return new SaleCase("without an IBAN", Without(Document(SaleDocumentKind.Invoice, Company, one),
            s => s with { Seller = s.Seller with { Iban = null } }));
        yield return new SaleCase("at once", Without(Document(SaleDocumentKind.Invoice, Company, one), s => s, due: 0));
        yield return new SaleCase("a bare seller", Without(Document(SaleDocumentKind.Invoice, Company, one), s => s with
        {
            TradeName = "", Trade = "", PersonName = "", Seller = s.Seller with
            {
                LegalForm = null, Capital = null, Registry = null, Email = null, Phone = null,
            },
        }));
        yield return new SaleCase("signs that XML forbids", Document(SaleDocumentKind.Invoice,
            Company with { Name = "A & B <C> \u0001\ud83d\ude00 \ud800" },
            [one[0] with { Description = "Tr\u0002ès\n<b>gras</b> & « guillemets »\n\n]]>" }]));
    }

    private IEnumerable<SaleCase> Lines()
    {
        SaleCase Case(string name, decimal discount, params SaleLine[] lines) =>
            new(name, Document(SaleDocumentKind.Invoice, Company, lines, discount));
        var (full, low) = (Of("20"), Of("5.5"));
        yield return Case("a discount on all", 10, Line("A", 3, "heure", 33.33m, full),
            Line("B", 1, "pièce", 0.05m, low));
        yield return Case("discounts on lines and on all", 7.5m,
            Line("A", 3, "heure", 33.33m, full, discount: 12.5m), Line("B", 7, "pièce", 1.2345m, low, discount: 100));
        yield return Case("a rebate line", 0, Line("A", 3, "heure", 33.33m, full),
            Line("Geste", 1, "forfait", -20m, full));
        yield return Case("a rebate line, discounted", 10, Line("A", 3, "heure", 33.33m, full),
            Line("Geste", 1, "forfait", -20m, low, discount: 5), Line("B", 2, "heure", 33.33m, low));
        yield return Case("more taken off than sold at one rate", 10, Line("A", 3, "heure", 33.33m, full),
            Line("Geste", 1, "forfait", -20m, low));
        yield return Case("a price of zero", 0, Line("A", 3, "heure", 33.33m, full),
            Line("Offert", 1, "pièce", 0m, full));
        yield return Case("a quantity of zero", 0, Line("A", 3, "heure", 1m, full), Line("Rien", 0, "pièce", 5m, full));
        yield return Case("four decimals", 0, Line("A", 0.0001m, "kg", 9999.9999m, full));
        yield return Case("one cent", 0, Line("A", 1, "pièce", 0.01m, full));
        yield return Case("millions", 0, Line("A", 100_000m, "pièce", 99_999.9999m, full));
        yield return Case("units nobody knows", 0, Line("A", 1, "brouette", 10m, full), Line("B", 2, "", 10m, full));
        yield return Case("two activities", 3, Line("A", 1, "heure", 10.01m, full),
            Line("B", 2, "heure", 10.01m, full) with { Activity = Printing });
        yield return Case("every rate", 1.11m, [.. Treatments.Where(t => t.Category == "S")
            .Select(t => Line(t.Label, 3, "pièce", 12.34m, t))]);
        yield return Case("taxed and exempt", 5, Line("A", 3, "heure", 33.33m, full),
            Line("Formation", 2, "jour", 400m, Of("formation")));
        yield return new SaleCase("two reasons of one category", Document(SaleDocumentKind.Invoice, German,
            [Line("A", 1, "jour", 400m, Of("batiment")), Line("B", 1, "jour", 300m, Of("service-ue"))], 3));
        yield return Case("five hundred lines", 2.5m, [.. Enumerable.Range(1, 500).Select(i =>
            Line($"Pièce {i}", i % 7 + 0.25m, "pièce", i * 1.0101m, i % 3 == 0 ? low : full,
                i % 2 == 0 ? SupplyKind.Goods : SupplyKind.Services, i % 5))]);
    }

    /// <summary>A document by chance: the same seed gives the same.</summary>
    public SaleCase Generated(int seed)
    {
        var chance = new Random(seed);
        T Any<T>(params IReadOnlyList<T> of) => of[chance.Next(of.Count)];
        var kind = Any(SaleDocumentKind.Invoice, SaleDocumentKind.Invoice, SaleDocumentKind.DepositInvoice,
            SaleDocumentKind.CreditNote);
        var first = chance.Next(3) == 0 ? Any(Treatments) : Any([.. Treatments.Where(t => t.Category == "S")]);
        // Outside of VAT stands alone; delivered within the Union or out of it, the customer is abroad.
        var allowed = first.Category == "O" ? [first]
            : first.Category is "K" or "G" or "AE" ? Treatments.Where(t => t.Category == first.Category).ToList()
            : Treatments.Where(t => t.Category is "S" or "E").ToList();
        var customer = first.Category is "S" or "E" ? Any(Company, Company, Neighbour) : CustomerOf(first);
        var lines = Enumerable.Range(0, chance.Next(1, 9)).Select(i => Line($"Ligne {i}",
            chance.Next(1, 1_000_000) / Any(1m, 10m, 100m, 10_000m),
                Any("heure", "jour", "pièce", "forfait", "kg", "lot"),
            chance.Next(1, 1_000_000) / Any(100m, 1000m, 10_000m), i == 0 ? first : Any(allowed),
            first.Category is "K" or "G" ? SupplyKind.Goods : Any<SupplyKind>(SupplyKind.Services, SupplyKind.Goods),
            Any(0, 0, 0, chance.Next(101)))).ToList();
        if (chance.Next(6) == 0)
            lines.Add(lines[0] with { Description = "Geste", Price = new UnitPrice(-lines[0].Price.Euros),
                Quantity = new Quantity(decimal.Round(lines[0].Quantity.Value / 3, 4)) });
        var discount = Any(0, 0, chance.Next(1, 60)) + Any(0m, 0.5m, 0.25m);
        var deposits = kind == SaleDocumentKind.Invoice && chance.Next(4) == 0
            ? lines.GroupBy(l => l.Vat).Select(g => Taken("F2026-0040", g.Key,
                Math.Max(0, g.Sum(l => l.Net).ToDecimal() * chance.Next(1, 40) / 100))).ToList() : [];
        var invoice = Document(kind, customer, lines, discount, deposits, "", chance.Next(5) == 0);
        return invoice.Total.IsPositive ? new SaleCase($"seed {seed}", invoice, OfDeposit:
            kind == SaleDocumentKind.CreditNote && chance.Next(4) == 0) : Generated(seed + 1_000_003);
    }

    public static SaleLine Line(string text, decimal quantity, string unit, decimal price, VatTreatment vat,
        SupplyKind kind = SupplyKind.Services, decimal discount = 0) =>
        new(Sewing, text, new Quantity(quantity), unit, new UnitPrice(decimal.Round(price, 4)), Rate.Percent(discount),
            vat, kind);

    public VatTreatment Of(string code) => Treatments.Single(t => t.Code == code);

    public static SaleParty CustomerOf(VatTreatment vat) => vat.Code switch
    {
        "service-ue" or "livraison-ue" => German,
        "service-hors-ue" or "export" => Swiss,
        _ => Company,
    };

    public static Invoice Document(SaleDocumentKind kind, SaleParty customer, IReadOnlyList<SaleLine> lines,
        decimal discount = 0, IReadOnlyList<DepositTaken>? deposits = null, string notes = "", bool debits = false)
    {
        var credit = kind == SaleDocumentKind.CreditNote;
        var terms = new SaleTerms
        {
            Kind = kind, CustomerIsCompany = customer != Neighbour, Date = Day, Until = Day.AddDays(30), Lines = lines,
            CustomerSiren = customer.Siren is { } siren ? new Siren(siren) : null, VatOnDebits = debits,
            LatePayment = new LatePaymentTerms("annuel de la BCE majoré de 10 points", Money.Euros(40)),
            EarlyPayment = "Pas d’escompte pour paiement anticipé.", Deposits = deposits ?? [],
            CreditedNumber = credit ? "F2026-0158" : null, CreditedDate = credit ? new DateOnly(2026, 10, 1) : null,
        };
        var totals = new SaleTotals(lines, Rate.Percent(discount));
        var taken = deposits ?? [];
        return new Invoice
        {
            Id = 1, Kind = kind, Number = $"{(credit ? "AV" : "F")}2026-0159", Date = Day, Due = Day.AddDays(30),
            ActivityId = Sewing, CustomerId = 3, EntryId = new EntryId(1), Net = totals.Net - taken.Sum(d => d.Net),
            Vat = totals.Vat - taken.Sum(d => d.Vat), Total = totals.Total - taken.Sum(d => d.Net + d.Vat),
            Content = new SaleSnapshot(Coop, customer, "Aiguilles & Compagnie", "Couture", "Jeanne Morel",
                new SaleContent(lines, Rate.Percent(discount), notes), debits, taken, SaleMentions.Of(terms),
                notes.Length > 0 ? "D2026-0042" : null, terms.CreditedNumber, terms.CreditedDate),
        };
    }

    private static Invoice Without(Invoice i, Func<SaleSnapshot, SaleSnapshot> change, int due = 30) => new()
    {
        Id = i.Id, Kind = i.Kind, Number = i.Number, Date = i.Date, Due = i.Date.AddDays(due),
        ActivityId = i.ActivityId, CustomerId = i.CustomerId, EntryId = i.EntryId, Net = i.Net, Vat = i.Vat,
        Total = i.Total, Content = change(i.Content),
    };

    private static DepositTaken Taken(string number, VatTreatment vat, decimal net)
    {
        var rounded = Money.Round(net);
        return new DepositTaken(number, new DateOnly(2026, 10, 1), Sewing, vat, rounded,
            Money.Round(vat.Rate.Of(rounded)));
    }

    private static SupplyKind NatureOf(VatTreatment vat) =>
        vat.Category is "K" or "G" ? SupplyKind.Goods : SupplyKind.Services;

    public override string ToString() => Treatments.Count.ToString(CultureInfo.InvariantCulture);
}
