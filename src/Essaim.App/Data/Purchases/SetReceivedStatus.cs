using Essaim.App.Data.Ledger;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// Sets the next status of a received invoice (statut de cycle de vie) and keeps it to be told: what may follow is the
/// domain's to say. It is stored in the transaction of what it tells, and leaves after.
/// </summary>
public static class SetReceivedStatus
{
    public static async Task<ReceivedStatusRow> SetAsync(WriteSession w, long id, ReceivedInvoiceStatus status,
        StatusReason? reason, string words, string by)
    {
        var row = await w.Db.ReceivedInvoices.SingleAsync(r => r.Id == id);
        if (status.Sender != StatusSender.Buyer)
            throw new BrokenRuleException($"Le statut « {status.Name} » n’est pas à vous : choisissez-en un autre.");
        if (status == ReceivedInvoiceStatus.Refused)
            await RefuseBookedAsync(w, row);
        words = words.Trim();
        if (words.Length > 1000)
            throw new BrokenRuleException("L’explication dépasse 1000 signes. Raccourcissez-la.");
        (await LifeAsync(w.Db, id)).With(status, reason, words);
        var set = new ReceivedStatusRow
        {
            ReceivedInvoiceId = id, Status = status, Reason = reason?.Code, Words = words, MadeAt = w.Now,
            MadeBy = by, MessageId = NewMessage(), NextAt = w.Now,
            State = row.Origin == InvoiceOrigin.Platform ? TellingState.Waiting : TellingState.Kept,
        };
        w.Db.ReceivedStatuses.Add(set);
        row.Status = status;
        await w.SaveAsync();
        return set;
    }

    /// <summary>What it went through so far.</summary>
    public static async Task<ReceivedInvoiceLife> LifeAsync(CoopDb db, long id) => new()
    {
        Steps = [.. (await db.ReceivedStatuses.AsNoTracking().Where(s => s.ReceivedInvoiceId == id)
            .OrderBy(s => s.Id).ToListAsync()).Select(s => s.Step)],
    };

    /// <summary>A status that nobody is told of.</summary>
    internal static ReceivedStatusRow Kept(WriteSession w, long id, ReceivedInvoiceStatus status, string by,
        string? messageId = null, string words = "") => new()
    {
        ReceivedInvoiceId = id, Status = status, Words = words, MadeAt = w.Now, MadeBy = by,
        MessageId = messageId ?? NewMessage(), NextAt = w.Now, State = TellingState.Kept,
    };

    /// <summary>What is refused leaves the books of both (XP Z12-012): ours first.</summary>
    private static async Task RefuseBookedAsync(WriteSession w, ReceivedInvoiceRow row)
    {
        if (row.PurchaseId is not { } id)
            return;
        var purchase = await w.Db.Purchases.SingleAsync(p => p.Id == id);
        if ((await EntryReader.HeadAsync(w.Db, purchase.EntryId))?.ReversedBy is null)
            throw new BrokenRuleException("Cette facture est dans les livres. Annulez d’abord son écriture, "
                + "puis refusez-la ; ou mettez-la en litige.");
    }

    private static string NewMessage() => "cdv_" + Guid.CreateVersion7().ToString("N");
}
