using Essaim.App.Api;
using Essaim.App.Data.Sales.Sending;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>
/// Records money received for an invoice (encaissement): settles its open items and posts, in one transaction.
/// </summary>
public static class RecordReceipt
{
    public static async Task<Receipt> RecordAsync(
        WriteSession w, long invoiceId, Money amount, DateOnly date, string method, MoneySide? side = null)
    {
        await w.SaveAsync();
        var invoice = await w.Db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == invoiceId)
            ?? throw new BrokenRuleException("Cette facture n’existe pas. Vérifiez son numéro.");
        if (invoice.Kind == SaleDocumentKind.CreditNote)
            throw new BrokenRuleException("Un avoir ne s’encaisse pas. Remboursez le client.");
        if (date < invoice.Date)
            throw new BrokenRuleException(
                $"La facture {invoice.Number} est du {FrenchText.Short(invoice.Date)} : elle ne peut pas être payée "
                + $"avant.");
        var items = await w.Books.Items.OfDocumentAsync(invoice.Reference);
        var id = await w.Ledger.NextNumberAsync("receipt");
        var entry = ReceiptPosting.Entry([.. items.Where(i => i.Amount.IsPositive)], amount, date,
            $"Encaissement {invoice.Number} {invoice.Content.Customer.Name}", invoice.Number,
            new DocumentRef(Receipt.DocumentKind, id), side);
        var posted = await w.Ledger.PostAsync(entry);
        var receipt = new Receipt
        {
            Id = id, InvoiceId = invoiceId, Date = date, Amount = amount, Method = method, EntryId = posted.Id,
        };
        w.Db.Receipts.Add(receipt);
        await NoteCashing.CameAsync(w, invoice, amount, date, posted.Id);
        await Webhook.TellAsync(w, Webhook.ReceiptRecorded,
            new { id, invoiceId, invoice = invoice.Number, date, amount, method });
        return receipt;
    }
}
