using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases.Orders;

/// <summary>Which order an invoice is said to be of, and line by line what it takes of it.</summary>
/// <param name="Lines">In the order of the purchase's lines.</param>
/// <param name="Agreed">Somebody read the differences that go beyond the order, and agrees.</param>
public sealed record OrderMatch(long OrderId, IReadOnlyList<InvoicedLine> Lines, bool Agreed);

/// <summary>Holds purchases against orders (rapprocher une facture d’une commande), and undoes it.</summary>
public static class MatchOrder
{
    /// <summary>What purchases have taken of an order so far.</summary>
    public static async Task<List<InvoicedLine>> BeforeAsync(CoopDb db, long order) =>
        [.. (await db.OrderInvoices.Where(i => i.OrderId == order && i.UndoneAt == null).OrderBy(i => i.Id)
            .ToListAsync()).SelectMany(i => i.Content)];

    public static async Task<IReadOnlyList<OrderRest>> RestAsync(CoopDb db, PurchaseOrder order) =>
        OrderMatching.Rest(order.Content, await BeforeAsync(db, order.Id));

    /// <summary>The orders that may still be invoiced, of one supplier or of all, with what is left of each.</summary>
    public static async Task<List<(PurchaseOrder Order, Money Left)>> OpenAsync(CoopDb db, long? supplier)
    {
        var orders = await db.PurchaseOrders.Where(o => o.Status == OrderStatus.Sent
            && (supplier == null || o.SupplierId == supplier)).OrderBy(o => o.Id).ToListAsync();
        var before = await OfOpenAsync(db);
        return [.. orders.Select(o => (o, OrderMatching.Rest(o.Content, before[o.Id].SelectMany(i => i.Content))
            .Sum(r => r.Net)))];
    }

    /// <summary>What purchases took of the orders that are still open.</summary>
    private static async Task<ILookup<long, OrderInvoiceRow>> OfOpenAsync(CoopDb db) =>
        (await db.OrderInvoices.Where(i => i.UndoneAt == null
            && db.PurchaseOrders.Any(o => o.Id == i.OrderId && o.Status == OrderStatus.Sent)).ToListAsync())
        .ToLookup(i => i.OrderId);

    public static async Task<OrderProposal?> ProposeAsync(
        CoopDb db, long? supplier, Money net, params IReadOnlyList<string> references) => supplier is null ? null
        : OrderMatching.Propose(await OpenAsync(db, supplier), net, references);

    /// <summary>
    /// What is ordered and not invoiced yet, before VAT, by activity (commandé, pas encore facturé): beside what is
    /// committed, and no part of it.
    /// </summary>
    public static async Task<Dictionary<ActivityId, Money>> OrderedAsync(CoopDb db)
    {
        var before = await OfOpenAsync(db);
        var orders = await db.PurchaseOrders.Where(o => o.Status == OrderStatus.Sent).ToListAsync();
        return orders.SelectMany(o => OrderMatching.Rest(o.Content, before[o.Id].SelectMany(i => i.Content)))
            .GroupBy(r => r.Ordered.Activity).ToDictionary(g => g.Key, g => g.Sum(r => r.Net));
    }

    /// <summary>
    /// Ties a purchase just booked to its order. What goes beyond the order is refused until somebody agreed to it,
    /// and what was told stays written.
    /// </summary>
    public static async Task<OrderInvoiceRow> TieAsync(WriteSession w, Purchase purchase, OrderMatch match, string by)
    {
        var order = await KeepOrder.FindAsync(w, match.OrderId);
        if (!order.IsOpen)
            throw new BrokenRuleException($"La commande {order.Number} n’est plus en cours : elle ne se facture pas.");
        if (order.SupplierId != purchase.SupplierId)
            throw new BrokenRuleException($"La commande {order.Number} est celle d’un autre fournisseur.");
        await w.SaveAsync();
        var told = OrderMatching.Differences(order.Content, await BeforeAsync(w.Db, order.Id), match.Lines);
        if (!match.Agreed && told.Where(d => d.IsBeyond).ToList() is { Count: > 0 } beyond)
            throw new BrokenRuleException($"La facture dépasse la commande {order.Number}. "
                + string.Join(" ", beyond.Select(d => d.Sentence))
                + " Corrigez les lignes, ou cochez « Accepter les écarts ».");
        var row = new OrderInvoiceRow
        {
            OrderId = order.Id, PurchaseId = purchase.Id, Content = match.Lines,
            Told = string.Join('\n', told.Select(d => d.Sentence)), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.OrderInvoices.Add(row);
        await w.SaveAsync();
        return row;
    }

    /// <summary>The purchase is reversed: what it had taken of its order is to come again.</summary>
    public static async Task UndoAsync(WriteSession w, long purchase)
    {
        foreach (var row in await w.Db.OrderInvoices.Where(i => i.PurchaseId == purchase && i.UndoneAt == null)
            .ToListAsync())
            row.UndoneAt = w.Now;
    }
}
