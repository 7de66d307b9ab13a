using System.Globalization;
using System.Xml.Linq;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// Writes an invoice as UBL 2.1 after EN 16931-3-2: what the reader gives back. Nothing is counted here.
/// </summary>
public static class UblWriter
{
    private const string Schema = "urn:oasis:names:specification:ubl:schema:xsd:";
    private static readonly XNamespace Cac = Schema + "CommonAggregateComponents-2";
    private static readonly XNamespace Cbc = Schema + "CommonBasicComponents-2";

    public static XElement Write(EInvoice i)
    {
        var root = Tree(i, i.TakesBackMoney);
        foreach (var amount in root.Descendants().Where(e => !e.HasElements
            && e.Name.LocalName.EndsWith("Amount", StringComparison.Ordinal) && e.Attribute("currencyID") is null))
            amount.SetAttributeValue("currencyID", i.Currency);
        return root;
    }

    private static XElement Tree(EInvoice i, bool credit) =>
        Of(XNamespace.Get(Schema + (credit ? "CreditNote-2" : "Invoice-2"))
                + (credit ? "CreditNote" : "Invoice"),
            new XAttribute(XNamespace.Xmlns + "cac", Cac), new XAttribute(XNamespace.Xmlns + "cbc", Cbc),
            B("CustomizationID", i.Specification), B("ProfileID", i.BusinessProcess), B("ID", i.Number),
            B("IssueDate", Iso(i.IssueDate)), credit ? null : B("DueDate", Iso(i.DueDate)),
            B(credit ? "CreditNoteTypeCode" : "InvoiceTypeCode", i.TypeCode),
            i.Notes.Select(n => B("Note", n.Subject is null ? n.Text : $"#{n.Subject}#{n.Text}")),
            B("TaxPointDate", Iso(i.TaxPointDate)), B("DocumentCurrencyCode", i.Currency),
            B("TaxCurrencyCode", i.VatCurrency), B("BuyerReference", i.BuyerReference), Period(i),
            A("OrderReference", B("ID", i.OrderReference)),
            i.Preceding.Select(p => A("BillingReference",
                A("InvoiceDocumentReference", B("ID", p.Number), B("IssueDate", Iso(p.Date))))),
            A("ContractDocumentReference", B("ID", i.ContractReference)), i.Attachments.Select(Attachment),
            A("AccountingSupplierParty", Party("Party", i.Seller)),
            A("AccountingCustomerParty", Party("Party", i.Buyer)), OtherParty("PayeeParty", i.Payee),
            OtherParty("TaxRepresentativeParty", i.TaxRepresentative),
            A("Delivery", B("ActualDeliveryDate", Iso(i.DeliveryDate)),
                A("DeliveryLocation", A("Address", B("StreetName", i.DeliveryLines.ElementAtOrDefault(0)),
                    B("AdditionalStreetName", i.DeliveryLines.ElementAtOrDefault(1)),
                    A("AddressLine", B("Line", i.DeliveryLines.ElementAtOrDefault(2))),
                    A("Country", B("IdentificationCode", i.DeliveryCountry))))),
            i.PaymentAccounts.Select(a => A("PaymentMeans", B("PaymentMeansCode", a.Means),
                credit ? B("PaymentDueDate", Iso(i.DueDate)) : null, B("PaymentID", i.PaymentReference),
                A("PayeeFinancialAccount", B("ID", a.Written), B("Name", a.AccountName)))),
            A("PaymentTerms", B("Note", i.PaymentTerms)), i.Adjustments.Select(Adjustment), TaxTotals(i), Totals(i),
            i.Lines.Select(l => Line(l, credit)));

    private static XElement Line(EInvoiceLine l, bool credit) => A(credit ? "CreditNoteLine" : "InvoiceLine",
        B("ID", l.Id), With(B(credit ? "CreditedQuantity" : "InvoicedQuantity", l.Quantity), "unitCode", l.Unit),
        B("LineExtensionAmount", l.Net), PeriodOf(l.Period), l.Adjustments.Select(Adjustment),
        A("Item", B("Description", l.Description), B("Name", l.Name),
            A("ClassifiedTaxCategory", B("ID", l.VatCategory), B("Percent", l.VatRate), Vat())),
        A("Price", B("PriceAmount", l.NetPrice), B("BaseQuantity", l.PriceBase),
            l.GrossPrice is null ? null
                : A("AllowanceCharge", B("ChargeIndicator", false), B("BaseAmount", l.GrossPrice))));

    private static IEnumerable<XElement> TaxTotals(EInvoice i)
    {
        yield return A("TaxTotal", With(B("TaxAmount", i.Totals.Vat), "currencyID", i.Currency),
            i.VatGroups.Select(g => A("TaxSubtotal", B("TaxableAmount", g.Base), B("TaxAmount", g.Tax),
                A("TaxCategory", B("ID", g.Category), B("Percent", g.Rate),
                    B("TaxExemptionReasonCode", g.ReasonCode), B("TaxExemptionReason", g.Reason), Vat()))));
        if (i.Totals.VatInVatCurrency is { } vat)
            yield return A("TaxTotal", With(B("TaxAmount", vat), "currencyID", i.VatCurrency));
    }

    private static XElement Totals(EInvoice i) => A("LegalMonetaryTotal",
        B("LineExtensionAmount", i.Totals.Lines), B("TaxExclusiveAmount", i.Totals.Net),
        B("TaxInclusiveAmount", i.Totals.Gross), B("AllowanceTotalAmount", i.Totals.Allowances),
        B("ChargeTotalAmount", i.Totals.Charges), B("PrepaidAmount", i.Totals.Prepaid),
        B("PayableRoundingAmount", i.Totals.Rounding), B("PayableAmount", i.Totals.Due));

    private static XElement? Party(string name, InvoiceParty? p) => p is null ? null : A(name,
        p.ElectronicAddress is { } e ? With(B("EndpointID", e.Value), "schemeID", e.Scheme) : null,
        p.Ids.Select(id => A("PartyIdentification", With(B("ID", id.Value), "schemeID", id.Scheme))),
        A("PartyName", B("Name", p.TradingName)),
        p.Address is not { } a ? null : A("PostalAddress", B("StreetName", a.Lines.ElementAtOrDefault(0)),
            B("AdditionalStreetName", a.Lines.ElementAtOrDefault(1)), B("CityName", a.City),
            B("PostalZone", a.PostCode),
            A("AddressLine", B("Line", a.Lines.ElementAtOrDefault(2))),
            A("Country", B("IdentificationCode", a.Country))),
        p.VatNumber is null ? null : A("PartyTaxScheme", B("CompanyID", p.VatNumber), Vat()),
        p.TaxNumber is null ? null
            : A("PartyTaxScheme", B("CompanyID", p.TaxNumber), A("TaxScheme", B("ID", "LOC"))),
        A("PartyLegalEntity", B("RegistrationName", p.Name),
            p.LegalId is null ? null : With(B("CompanyID", p.LegalId.Value), "schemeID", p.LegalId.Scheme),
            B("CompanyLegalForm", p.LegalDetails)),
        A("Contact", B("Name", p.Contact?.Name), B("Telephone", p.Contact?.Phone),
            B("ElectronicMail", p.Contact?.Email)));

    private static XElement? OtherParty(string name, InvoiceParty? p)
    {
        var party = Party(name, p);
        party?.Element(Cac + "PartyName")?.Remove();
        var before = party?.Elements().LastOrDefault(e => e.Name.LocalName is "EndpointID" or "PartyIdentification");
        var named = A("PartyName", B("Name", p?.Name));
        if (before is null)
            party?.AddFirst(named);
        else
            before.AddAfterSelf(named);
        return party;
    }

    private static XElement Adjustment(InvoiceAdjustment a) => A("AllowanceCharge",
        B("ChargeIndicator", a.IsCharge), B("AllowanceChargeReasonCode", a.ReasonCode),
        B("AllowanceChargeReason", a.Reason), B("MultiplierFactorNumeric", a.Percent), B("Amount", a.Amount),
        B("BaseAmount", a.Base),
        a.VatCategory is null ? null
            : A("TaxCategory", B("ID", a.VatCategory), B("Percent", a.VatRate), Vat()));

    private static XElement Attachment(AttachedFile a) => A("AdditionalDocumentReference", B("ID", a.Reference),
        B("DocumentDescription", a.Description),
        A("Attachment", With(With(new XElement(Cbc + "EmbeddedDocumentBinaryObject", ""), "mimeCode",
            a.MediaType), "filename", a.FileName), A("ExternalReference", B("URI", a.Address))));

    private static XElement Vat() => A("TaxScheme", B("ID", "VAT"));

    private static XElement? Period(EInvoice i) => i.Period is null && i.VatDue is null ? null
        : A("InvoicePeriod", B("StartDate", Iso(i.Period?.First)), B("EndDate", Iso(i.Period?.Last)),
            B("DescriptionCode", i.VatDue switch
            {
                VatDueEvent.Invoice => "3", VatDueEvent.Delivery => "35", VatDueEvent.Payment => "432", null => null,
                _ => "0",
            }));

    private static XElement? PeriodOf(InvoicePeriod? p) => p is null ? null
        : A("InvoicePeriod", B("StartDate", Iso(p.First)), B("EndDate", Iso(p.Last)));

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static XElement A(string name, params object?[] content) => Of(Cac + name, content);

    private static XElement B(string name, object? content) => Of(Cbc + name, content);

    /// <summary>An element, or nothing when all that it would hold is nothing.</summary>
    private static XElement Of(XName name, params object?[] content) => new(name,
        content.Where(c => c is not XElement { HasElements: false, IsEmpty: true })
            .Select(c => c is decimal number ? number.ToString(CultureInfo.InvariantCulture) : c));

    private static XElement With(XElement element, string attribute, string? value)
    {
        element.SetAttributeValue(attribute, value);
        return element;
    }
}
