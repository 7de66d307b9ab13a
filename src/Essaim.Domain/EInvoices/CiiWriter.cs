using System.Globalization;
using System.Xml.Linq;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// Writes an invoice as UN/CEFACT CII D22B after EN 16931-3-3: what the reader gives back. Nothing is counted here.
/// </summary>
public static class CiiWriter
{
    private const string Standard = "urn:un:unece:uncefact:data:standard:";
    private static readonly XNamespace Rsm = Standard + "CrossIndustryInvoice:100";
    private static readonly XNamespace Ram = Standard + "ReusableAggregateBusinessInformationEntity:100";
    private static readonly XNamespace Udt = Standard + "UnqualifiedDataType:100";
    private static readonly XNamespace Qdt = Standard + "QualifiedDataType:100";

    public static XElement Write(EInvoice i) => new(Rsm + "CrossIndustryInvoice",
        new XAttribute(XNamespace.Xmlns + "rsm", Rsm), new XAttribute(XNamespace.Xmlns + "ram", Ram),
        new XAttribute(XNamespace.Xmlns + "udt", Udt), new XAttribute(XNamespace.Xmlns + "qdt", Qdt),
        new XElement(Rsm + "ExchangedDocumentContext",
            R("BusinessProcessSpecifiedDocumentContextParameter", R("ID", i.BusinessProcess)),
            R("GuidelineSpecifiedDocumentContextParameter", R("ID", i.Specification))),
        new XElement(Rsm + "ExchangedDocument",
            R("ID", i.Number), R("TypeCode", i.TypeCode), R("IssueDateTime", Day(i.IssueDate)),
            i.Notes.Select(n => R("IncludedNote", R("Content", n.Text), R("SubjectCode", n.Subject)))),
        new XElement(Rsm + "SupplyChainTradeTransaction",
            i.Lines.Select(Line), Agreement(i), Delivery(i), Settlement(i)));

    private static XElement Line(EInvoiceLine l) => R("IncludedSupplyChainTradeLineItem",
        R("AssociatedDocumentLineDocument", R("LineID", l.Id), l.Counts ? null : R("LineStatusReasonCode", "GROUP")),
        R("SpecifiedTradeProduct", R("Name", l.Name), R("Description", l.Description)),
        R("SpecifiedLineTradeAgreement",
            l.GrossPrice is null ? null : R("GrossPriceProductTradePrice", R("ChargeAmount", l.GrossPrice)),
            R("NetPriceProductTradePrice", R("ChargeAmount", l.NetPrice), R("BasisQuantity", l.PriceBase))),
        R("SpecifiedLineTradeDelivery", With(R("BilledQuantity", l.Quantity), "unitCode", l.Unit)),
        R("SpecifiedLineTradeSettlement",
            R("ApplicableTradeTax", R("TypeCode", "VAT"), R("CategoryCode", l.VatCategory),
                R("RateApplicablePercent", l.VatRate)),
            Period(l.Period), l.Adjustments.Select(Adjustment),
            R("SpecifiedTradeSettlementLineMonetarySummation", R("LineTotalAmount", l.Net))));

    private static XElement Agreement(EInvoice i) => R("ApplicableHeaderTradeAgreement",
        R("BuyerReference", i.BuyerReference), Party("SellerTradeParty", i.Seller), Party("BuyerTradeParty", i.Buyer),
        Party("SellerTaxRepresentativeTradeParty", i.TaxRepresentative),
        R("BuyerOrderReferencedDocument", R("IssuerAssignedID", i.OrderReference)),
        R("ContractReferencedDocument", R("IssuerAssignedID", i.ContractReference)),
        i.Attachments.Select(a => R("AdditionalReferencedDocument", R("IssuerAssignedID", a.Reference),
            R("URIID", a.Address), R("TypeCode", "916"), R("Name", a.Description),
            With(With(new XElement(Ram + "AttachmentBinaryObject", ""), "mimeCode", a.MediaType),
                "filename", a.FileName))));

    private static XElement Delivery(EInvoice i) => R("ApplicableHeaderTradeDelivery",
        R("ShipToTradeParty", R("PostalTradeAddress",
            i.DeliveryLines.Select((line, at) => R(new[] { "LineOne", "LineTwo", "LineThree" }[at], line)),
            R("CountryID", i.DeliveryCountry))),
        R("ActualDeliverySupplyChainEvent", R("OccurrenceDateTime", Day(i.DeliveryDate))));

    private static XElement Settlement(EInvoice i) => R("ApplicableHeaderTradeSettlement",
        R("PaymentReference", i.PaymentReference), R("TaxCurrencyCode", i.VatCurrency),
        R("InvoiceCurrencyCode", i.Currency), Party("PayeeTradeParty", i.Payee),
        i.PaymentAccounts.Select(a => R("SpecifiedTradeSettlementPaymentMeans", R("TypeCode", a.Means),
            R("PayeePartyCreditorFinancialAccount", R("IBANID", a.Written), R("AccountName", a.AccountName)))),
        i.VatGroups.Select(g => R("ApplicableTradeTax", R("CalculatedAmount", g.Tax), R("TypeCode", "VAT"),
            R("ExemptionReason", g.Reason), R("BasisAmount", g.Base), R("CategoryCode", g.Category),
            R("ExemptionReasonCode", g.ReasonCode),
            i.TaxPointDate is null ? null : R("TaxPointDate", new XElement(Udt + "DateString",
                new XAttribute("format", "102"), Compact(i.TaxPointDate))),
            R("DueDateTypeCode", DueCode(i.VatDue)), R("RateApplicablePercent", g.Rate))),
        Period(i.Period), i.Adjustments.Select(Adjustment),
        R("SpecifiedTradePaymentTerms", R("Description", i.PaymentTerms), R("DueDateDateTime", Day(i.DueDate))),
        Totals(i),
        i.Preceding.Select(p => R("InvoiceReferencedDocument", R("IssuerAssignedID", p.Number),
            p.Date is null ? null : R("FormattedIssueDateTime", new XElement(Qdt + "DateTimeString",
                new XAttribute("format", "102"), Compact(p.Date))))));

    private static XElement Totals(EInvoice i) => R("SpecifiedTradeSettlementHeaderMonetarySummation",
        R("LineTotalAmount", i.Totals.Lines), R("ChargeTotalAmount", i.Totals.Charges),
        R("AllowanceTotalAmount", i.Totals.Allowances), R("TaxBasisTotalAmount", i.Totals.Net),
        With(R("TaxTotalAmount", i.Totals.Vat), "currencyID", i.Currency),
        i.Totals.VatInVatCurrency is { } vat ? With(R("TaxTotalAmount", vat), "currencyID", i.VatCurrency) : null,
        R("RoundingAmount", i.Totals.Rounding), R("GrandTotalAmount", i.Totals.Gross),
        R("TotalPrepaidAmount", i.Totals.Prepaid), R("DuePayableAmount", i.Totals.Due));

    private static XElement? Party(string name, InvoiceParty? p) => p is null ? null : R(name,
        p.Ids.Select(id => With(R(id.Scheme is null ? "ID" : "GlobalID", id.Value), "schemeID", id.Scheme)),
        R("Name", p.Name), R("Description", p.LegalDetails),
        R("SpecifiedLegalOrganization",
            p.LegalId is null ? null : With(R("ID", p.LegalId.Value), "schemeID", p.LegalId.Scheme),
            R("TradingBusinessName", p.TradingName)),
        R("DefinedTradeContact", R("PersonName", p.Contact?.Name),
            R("TelephoneUniversalCommunication", R("CompleteNumber", p.Contact?.Phone)),
            R("EmailURIUniversalCommunication", R("URIID", p.Contact?.Email))),
        p.Address is not { } a ? null : R("PostalTradeAddress", R("PostcodeCode", a.PostCode),
            a.Lines.Select((line, at) => R(new[] { "LineOne", "LineTwo", "LineThree" }[at], line)),
            R("CityName", a.City), R("CountryID", a.Country)),
        p.ElectronicAddress is not { } e ? null
            : R("URIUniversalCommunication", With(R("URIID", e.Value), "schemeID", e.Scheme)),
        p.VatNumber is null ? null : R("SpecifiedTaxRegistration", With(R("ID", p.VatNumber), "schemeID", "VA")),
        p.TaxNumber is null ? null : R("SpecifiedTaxRegistration", With(R("ID", p.TaxNumber), "schemeID", "FC")));

    private static XElement Adjustment(InvoiceAdjustment a) => R("SpecifiedTradeAllowanceCharge",
        R("ChargeIndicator", new XElement(Udt + "Indicator", a.IsCharge)), R("CalculationPercent", a.Percent),
        R("BasisAmount", a.Base), R("ActualAmount", a.Amount), R("ReasonCode", a.ReasonCode), R("Reason", a.Reason),
        a.VatCategory is null ? null : R("CategoryTradeTax", R("TypeCode", "VAT"), R("CategoryCode", a.VatCategory),
            R("RateApplicablePercent", a.VatRate)));

    private static XElement? Period(InvoicePeriod? p) => p is null ? null : R("BillingSpecifiedPeriod",
        R("StartDateTime", Day(p.First)), R("EndDateTime", Day(p.Last)));

    private static XElement? Day(DateOnly? day) => day is null ? null
        : new XElement(Udt + "DateTimeString", new XAttribute("format", "102"), Compact(day));

    private static string Compact(DateOnly? day) => day!.Value.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string? DueCode(VatDueEvent? due) => due switch
    {
        VatDueEvent.Invoice => "5", VatDueEvent.Delivery => "29", VatDueEvent.Payment => "72", null => null, _ => "0",
    };

    /// <summary>An element, or nothing when all that it would hold is nothing.</summary>
    private static XElement R(string name, params object?[] content) => new(Ram + name,
        content.Where(c => c is not XElement { HasElements: false, IsEmpty: true })
            .Select(c => c is decimal number ? number.ToString(CultureInfo.InvariantCulture) : c));

    private static XElement With(XElement element, string attribute, string? value)
    {
        element.SetAttributeValue(attribute, value);
        return element;
    }
}
