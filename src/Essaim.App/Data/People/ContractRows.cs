using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>How far the paper of a contract is (état).</summary>
public enum PaperState
{
    Draft,

    /// <summary>Given to be signed: its text stays as it is, unless it is taken back.</summary>
    Sent,

    /// <summary>Concluded: the contract exists, and nothing of its paper changes any more.</summary>
    Signed,

    /// <summary>Given up before anybody signed.</summary>
    Withdrawn,
}

/// <summary>
/// The text of a contract or of an amendment, from the first draft to the signed paper (contrat écrit, avenant). Only
/// signing makes the contract itself, so that no draft is ever paid.
/// </summary>
public sealed class ContractPaper
{
    /// <summary>Under this name documents and addresses know it.</summary>
    public const string DocumentKind = "contract-paper";

    public long Id { get; init; }
    public required long PersonId { get; init; }
    public required ContractKind Kind { get; init; }

    /// <summary>The first contract of the chain that it amends.</summary>
    public long? AmendsId { get; init; }

    public int Amendment { get; init; }

    /// <summary>For whose work somebody of the team is hired; null for the co-op itself, and for entrepreneurs.
    /// </summary>
    public ActivityId? ActivityId { get; set; }

    public required PaperState State { get; set; }
    public required ContractTerms Content { get; set; }
    public DateOnly? SentOn { get; set; }
    public DateOnly? SignedOn { get; set; }
    public long? ContractId { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public int Version { get; set; }

    public bool IsOpen => State is PaperState.Draft or PaperState.Sent;

    public bool Amends => Amendment > 0;

    /// <summary>The day that a draft is drawn with: its first one, or that on which it was begun.</summary>
    public DateOnly FirstDayOrMade => Content.FirstDay
        ?? DateOnly.ParseExact(MadeAt[..10], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The co-op's own wording of a kind of contract; an article that it lacks has ours.</summary>
public sealed class ContractModelRow
{
    public required ContractKind Kind { get; init; }
    public required IReadOnlyDictionary<string, string> Content { get; set; }
    public required string ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
    public int Version { get; set; }
}

/// <summary>What pay needs of a contract beside its amount; without a row, what it did before.</summary>
public sealed class ContractPayRow
{
    public required long ContractId { get; init; }

    /// <summary>Whose cost the person is, when hired for an activity that is not theirs.</summary>
    public ActivityId? ActivityId { get; set; }

    public HealthExemption? Health { get; set; }

    /// <summary>The day on which the tax office gave the rate; it then serves for two months.</summary>
    public DateOnly? RateGivenOn { get; set; }

    /// <summary>Executive (cadre): Apec and life insurance are due.</summary>
    public bool Executive { get; set; }

    /// <summary>How the job is called (intitulé de l’emploi), where it is not the trade of the activity.</summary>
    public string Job { get; set; } = "";

    /// <summary>Where the job stands in the collective agreement (position dans la classification).</summary>
    public string Grade { get; set; } = "";

    public int Version { get; set; }
}

internal static class ContractRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ContractPaper>(e =>
        {
            e.ToTable("contract_paper");
            CoopDb.Json(e.Property(p => p.Content));
            e.Property(p => p.Version).IsConcurrencyToken();
            e.Ignore(p => p.IsOpen);
            e.Ignore(p => p.Amends);
            e.Ignore(p => p.FirstDayOrMade);
        });
        model.Entity<ContractModelRow>(e =>
        {
            e.ToTable("contract_model").HasKey(m => m.Kind);
            CoopDb.Json(e.Property(m => m.Content));
            e.Property(m => m.Version).IsConcurrencyToken();
        });
        model.Entity<ContractPayRow>(e =>
        {
            e.ToTable("contract_pay").HasKey(p => p.ContractId);
            e.Property(p => p.ContractId).ValueGeneratedNever();
            CoopDb.Json(e.Property(p => p.Health));
            e.Property(p => p.Version).IsConcurrencyToken();
        });
    }
}
