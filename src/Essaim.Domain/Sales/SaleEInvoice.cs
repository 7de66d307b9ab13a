using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// The electronic invoice that an issued document is (facture électronique émise): the terms of EN 16931 and the French
/// rules, from the snapshot alone. Every amount is one of <see cref="SaleTotals"/> or of a line: what the PDF prints
/// and what the books hold. Amounts are positive, on a credit note too.
/// </summary>
public static class SaleEInvoice
{
    /// <summary>
    /// The profile EN 16931. The extended profile of France is for several sellers on one paper; here the co-op is the
    /// only seller, however many activities work for it.
    /// </summary>
    public const string Profile = "urn:cen.eu:en16931:2017";

    /// <param name="invoice">The document as issued.</param>
    /// <param name="ofDeposit">True for a credit note that takes a deposit invoice back (avoir d’acompte, 503).</param>
    /// <param name="paidOn">The day it was paid when it was paid before it was issued; null when it asks for money.
    /// </param>
    public static EInvoice Of(Invoice invoice, bool ofDeposit = false, DateOnly? paidOn = null)
    {
        var content = invoice.Content;
        var totals = new SaleTotals(content.Content.Lines, content.Content.Discount);
        var credit = invoice.Kind == SaleDocumentKind.CreditNote;
        var deposits = content.Deposits.Sum(d => d.Net + d.Vat);
        var iban = credit || content.Paid is not null || string.IsNullOrWhiteSpace(content.Seller.Iban) ? null
            : content.Seller.Iban;
        var outside = content.Content.Lines.Any(l => l.Vat.Category == "O");
        var place = SaleEInvoiceParties.Place(content.Customer.DeliveryAddress);
        paidOn ??= content.Paid?.On;
        var discounts = SaleEInvoiceLines.Discounts(content.Content, totals).ToList();
        return new EInvoice
        {
            Specification = Profile,
            BusinessProcess = Process(invoice, paidOn is not null),
            Number = invoice.Number,
            TypeCode = TypeCode(invoice.Kind, ofDeposit),
            IssueDate = invoice.Date,
            DueDate = credit ? null : paidOn ?? invoice.Due,
            DeliveryDate = DeliveryDate(invoice),
            DeliveryCountry = place.Count > 0 || content.Content.Lines.Any(l => l.Vat.Category is "K" or "G")
                ? content.Customer.Country : null,
            DeliveryLines = place,
            VatDue = VatDue(invoice),
            Currency = "EUR",
            OrderReference = SaleEInvoiceText.Clean(content.Content.OrderNumber),
            BuyerReference = SaleEInvoiceText.Clean(content.Customer.ServiceCode),
            ContractReference = SaleEInvoiceText.Clean(content.QuoteNumber),
            PaymentReference = iban is null ? null : invoice.Number,
            PaymentTerms = credit ? "Cet avoir se déduit de ce que vous devez, ou vous est remboursé." : null,
            Seller = SaleEInvoiceParties.Seller(content, outside),
            Buyer = SaleEInvoiceParties.Buyer(content.Customer, outside),
            PaymentAccounts = iban is null ? []
                : [new PaymentAccount("58", iban, new Iban(iban), SaleEInvoiceText.Clean(content.Seller.Name))],
            Preceding = [.. Preceding(content)],
            Notes = SaleEInvoiceText.Notes(content),
            Lines = [.. content.Content.Lines.Select((line, at) => SaleEInvoiceLines.Of(line, at + 1))],
            Adjustments = discounts,
            VatGroups = [.. totals.ByRate.GroupBy(r => (r.Treatment.Category, r.Treatment.Rate)).Select(Group)],
            Totals = Totals(totals, discounts, paidOn is null ? deposits : totals.Total),
        };
    }

    /// <summary>BT-3, of UNTDID 1001.</summary>
    private static string TypeCode(SaleDocumentKind kind, bool ofDeposit) => kind switch
    {
        SaleDocumentKind.DepositInvoice => "386",
        SaleDocumentKind.CreditNote => ofDeposit ? "503" : "381",
        _ => "380",
    };

    /// <summary>
    /// BT-23, the French kind of invoice (cadre de facturation): B goods, S services, M both; then 1 to be paid, 2
    /// already paid, 4 what is left after deposits.
    /// </summary>
    private static string Process(Invoice invoice, bool paid)
    {
        var kinds = invoice.Content.Content.Lines.Select(l => l.Kind).Distinct().ToList();
        var nature = kinds.Count > 1 ? 'M' : kinds is [SupplyKind.Goods] ? 'B' : 'S';
        return nature + (invoice.Kind == SaleDocumentKind.Invoice && invoice.Content.Deposits.Count > 0 ? "4"
            : paid ? "2" : "1");
    }

    /// <summary>
    /// BT-72. No other day is on the paper: then the day of the operation is the day of the invoice (CGI ann. II art.
    /// 242 nonies A). A deposit comes before it, and only says a day where the norm insists: between States of the
    /// Union.
    /// </summary>
    private static DateOnly? DeliveryDate(Invoice invoice) => invoice.Kind != SaleDocumentKind.DepositInvoice
        || invoice.Content.Content.Lines.Any(l => l.Vat.Category == "K") ? invoice.Date : null;

    /// <summary>
    /// BT-8, when VAT falls due (CGI art. 269): one answer for the whole invoice, so none where goods and services
    /// differ. Without VAT there is no such moment.
    /// </summary>
    private static VatDueEvent? VatDue(Invoice invoice)
    {
        var taxed = invoice.Content.Content.Lines.Where(l => l.Vat.Category == "S").ToList();
        var moments = taxed.Select(l => invoice.Kind == SaleDocumentKind.DepositInvoice ? VatDueEvent.Payment
            : l.Kind == SupplyKind.Goods ? VatDueEvent.Delivery
            : invoice.Content.VatOnDebits ? VatDueEvent.Invoice : VatDueEvent.Payment).Distinct().ToList();
        return moments is [var moment] ? moment : null;
    }

    /// <summary>BG-3: what a credit note takes back, the deposits that a balance invoice takes back.</summary>
    private static IEnumerable<PrecedingInvoice> Preceding(SaleSnapshot content)
    {
        if (content.CreditedNumber is { } number)
            yield return new PrecedingInvoice(number, content.CreditedDate);
        foreach (var deposit in content.Deposits.Select(d => (d.Number, d.Date)).Distinct())
            yield return new PrecedingInvoice(deposit.Number, deposit.Date);
    }

    /// <summary>
    /// BG-23. The norm wants one group for each category and rate: reasons that share one are told together, and their
    /// code only where they agree on it.
    /// </summary>
    private static VatGroup Group(IGrouping<(string Category, Rate Rate), VatSubtotal> group)
    {
        var taxed = group.Key.Category is "S" or "Z";
        var reasons = group.Select(g => SaleEInvoiceText.Clean(g.Treatment.Mention)).OfType<string>().Distinct();
        var codes = group.Select(g => g.Treatment.Vatex).Distinct().ToList();
        return new VatGroup(group.Key.Category, SaleEInvoiceLines.Percent(group.First().Treatment),
            Euros(group.Sum(g => g.Net)), Euros(group.Sum(g => g.Vat)),
            taxed || string.Join(" ; ", reasons) is not { Length: > 0 } reason ? null : reason,
            taxed || codes is not [{ } code] ? null : code);
    }

    private static InvoiceTotals Totals(
        SaleTotals totals, IReadOnlyList<InvoiceAdjustment> discounts, Money prepaid) => new()
    {
        Lines = Euros(totals.Gross),
        Allowances = Sum(discounts, charges: false),
        Charges = Sum(discounts, charges: true),
        Net = Euros(totals.Net),
        Vat = Euros(totals.Vat),
        Gross = Euros(totals.Total),
        Prepaid = prepaid.IsZero ? null : Euros(prepaid),
        Due = Euros(totals.Total - prepaid),
    };

    private static decimal? Sum(IReadOnlyList<InvoiceAdjustment> discounts, bool charges) =>
        discounts.Where(d => d.IsCharge == charges).ToList() is { Count: > 0 } some ? some.Sum(d => d.Amount) : null;

    /// <summary>With its two decimals, zeros included.</summary>
    internal static decimal Euros(Money money) => money.Cents * 0.01m;
}
