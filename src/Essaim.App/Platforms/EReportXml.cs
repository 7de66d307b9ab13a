using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Essaim.App.Web;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Platforms;

/// <summary>A report about to be written: who tells, of which days, what.</summary>
/// <param name="PlatformNumber">The number of the platform (matricule, scheme 0238); empty while it is not known, and
/// the platform then puts its own.</param>
/// <param name="Abroad">The documents of the sales to companies abroad.</param>
public sealed record EReportMessage(string Id, string MadeAt, bool Corrects, StatusParty Coop, string PlatformNumber,
    bool VatOnDebits, EReportPeriod Period, EReportFigures Figures, IReadOnlyList<EInvoice> Abroad);

/// <summary>
/// Reports as the State reads them (flux 10 of the spécifications externes B2B, version 3.1): elements and their order
/// are those of its schemas. No name of a person is in it.
/// </summary>
public static class EReportXml
{
    private const string Profile = "urn.cpro.gouv.fr:1p0:ereporting";
    private const string SirenScheme = "0002";
    private const string PlatformScheme = "0238";
    private const string UnionScheme = "0223";
    private const string OutsideScheme = "0227";
    private const int LongestName = 99;

    private static readonly string[] Union =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    public static string Write(EReportMessage report)
    {
        var isSales = report.Period.Kind == EReportKind.Sales;
        var root = new XElement("Report", Document(report),
            isSales ? new XElement("TransactionsReport", Period(report.Period), report.Abroad.Select(Invoice),
                    report.Figures.ToPeople.GroupBy(p => (p.Day, p.Category)).Select(g => Day(g, report.VatOnDebits)))
                : new XElement("PaymentsReport", Period(report.Period), Payments(report.Figures.Cashed)));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false), Indent = true,
        }))
            root.Save(writer);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static XElement Document(EReportMessage report) => new("ReportDocument",
        new XElement("Id", report.Id),
        new XElement("IssueDateTime", new XElement("DateTimeString", CivilDay.Local(DateTimeOffset.Parse(report.MadeAt,
            CultureInfo.InvariantCulture)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture))),
        new XElement("TypeCode", report.Corrects ? "RE" : "IN"),
        report.PlatformNumber.Length > 0
            ? Party("Sender", PlatformScheme, report.PlatformNumber, report.PlatformNumber, "WK")
            : Party("Sender", SirenScheme, report.Coop.Siren.Digits, report.Coop.Name, "SE"),
        Party("Issuer", SirenScheme, report.Coop.Siren.Digits, report.Coop.Name, "SE"));

    private static XElement Party(string name, string scheme, string id, string called, string role) => new(name,
        new XElement("Id", new XAttribute("schemeId", scheme), id),
        new XElement("Name", called.Length <= LongestName ? called : called[..LongestName]),
        new XElement("RoleCode", role));

    private static XElement Period(EReportPeriod period) => new("ReportPeriod",
        new XElement("StartDate", Date(period.First)), new XElement("EndDate", Date(period.Last)));

    /// <summary>One document of a company abroad, whole (10.1).</summary>
    private static XElement Invoice(EInvoice said) => new("Invoice",
        new XElement("ID", said.Number), new XElement("IssueDate", Date(said.IssueDate!.Value)),
        new XElement("TypeCode", said.TypeCode), new XElement("CurrencyCode", said.Currency),
        said.DueDate is { } due ? new XElement("DueDate", Date(due)) : null,
        said.VatDue == VatDueEvent.Invoice ? new XElement("TaxDueDateTypeCode", "5") : null,
        new XElement("BusinessProcess", new XElement("ID", said.BusinessProcess), new XElement("TypeID", Profile)),
        said.Preceding.Select(p => new XElement("ReferencedDocument", new XElement("ID", p.Number),
            p.Date is { } on ? new XElement("IssueDate", Date(on)) : null)),
        new XElement("Seller",
            new XElement("CompanyId", new XAttribute("schemeId", SirenScheme), said.Seller!.Siren?.Digits),
            VatId(said.Seller!.VatNumber), Country(said.Seller!)),
        Buyer(said.Buyer!),
        said.DeliveryDate is { } day ? new XElement("Delivery", new XElement("Date", Date(day))) : null,
        new XElement("MonetaryTotal", new XElement("TaxExclusiveAmount", Euros(said.Totals.Net)),
            new XElement("TaxAmount", new XAttribute("CurrencyCode", "EUR"), Euros(said.Totals.Vat))),
        said.VatGroups.Select(g => new XElement("TaxSubTotal", new XElement("TaxableAmount", Euros(g.Base)),
            new XElement("TaxAmount", Euros(g.Tax)), new XElement("TaxCategory", new XElement("Code", g.Category),
                new XElement("Percent", Percent(g.Rate ?? 0)),
                g.Reason is { } reason ? new XElement("TaxExemptionReason", reason) : null,
                g.ReasonCode is { } code ? new XElement("TaxExemptionReasonCode", code) : null))));

    /// <summary>
    /// In the Union by the VAT number; elsewhere by the country and the beginning of the name, as the list of
    /// identifiers has it.
    /// </summary>
    private static XElement Buyer(InvoiceParty buyer)
    {
        var country = buyer.Address?.Country ?? "";
        var inUnion = buyer.VatNumber is { Length: > 2 } && Union.Contains(country);
        var name = country + (buyer.Name ?? "");
        return new XElement("Buyer",
            new XElement("CompanyId", new XAttribute("schemeId", inUnion ? UnionScheme : OutsideScheme),
                inUnion ? buyer.VatNumber : name[..Math.Min(name.Length, 18)]),
            VatId(inUnion ? buyer.VatNumber : null), Country(buyer));
    }

    private static XElement? VatId(string? vat) => vat is null ? null
        : new XElement("TaxRegistrationId", new XAttribute("qualifyingId", "VAT"), vat);

    private static XElement? Country(InvoiceParty party) => party.Address?.Country is { } country
        ? new XElement("PostalAddress", new XElement("CountryId", country)) : null;

    /// <summary>A day and a category of sales to people (10.3).</summary>
    private static XElement Day(IGrouping<(DateOnly Day, string Category), SoldToPeople> sold, bool vatOnDebits) =>
        new("Transactions", new XElement("Date", Date(sold.Key.Day)), new XElement("TransactionsCurrency", "EUR"),
            vatOnDebits && sold.Key.Category == "TPS1" ? new XElement("TaxDueDateTypeCode", "5") : null,
            new XElement("CategoryCode", sold.Key.Category),
            new XElement("TaxExclusiveAmount", sold.Sum(s => s.Net).ToInvariant()),
            new XElement("TaxTotal", sold.Sum(s => s.Vat).ToInvariant()),
            new XElement("TransactionsCount", sold.SelectMany(s => s.Invoices).Distinct().Count()),
            sold.Select(s => new XElement("TaxSubtotal", new XElement("TaxPercent", Percent(s.Rate.ToPercent())),
                new XElement("TaxableAmount", s.Net.ToInvariant()), new XElement("TaxTotal", s.Vat.ToInvariant()))));

    /// <summary>Of companies abroad with the invoice (10.2), then of people by day (10.4).</summary>
    private static IEnumerable<XElement> Payments(IReadOnlyList<CashedOnDay> cashed) =>
    [
        .. cashed.Where(c => c.Number is not null).GroupBy(c => (c.Number, c.Issued, c.Day)).Select(g =>
            new XElement("Invoice", new XElement("InvoiceID", g.Key.Number),
                new XElement("IssueDate", Date(g.Key.Issued!.Value)), Payment(g.Key.Day, g))),
        .. cashed.Where(c => c.Number is null).GroupBy(c => c.Day).Select(g =>
            new XElement("Transactions", Payment(g.Key, g))),
    ];

    private static XElement Payment(DateOnly day, IEnumerable<CashedOnDay> parts) => new("Payment",
        new XElement("Date", Date(day)), parts.Select(p => new XElement("SubTotals",
            new XElement("TaxPercent", Percent(p.Rate.ToPercent())), new XElement("CurrencyCode", "EUR"),
            new XElement("Amount", p.Amount.ToInvariant()))));

    private static string Date(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Euros(decimal? amount) => (amount ?? 0).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Percent(decimal rate) => rate.ToString("0.00", CultureInfo.InvariantCulture);
}
