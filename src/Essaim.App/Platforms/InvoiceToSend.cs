using Essaim.App.Data;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Sending;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Platforms;

/// <summary>
/// A document whose turn it is, taken for one attempt; the time of the next is noted before, so that a crash in between
/// asks the platform first.
/// </summary>
internal sealed record InvoiceToSend(Invoice Invoice, string TrackingId, int Attempts, string Rule)
{
    /// <summary>A credit note waits for its invoice.</summary>
    public const string Due = "SELECT s.invoice_id FROM sent_invoice s JOIN invoice i ON i.id = s.invoice_id "
        + "WHERE s.state = 'Waiting' AND s.next_at <= @p0 AND NOT EXISTS (SELECT 1 FROM sent_invoice b "
        + "WHERE b.invoice_id = i.credits_invoice_id AND b.state = 'Waiting') ORDER BY s.invoice_id LIMIT ";

    public static async Task<InvoiceToSend?> TakeAsync(WriteSession w, long id)
    {
        if (await w.Connection.ExecuteAsync("UPDATE sent_invoice SET attempts = attempts + 1 WHERE invoice_id = @p0 "
            + "AND state = 'Waiting' AND next_at <= @p1", w.Transaction, id, w.Now) == 0)
            return null;
        var sent = await w.Db.SentInvoices.AsNoTracking().SingleAsync(s => s.InvoiceId == id);
        await w.Connection.ExecuteAsync("UPDATE sent_invoice SET next_at = @p1 WHERE invoice_id = @p0", w.Transaction,
            id, EntryChain.Instant(w.UtcNow + Pauses.After(sent.Attempts)));
        var invoice = await w.Db.Invoices.AsNoTracking().SingleAsync(i => i.Id == id);
        var isPublic = await w.Db.Customers.AnyAsync(c => c.Id == invoice.CustomerId && c.IsPublic);
        return new InvoiceToSend(invoice, sent.TrackingId, sent.Attempts - 1, isPublic ? "B2G" : "B2B");
    }

    public Task KeepAsync(WriteSession w, PlatformAnswer answer)
    {
        var state = answer.Handing == Handing.Taken ? SendingState.Sent
            : answer.Handing == Handing.Refused ? SendingState.Refused : SendingState.Waiting;
        return w.Connection.ExecuteAsync("UPDATE sent_invoice SET state = @p1, answer = @p2, sent_at = @p3 "
            + "WHERE invoice_id = @p0 AND state = 'Waiting'", w.Transaction, Invoice.Id, state.ToString(),
            answer.Words, state == SendingState.Sent ? w.Now : null);
    }
}

/// <summary>Money that came for a sent invoice, whose telling is due, taken for one attempt.</summary>
internal sealed record CashingToTell(long Id, int Attempts, StatusMessage Message)
{
    /// <summary>Once the invoice is there, and in the order in which it came.</summary>
    public const string Due = "SELECT t.id FROM sent_status t JOIN sent_invoice s ON s.invoice_id = t.invoice_id "
        + "WHERE t.state = 'Waiting' AND t.next_at <= @p0 AND s.state = 'Sent' AND NOT EXISTS (SELECT 1 "
        + "FROM sent_status b WHERE b.invoice_id = t.invoice_id AND b.id < t.id AND b.state = 'Waiting') "
        + "ORDER BY t.id LIMIT ";

    public static async Task<CashingToTell?> TakeAsync(WriteSession w, long id)
    {
        if (await w.Connection.ExecuteAsync("UPDATE sent_status SET attempts = attempts + 1 WHERE id = @p0 "
            + "AND state = 'Waiting' AND next_at <= @p1", w.Transaction, id, w.Now) == 0)
            return null;
        var status = await w.Db.SentStatuses.AsNoTracking().SingleAsync(s => s.Id == id);
        await w.Connection.ExecuteAsync("UPDATE sent_status SET next_at = @p1 WHERE id = @p0", w.Transaction, id,
            EntryChain.Instant(w.UtcNow + Pauses.After(status.Attempts)));
        var cashing = await w.Db.Cashings.AsNoTracking().SingleAsync(c => c.Id == status.CashingId);
        var invoice = await w.Db.Invoices.AsNoTracking().SingleAsync(i => i.Id == status.InvoiceId);
        var sentAt = (await w.Db.SentInvoices.AsNoTracking().SingleAsync(s => s.InvoiceId == invoice.Id)).SentAt;
        var said = await IssuedEInvoice.ReadAsync(w.Db, invoice);
        var (seller, buyer) = (invoice.Content.Seller, invoice.Content.Customer);
        return new CashingToTell(id, status.Attempts - 1, new StatusMessage(status.MessageId,
            new StatusParty(new Siren(buyer.Siren!), buyer.Name, buyer.ElectronicAddress),
            new StatusParty(new Siren(seller.Siren!), seller.Name, null),
            new StatusInvoice(invoice.Number, said.TypeCode!, invoice.Date, sentAt ?? status.MadeAt), status.Status,
            null, "", status.SaidAt)
        {
            Cashed = CashedVat.Told(cashing.Parts), CashedOn = cashing.Day,
        });
    }

    public Task KeepAsync(WriteSession w, PlatformAnswer answer)
    {
        var state = answer.Handing == Handing.Taken ? TellingState.Sent
            : answer.Handing == Handing.Refused || Pauses.IsLast(Attempts) ? TellingState.GivenUp
            : TellingState.Waiting;
        return w.Connection.ExecuteAsync("UPDATE sent_status SET state = @p1, answer = @p2, sent_at = @p3 "
            + "WHERE id = @p0 AND state = 'Waiting'", w.Transaction, Id, state.ToString(), answer.Words,
            state == TellingState.Sent ? w.Now : null);
    }
}
