using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Sending;

/// <summary>
/// Makes again what the customer refused or a platform rejected (refus, rejet): the invoice is void, so it is taken out
/// of our books by a credit note that stays inside, and a draft with the same content waits to be corrected. Its number
/// is a new one (XP Z12-012): a number that was sent is never used again.
/// </summary>
public static class RedoInvoice
{
    /// <summary>The draft; the credit note is issued already.</summary>
    public static async Task<SaleDraft> RedoAsync(WriteSession w, Invoice invoice, LawBook law, DateOnly day)
    {
        await w.SaveAsync();
        if (await w.Db.SentInvoices.AsNoTracking().SingleOrDefaultAsync(s => s.InvoiceId == invoice.Id)
            is not { IsVoid: true })
            throw new BrokenRuleException("Cette facture n’est ni refusée ni rejetée. Pour la corriger, faites un "
                + "avoir.");
        if (invoice.Kind == SaleDocumentKind.CreditNote)
            throw new BrokenRuleException("Un avoir refusé ne se refait pas ici. Voyez avec le client, puis faites un "
                + "autre avoir de la même facture.");
        if (invoice.Content.Deposits.Count > 0)
            throw new BrokenRuleException("Cette facture reprend des acomptes, que son avoir doit rendre : demandez à "
                + "la comptabilité de la reprendre, puis refaites le solde depuis le devis.");
        var credit = await KeepDraft.CreditAsync(w, invoice.Id);
        await IssueDraft.IssueAsync(w, credit.Id,
            IssueDraft.Asked(await IssueDraft.OrderAsync(w.Db, credit, day)), law, day);
        await w.SaveAsync();
        return await KeepDraft.StartAsync(w, new SaleDraft
        {
            ActivityId = invoice.ActivityId, CustomerId = invoice.CustomerId, Kind = invoice.Kind,
            QuoteId = invoice.QuoteId, Content = invoice.Content.Content, UpdatedAt = w.Now,
        });
    }
}
