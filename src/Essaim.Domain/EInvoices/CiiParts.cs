using System.Xml.Linq;
using Essaim.Domain.Values;
using static Essaim.Domain.EInvoices.CiiNames;
using static Essaim.Domain.EInvoices.EInvoiceFields;

namespace Essaim.Domain.EInvoices;

/// <summary>Parts of a CII: a party, a line, an allowance, a VAT group.</summary>
internal sealed class CiiParts(EInvoiceFields fields)
{
    public InvoiceParty? Party(XElement? party, string idTerm, string legalTerm)
    {
        if (party is null)
            return null;
        var address = party.At("URIUniversalCommunication", "URIID");
        string? Tax(string scheme) => party.All("SpecifiedTaxRegistration").Select(t => t.At("ID"))
            .FirstOrDefault(i => Attribute(i, "schemeID") == scheme) is { } id ? Text(id) : null;
        return PartyIdentities.Complete(new InvoiceParty
        {
            Name = Text(party.At("Name")),
            VatNumber = Tax("VA"),
            TaxNumber = Tax("FC"),
            LegalId = Identifier(party.At("SpecifiedLegalOrganization", "ID")),
            Ids = [.. party.All("GlobalID").Concat(party.All("ID")).Select(Identifier).OfType<PartyIdentifier>()],
            TradingName = Text(party.At("SpecifiedLegalOrganization", "TradingBusinessName")),
            LegalDetails = Text(party.At("Description")),
            Contact = Contact(party.At("DefinedTradeContact")),
            ElectronicAddress = Identifier(address),
            Address = Address(party.At("PostalTradeAddress")),
        }, fields, idTerm, legalTerm);
    }

    public EInvoiceLine Line(XElement line)
    {
        var document = line.At("AssociatedDocumentLineDocument");
        var agreement = line.At("SpecifiedLineTradeAgreement");
        var price = agreement.At("NetPriceProductTradePrice");
        var quantity = line.At("SpecifiedLineTradeDelivery", "BilledQuantity");
        var settlement = line.At("SpecifiedLineTradeSettlement");
        var tax = settlement.All("ApplicableTradeTax").FirstOrDefault(IsVat);
        return new EInvoiceLine(
            Text(document.At("LineID")),
            Text(line.At("SpecifiedTradeProduct", "Name")),
            fields.Number(quantity, "BT-129"), Attribute(quantity, "unitCode"),
            fields.Number(price.At("ChargeAmount"), "BT-146"), fields.Number(price.At("BasisQuantity"), "BT-149"),
            fields.Number(agreement.At("GrossPriceProductTradePrice", "ChargeAmount"), "BT-148"),
            fields.Number(settlement.At("SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount"), "BT-131"),
            Text(tax.At("CategoryCode")), fields.Number(tax.At("RateApplicablePercent"), "BT-152"),
            Period(settlement.At("BillingSpecifiedPeriod"), "BT-134", "BT-135"),
            [.. Adjustments(settlement, "BT-136", "BT-141")],
            Text(document.At("LineStatusReasonCode")) is null or "DETAIL")
        {
            Description = Text(line.At("SpecifiedTradeProduct", "Description")),
        };
    }

    public IEnumerable<InvoiceAdjustment> Adjustments(XElement? of, string allowanceTerm, string chargeTerm) =>
        of.All("SpecifiedTradeAllowanceCharge").Select(a =>
        {
            var isCharge = Text(a.At("ChargeIndicator")?.Element(Udt + "Indicator")) is "true" or "1";
            var term = isCharge ? chargeTerm : allowanceTerm;
            var tax = a.All("CategoryTradeTax").FirstOrDefault(IsVat);
            return new InvoiceAdjustment(isCharge, fields.Number(a.At("ActualAmount"), term),
                fields.Number(a.At("BasisAmount"), term), fields.Number(a.At("CalculationPercent"), term),
                Text(a.At("Reason")), Text(a.At("ReasonCode")), Text(tax.At("CategoryCode")),
                fields.Number(tax.At("RateApplicablePercent"), term));
        });

    /// <summary>Costs of transport of the extended profiles: charges under another name (BT-X-272).</summary>
    public IEnumerable<InvoiceAdjustment> Logistics(XElement? of) =>
        of.All("SpecifiedLogisticsServiceCharge").Select(c =>
        {
            var tax = c.All("AppliedTradeTax").FirstOrDefault(IsVat);
            return new InvoiceAdjustment(true, fields.Number(c.At("AppliedAmount"), "BT-99"), null, null,
                Text(c.At("Description")), null, Text(tax.At("CategoryCode")),
                fields.Number(tax.At("RateApplicablePercent"), "BT-103"));
        });

    public VatGroup VatGroup(XElement tax) => new(
        Text(tax.At("CategoryCode")), fields.Number(tax.At("RateApplicablePercent"), "BT-119"),
        fields.Number(tax.At("BasisAmount"), "BT-116"), fields.Number(tax.At("CalculatedAmount"), "BT-117"),
        Text(tax.At("ExemptionReason")), Text(tax.At("ExemptionReasonCode")));

    public InvoicePeriod? Period(XElement? period, string firstTerm, string lastTerm) => period is null ? null : new(
        fields.CompactDate(period.At("StartDateTime").DateIn(), firstTerm),
        fields.CompactDate(period.At("EndDateTime").DateIn(), lastTerm));

    public PaymentAccount Account(string? means, string? iban, string? written, string? name) =>
        new(means, written, fields.Checked(iban, "BT-84", text => new Iban(text)), name);

    /// <summary>VAT is said in any letters, or left out; another tax is none of EN 16931.</summary>
    private static bool IsVat(XElement tax) =>
        (Text(tax.At("TypeCode")) ?? "VAT").Equals("VAT", StringComparison.OrdinalIgnoreCase);

    private static PartyIdentifier? Identifier(XElement? id) =>
        Text(id) is { } value ? new PartyIdentifier(Attribute(id, "schemeID"), value) : null;

    private static PartyContact? Contact(XElement? contact) => contact is null ? null : new PartyContact(
        Text(contact.At("PersonName") ?? contact.At("DepartmentName")),
        Text(contact.At("TelephoneUniversalCommunication", "CompleteNumber")),
        Text(contact.At("EmailURIUniversalCommunication", "URIID")));

    public static IReadOnlyList<string> Lines(XElement? address) => address is null ? []
        : [.. new[] { "LineOne", "LineTwo", "LineThree" }.Select(n => Text(address.At(n))).OfType<string>()];

    private static PartyAddress? Address(XElement? address) => address is null ? null : new PartyAddress(
        Lines(address), Text(address.At("PostcodeCode")), Text(address.At("CityName")), Text(address.At("CountryID")));
}
