using System.Xml.Linq;
using Essaim.Domain.Values;
using static Essaim.Domain.EInvoices.EInvoiceFields;

namespace Essaim.Domain.EInvoices;

/// <summary>Parts of a UBL document: a party, a line, an allowance, a VAT group.</summary>
internal sealed class UblParts(EInvoiceFields fields)
{
    /// <summary>Buyer and seller by their legal name; a payee and a representative have only the other.</summary>
    public InvoiceParty? Party(XElement? party, string idTerm, string legalTerm, bool legalName)
    {
        if (party is null)
            return null;
        var legal = party.Part("PartyLegalEntity");
        return PartyIdentities.Complete(new InvoiceParty
        {
            Name = Text(legalName ? legal.Basic("RegistrationName") : party.Part("PartyName").Basic("Name")),
            VatNumber = Tax(party, vat: true),
            TaxNumber = Tax(party, vat: false),
            LegalId = Identifier(legal.Basic("CompanyID")),
            // An identifier of scheme SEPA names a creditor of direct debits (BT-90), not the company.
            Ids = [.. party.Parts("PartyIdentification").Select(p => Identifier(p.Basic("ID")))
                .OfType<PartyIdentifier>().Where(i => i.Scheme != "SEPA")],
            TradingName = legalName ? Text(party.Part("PartyName").Basic("Name")) : null,
            LegalDetails = Text(legal.Basic("CompanyLegalForm")),
            Contact = party.Part("Contact") is not { } contact ? null : new PartyContact(
                Text(contact.Basic("Name")), Text(contact.Basic("Telephone")), Text(contact.Basic("ElectronicMail"))),
            ElectronicAddress = Identifier(party.Basic("EndpointID")),
            Address = Address(party.Part("PostalAddress")),
        }, fields, idTerm, legalTerm);
    }

    public EInvoiceLine Line(XElement line)
    {
        var quantity = line.Basic("InvoicedQuantity") ?? line.Basic("CreditedQuantity");
        var price = line.Part("Price");
        var item = line.Part("Item");
        var tax = item.Parts("ClassifiedTaxCategory").FirstOrDefault(IsVat);
        return new EInvoiceLine(
            Text(line.Basic("ID")), Text(item.Basic("Name")),
            fields.Number(quantity, "BT-129"), Attribute(quantity, "unitCode"),
            fields.Number(price.Basic("PriceAmount"), "BT-146"), fields.Number(price.Basic("BaseQuantity"), "BT-149"),
            fields.Number(price.Part("AllowanceCharge").Basic("BaseAmount"), "BT-148"),
            fields.Number(line.Basic("LineExtensionAmount"), "BT-131"),
            Text(tax.Basic("ID")), fields.Number(tax.Basic("Percent"), "BT-152"),
            Period(line.Part("InvoicePeriod"), "BT-134", "BT-135"),
            [.. Adjustments(line, "BT-136", "BT-141")])
        {
            Description = Text(item.Basic("Description")),
        };
    }

    public IEnumerable<InvoiceAdjustment> Adjustments(XElement of, string allowanceTerm, string chargeTerm) =>
        of.Parts("AllowanceCharge").Select(a =>
        {
            var isCharge = Text(a.Basic("ChargeIndicator")) is "true" or "1";
            var term = isCharge ? chargeTerm : allowanceTerm;
            var tax = a.Parts("TaxCategory").FirstOrDefault(IsVat);
            return new InvoiceAdjustment(isCharge, fields.Number(a.Basic("Amount"), term),
                fields.Number(a.Basic("BaseAmount"), term), fields.Number(a.Basic("MultiplierFactorNumeric"), term),
                Text(a.Basic("AllowanceChargeReason")), Text(a.Basic("AllowanceChargeReasonCode")),
                Text(tax.Basic("ID")), fields.Number(tax.Basic("Percent"), term));
        });

    public VatGroup VatGroup(XElement group)
    {
        var category = group.Part("TaxCategory");
        return new VatGroup(Text(category.Basic("ID")), fields.Number(category.Basic("Percent"), "BT-119"),
            fields.Number(group.Basic("TaxableAmount"), "BT-116"), fields.Number(group.Basic("TaxAmount"), "BT-117"),
            Text(category.Basic("TaxExemptionReason")), Text(category.Basic("TaxExemptionReasonCode")));
    }

    public InvoicePeriod? Period(XElement? period, string firstTerm, string lastTerm) => period is null ? null : new(
        fields.IsoDate(period.Basic("StartDate"), firstTerm), fields.IsoDate(period.Basic("EndDate"), lastTerm));

    /// <summary>UBL does not say which accounts are IBANs: what begins with a country is taken for one.</summary>
    public PaymentAccount Account(XElement means)
    {
        var account = means.Part("PayeeFinancialAccount");
        var written = Text(account.Basic("ID"));
        var looksLike = written is { Length: >= 15 } && written[..2].All(char.IsAsciiLetter)
            && written[2..4].All(char.IsAsciiDigit);
        return new PaymentAccount(Text(means.Basic("PaymentMeansCode")), written,
            fields.Checked(looksLike ? written : null, "BT-84", text => new Iban(text)), Text(account.Basic("Name")));
    }

    private static string? Tax(XElement party, bool vat) => party.Parts("PartyTaxScheme")
        .Where(t => IsVat(t) == vat).Select(t => Text(t.Basic("CompanyID"))).FirstOrDefault(t => t is not null);

    /// <summary>VAT is said in any letters, or left out; another tax is none of EN 16931.</summary>
    private static bool IsVat(XElement tax) =>
        (Text(tax.Part("TaxScheme").Basic("ID")) ?? "VAT").Equals("VAT", StringComparison.OrdinalIgnoreCase);

    private static PartyIdentifier? Identifier(XElement? id) =>
        Text(id) is { } value ? new PartyIdentifier(Attribute(id, "schemeID"), value) : null;

    public static IReadOnlyList<string> Lines(XElement? address) => address is null ? []
        : [.. new[] { address.Basic("StreetName"), address.Basic("AdditionalStreetName"),
            address.Part("AddressLine").Basic("Line") }.Select(Text).OfType<string>()];

    private static PartyAddress? Address(XElement? address) => address is null ? null : new PartyAddress(
        Lines(address), Text(address.Basic("PostalZone")), Text(address.Basic("CityName")),
        Text(address.Part("Country").Basic("IdentificationCode")));
}
