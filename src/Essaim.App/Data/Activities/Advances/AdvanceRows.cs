using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Advances;

/// <summary>
/// An advance with its request, its decision and its plan (avance demandée, dossier d’avance). What was asked stays
/// beside what was decided. The money itself stands in the movements that name it (<see cref="CashAdvance"/>).
/// </summary>
public sealed class Advance
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required Money AskedAmount { get; init; }
    public required AdvancePlan AskedPlan { get; init; }
    public required string Purpose { get; init; }
    public required string AskedAt { get; init; }
    public required string AskedBy { get; init; }

    public required Money Amount { get; set; }
    public required AdvancePlan Plan { get; set; }
    public required AdvanceState State { get; set; }

    public DateOnly? DecidedOn { get; set; }

    /// <summary>Who decided, in words: "CA : Anne, Karim, Zoé".</summary>
    public string DecidedBy { get; set; } = "";

    /// <summary>Which resolution granted it, or why it was refused.</summary>
    public string Resolution { get; set; } = "";

    public DateOnly? PaidOutOn { get; set; }

    /// <summary>Kept with each movement; the database refuses more than the amount.</summary>
    public Money Repaid { get; set; }

    public int Version { get; init; }

    public Money Left => State is AdvanceState.PaidOut or AdvanceState.Repaid ? Amount - Repaid : Money.Zero;

    /// <summary>What should be paid back by a day and is not.</summary>
    public Money DueOn(DateOnly day) => State == AdvanceState.PaidOut
        ? Money.Max(Money.Zero, Plan.DueBy(Amount, day) - Repaid) : Money.Zero;
}

/// <summary>What the meeting or the board allowed to lend, from a day on; what was voted before stays.</summary>
public sealed class AdvanceCeilingRow
{
    public long Id { get; init; }
    public required DateOnly FromDay { get; init; }
    public required AdvanceCeiling Content { get; init; }
    public required string Resolution { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

internal static class AdvanceRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CashAdvance>(e => { e.ToTable("cash_advance"); e.Property(a => a.Id).ValueGeneratedNever(); });
        model.Entity<Advance>(e =>
        {
            e.ToTable("advance");
            CoopDb.Json(e.Property(a => a.AskedPlan));
            CoopDb.Json(e.Property(a => a.Plan));
            e.Property(a => a.Version).IsConcurrencyToken();
            e.Ignore(a => a.Left);
        });
        model.Entity<AdvanceCeilingRow>(e =>
        {
            e.ToTable("advance_ceiling");
            CoopDb.Json(e.Property(c => c.Content));
        });
    }
}
