using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>An invoice that comes again for one customer (facture récurrente).</summary>
public sealed class RecurringSale
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long CustomerId { get; init; }
    public required string Name { get; set; }
    public required SaleContent Content { get; set; }

    /// <summary>Whether the quantities differ each time, so that the draft asks to look at them.</summary>
    public required bool AsksQuantities { get; set; }

    public required Recurrence Recurrence { get; set; }
    public required DateOnly FirstDay { get; set; }

    /// <summary>The next day on which the round prepares a draft; null when it comes no more.</summary>
    public DateOnly? NextDay { get; set; }

    public DateOnly? LastDay { get; set; }
    public DateOnly? StoppedOn { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public int Version { get; set; }

    public Recurring Days => new(Recurrence, FirstDay, LastDay);

    internal static void Map(ModelBuilder model) => model.Entity<RecurringSale>(e =>
    {
        e.ToTable("recurring_sale");
        CoopDb.Json(e.Property(s => s.Content));
        e.Property(s => s.Version).IsConcurrencyToken();
        e.Ignore(s => s.Days);
    });
}
