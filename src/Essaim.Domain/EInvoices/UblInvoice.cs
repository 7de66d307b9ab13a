using System.Xml.Linq;
using static Essaim.Domain.EInvoices.EInvoiceFields;

namespace Essaim.Domain.EInvoices;

/// <summary>Names of UBL 2.1.</summary>
internal static class UblNames
{
    public const string Invoice = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    public const string CreditNote = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

    private static readonly XNamespace Cac =
        "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

    private static readonly XNamespace Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    /// <summary>A basic component, after the aggregates that lead to it.</summary>
    public static XElement? Basic(this XElement? from, string name) => from?.Element(Cbc + name);

    public static IEnumerable<XElement> Basics(this XElement? from, string name) => from?.Elements(Cbc + name) ?? [];

    /// <summary>Walks down the names of aggregates, first element of each.</summary>
    public static XElement? Part(this XElement? from, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            from = from?.Element(Cac + name);
        return from;
    }

    public static IEnumerable<XElement> Parts(this XElement? from, string name) => from?.Elements(Cac + name) ?? [];
}

/// <summary>Reads UBL 2.1 Invoice and CreditNote as EN 16931-3-2 maps them.</summary>
internal sealed class UblInvoice
{
    private readonly EInvoiceFields _fields;
    private readonly UblParts _parts;
    private readonly XElement _root;
    private readonly bool _credit;

    private UblInvoice(XElement root, EInvoiceFields fields)
    {
        _fields = fields;
        _parts = new UblParts(fields);
        _root = root;
        _credit = root.Name.NamespaceName == UblNames.CreditNote;
    }

    public static EInvoice Read(XElement root, EInvoiceFields fields) => new UblInvoice(root, fields).Invoice();

    private EInvoice Invoice()
    {
        var currency = Text(_root.Basic("DocumentCurrencyCode"));
        var vatCurrency = Text(_root.Basic("TaxCurrencyCode"));
        return new EInvoice
        {
            Specification = Text(_root.Basic("CustomizationID")),
            BusinessProcess = Text(_root.Basic("ProfileID")),
            Number = Text(_root.Basic("ID")),
            TypeCode = Text(_root.Basic(_credit ? "CreditNoteTypeCode" : "InvoiceTypeCode")),
            IssueDate = _fields.IsoDate(_root.Basic("IssueDate"), "BT-2"),
            DueDate = DueDate(),
            DeliveryDate = _fields.IsoDate(_root.Part("Delivery").Basic("ActualDeliveryDate"), "BT-72"),
            Period = Period(),
            TaxPointDate = _fields.IsoDate(_root.Basic("TaxPointDate"), "BT-7"),
            VatDue = VatDue(),
            Currency = currency,
            VatCurrency = vatCurrency,
            OrderReference = Text(_root.Part("OrderReference").Basic("ID")),
            BuyerReference = Text(_root.Basic("BuyerReference")),
            ContractReference = Text(_root.Part("ContractDocumentReference").Basic("ID")),
            PaymentReference = _root.Parts("PaymentMeans").Select(m => Text(m.Basic("PaymentID")))
                .FirstOrDefault(t => t is not null),
            PaymentTerms = _root.Parts("PaymentTerms").Select(t => Text(t.Basic("Note")))
                .FirstOrDefault(t => t is not null),
            DeliveryCountry =
                Text(_root.Part("Delivery", "DeliveryLocation", "Address", "Country").Basic("IdentificationCode")),
            DeliveryLines = UblParts.Lines(_root.Part("Delivery", "DeliveryLocation", "Address")),
            Seller = _parts.Party(_root.Part("AccountingSupplierParty", "Party"), "BT-29", "BT-30", legalName: true),
            Buyer = _parts.Party(_root.Part("AccountingCustomerParty", "Party"), "BT-46", "BT-47", legalName: true),
            Payee = _parts.Party(_root.Part("PayeeParty"), "BT-60", "BT-61", legalName: false),
            TaxRepresentative =
                _parts.Party(_root.Part("TaxRepresentativeParty"), "BT-63", "BT-63", legalName: false),
            PaymentAccounts = [.. _root.Parts("PaymentMeans").Select(_parts.Account)],
            Preceding = [.. _root.Parts("BillingReference").Select(Preceding)],
            Notes = [.. _root.Basics("Note").Select(Note).OfType<InvoiceNote>()],
            Lines = [.. _root.Parts(_credit ? "CreditNoteLine" : "InvoiceLine").Select(_parts.Line)],
            Adjustments = [.. _parts.Adjustments(_root, "BT-92", "BT-99")],
            VatGroups = [.. VatTotals(currency).SelectMany(t => t.Parts("TaxSubtotal")).Select(_parts.VatGroup)],
            Totals = Totals(currency, vatCurrency),
            Attachments = [.. _root.Parts("AdditionalDocumentReference")
                .Where(d => Text(d.Basic("DocumentTypeCode")) is null or "916").Select(Attachment)],
        };
    }

    /// <summary>A credit note has no day of its own: it stands among the means of payment.</summary>
    private DateOnly? DueDate() => _fields.IsoDate(_root.Basic("DueDate")
        ?? _root.Parts("PaymentMeans").Select(m => m.Basic("PaymentDueDate")).FirstOrDefault(d => d is not null),
        "BT-9");

    /// <summary>A period that only says when VAT falls due is no period.</summary>
    private InvoicePeriod? Period() => _root.Part("InvoicePeriod") is { } period
        && (period.Basic("DescriptionCode") is null || period.Basic("StartDate") is not null
            || period.Basic("EndDate") is not null)
        ? _parts.Period(period, "BT-73", "BT-74") : null;

    /// <summary>BT-8 in the codes of UNTDID 2005, as UBL wants them.</summary>
    private VatDueEvent? VatDue() => Text(_root.Part("InvoicePeriod").Basic("DescriptionCode")) switch
    {
        "3" => VatDueEvent.Invoice,
        "35" => VatDueEvent.Delivery,
        "432" => VatDueEvent.Payment,
        not null => VatDueEvent.Unknown,
        _ => null,
    };

    private PrecedingInvoice Preceding(XElement reference)
    {
        var invoice = reference.Part("InvoiceDocumentReference") ?? reference.Part("CreditNoteDocumentReference");
        return new PrecedingInvoice(
            Text(invoice.Basic("ID")), _fields.IsoDate(invoice.Basic("IssueDate"), "BT-26"));
    }

    /// <summary>The subject stands before the text, between two marks: #AAB#Pas d’escompte.</summary>
    private static InvoiceNote? Note(XElement note)
    {
        if (Text(note) is not { } text)
            return null;
        var end = text[0] == '#' ? text.IndexOf('#', 1) : -1;
        return end is >= 2 and <= 4 && text[(end + 1)..].Trim() is { Length: > 0 } rest
            ? new InvoiceNote(text[1..end], rest) : new InvoiceNote(null, text);
    }

    /// <summary>The total of VAT in the currency of the invoice, which alone holds the groups.</summary>
    private IEnumerable<XElement> VatTotals(string? currency) =>
        _root.Parts("TaxTotal").Where(t => Attribute(t.Basic("TaxAmount"), "currencyID") is not { } c || c == currency);

    private InvoiceTotals Totals(string? currency, string? vatCurrency)
    {
        var sums = _root.Part("LegalMonetaryTotal");
        decimal? Sum(string name, string term) => _fields.Number(sums.Basic(name), term);
        var foreign = _root.Parts("TaxTotal").Select(t => t.Basic("TaxAmount"))
            .FirstOrDefault(a => vatCurrency is not null && Attribute(a, "currencyID") == vatCurrency);
        _fields.OneVatTotal(VatTotals(currency).Count());
        return new InvoiceTotals
        {
            Lines = Sum("LineExtensionAmount", "BT-106"),
            Allowances = Sum("AllowanceTotalAmount", "BT-107"),
            Charges = Sum("ChargeTotalAmount", "BT-108"),
            Net = Sum("TaxExclusiveAmount", "BT-109"),
            Vat = _fields.Number(VatTotals(currency).FirstOrDefault().Basic("TaxAmount"), "BT-110"),
            VatInVatCurrency = _fields.Number(foreign, "BT-111"),
            Gross = Sum("TaxInclusiveAmount", "BT-112"),
            Prepaid = Sum("PrepaidAmount", "BT-113"),
            Rounding = Sum("PayableRoundingAmount", "BT-114"),
            Due = Sum("PayableAmount", "BT-115"),
        };
    }

    private static AttachedFile Attachment(XElement document)
    {
        var packed = document.Part("Attachment").Basic("EmbeddedDocumentBinaryObject");
        return new AttachedFile(Text(document.Basic("ID")), Text(document.Basic("DocumentDescription")),
            Attribute(packed, "filename"), Attribute(packed, "mimeCode"),
            Text(document.Part("Attachment", "ExternalReference").Basic("URI")));
    }
}
