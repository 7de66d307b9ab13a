using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases.Orders;

/// <summary>What people may order alone, from a day on; what was decided before stays.</summary>
public sealed class OrderCeilingRow
{
    public long Id { get; init; }
    public required DateOnly FromDay { get; init; }
    public required OrderCeiling Content { get; init; }
    public required string Decision { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>
/// That a purchase invoices an order, whole or in part (facture d’une commande): which lines, and what somebody agreed
/// to that was not as ordered. Undone when the purchase is reversed; it then stays, and no longer counts.
/// </summary>
public sealed class OrderInvoiceRow
{
    public long Id { get; init; }
    public required long OrderId { get; init; }
    public required long PurchaseId { get; init; }
    public required IReadOnlyList<InvoicedLine> Content { get; init; }

    /// <summary>The differences that were told and agreed to, one a line; empty when all was as ordered.</summary>
    public required string Told { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public string? UndoneAt { get; set; }
}

internal static class OrderRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<PurchaseOrder>(e =>
        {
            e.ToTable("purchase_order");
            CoopDb.Json(e.Property(o => o.Content));
            e.Property(o => o.Version).IsConcurrencyToken();
            e.Ignore(o => o.IsDraft);
            e.Ignore(o => o.IsOpen);
        });
        model.Entity<OrderCeilingRow>(e =>
        {
            e.ToTable("order_ceiling");
            CoopDb.Json(e.Property(c => c.Content));
        });
        model.Entity<OrderInvoiceRow>(e =>
        {
            e.ToTable("order_invoice");
            CoopDb.Json(e.Property(i => i.Content));
        });
        model.Entity<PersonShareRow>(e =>
        {
            e.ToTable("person_share");
            e.Property(s => s.Id).ValueGeneratedNever();
        });
    }
}
