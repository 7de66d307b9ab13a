using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Sending;

/// <summary>
/// Puts an issued document in the line of what leaves through the platform, in the transaction that issues it. What is
/// in line leaves by itself, once (see <see cref="Platforms.SendingRounds"/>).
/// </summary>
public static class QueueInvoice
{
    /// <summary>What the law or the co-op's choice sends; a credit note of what is void stays inside.</summary>
    internal static async Task IssuedAsync(WriteSession w, Invoice invoice, SellerData seller)
    {
        if (SaleRoutes.Of(invoice.Content) == SaleRoute.Platform
            && await seller.SendsAsync(w.Connection, w.Transaction, invoice.Date)
            && !await TakesVoidBackAsync(w, invoice))
            await AddAsync(w, invoice.Id, "");
    }

    /// <summary>One that was issued before the co-op began to send, by hand.</summary>
    public static async Task ByHandAsync(WriteSession w, Invoice invoice, string by)
    {
        await w.SaveAsync();
        if (SaleRoutes.Of(invoice.Content) is var route && route != SaleRoute.Platform)
            throw new BrokenRuleException(route == SaleRoute.Outside
                ? "Cette vente est exonérée par les articles 261 à 261 E du CGI : elle ne passe pas par la plateforme."
                : "La plateforme ne porte que les factures aux entreprises de France qui ont un SIREN. Celle-ci se "
                    + "déclare par le e-reporting.");
        if (await w.Db.SentInvoices.AnyAsync(s => s.InvoiceId == invoice.Id))
            throw new BrokenRuleException("Cette facture est déjà dans les envois : elle ne part pas deux fois.");
        if (await TakesVoidBackAsync(w, invoice))
            throw new BrokenRuleException("Cet avoir annule une facture que le client n’a pas reçue : il reste ici.");
        var said = await IssuedEInvoice.ReadAsync(w.Db, invoice);
        if (SaleEInvoiceCheck.Lacks(said, customerIsCompany: true, mustSend: true).FirstOrDefault() is { } lack)
            throw new BrokenRuleException("La plateforme refuserait cette facture. " + lack.Fault.Sentence);
        await AddAsync(w, invoice.Id, by);
        foreach (var cashing in await w.Db.Cashings.AsNoTracking().Where(c => c.InvoiceId == invoice.Id)
            .OrderBy(c => c.Id).ToListAsync())
            NoteCashing.Tell(w, cashing);
    }

    /// <summary>The same number again, after the platform would not have the file.</summary>
    public static async Task AgainAsync(WriteSession w, long invoiceId)
    {
        var changed = await w.Connection.ExecuteAsync("UPDATE sent_invoice SET state = 'Waiting', attempts = 0, "
            + "next_at = @p1, answer = '' WHERE invoice_id = @p0 AND state = 'Refused'", w.Transaction, invoiceId,
            w.Now);
        if (changed == 0)
            throw new BrokenRuleException("Cette facture n’est pas à renvoyer : elle part, ou elle est partie.");
    }

    private static async Task<bool> TakesVoidBackAsync(WriteSession w, Invoice invoice) =>
        invoice.CreditsInvoiceId is { } credited
        && await w.Db.SentInvoices.AsNoTracking().SingleOrDefaultAsync(s => s.InvoiceId == credited)
            is { IsVoid: true };

    private static Task AddAsync(WriteSession w, long invoiceId, string by) => w.Connection.ExecuteAsync(
        "INSERT INTO sent_invoice (invoice_id, tracking_id, state, attempts, next_at, answer, queued_at, queued_by) "
        + "VALUES (@p0, @p1, 'Waiting', 0, @p2, '', @p2, @p3)", w.Transaction, invoiceId,
        "fac_" + Guid.CreateVersion7().ToString("N"), w.Now, by);
}
