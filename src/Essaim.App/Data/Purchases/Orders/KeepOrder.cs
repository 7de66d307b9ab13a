using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases.Orders;

/// <summary>To whom an order goes, as it was typed.</summary>
/// <param name="MayChange">Whether what is known of a supplier already may be replaced; an empty one always is.</param>
public sealed record OrderSupplier(long? Id, string Name, EmailAddress? Email, string Address, bool MayChange);

/// <summary>Starts and changes drafts of purchase orders (brouillons de commande): they have no number yet.</summary>
public static class KeepOrder
{
    public static async Task<PurchaseOrder> StartAsync(
        WriteSession w, OrderSupplier supplier, OrderContent content, string by)
    {
        await CheckAsync(w, content);
        var order = new PurchaseOrder
        {
            SupplierId = (await SupplierAsync(w, supplier)).Id, Date = w.Today, MadeAt = w.Now, MadeBy = by,
        };
        order.Revise(content);
        w.Db.PurchaseOrders.Add(order);
        await w.SaveAsync();
        return order;
    }

    /// <summary>Replaces what the draft says, unless somebody else has changed it since it was shown.</summary>
    public static async Task<PurchaseOrder> ReviseAsync(
        WriteSession w, long id, int version, OrderSupplier supplier, OrderContent content)
    {
        var order = await FindAsync(w, id);
        if (order.Version != version)
            throw new BrokenRuleException(
                "Ce brouillon a changé ailleurs entre-temps. Rechargez la page pour voir sa dernière version.");
        await CheckAsync(w, content);
        order.Revise(content);
        order.SupplierId = (await SupplierAsync(w, supplier)).Id;
        return order;
    }

    /// <summary>The same lines for the same supplier, as a new draft; the day of delivery is said again.</summary>
    public static async Task<PurchaseOrder> CopyAsync(WriteSession w, PurchaseOrder copied, string by)
    {
        var order = new PurchaseOrder
        {
            SupplierId = copied.SupplierId, Date = w.Today, MadeAt = w.Now, MadeBy = by,
        };
        order.Revise(copied.Content with { DeliverOn = null });
        w.Db.PurchaseOrders.Add(order);
        await w.SaveAsync();
        return order;
    }

    internal static async Task<PurchaseOrder> FindAsync(WriteSession w, long id) =>
        await w.Db.PurchaseOrders.SingleOrDefaultAsync(o => o.Id == id)
        ?? throw new BrokenRuleException("Cette commande n’existe plus. Revenez à la liste des commandes.");

    private static async Task CheckAsync(WriteSession w, OrderContent content)
    {
        content.Check();
        await KnownAccounts.RefuseOthersAsync(w.Db, content.Lines.Select(l => l.Account).OfType<AccountNumber>());
    }

    /// <summary>The chosen one, the one known under that very name, or a new one.</summary>
    private static async Task<Supplier> SupplierAsync(WriteSession w, OrderSupplier typed)
    {
        var name = PlainText.InOne(typed.Name);
        var known = typed.Id is { } id ? await w.Db.Suppliers.SingleOrDefaultAsync(s => s.Id == id)
            : (await w.Db.Suppliers.ToListAsync()).Find(s => name.Length > 0 && PlainText.InOne(s.Name) == name);
        var supplier = known ?? await EnterSupplier.EnterAsync(w, new Supplier { Name = typed.Name.Trim() });
        if (typed.Email is not null && (supplier.Email is null || typed.MayChange))
            supplier.Email = typed.Email;
        if (typed.Address.Trim().Length > 0 && (supplier.Address.Length == 0 || typed.MayChange))
            supplier.Address = typed.Address.Trim();
        return supplier;
    }
}
