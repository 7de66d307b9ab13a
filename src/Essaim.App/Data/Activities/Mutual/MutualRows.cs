using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Mutual;

/// <summary>What activities pay into the fund, as voted, from a day on.</summary>
public sealed class MutualRuleRow
{
    public long Id { get; init; }
    public required DateOnly FromDay { get; init; }
    public required MutualRule Content { get; init; }
    public required string Resolution { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>What an activity paid into the fund for a month (cotisation): once, never changed.</summary>
public sealed class MutualDue
{
    public required long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required Month Month { get; init; }

    /// <summary>Invoiced in the month, excluding VAT.</summary>
    public required Money Base { get; init; }
    public required Money Amount { get; init; }
    public required EntryId EntryId { get; init; }

    public const string DocumentKind = "mutual-due";
}

/// <summary>A claim on the fund (demande au fonds): what happened, what was decided, what was paid.</summary>
public sealed class MutualClaim
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }

    /// <summary>What happened, in the words of whoever asks.</summary>
    public required string Event { get; init; }
    public required Money AskedAmount { get; init; }
    public required string AskedAt { get; init; }
    public required string AskedBy { get; init; }
    public required Money Amount { get; set; }
    public required MutualClaimState State { get; set; }
    public DateOnly? DecidedOn { get; set; }
    public string DecidedBy { get; set; } = "";
    public string Resolution { get; set; } = "";
    public EntryId? EntryId { get; set; }
    public int Version { get; init; }

    public const string DocumentKind = "mutual-claim";
}

internal static class MutualRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<MutualRuleRow>(e => { e.ToTable("mutual_rule"); CoopDb.Json(e.Property(r => r.Content)); });
        model.Entity<MutualDue>(e => { e.ToTable("mutual_due"); e.Property(d => d.Id).ValueGeneratedNever(); });
        model.Entity<MutualClaim>(e =>
            { e.ToTable("mutual_claim"); e.Property(c => c.Version).IsConcurrencyToken(); });
    }
}
