using Essaim.App.Platforms;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// Takes what a seller or a platform says of a received invoice into its life (statut reçu). The same message twice
/// changes nothing; what a platform says late of the way it took is left.
/// </summary>
public static class HearStatus
{
    public static async Task HearAsync(WriteSession w, HeardStatus heard, string by)
    {
        var messageId = "heard_" + heard.Id;
        if (await w.Db.ReceivedStatuses.AnyAsync(s => s.MessageId == messageId))
            return;
        var row = await InvoiceAsync(w.Db, heard);
        var status = ReceivedInvoiceStatus.Of(heard.Status);
        var life = await SetReceivedStatus.LifeAsync(w.Db, row.Id);
        if (status.Sender == StatusSender.Platform && !life.MayFollow(status))
            return;
        if (status.Sender == StatusSender.Buyer)
            throw new BrokenRuleException($"Le statut « {status.Name} » n’est pas au vendeur : il n’a pas été gardé.");
        life.With(status, null, heard.Words);
        w.Db.ReceivedStatuses.Add(SetReceivedStatus.Kept(w, row.Id, status, by, messageId, heard.Words));
        row.Status = status;
        await w.SaveAsync();
    }

    private static async Task<ReceivedInvoiceRow> InvoiceAsync(CoopDb db, HeardStatus heard)
    {
        var (number, seller) = (EInvoice.Kept(heard.Invoice), heard.Seller?.Digits);
        var found = (await db.ReceivedInvoices.Where(r => r.NumberKept == number).ToListAsync()).Where(r =>
            (seller is null || r.SellerSiren?.Digits == seller)
            && (heard.InvoiceDate is not { } day || r.Date == day)).ToList();
        return found is [var one] ? one : throw new BrokenRuleException(
            $"Ce message parle de la facture {heard.Invoice}, qui n’est pas dans les factures reçues.");
    }
}
