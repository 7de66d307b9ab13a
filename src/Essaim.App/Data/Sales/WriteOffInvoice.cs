using Essaim.App.Data.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>
/// Writes off what an invoice still asks (créance perdue), with the contribution rule of its own day.
/// </summary>
public static class WriteOffInvoice
{
    public static async Task<Money> WriteOffAsync(WriteSession w, long invoiceId, DateOnly date)
    {
        await w.SaveAsync();
        var invoice = await w.Db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == invoiceId)
            ?? throw new BrokenRuleException("Cette facture n’existe pas. Vérifiez son numéro.");
        var open = (await w.Books.Items.OfDocumentAsync(invoice.Reference)).Where(i => i.Remaining.IsPositive).ToList();
        if (open.Count == 0)
            throw new BrokenRuleException("Cette facture est réglée : il n’y a pas de perte à constater.");
        var rules = await Rules.ReadAsync(w.Db);
        foreach (var item in open)
        {
            var net = invoice.Net.Prorata(item.Amount, invoice.Total);
            await w.Ledger.PostAsync(SaleCorrections.BadDebt(item, date, invoice.Number,
                rules.Of(item.Activity, invoice.Date), invoice.Reference, net));
        }
        return open.Sum(i => i.Remaining);
    }

    /// <summary>What an item still asks, without VAT: what was contributed on it.</summary>
    public static Money NetOf(Invoice invoice, OpenItem item) =>
        invoice.Net.Prorata(item.Amount, invoice.Total).Prorata(item.Remaining, item.Amount);
}
