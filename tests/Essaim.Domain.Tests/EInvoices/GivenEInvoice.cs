using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>A correct invoice between two French companies, something in every field, and how to compare two.</summary>
internal static class GivenEInvoice
{
    /// <summary>
    /// Two lines: 10 hours at 80 (less 50) taxed 20 %, a book at 100 taxed 5.5 %; 30 off the whole and 10 of postage at
    /// 20 %. So 750 − 30 + 10 = 730 bears 146, and 100 bears 5.50: 830 net, 151.50 VAT, 981.50 in all.
    /// </summary>
    public static readonly EInvoice Correct = new()
    {
        Specification = "urn:cen.eu:en16931:2017",
        BusinessProcess = "M1",
        Number = "F2026-0042",
        TypeCode = "380",
        IssueDate = new DateOnly(2026, 11, 23),
        DueDate = new DateOnly(2026, 12, 23),
        DeliveryDate = new DateOnly(2026, 11, 20),
        Period = new InvoicePeriod(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)),
        VatDue = VatDueEvent.Payment,
        Currency = "EUR",
        OrderReference = "BC-7",
        BuyerReference = "ATELIER",
        ContractReference = "C-1",
        PaymentReference = "F2026-0042",
        PaymentTerms = "30 jours",
        DeliveryCountry = "FR",
        Seller = Seller(),
        Buyer = Buyer(),
        PaymentAccounts = [new PaymentAccount("30", "FR7630006000011234567890189",
            new Iban("FR7630006000011234567890189"), "Imprimerie du Pont")],
        Preceding = [new PrecedingInvoice("F2026-0001", new DateOnly(2026, 10, 1))],
        Notes = [new InvoiceNote("PMT", "40 euros"), new InvoiceNote("PMD", "trois fois le taux légal"),
            new InvoiceNote("AAB", "Pas d’escompte"), new InvoiceNote(null, "Merci")],
        Lines = [Hours(), Book()],
        Adjustments = [new InvoiceAdjustment(false, 30.00m, 750.00m, 4m, "Fidélité", "95", "S", 20.00m),
            new InvoiceAdjustment(true, 10.00m, null, null, "Port", "FC", "S", 20.00m)],
        VatGroups = [new VatGroup("S", 20.00m, 730.00m, 146.00m, null, null),
            new VatGroup("S", 5.50m, 100.00m, 5.50m, null, null)],
        Totals = new InvoiceTotals { Lines = 850.00m, Allowances = 30.00m, Charges = 10.00m, Net = 830.00m,
            Vat = 151.50m, Gross = 981.50m, Prepaid = 81.50m, Rounding = 0.00m, Due = 900.00m },
        Attachments = [new AttachedFile("BL-9", "BON_LIVRAISON", "bl.pdf", "application/pdf", null)],
    };

    /// <summary>One line of 100 in a category that bears no VAT, otherwise correct.</summary>
    public static EInvoice Without(string category, string reason) => Correct with
    {
        VatDue = null,
        Lines = [Book() with { VatCategory = category, VatRate = category == "O" ? null : 0m }],
        Adjustments = [],
        VatGroups = [new VatGroup(category, category == "O" ? null : 0m, 100m, 0m, reason.Length > 0 ? reason : null,
            null)],
        Totals = new InvoiceTotals { Lines = 100m, Net = 100m, Vat = 0m, Gross = 100m, Due = 100m },
        Seller = category == "O" ? Seller() with { VatNumber = null } : Seller(),
        Buyer = category == "O" ? Buyer() with { VatNumber = null } : Buyer(),
    };

    public static InvoiceParty Seller() => new()
    {
        Name = "Imprimerie du Pont", Siren = new Siren("303265045"), Siret = new Siret("30326504500011"),
        VatNumber = "FR40303265045", TaxNumber = "T-1", LegalId = new PartyIdentifier("0002", "303265045"),
        Ids = [new PartyIdentifier("0009", "30326504500011")],
        ElectronicAddress = new PartyIdentifier("0225", "303265045"),
        Address = new PartyAddress(["1 rue du Pont", "Bât. B"], "38000", "Grenoble", "FR"),
    };

    public static InvoiceParty Buyer() => new()
    {
        Name = "La Ruche", Siren = new Siren("123456782"), VatNumber = new Siren("123456782").VatNumber.Text,
        LegalId = new PartyIdentifier("0002", "123456782"),
        ElectronicAddress = new PartyIdentifier("0225", "123456782_ATELIER"),
        Address = new PartyAddress(["2 place du Marché"], "69001", "Lyon", "FR"),
    };

    public static EInvoiceLine Hours() => new("1", "Mise en page", 10m, "HUR", 80.00m, null, 80.00m, 750.00m, "S",
        20.00m, new InvoicePeriod(new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 6)),
        [new InvoiceAdjustment(false, 60.00m, 800.00m, 7.5m, "Remise", "95"),
            new InvoiceAdjustment(true, 10.00m, null, null, "Urgence", "AAA")]);

    public static EInvoiceLine Book() =>
        new("2", "Livre", 1m, "C62", 100.00m, 1m, null, 100.00m, "S", 5.50m, null, []);

    public static byte[] Bytes(XElement root) => Encoding.UTF8.GetBytes(new XDocument(root).ToString());

    public static EInvoiceReading Read(XElement root) => EInvoiceReader.Read(Bytes(root));

    public static EInvoiceReading Read(string xml) => EInvoiceReader.Read(Encoding.UTF8.GetBytes(xml));

    /// <summary>All of an invoice as text: records with lists are not equal by themselves.</summary>
    public static string Text(EInvoice invoice) =>
        JsonSerializer.Serialize(invoice, Readable);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
}
