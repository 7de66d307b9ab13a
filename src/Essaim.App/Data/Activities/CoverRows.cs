using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>
/// A total that the co-op published (total publié): what it owed to its activities at the end of a day, with the
/// fingerprint that members compare. Never changes; what each activity was owed is kept beside it.
/// </summary>
public sealed class CoverPublicationRow
{
    public long Id { get; init; }
    public required DateOnly Day { get; init; }
    public required Siren Siren { get; init; }
    public required Money Total { get; init; }

    /// <summary>What the co-op held for them at that day, as it said itself: no part of the proof.</summary>
    public required Money Held { get; init; }

    public required long Leaves { get; init; }
    public required string Root { get; init; }

    /// <summary>The fingerprint of the publication before; null for the first.</summary>
    public string? Previous { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>Salts come from it: shown to nobody.</summary>
    public required string Secret { get; init; }

    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    public CoverHead Head => new(Siren, Day, new CoverNode(new CoverHash(Root), Total),
        Previous is null ? null : new CoverHash(Previous));
}

/// <summary>What one activity was owed in a published total.</summary>
public sealed class CoverLeafRow
{
    public required long PublicationId { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required Money Amount { get; init; }
}

/// <summary>
/// The level that the meeting voted for the cover ratio (seuil d’alerte), from a day on; 1 where none was voted.
/// </summary>
public sealed class CoverLevelRow
{
    public const decimal Usual = 1m;

    public long Id { get; init; }
    public required DateOnly FromDay { get; init; }

    /// <summary>As a ratio: 1.1 for 110 %.</summary>
    public required decimal Level { get; init; }

    public required string Resolution { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>That the cover fell under its level, or was above it again (alerte): told once each time.</summary>
public sealed class CoverAlertRow
{
    public long Id { get; init; }
    public required DateOnly Day { get; init; }
    public required bool IsBelow { get; init; }
    public required decimal Level { get; init; }
    public decimal? NowRatio { get; init; }
    public decimal? At90Ratio { get; init; }
    public required string MadeAt { get; init; }
}

internal static class CoverRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CoverPublicationRow>(e => { e.ToTable("cover_publication"); e.Ignore(p => p.Head); });
        model.Entity<CoverLeafRow>().ToTable("cover_leaf").HasKey(l => new { l.PublicationId, l.ActivityId });
        model.Entity<CoverLevelRow>().ToTable("cover_level");
        model.Entity<CoverAlertRow>(e =>
        {
            e.ToTable("cover_alert");
            e.Property(a => a.NowRatio).HasColumnName("now_ratio");
            e.Property(a => a.At90Ratio).HasColumnName("at90_ratio");
        });
    }
}
