using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>A supplier (fournisseur) of the co-operative.</summary>
public sealed class Supplier
{
    public long Id { get; init; }
    public required string Name { get; set; }
    public Siren? Siren { get; set; }
}

/// <summary>A booked supplier's invoice, as it was booked.</summary>
public sealed class Purchase
{
    public required long Id { get; init; }
    public required long SupplierId { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required string Number { get; init; }
    public required DateOnly Date { get; init; }
    public required DateOnly Due { get; init; }
    public required Money Net { get; init; }
    public required Money Vat { get; init; }
    public required IReadOnlyList<PurchaseLine> Content { get; init; }
    public required EntryId EntryId { get; init; }

    public const string DocumentKind = "purchase";
}

/// <summary>A trip with one's own vehicle (déplacement): the scale of the year gives its allowance.</summary>
public sealed record MileageTrip(
    DateOnly Date, string From, string To, decimal Kilometres, int HorsePower, bool Electric);

/// <summary>What a claim asks for: expenses with their receipts, and trips.</summary>
public sealed record ExpenseClaimContent(IReadOnlyList<ExpenseLine> Expenses, IReadOnlyList<MileageTrip> Trips)
{
    public static readonly ExpenseClaimContent Empty = new([], []);
}

/// <summary>
/// A month's expense claim (note de frais) of a person for an activity; posted once it is sent and accepted.
/// </summary>
public sealed class ExpenseClaim
{
    public long Id { get; init; }
    public required long PersonId { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required Month Month { get; init; }
    public Money Total { get; set; }
    public required ExpenseClaimContent Content { get; set; }
    public string? SentAt { get; set; }
    public EntryId? EntryId { get; set; }
    public int Version { get; set; }

    public const string DocumentKind = "expense-claim";
}
