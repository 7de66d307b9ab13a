using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// What the staff decided about one line of a claim (contrôle d’une ligne), until the claim is accepted as a whole.
/// </summary>
public sealed class ClaimDecisionRow
{
    public required long ClaimId { get; init; }
    public required int LineNo { get; init; }
    public required LineDecision Content { get; set; }
    public required string DecidedAt { get; set; }
    public required string DecidedBy { get; set; }

    /// <summary>The claim in which a refused line is asked for again.</summary>
    public long? TakenUpBy { get; set; }

    /// <summary>From 1; whoever decides says which they saw, so that nobody undoes what they never read.</summary>
    public int Version { get; set; }
}

/// <summary>The co-op's own ceilings (plafonds), from a day on; earlier ones stay as they were.</summary>
public sealed class ExpenseRuleRow
{
    public long Id { get; init; }
    public required DateOnly FromDay { get; init; }
    public required ExpenseRule Content { get; init; }
    public required string Decision { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>That a person gave up being paid back a claim, or a part of it (renoncement); never taken back.</summary>
public sealed class ClaimWaiverRow
{
    public required long Id { get; init; }
    public required long ClaimId { get; init; }
    public required Money Amount { get; init; }
    public required string DeclaredAt { get; init; }
    public required string DeclaredBy { get; init; }

    /// <summary>The words that were signed, as they stand in the document.</summary>
    public required string Declaration { get; init; }
    public required long DocumentId { get; init; }
    public required EntryId EntryId { get; init; }

    public const string DocumentKind = "claim-waiver";
}

internal static class ClaimRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ExpenseClaim>(e =>
        {
            e.ToTable("expense_claim");
            CoopDb.Json(e.Property(c => c.Content));
            CoopDb.Json(e.Property(c => c.Granted));
            e.Property(c => c.Version).IsConcurrencyToken();
            e.Ignore(c => c.IsDraft);
            e.Ignore(c => c.Waits);
        });
        model.Entity<Vehicle>(e =>
        {
            e.ToTable("vehicle");
            e.Ignore(v => v.Key);
            e.Ignore(v => v.Motor);
        });
        model.Entity<ClaimDecisionRow>(e =>
        {
            e.ToTable("claim_decision").HasKey(d => new { d.ClaimId, d.LineNo });
            CoopDb.Json(e.Property(d => d.Content));
        });
        model.Entity<ExpenseRuleRow>(e =>
        {
            e.ToTable("expense_rule");
            CoopDb.Json(e.Property(r => r.Content));
        });
        model.Entity<ClaimWaiverRow>(e =>
        {
            e.ToTable("claim_waiver");
            e.Property(r => r.Id).ValueGeneratedNever();
        });
    }
}
