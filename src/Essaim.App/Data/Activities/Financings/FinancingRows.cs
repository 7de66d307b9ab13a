using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Financings;

/// <summary>A loan or a lease that the co-op took for one activity: as signed, never changed.</summary>
public sealed class Financing
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }

    /// <summary>The lender or the lessor, among the suppliers.</summary>
    public required long SupplierId { get; init; }
    public required string Label { get; init; }
    public required FinancingTerms Content { get; init; }

    /// <summary>Who decided, and by which resolution.</summary>
    public required string Resolution { get; init; }

    /// <summary>The day on which a loan's money came, or a lease began.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>What came: the loan; zero for a lease.</summary>
    public required Money Received { get; init; }
    public EntryId? EntryId { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    public const string DocumentKind = "financing";
}

/// <summary>An instalment as posted: an entry of its own, or the purchase that a rent is.</summary>
public sealed class FinancingDue
{
    public const string DocumentKind = "financing-due";

    public required long FinancingId { get; init; }
    public required int No { get; init; }
    public required Money Amount { get; init; }
    public EntryId? EntryId { get; init; }
    public long? PurchaseId { get; init; }

    /// <summary>How its entry names it; a financing has at most 360.</summary>
    public static long NumberOf(long financing, int no) => financing * 1000 + no;
}

internal static class FinancingRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Financing>(e => { e.ToTable("financing"); CoopDb.Json(e.Property(f => f.Content)); });
        model.Entity<FinancingDue>().ToTable("financing_due").HasKey(d => new { d.FinancingId, d.No });
    }
}
