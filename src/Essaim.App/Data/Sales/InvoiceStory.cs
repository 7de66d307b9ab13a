using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>
/// An issued invoice with what has happened to it since: receipts, credit notes, what is still open, what the customer
/// paid too much, and the entries that all this made.
/// </summary>
public sealed record InvoiceStory(
    Invoice Invoice, IReadOnlyList<Receipt> Receipts, IReadOnlyList<Invoice> Credits, Money Open,
    IReadOnlyList<OpenItem> InCredit, IReadOnlyList<LedgerLine> Lines)
{
    /// <summary>What the customer still keeps back in guarantee; not part of what is open.</summary>
    public Money Retained { get; init; }

    /// <summary>What is to be refunded to the customer, positive.</summary>
    public Money ToRefund => -InCredit.Sum(i => i.Remaining);

    public static async Task<InvoiceStory> ReadAsync(CoopDb db, Invoice invoice)
    {
        var receipts = await db.Receipts.Where(r => r.InvoiceId == invoice.Id).OrderBy(r => r.Date).ToListAsync();
        var credits = await db.Invoices.Where(i => i.CreditsInvoiceId == invoice.Id).OrderBy(i => i.Id).ToListAsync();
        var books = await db.BooksAsync();
        var open = await books.Items.OfDocumentAsync(invoice.Reference);
        DocumentRef[] documents =
        [
            invoice.Reference, .. receipts.Select(r => new DocumentRef(Receipt.DocumentKind, r.Id)),
            .. credits.Select(c => c.Reference),
        ];
        var inCredit = new List<OpenItem>();
        var lines = new List<LedgerLine>();
        foreach (var document in documents)
        {
            inCredit.AddRange((await books.Items.OfDocumentAsync(document)).Where(i => i.Remaining.IsNegative));
            var entries = await db.SqlAsync(r => new EntryId(r.GetInt64(0)),
                "SELECT id FROM posted_entry WHERE document_kind = @p0 AND document_id = @p1 ORDER BY id",
                document.Kind, document.Id);
            foreach (var entry in entries)
                lines.AddRange(await ActivityLines.OfEntryAsync(db, entry));
        }
        return new InvoiceStory(invoice, receipts, credits,
            open.Where(i => i.Remaining.IsPositive && i.Account != Accounts.Retentions).Sum(i => i.Remaining), inCredit,
            lines)
        {
            Retained = open.Where(i => i.Account == Accounts.Retentions).Sum(i => i.Remaining),
        };
    }
}
