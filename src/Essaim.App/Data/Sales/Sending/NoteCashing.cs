using Essaim.App.Data.Purchases;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Sending;

/// <summary>
/// Notes money of an invoice by rate, in the transaction that books it, and has the platform told (encaissée, 212)
/// where VAT falls due with the money. What is undone is noted and told below zero.
/// </summary>
public static class NoteCashing
{
    public static async Task CameAsync(WriteSession w, Invoice invoice, Money amount, DateOnly day, EntryId entry)
    {
        var credits = await w.Db.Invoices.AsNoTracking().Where(i => i.CreditsInvoiceId == invoice.Id).ToListAsync();
        var before = await w.Db.Cashings.AsNoTracking().Where(c => c.InvoiceId == invoice.Id).ToListAsync();
        var left = CashedVat.Less(CashedVat.Of(invoice), [
            .. credits.SelectMany(c => CashedVat.Of(c, invoice.Kind == SaleDocumentKind.DepositInvoice)),
            .. before.SelectMany(c => c.Parts)]);
        await AddAsync(w, invoice.Id, CashedVat.Share(left, amount), day, entry,
            isTold: before.Count > 0 || !SaysItself(invoice, amount, day));
    }

    /// <summary>What a credit note left in the customer's favour was given back.</summary>
    public static async Task WentBackAsync(WriteSession w, OpenItem item, Money amount, DateOnly day, EntryId entry)
    {
        if (item.Account != Accounts.Customers || await w.Db.Invoices.AsNoTracking()
                .SingleOrDefaultAsync(i => i.EntryId == item.Id.Entry) is not { CreditsInvoiceId: { } id } note)
            return;
        var deposit = await w.Db.Invoices.AnyAsync(i => i.Id == id && i.Kind == SaleDocumentKind.DepositInvoice);
        await AddAsync(w, id, Below(CashedVat.Share(CashedVat.Of(note, deposit), amount)), day, entry);
    }

    /// <summary>The entry of a receipt or of a refund was taken back.</summary>
    public static async Task UndoneAsync(WriteSession w, EntryId undone, DateOnly day, EntryId reversal)
    {
        if (await w.Db.Cashings.AsNoTracking().SingleOrDefaultAsync(c => c.EntryId == undone) is { } was)
            await AddAsync(w, was.InvoiceId, Below(was.Parts), day, reversal);
    }

    /// <summary>An invoice that says that it is paid (B2, S2, M2) tells its money itself.</summary>
    private static bool SaysItself(Invoice invoice, Money amount, DateOnly day) =>
        invoice.Content.Paid is { } paid && day == paid.On && amount == invoice.Total;

    /// <summary>Goods, and services with the option for debits, are told to nobody: their VAT fell due
    /// before.</summary>
    internal static void Tell(WriteSession w, Cashing cashing)
    {
        if (CashedVat.Told(cashing.Parts).Count > 0)
            w.Db.SentStatuses.Add(new SentStatus
            {
                InvoiceId = cashing.InvoiceId, Status = ReceivedInvoiceStatus.Cashed, SaidAt = w.Now,
                MessageId = "cdv_" + Guid.CreateVersion7().ToString("N"), CashingId = cashing.Id, MadeAt = w.Now,
                NextAt = w.Now, State = TellingState.Waiting,
            });
    }

    private static async Task AddAsync(
        WriteSession w, long invoiceId, IReadOnlyList<CashedPart> parts, DateOnly day, EntryId entry,
        bool isTold = true)
    {
        if (parts.Count == 0)
            return;
        var cashing = new Cashing
        {
            InvoiceId = invoiceId, EntryId = entry, Day = day, Amount = parts.Sum(p => p.Amount), Parts = parts,
        };
        w.Db.Cashings.Add(cashing);
        if (!isTold || !await w.Db.SentInvoices.AnyAsync(s => s.InvoiceId == invoiceId))
            return;
        await w.SaveAsync();
        Tell(w, cashing);
    }

    private static IReadOnlyList<CashedPart> Below(IReadOnlyList<CashedPart> parts) =>
        [.. parts.Select(p => p with { Amount = -p.Amount })];
}
