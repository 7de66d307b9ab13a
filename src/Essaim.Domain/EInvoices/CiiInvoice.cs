using System.Xml.Linq;
using static Essaim.Domain.EInvoices.CiiNames;
using static Essaim.Domain.EInvoices.EInvoiceFields;

namespace Essaim.Domain.EInvoices;

/// <summary>Names of UN/CEFACT CII; D16B and D22B share them.</summary>
internal static class CiiNames
{
    public const string Root = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";

    public static readonly XNamespace Rsm = Root;

    public static readonly XNamespace Ram =
        "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";

    public static readonly XNamespace Udt = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";

    /// <summary>Walks down the names of Ram, first element of each.</summary>
    public static XElement? At(this XElement? from, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            from = from?.Element(Ram + name);
        return from;
    }

    public static IEnumerable<XElement> All(this XElement? from, string name) => from?.Elements(Ram + name) ?? [];

    /// <summary>The date inside, whichever namespace its wrapper is of.</summary>
    public static XElement? DateIn(this XElement? from) => from?.Elements().FirstOrDefault(e =>
        e.Name.LocalName is "DateTimeString" or "DateString");
}

/// <summary>Reads UN/CEFACT Cross Industry Invoice (the syntax of Factur-X) as EN 16931-3-3 maps it.</summary>
internal sealed class CiiInvoice
{
    private readonly EInvoiceFields _fields;
    private readonly CiiParts _parts;
    private readonly XElement? _context;
    private readonly XElement? _document;
    private readonly XElement? _trade;
    private readonly XElement? _agreement;
    private readonly XElement? _delivery;
    private readonly XElement? _settlement;

    private CiiInvoice(XElement root, EInvoiceFields fields)
    {
        _fields = fields;
        _parts = new CiiParts(fields);
        _context = root.Element(Rsm + "ExchangedDocumentContext");
        _document = root.Element(Rsm + "ExchangedDocument");
        _trade = root.Element(Rsm + "SupplyChainTradeTransaction");
        _agreement = _trade.At("ApplicableHeaderTradeAgreement");
        _delivery = _trade.At("ApplicableHeaderTradeDelivery");
        _settlement = _trade.At("ApplicableHeaderTradeSettlement");
    }

    public static EInvoice Read(XElement root, EInvoiceFields fields) => new CiiInvoice(root, fields).Invoice();

    private EInvoice Invoice()
    {
        var currency = Text(_settlement.At("InvoiceCurrencyCode"));
        var vatCurrency = Text(_settlement.At("TaxCurrencyCode"));
        return new EInvoice
        {
            Specification = Text(_context.At("GuidelineSpecifiedDocumentContextParameter", "ID")),
            BusinessProcess = Text(_context.At("BusinessProcessSpecifiedDocumentContextParameter", "ID")),
            Number = Text(_document.At("ID")),
            TypeCode = Text(_document.At("TypeCode")),
            IssueDate = _fields.CompactDate(_document.At("IssueDateTime").DateIn(), "BT-2"),
            DueDate = DueDate(),
            DeliveryDate = _fields.CompactDate(
                _delivery.At("ActualDeliverySupplyChainEvent", "OccurrenceDateTime").DateIn(), "BT-72"),
            Period = _parts.Period(_settlement.At("BillingSpecifiedPeriod"), "BT-73", "BT-74"),
            TaxPointDate = TaxPointDate(),
            VatDue = VatDue(),
            Currency = currency,
            VatCurrency = vatCurrency,
            OrderReference = Text(_agreement.At("BuyerOrderReferencedDocument", "IssuerAssignedID")),
            BuyerReference = Text(_agreement.At("BuyerReference")),
            ContractReference = Text(_agreement.At("ContractReferencedDocument", "IssuerAssignedID")),
            PaymentReference = Text(_settlement.At("PaymentReference")),
            PaymentTerms = _settlement.All("SpecifiedTradePaymentTerms").Select(t => Text(t.At("Description")))
                .FirstOrDefault(t => t is not null),
            DeliveryCountry = Text(_delivery.At("ShipToTradeParty", "PostalTradeAddress", "CountryID")),
            DeliveryLines = CiiParts.Lines(_delivery.At("ShipToTradeParty", "PostalTradeAddress")),
            Seller = _parts.Party(_agreement.At("SellerTradeParty"), "BT-29", "BT-30"),
            Buyer = _parts.Party(_agreement.At("BuyerTradeParty"), "BT-46", "BT-47"),
            Payee = _parts.Party(_settlement.At("PayeeTradeParty"), "BT-60", "BT-61"),
            TaxRepresentative =
                _parts.Party(_agreement.At("SellerTaxRepresentativeTradeParty"), "BT-63", "BT-63"),
            PaymentAccounts = [.. Accounts()],
            Preceding = [.. _settlement.All("InvoiceReferencedDocument").Select(Preceding)],
            Notes = [.. _document.All("IncludedNote").Select(Note).OfType<InvoiceNote>()],
            Lines = [.. _trade.All("IncludedSupplyChainTradeLineItem").Select(_parts.Line)],
            Adjustments = [.. _parts.Adjustments(_settlement, "BT-92", "BT-99"), .. _parts.Logistics(_settlement)],
            VatGroups = [.. _settlement.All("ApplicableTradeTax").Select(_parts.VatGroup)],
            Totals = Totals(currency, vatCurrency),
            Attachments = [.. _agreement.All("AdditionalReferencedDocument")
                .Where(d => Text(d.At("TypeCode")) is null or "916").Select(Attachment)],
        };
    }

    /// <summary>Several terms may stand there (instalments): the last day is when the whole is due.</summary>
    private DateOnly? DueDate() => _settlement.All("SpecifiedTradePaymentTerms")
        .Select(t => _fields.CompactDate(t.At("DueDateDateTime").DateIn(), "BT-9")).Max();

    private DateOnly? TaxPointDate() => _settlement.All("ApplicableTradeTax")
        .Select(t => _fields.CompactDate(t.At("TaxPointDate").DateIn(), "BT-7")).FirstOrDefault(d => d is not null);

    /// <summary>BT-8 in the codes of UNTDID 2475, as CII wants them.</summary>
    private VatDueEvent? VatDue() => _settlement.All("ApplicableTradeTax")
        .Select(t => Text(t.At("DueDateTypeCode"))).FirstOrDefault(c => c is not null) switch
        {
            "5" => VatDueEvent.Invoice,
            "29" => VatDueEvent.Delivery,
            "72" => VatDueEvent.Payment,
            not null => VatDueEvent.Unknown,
            _ => null,
        };

    private IEnumerable<PaymentAccount> Accounts() =>
        from means in _settlement.All("SpecifiedTradeSettlementPaymentMeans")
        let account = means.At("PayeePartyCreditorFinancialAccount")
        let iban = Text(account.At("IBANID"))
        select _parts.Account(Text(means.At("TypeCode")), iban, iban ?? Text(account.At("ProprietaryID")),
            Text(account.At("AccountName")));

    private PrecedingInvoice Preceding(XElement document) => new(
        Text(document.At("IssuerAssignedID")),
        _fields.CompactDate(document.At("FormattedIssueDateTime").DateIn(), "BT-26"));

    private static InvoiceNote? Note(XElement note) => Text(note.At("Content")) is { } text
        ? new InvoiceNote(Text(note.At("SubjectCode")), text) : null;

    private InvoiceTotals Totals(string? currency, string? vatCurrency)
    {
        var sums = _settlement.At("SpecifiedTradeSettlementHeaderMonetarySummation");
        decimal? Sum(string name, string term) => _fields.Number(sums.At(name), term);
        decimal? Vat(string? of, string term) => _fields.Number(sums.All("TaxTotalAmount")
            .FirstOrDefault(t => Attribute(t, "currencyID") is var c && c == of), term);
        _fields.OneVatTotal(sums.All("TaxTotalAmount").Count(t => Attribute(t, "currencyID") == currency));
        return new InvoiceTotals
        {
            Lines = Sum("LineTotalAmount", "BT-106"),
            Allowances = Sum("AllowanceTotalAmount", "BT-107"),
            Charges = Sum("ChargeTotalAmount", "BT-108"),
            Net = Sum("TaxBasisTotalAmount", "BT-109"),
            // Without a currency on it, the total is in the currency of the invoice.
            Vat = Vat(currency, "BT-110") ?? Vat(null, "BT-110"),
            VatInVatCurrency = vatCurrency is null ? null : Vat(vatCurrency, "BT-111"),
            Gross = Sum("GrandTotalAmount", "BT-112"),
            Prepaid = Sum("TotalPrepaidAmount", "BT-113"),
            Rounding = Sum("RoundingAmount", "BT-114"),
            Due = Sum("DuePayableAmount", "BT-115"),
        };
    }

    private static AttachedFile Attachment(XElement document)
    {
        var packed = document.At("AttachmentBinaryObject");
        return new AttachedFile(Text(document.At("IssuerAssignedID")), Text(document.At("Name")),
            Attribute(packed, "filename"), Attribute(packed, "mimeCode"), Text(document.At("URIID")));
    }
}
