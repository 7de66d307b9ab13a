using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Purchases;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Demo;

/// <summary>
/// The inbox of the demonstration, in the month after the story: an invoice to book, one whose total is wrong, and one
/// that is booked. Jeanne's figures stay as they are told: hers is not booked yet.
/// </summary>
internal sealed class DemoReceived(Store coop, Siren buyer)
{
    private const string Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    private const string Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    private const string Ubl = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";

    private sealed record Paper(string Seller, string Siren, string Number, string What, decimal Net, decimal Error,
        string Reference, string Process);

    public async Task DeliverAsync(Month last)
    {
        var day = last.Next().FirstDay.AddDays(2);
        if (day.Year > last.Year)
            await coop.WriteAsync(w => OpenFiscalYear.OpenAsync(w, FiscalYear.Calendar(day.Year)));
        var phone = await TakeAsync(new Paper("Télécom Rhône", "900000019", $"TR-{day:yyyyMM}", "Téléphone et internet",
            180m, 0m, "structure", "S1"), day);
        await coop.WriteAsync(w => BookAsync(w, phone.Id, day));
        await TakeAsync(new Paper("Imprimerie de la Croix-Rousse", "900000027", "2026/0418", "Affiches A2", 240m,
            10m, "", "B1"), day.AddDays(3));
        await TakeAsync(new Paper("Tissus Perrin", "900000035", "FA-7731", "Lin lavé, douze mètres", 150m, 0m, "jeanne",
            "B1"), day.AddDays(5));
    }

    private async Task<ReceivedInvoiceRow> TakeAsync(Paper paper, DateOnly day)
    {
        var file = ReceivedFile.Read(paper.Number.Replace('/', '-') + ".xml", Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Write(paper, day)));
        return (await coop.WriteAsync(w =>
            TakeReceivedInvoice.TakeAsync(w, file, InvoiceOrigin.Platform, new Asker("Plateforme")))).Row;
    }

    private static async Task BookAsync(WriteSession w, long id, DateOnly day)
    {
        var supplier = await w.Db.Suppliers.SingleAsync(s => s.Name == "Télécom Rhône");
        await BookReceived.BookAsync(w, id, new ReceivedBooking(supplier, day, day.AddDays(30),
            [new PurchaseLine(ActivityId.Structure, new AccountNumber("626"), "Téléphone", Money.Euros(180),
                Money.Euros(36), true)], Approves: true), "Claire Vasseur");
    }

    private XElement Write(Paper p, DateOnly day)
    {
        var (vat, seller) = (p.Net * 0.2m, new Siren(p.Siren));
        return new XElement(XName.Get("Invoice", Ubl), new XAttribute(XNamespace.Xmlns + "cac", Cac),
            new XAttribute(XNamespace.Xmlns + "cbc", Cbc), B("CustomizationID", "urn:cen.eu:en16931:2017"),
            B("ProfileID", p.Process), B("ID", p.Number), B("IssueDate", Day(day)), B("DueDate", Day(day.AddDays(30))),
            B("InvoiceTypeCode", "380"), B("Note", "#PMT#Indemnité de recouvrement : 40 €"),
            B("Note", "#PMD#Pénalités de retard : trois fois le taux légal"), B("Note", "#AAB#Pas d’escompte"),
            B("DocumentCurrencyCode", "EUR"), p.Reference.Length > 0 ? B("BuyerReference", p.Reference) : null,
            A("AccountingSupplierParty", Party(p.Seller, seller)), A("AccountingCustomerParty",
                Party("L’Établi", buyer)),
            A("PaymentMeans", B("PaymentMeansCode", "30"),
                A("PayeeFinancialAccount", B("ID", "FR1420041010050500013M02606"))),
            A("TaxTotal", Sum("TaxAmount", vat), A("TaxSubtotal", Sum("TaxableAmount", p.Net), Sum("TaxAmount", vat),
                Category("TaxCategory"))),
            A("LegalMonetaryTotal", Sum("LineExtensionAmount", p.Net), Sum("TaxExclusiveAmount", p.Net),
                Sum("TaxInclusiveAmount", p.Net + vat + p.Error), Sum("PayableAmount", p.Net + vat + p.Error)),
            A("InvoiceLine", B("ID", "1"), B("InvoicedQuantity", "1", "unitCode", "C62"),
                Sum("LineExtensionAmount", p.Net), A("Item", B("Name", p.What), Category("ClassifiedTaxCategory")),
                A("Price", Sum("PriceAmount", p.Net))));
    }

    private static XElement Party(string name, Siren siren) => A("Party",
        B("EndpointID", siren.Digits, "schemeID", "0225"),
        A("PostalAddress", B("CityName", "Lyon"), B("PostalZone", "69001"),
            A("Country", B("IdentificationCode", "FR"))),
        A("PartyTaxScheme", B("CompanyID", siren.VatNumber.Text), A("TaxScheme", B("ID", "VAT"))),
        A("PartyLegalEntity", B("RegistrationName", name),
            B("CompanyID", siren.Digits, "schemeID", "0002")));

    private static XElement Category(string name) =>
        A(name, B("ID", "S"), B("Percent", "20"), A("TaxScheme", B("ID", "VAT")));

    private static XElement A(string name, params XElement?[] parts) => new(XName.Get(name, Cac), parts);

    private static XElement B(string name, string text, string? attribute = null, string value = "") => new(
        XName.Get(name, Cbc), attribute is null ? null : new XAttribute(attribute, value), text);

    private static XElement Sum(string name, decimal amount) =>
        B(name, amount.ToString("0.00", CultureInfo.InvariantCulture), "currencyID", "EUR");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
