using Essaim.App.Data.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Sales;

/// <summary>Notes that what a customer paid too much was given back (remboursement).</summary>
public static class RefundInvoice
{
    /// <summary>All that the invoice and what came of it leave in credit; the amount given back.</summary>
    public static async Task<Money> RefundAsync(WriteSession w, Invoice invoice, DateOnly date)
    {
        await w.SaveAsync();
        var story = await InvoiceStory.ReadAsync(w.Db, invoice);
        if (story.ToRefund.IsZero)
            throw new BrokenRuleException("Il n’y a rien à rembourser au client sur cette facture.");
        foreach (var item in story.InCredit)
            await PayItem.PayAsync(w, item.Id, -item.Remaining, date, $"Remboursement {invoice.Number}");
        return story.ToRefund;
    }
}
