using Essaim.App.Data.Acts;
using Essaim.App.Data.Purchases;
using Essaim.Domain.Ledger;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>
/// Received invoices among what an order pays: one that is contested is not paid, and the seller of the others hears
/// that the order was given.
/// </summary>
internal static class RunReceived
{
    /// <summary>The status of the received invoice behind each entry; entries without one are left out.</summary>
    public static async Task<Dictionary<EntryId, ReceivedInvoiceStatus>> StatusesAsync(
        CoopDb db, IEnumerable<EntryId> entries) =>
        (await RowsAsync(db, entries)).ToDictionary(r => r.Entry, r => r.Status);

    /// <summary>Stored with the order, told after; nothing where the life of the invoice does not allow it.</summary>
    public static async Task TellAsync(WriteSession w, IEnumerable<EntryId> entries)
    {
        foreach (var (_, id, _) in await RowsAsync(w.Db, entries))
            if ((await SetReceivedStatus.LifeAsync(w.Db, id)).MayFollow(ReceivedInvoiceStatus.PaymentSent))
                await SetReceivedStatus.SetAsync(w, id, ReceivedInvoiceStatus.PaymentSent, null, "",
                    Author.Current.Name);
    }

    private static async Task<List<(EntryId Entry, long Id, ReceivedInvoiceStatus Status)>> RowsAsync(
        CoopDb db, IEnumerable<EntryId> entries)
    {
        var found = new List<(EntryId, long, ReceivedInvoiceStatus)>();
        foreach (var some in entries.Distinct().Chunk(500))
            found.AddRange((await db.Purchases.AsNoTracking().Where(p => some.Contains(p.EntryId))
                .Join(db.ReceivedInvoices.AsNoTracking(), p => p.Id, r => r.PurchaseId,
                    (p, r) => new { p.EntryId, r.Id, r.Status }).ToListAsync())
                .Select(r => (r.EntryId, r.Id, r.Status)));
        return found;
    }
}
