using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>What is printed of an order besides its lines: where to deliver.</summary>
public sealed record OrderTerms(string DeliverTo);

/// <summary>
/// What is printed of a sale. A quote (devis) has no kind: it is not in the books. Without number it is a draft, and
/// the paper says so. Totals are counted from the lines by the code that counts the books.
/// </summary>
/// <param name="Until">When an invoice is due, until when a quote holds, when an order is to be delivered.</param>
/// <param name="CreatedAt">The moment written in the file; the same page gives the same bytes.</param>
public sealed record SalePage(
    SaleDocumentKind? Kind, string? Number, DateOnly Date, DateOnly? Until, SaleSnapshot Content,
    DateTimeOffset CreatedAt)
{
    /// <summary>
    /// Counted at each call: a copy of the page with other lines must not keep the totals of the first.
    /// </summary>
    public SaleTotals Totals => new(Content.Content.Lines, Content.Content.Discount);

    public Money Deposits => Content.Deposits.Sum(d => d.Net + d.Vat);

    /// <summary>What the customer is asked, or given back by a credit note; BT-115 of the e-invoice.</summary>
    public Money ToPay => Totals.Total - Deposits;

    /// <summary>What is asked by the day it is due: without what is kept back for a year.</summary>
    public Money AskedNow => ToPay - Retained;

    /// <summary>What the customer of works keeps back for a year.</summary>
    public Money Retained => Content.Retained ?? Money.Zero;

    /// <summary>Set on a purchase order: the co-op is then the buyer, and the "customer" its supplier.</summary>
    public OrderTerms? Order { get; init; }

    public bool IsQuote => Kind == null && Order == null;
    public bool IsDraft => Number == null;

    /// <summary>The name of the paper: "Facture d’acompte".</summary>
    public string Word => Kind switch
    {
        null when Order is not null => "Bon de commande",
        null => "Devis",
        SaleDocumentKind.Invoice => "Facture",
        SaleDocumentKind.DepositInvoice => "Facture d’acompte",
        SaleDocumentKind.ProgressInvoice => "Facture d’avancement",
        SaleDocumentKind.CreditNote => "Avoir",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "No such paper."),
    };

    public string Title => IsDraft ? $"{Word}, brouillon" : $"{Word} {Number}";

    internal string? Watermark => !IsDraft ? null : IsQuote ? "BROUILLON DE DEVIS" : "BROUILLON";

    /// <summary>The name customers know: the activity's, else the person's, else the co-op's.</summary>
    internal string Brand => new[] { Content.TradeName, Content.PersonName, Content.Seller.Name }
        .First(name => !string.IsNullOrWhiteSpace(name) || name == Content.Seller.Name);
}
