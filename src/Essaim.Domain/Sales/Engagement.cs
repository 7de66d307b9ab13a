using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// What sort of job it is. A kind brings its own mentions, required papers and checks; a plain one brings none.
/// </summary>
public enum EngagementKind
{
    Plain,
}

/// <summary>A job for one customer (affaire): its quotes, and through them its invoices.</summary>
public sealed class Engagement
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long CustomerId { get; init; }
    public EngagementKind Kind { get; init; }
    public required string Title { get; set; }
    public required string MadeAt { get; init; }

    public void Rename(string title) => Title = title.Trim() is { Length: > 0 and <= 200 } text ? text
        : throw new BrokenRuleException("Nommez l’affaire en quelques mots, deux cents caractères au plus.");
}
