using Essaim.App.Data;
using Essaim.App.Data.Purchases;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Platforms;

/// <summary>A status whose telling is due, taken for one attempt; the time of the next is noted first.</summary>
/// <param name="Message">Null when nobody can be told: <paramref name="Obstacle"/> says why.</param>
internal sealed record StatusToTell(long Id, int Attempts, StatusMessage? Message, string Obstacle)
{
    /// <summary>What an invoice is when its file does not say (UNTDID 1001).</summary>
    private const string CommercialInvoice = "380";

    /// <summary>
    /// Null when it is not due any more. A status waits for the ones before it of the same invoice, so that the seller
    /// hears them in the order in which they were set.
    /// </summary>
    public static async Task<StatusToTell?> TakeAsync(WriteSession w, long id)
    {
        var taken = await w.Connection.ExecuteAsync("UPDATE received_status SET attempts = attempts + 1 "
            + "WHERE id = @p0 AND state = 'Waiting' AND next_at <= @p1 AND NOT EXISTS (SELECT 1 FROM received_status b "
            + "WHERE b.received_invoice_id = received_status.received_invoice_id AND b.id < received_status.id "
            + "AND b.state = 'Waiting')", w.Transaction, id, w.Now);
        if (taken == 0)
            return null;
        var status = await w.Db.ReceivedStatuses.AsNoTracking().SingleAsync(s => s.Id == id);
        var next = w.UtcNow + Pauses.After(status.Attempts);
        await w.Connection.ExecuteAsync("UPDATE received_status SET next_at = @p1 WHERE id = @p0", w.Transaction, id,
            EntryChain.Instant(next));
        var (message, obstacle) = await MessageAsync(w.Db, status);
        return new StatusToTell(id, status.Attempts - 1, message, obstacle);
    }

    private static async Task<(StatusMessage? Message, string Obstacle)> MessageAsync(
        CoopDb db, ReceivedStatusRow status)
    {
        var row = await db.ReceivedInvoices.AsNoTracking().SingleAsync(r => r.Id == status.ReceivedInvoiceId);
        var coop = await db.Cooperatives.AsNoTracking().SingleAsync();
        var file = (await ReceivedFile.ReadingAsync(db, row.Id))?.Invoice;
        if (row.SellerSiren is not { } siren || row.Date is not { } day || row.Number.Length == 0)
            return (null, "La facture ne dit pas le SIREN du vendeur, son numéro ou sa date : prévenez-le vous-même.");
        var address = file?.Seller?.ElectronicAddress is { Scheme: "0225" } known ? known.Value : null;
        return (new StatusMessage(status.MessageId, new StatusParty(coop.Siren, coop.Name, null),
            new StatusParty(siren, row.Seller, address),
            new StatusInvoice(row.Number, file?.TypeCode ?? CommercialInvoice, day, row.MadeAt),
            status.Status, status.Why, status.Words, status.MadeAt), "");
    }
}
