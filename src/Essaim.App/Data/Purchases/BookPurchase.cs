using Essaim.App.Data.Banking.Runs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// Books a supplier's invoice. The same number of the same supplier is refused: it would be paid twice.
/// </summary>
public static class BookPurchase
{
    public static async Task<Purchase> BookAsync(WriteSession w, Supplier supplier, string number, DateOnly date,
        DateOnly due,
        IReadOnlyList<PurchaseLine> lines)
    {
        if (supplier.Id == 0)
            await EnterSupplier.EnterAsync(w, supplier);
        if (await w.Db.Purchases.AnyAsync(p => p.SupplierId == supplier.Id && p.Number == number))
            throw new BrokenRuleException(
                $"La facture {number} de {supplier.Name} est déjà enregistrée. Vérifiez le numéro.");
        var id = await w.Ledger.NextNumberAsync("purchase");
        var posted =
            await w.Ledger.PostAsync(PurchasePosting.Entry(new PurchaseInvoice(supplier.Id, supplier.Name, number,
            date, due, lines, new DocumentRef(Purchase.DocumentKind, id))));
        var purchase = new Purchase
        {
            Id = id, SupplierId = supplier.Id, ActivityId = lines[0].Activity, Number = number, Date = date, Due = due,
            Net = lines.Sum(l => l.Net), Vat = lines.Sum(l => l.Vat), Content = lines, EntryId = posted.Id,
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
        return payment;
    }
}
