using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Data.Sales.Sending;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>What is told of a purchase besides its lines: the order that it invoices, what a person has paid of it.
/// </summary>
public sealed record PurchaseTies(string By, OrderMatch? Order = null, PersonShare? Share = null);

/// <summary>
/// Books a supplier's invoice or credit note. The same number of the same supplier is refused: it would be paid twice.
/// </summary>
public static class BookPurchase
{
    public static async Task<Purchase> BookAsync(WriteSession w, Supplier supplier, string number, DateOnly date,
        DateOnly due, IReadOnlyList<PurchaseLine> lines, DateOnly? pieceDate = null, PurchaseTies? ties = null)
    {
        var invoice = await BeginAsync(w, supplier, number, date, due, lines, pieceDate);
        var purchase = Kept(w, invoice, await w.Ledger.PostAsync(PurchasePosting.Entry(invoice)));
        if (ties?.Order is { } order)
            await MatchOrder.TieAsync(w, purchase, order, ties.By);
        if (ties?.Share is { } share)
            await NotePersonShare.NoteAsync(w, purchase, share);
        return purchase;
    }

    /// <summary>
    /// Books a supplier's credit note, whose lines are given positive and kept negative: it takes off what
    /// <paramref name="credited"/> still has to pay, and the rest is to be received.
    /// </summary>
    public static async Task<Purchase> CreditAsync(WriteSession w, Supplier supplier, string number, DateOnly date,
        IReadOnlyList<PurchaseLine> lines, Purchase? credited, DateOnly? pieceDate = null)
    {
        var note = await BeginAsync(w, supplier, number, date, date, lines, pieceDate);
        var posted = await w.Ledger.PostAsync(PurchasePosting.CreditNote(note,
            credited is null ? [] : await w.Books.Items.OfEntryAsync(credited.EntryId)));
        return Kept(w, note with { Lines = [.. lines.Select(l => l with { Net = -l.Net, Vat = -l.Vat })] }, posted);
    }

    private static async Task<PurchaseInvoice> BeginAsync(WriteSession w, Supplier supplier, string number,
        DateOnly date, DateOnly due, IReadOnlyList<PurchaseLine> lines, DateOnly? pieceDate)
    {
        if (lines.Any(l => l.Regime == PurchaseVat.SelfAssessedInUnion))
            await KnownAccounts.KnowAsync(w, Accounts.VatOnAcquisitions);
        if (supplier.Id == 0)
            await EnterSupplier.EnterAsync(w, supplier);
        if (await w.Db.Purchases.AnyAsync(p => p.SupplierId == supplier.Id && p.Number == number))
            throw new BrokenRuleException(
                $"La facture {number} de {supplier.Name} est déjà enregistrée. Vérifiez le numéro.");
        var id = await w.Ledger.NextNumberAsync("purchase");
        return new PurchaseInvoice(supplier.Id, supplier.Name, number, date, due, lines,
            new DocumentRef(Purchase.DocumentKind, id), pieceDate);
    }

    private static Purchase Kept(WriteSession w, PurchaseInvoice invoice, PostedEntry posted)
    {
        var lines = invoice.Lines;
        var purchase = new Purchase
        {
            Id = invoice.Reference!.Value.Id, SupplierId = invoice.SupplierId, ActivityId = lines[0].Activity,
            Number = invoice.Number, Date = invoice.Date, Due = invoice.Due, Net = lines.Sum(l => l.Net),
            Vat = lines.Sum(l => l.Total - l.Net), Content = lines, EntryId = posted.Id,
        };
        w.Db.Purchases.Add(purchase);
        return purchase;
    }
}

/// <summary>Pays an open item, in part or whole (règlement): a supplier, a claim, a salary, a refund.</summary>
public static class PayItem
{
    /// <summary>An item of what is to pay, whole or in part, in the words of the entry that opened it.</summary>
    public static Task<Payment> PayAsync(WriteSession w, PayableItem item, Money? part, DateOnly date) =>
        PayAsync(w, item.Item.Id, part ?? item.Amount, date, $"Règlement {item.Payee} {item.Piece}".Trim());

    public static async Task<Payment> PayAsync(WriteSession w, OpenItemId itemId, Money amount, DateOnly date,
        string label, MoneySide? side = null)
    {
        await w.SaveAsync();
        var item = await w.Books.Items.FindAsync(itemId)
            ?? throw new BrokenRuleException("Ce poste n’existe pas. Rechargez la page.");
        await RunItems.RefuseAsync(w, itemId);
        return await BookAsync(w, item, amount, date, label, side);
    }

    /// <summary>As an order to the bank pays it: the item is in that order, which nothing else may pay.</summary>
    internal static async Task<Payment> BookAsync(
        WriteSession w, OpenItem item, Money amount, DateOnly date, string label, MoneySide? side)
    {
        var id = await w.Ledger.NextNumberAsync("payment");
        var posted = await w.Ledger.PostAsync(PaymentPosting.Entry(item, amount, date, label, "",
            new DocumentRef(Payment.DocumentKind, id), side));
        var payment = new Payment
        {
            Id = id, ItemEntryId = item.Id.Entry.Value, ItemLineNo = item.Id.Line, Date = date, Amount = amount,
            EntryId = posted.Id,
        };
        w.Db.Payments.Add(payment);
        await NoteCashing.WentBackAsync(w, item, amount, date, posted.Id);
        return payment;
    }
}
