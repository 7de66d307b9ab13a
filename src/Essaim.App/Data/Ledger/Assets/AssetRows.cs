using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Ledger.Assets;

/// <summary>
/// A fixed asset in the register (immobilisation). What it is never changes; several articles bought on one line may be
/// as many assets.
/// </summary>
public sealed class FixedAsset
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required string Label { get; init; }
    public required AccountNumber Account { get; init; }
    public required Money Value { get; init; }
    public required Money Residual { get; init; }
    public required DateOnly InService { get; init; }

    /// <summary>Zero for what is not written off.</summary>
    public required int Months { get; init; }

    /// <summary>Up to the end of this month, books taken over had written off <see cref="Taken"/>.</summary>
    public Month? TakenThrough { get; init; }
    public Money Taken { get; init; }

    /// <summary>The line of the books by which it was bought; none where other books did.</summary>
    public EntryId? SourceEntryId { get; init; }
    public int? SourceLineNo { get; init; }

    /// <summary>Entered by mistake: what it had posted was taken back.</summary>
    public DateOnly? WithdrawnOn { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public int Version { get; set; }

    public DepreciationTerms Terms() => new(Account, Value, Residual, InService, Months,
        TakenThrough is { } through ? new TakenDepreciation(through, Taken) : null);
}

/// <summary>What a month wrote off, as posted (dotation): once for an asset and a month.</summary>
public sealed class AssetCharge
{
    public const string DocumentKind = "asset-charge";

    public required long AssetId { get; init; }
    public required Month Month { get; init; }
    public required Money Amount { get; init; }
    public required EntryId EntryId { get; init; }

    /// <summary>How its entry names it: 12 in March 2026 is 12202603.</summary>
    public static long NumberOf(long asset, Month month) => asset * 1_000_000 + month.Number;
}

/// <summary>A plan corrected forward, and why (révision).</summary>
public sealed class AssetRevision
{
    public required long AssetId { get; init; }
    public required Month FromMonth { get; init; }
    public required int Months { get; init; }
    public required string Reason { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>How an asset leaves (sortie): thrown away, sold, stolen, or a deposit that was given back.</summary>
public enum DisposalKind
{
    Scrapped,
    Sold,
    Stolen,
    Returned,
}

/// <summary>An asset that left, with what was written off in all and what it was still worth.</summary>
public sealed class AssetDisposal
{
    public const string DocumentKind = "asset-disposal";

    public required long AssetId { get; init; }
    public required DisposalKind Kind { get; init; }
    public required DateOnly LeftOn { get; init; }
    public required string Reason { get; init; }
    public required Money Accumulated { get; init; }
    public required Money LastCharge { get; init; }
    public required Money Net { get; init; }

    /// <summary>Null for what was given back: the bank's entry took it out.</summary>
    public EntryId? EntryId { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>The invoice by which an asset was sold, and its price excluding VAT.</summary>
public sealed class AssetSale
{
    public const string DocumentKind = "asset-sale";

    public required long AssetId { get; init; }
    public required long InvoiceId { get; init; }
    public required Money Price { get; init; }
    public required EntryId EntryId { get; init; }
}

internal static class AssetRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<FixedAsset>(e => { e.ToTable("fixed_asset"); e.Property(a => a.Version).IsConcurrencyToken(); });
        model.Entity<AssetCharge>().ToTable("asset_charge").HasKey(c => new { c.AssetId, c.Month });
        model.Entity<AssetRevision>().ToTable("asset_revision").HasKey(r => new { r.AssetId, r.FromMonth });
        model.Entity<AssetDisposal>().ToTable("asset_disposal").HasKey(d => d.AssetId);
        model.Entity<AssetSale>().ToTable("asset_sale").HasKey(s => s.AssetId);
    }
}
