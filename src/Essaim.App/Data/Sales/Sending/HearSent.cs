using Essaim.App.Data.Purchases;
using Essaim.App.Platforms;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Sending;

/// <summary>
/// Takes what a platform or a customer says of a document that we sent into its life. Messages come late, twice and in
/// any order: each is kept once, and where the document stands is worked out from all of them.
/// </summary>
public static class HearSent
{
    /// <summary>False when it is not about what we issued.</summary>
    public static async Task<bool> HearAsync(WriteSession w, HeardStatus heard)
    {
        var number = heard.Invoice.Trim();
        var coop = await w.Db.Cooperatives.AsNoTracking().SingleAsync();
        if (heard.Seller is { } seller && seller != coop.Siren)
            return false;
        var sent = await (from s in w.Db.SentInvoices.AsNoTracking()
            join i in w.Db.Invoices on s.InvoiceId equals i.Id
            where i.Number == number
            select new { s.InvoiceId, i.Date }).SingleOrDefaultAsync();
        if (sent is null && heard.Seller is null)
            return false;
        if (sent is null || (heard.InvoiceDate is { } day && day != sent.Date))
            throw new BrokenRuleException(
                $"Ce message parle de la facture {number}, qui n’est pas dans ce que la coopérative a envoyé.");
        var messageId = "heard_" + heard.Id;
        if (await w.Db.SentStatuses.AnyAsync(s => s.MessageId == messageId || s.MessageId == heard.Id))
            return true;
        await KeepAsync(w, sent.InvoiceId, ReceivedInvoiceStatus.Of(heard.Status), heard, messageId);
        return true;
    }

    /// <summary>The platform looked into what it had taken, and would not have it: it was never deposited.</summary>
    public static async Task RefusedAsync(WriteSession w, string trackingId, string why, DateTimeOffset at)
    {
        foreach (var (table, more) in new[] { ("sent_invoice", " AND status IS NULL"), ("e_report", "") })
            await w.Connection.ExecuteAsync($"UPDATE {table} SET state = 'Refused', answer = @p1 "
                + $"WHERE tracking_id = @p0 AND state = 'Sent'{more} AND sent_at <= @p2", w.Transaction, trackingId,
                $"Refusé par la plateforme. {why}".Trim(), EntryChain.Instant(at.UtcDateTime));
    }

    /// <summary>The French words of a reason that a platform gives.</summary>
    public static string ReasonWords(string code) => PlatformReasons.GetValueOrDefault(code)
        ?? ReceivedInvoiceStatus.All.SelectMany(s => s.Reasons).FirstOrDefault(r => r.Code == code)?.Name ?? code;

    private static async Task KeepAsync(WriteSession w, long invoiceId, ReceivedInvoiceStatus status,
        HeardStatus heard, string messageId)
    {
        w.Db.SentStatuses.Add(new SentStatus
        {
            InvoiceId = invoiceId, Status = status, Reason = heard.Reason, Words = heard.Words, SaidAt = heard.SaidAt,
            MessageId = messageId, MadeAt = w.Now, NextAt = w.Now, State = TellingState.Kept,
        });
        await w.SaveAsync();
        var all = await w.Db.SentStatuses.AsNoTracking().Where(s => s.InvoiceId == invoiceId).ToListAsync();
        // What is heard of it shows that it arrived, even where the answer to the sending was lost.
        await w.Connection.ExecuteAsync("UPDATE sent_invoice SET status = @p1, state = 'Sent', "
            + "sent_at = coalesce(sent_at, @p2) WHERE invoice_id = @p0", w.Transaction, invoiceId,
            SentStatus.Current(all)?.Code, w.Now);
        if (SentInvoice.IsVoidStatus(status.Code))
            await w.Connection.ExecuteAsync("UPDATE sent_status SET state = 'GivenUp', answer = 'La facture est "
                + "annulée.' WHERE invoice_id = @p0 AND state = 'Waiting'", w.Transaction, invoiceId);
    }

    /// <summary>Why platforms reject (BR-FR-CDV-CL-09, 213): the rest are the reasons of buyers.</summary>
    private static readonly Dictionary<string, string> PlatformReasons = new()
    {
        ["REJ_SEMAN"] = "Une règle de la norme n’est pas respectée", ["REJ_UNI"] = "Ce numéro existe déjà",
        ["REJ_COH"] = "Des données se contredisent", ["REJ_ADR"] = "L’adresse électronique n’existe pas",
        ["REJ_CONT_B2G"] = "Une donnée demandée par le secteur public manque",
        ["REJ_REF_PJ"] = "Une pièce jointe n’est pas trouvée", ["REJ_ASS_PJ"] = "Une pièce jointe n’est pas rattachée",
        ["ROUTAGE_ERR"] = "La plateforme du client n’est pas joignable",
        ["NON_TRANSMISE"] = "La facture n’a pas pu être remise au client",
    };
}
