using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases.EInvoices;

/// <summary>
/// What an entry needs of a received invoice (facture à comptabiliser), in euros and whole cents, for rows 9, 10 and
/// 31 of the postings. Net, VAT and total add up to the cent. The total is positive; <see cref="TakesBack"/> says which
/// way it goes.
/// </summary>
/// <param name="Due">Null when the file gives no day: the supplier's usual delay holds.</param>
/// <param name="TakesBack">True for a credit note, and for an invoice whose total is negative.</param>
/// <param name="ToPay">What is left to pay after what was paid in advance; zero when all is.</param>
public sealed record InvoiceToPost(
    string Number, DateOnly Date, DateOnly? Due, bool TakesBack, string SellerName, IReadOnlyList<VatToPost> Groups,
    Money Net, Money Vat, Money Total, Money ToPay)
{
    /// <summary>Refuses an invoice with a fault that stops posting, and says the first.</summary>
    public static InvoiceToPost Of(EInvoiceReading reading)
    {
        if (reading.Faults.FirstOrDefault(f => f.StopsPosting) is { } fault)
            throw new BrokenRuleException(fault.Sentence);
        var (invoice, totals) = (reading.Invoice, reading.Invoice.Totals);
        var sign = totals.Gross < 0 ? -1 : 1;
        // Whole cents already (BR-DEC): nothing is rounded here.
        Money Euros(decimal? amount) => Money.Round(sign * (amount ?? 0));
        return new InvoiceToPost(invoice.Number!, invoice.IssueDate!.Value, invoice.DueDate,
            invoice.TakesBackMoney != sign < 0, invoice.Seller!.Name!,
            [.. invoice.VatGroups.Select(g => new VatToPost(g.Category, Rate.Percent(g.Rate ?? 0), Euros(g.Base),
                Euros(g.Tax), OnPayment(invoice)))],
            Euros(totals.Net), Euros(totals.Vat), Euros(totals.Gross),
            Euros(totals.Due ?? totals.Gross - (totals.Prepaid ?? 0)));
    }

    /// <summary>
    /// Said by the code of exigibility, or else by the French kind of invoice: S services, deductible once paid (CGI
    /// art. 271), B goods, deductible at once. Null when neither says it, or both are in one: somebody must choose.
    /// </summary>
    private static bool? OnPayment(EInvoice invoice) => invoice.VatDue switch
    {
        VatDueEvent.Payment => true,
        VatDueEvent.Invoice or VatDueEvent.Delivery => false,
        _ => invoice.BusinessProcess switch { ['S', _] => true, ['B', _] => false, _ => null },
    };
}

/// <summary>One VAT category and rate of an invoice to post.</summary>
/// <param name="Category">
/// Of EN 16931; AE and K are ours to count (autoliquidation), and then <paramref name="Vat"/> is zero.
/// </param>
/// <param name="OnPayment">Whether the VAT waits for the payment; null when the file does not say.</param>
public sealed record VatToPost(string? Category, Rate Rate, Money Net, Money Vat, bool? OnPayment)
{
    public bool IsSelfAssessed => Category is "AE" or "K";
}
