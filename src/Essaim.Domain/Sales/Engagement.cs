using Essaim.Domain.Ledger;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// What sort of job it is. A kind brings its own mentions, required papers and checks; a plain one brings none.
/// </summary>
public enum EngagementKind
{
    Plain,

    /// <summary>Services à la personne: at a private person's home, in a co-op declared for it.</summary>
    HomeServices,

    /// <summary>Formation professionnelle: a convention, sessions, attendance.</summary>
    Training,

    /// <summary>Chantier: ten-year insurance, progress, retention.</summary>
    BuildingSite,

    /// <summary>Contrat court: a price that becomes a contract and a salary.</summary>
    ShortJob,
}

/// <summary>A job for one customer (affaire): its quotes, and through them its invoices.</summary>
public sealed class Engagement
{
    public const string DocumentKind = "engagement";

    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long CustomerId { get; init; }
    public EngagementKind Kind { get; set; }
    public required string Title { get; set; }
    public required string MadeAt { get; init; }

    /// <summary>What its kind asks; null until somebody has said it.</summary>
    public EngagementDetails? Details { get; set; }

    public int Version { get; set; }

    public void Rename(string title) => Title = title.Trim() is { Length: > 0 and <= 200 } text ? text
        : throw new BrokenRuleException("Nommez l’affaire en quelques mots, deux cents caractères au plus.");
}
