using System.Globalization;
using System.Text;

namespace Essaim.App.Tests.Purchases;

/// <summary>
/// A supplier's invoice as UBL: one line for each rate, VAT falling due on payment. Without anything said it is of 100
/// and VAT 20 by Imprimerie du Pont, correct but for the mentions that France asks for.
/// </summary>
internal sealed record SupplierFile
{
    public const string Iban = "FR7630006000011234567890189";
    public const string OtherIban = "DE89370400440532013000";

    public string Number { get; init; } = "F-77";
    public string Date { get; init; } = "2026-11-02";
    public string Seller { get; init; } = "Imprimerie du Pont";
    public string? Siren { get; init; } = "303265045";
    public string VatNumber { get; init; } = "FR40303265045";
    public string Country { get; init; } = "FR";
    public string Reference { get; init; } = "Atelier";

    /// <summary>BT-13.</summary>
    public string? Order { get; init; }
    public string Account { get; init; } = Iban;
    public string Currency { get; init; } = "EUR";
    public bool IsCredit { get; init; }
    public string? Credits { get; init; }

    /// <summary>UNTDID 2005: 3 the invoice (debits), 35 the delivery, 432 the payment.</summary>
    public string? VatDue { get; init; } = "432";
    public string Category { get; init; } = "S";
    public IReadOnlyList<(decimal Rate, decimal Net, decimal Vat)> Groups { get; init; } = [(20m, 100m, 20m)];

    /// <summary>Said instead of the sum of the groups: a fault.</summary>
    public decimal? Total { get; init; }

    public byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    private string Text
    {
        get
        {
            var (net, vat) = (Groups.Sum(g => g.Net), Groups.Sum(g => g.Vat));
            var (root, gross) = (IsCredit ? "CreditNote" : "Invoice", Total ?? net + vat);
            return $"""
                <?xml version="1.0" encoding="UTF-8"?>
                <{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
                  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
                <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>{Number}</cbc:ID>
                <cbc:IssueDate>{Date}</cbc:IssueDate>
                <cbc:{root}TypeCode>{(IsCredit ? "381" : "380")}</cbc:{root}TypeCode>
                <cbc:DocumentCurrencyCode>{Currency}</cbc:DocumentCurrencyCode>
                <cbc:BuyerReference>{Reference}</cbc:BuyerReference>{Period}{Ordered}{Preceding}
                <cac:AccountingSupplierParty>{Party(Seller, Siren, VatNumber, Country)}</cac:AccountingSupplierParty>
                <cac:AccountingCustomerParty>{Party("L’Établi", "123456782", "FR39123456782", "FR")}
                </cac:AccountingCustomerParty>
                <cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cac:PayeeFinancialAccount>
                  <cbc:ID>{Account}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
                <cac:TaxTotal>{Amount("TaxAmount", vat)}{string.Concat(Groups.Select(Subtotal))}</cac:TaxTotal>
                <cac:LegalMonetaryTotal>{Amount("LineExtensionAmount", net)}{Amount("TaxExclusiveAmount", net)}
                  {Amount("TaxInclusiveAmount", gross)}{Amount("PayableAmount", gross)}</cac:LegalMonetaryTotal>
                {string.Concat(Groups.Select((g, at) => Line(at + 1, g)))}
                </{root}>
                """;
        }
    }

    private string Period => VatDue is null ? ""
        : $"<cac:InvoicePeriod><cbc:DescriptionCode>{VatDue}</cbc:DescriptionCode></cac:InvoicePeriod>";

    private string Ordered =>
        Order is null ? "" : $"<cac:OrderReference><cbc:ID>{Order}</cbc:ID></cac:OrderReference>";

    private string Preceding => Credits is null ? "" : "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>"
        + $"{Credits}</cbc:ID><cbc:IssueDate>2026-11-02</cbc:IssueDate></cac:InvoiceDocumentReference>"
        + "</cac:BillingReference>";

    private string Subtotal((decimal Rate, decimal Net, decimal Vat) g) =>
        $"<cac:TaxSubtotal>{Amount("TaxableAmount", g.Net)}{Amount("TaxAmount", g.Vat)}<cac:TaxCategory>"
        + $"<cbc:ID>{Category}</cbc:ID><cbc:Percent>{Written(g.Rate)}</cbc:Percent>"
        + (Category == "S" ? "" : "<cbc:TaxExemptionReason>Autoliquidation</cbc:TaxExemptionReason>")
        + "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>";

    private string Line(int id, (decimal Rate, decimal Net, decimal Vat) g)
    {
        var (line, quantity) = IsCredit ? ("CreditNoteLine", "CreditedQuantity") : ("InvoiceLine", "InvoicedQuantity");
        return $"""
            <cac:{line}><cbc:ID>{id}</cbc:ID><cbc:{quantity} unitCode="C62">1</cbc:{quantity}>
            {Amount("LineExtensionAmount", g.Net)}<cac:Item><cbc:Name>Tirage à {Written(g.Rate)} %</cbc:Name>
            <cac:ClassifiedTaxCategory><cbc:ID>{Category}</cbc:ID><cbc:Percent>{Written(g.Rate)}</cbc:Percent>
            <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
            <cac:Price>{Amount("PriceAmount", g.Net)}</cac:Price></cac:{line}>
            """;
    }

    private static string Party(string name, string? siren, string vat, string country) => $"""
        <cac:Party><cac:PostalAddress><cbc:CityName>Grenoble</cbc:CityName><cac:Country>
        <cbc:IdentificationCode>{country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
        <cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
        </cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName>
        {(siren is null ? "" : $"<cbc:CompanyID schemeID=\"0002\">{siren}</cbc:CompanyID>")}
        </cac:PartyLegalEntity></cac:Party>
        """;

    private string Amount(string name, decimal amount) =>
        $"<cbc:{name} currencyID=\"{Currency}\">{Written(amount)}</cbc:{name}>";

    private static string Written(decimal number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
