using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// How an accepted quote becomes invoices: deposits of a percentage first (acomptes), then the balance (solde), which
/// takes the deposits back.
/// </summary>
public static class QuoteInvoicing
{
    /// <summary>
    /// One line for each kind and rate of the quote, so that the deposit bears the same VAT as what it is for.
    /// </summary>
    public static SaleContent Deposit(Quote quote, Rate part)
    {
        RefuseUnlessAccepted(quote);
        if (part.Fraction is <= 0m or >= 1m)
            throw new BrokenRuleException(
                $"Un acompte de {part} n’en est pas un. Choisissez un taux entre 0 et 100\u00a0%.");
        var totals = new SaleTotals(quote.Content.Lines, quote.Content.Discount);
        var lines = totals.Groups.Where(g => g.Net.IsPositive).Select(g => new SaleLine(
            g.Activity, $"Acompte de {part} sur le devis {quote.Number}, {quote.Subject}", new Quantity(1), "forfait",
            // Our rounding: one line, one cent at most; the balance takes back what the deposit asked.
            new UnitPrice(Money.Round(part.Of(g.Net)).ToDecimal()), Rate.Zero, g.Treatment, g.Kind));
        return new SaleContent([.. lines], Rate.Zero, "");
    }

    /// <summary>All that the quote offers; the deposits are taken back when it is issued.</summary>
    public static SaleContent Balance(Quote quote)
    {
        RefuseUnlessAccepted(quote);
        return quote.Content;
    }

    /// <summary>A deposit invoice as the balance invoice takes it back: its net and VAT at each rate.</summary>
    public static IEnumerable<DepositTaken> TakenBack(Invoice deposit)
    {
        var totals = new SaleTotals(deposit.Content.Content.Lines, deposit.Content.Content.Discount);
        return totals.Groups.GroupBy(g => (g.Activity, g.Treatment)).Select(g => new DepositTaken(
            deposit.Number, deposit.Date, g.Key.Activity, g.Key.Treatment, g.Sum(x => x.Net), g.Sum(x => x.Vat)));
    }

    private static void RefuseUnlessAccepted(Quote quote)
    {
        if (quote.Status != QuoteStatus.Accepted)
            throw new BrokenRuleException("Un devis se facture une fois accepté. Notez d’abord l’accord du client.");
    }
}
