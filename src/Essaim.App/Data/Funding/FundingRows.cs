using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Funding;

/// <summary>A grant as its convention announces it (subvention annoncée); its instalments are open items.</summary>
public sealed class AnnouncedGrant
{
    public const string DocumentKind = "grant";

    public long Id { get; init; }

    /// <summary>Whose: the structure, or the one activity that it is given for.</summary>
    public required ActivityId ActivityId { get; init; }
    public required string Funder { get; init; }
    public required string Purpose { get; init; }

    /// <summary>What the funder calls its convention.</summary>
    public required string Reference { get; init; }
    public required DateOnly SignedOn { get; init; }
    public required Money Amount { get; init; }
    public EntryId? EntryId { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>Cash that the co-op placed (placement), until all of it is back.</summary>
public sealed class Placement
{
    public long Id { get; init; }
    public required string Label { get; init; }

    /// <summary>The account of the chart that the money left and comes back to.</summary>
    public required AccountNumber Bank { get; init; }
    public required Money Amount { get; init; }
    public required DateOnly PlacedOn { get; init; }

    /// <summary>Null for what may be taken back any day.</summary>
    public DateOnly? MaturesOn { get; init; }

    /// <summary>Who decided, and when.</summary>
    public required string Resolution { get; init; }
    /// <summary>Each movement writes it, so that two at once are one after the other.</summary>
    public required string MovedAt { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public int Version { get; set; }
}

public enum PlacementMoveKind
{
    Placed,
    Earned,
    Returned,
    Shared,
}

/// <summary>One thing that happened to a placement, with its entry; never changed.</summary>
public sealed class PlacementMove
{
    public const string DocumentKind = "placement-move";

    public required long Id { get; init; }
    public required long PlacementId { get; init; }
    public required PlacementMoveKind Kind { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>What moved at the bank, or what was shared.</summary>
    public required Money Amount { get; init; }

    /// <summary>What was earned by it; below zero for a loss or a sharing.</summary>
    public required Money Income { get; init; }
    public required string Words { get; init; }
    public required EntryId EntryId { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

internal static class FundingRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<AnnouncedGrant>().ToTable("announced_grant");
        model.Entity<Placement>(e =>
        {
            e.ToTable("placement");
            e.Property(p => p.Version).IsConcurrencyToken();
        });
        model.Entity<PlacementMove>(e =>
        {
            e.ToTable("placement_move");
            e.Property(m => m.Id).ValueGeneratedNever();
        });
    }
}
