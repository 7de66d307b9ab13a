using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>A supplier (fournisseur) of the co-operative.</summary>
public sealed class Supplier
{
    public long Id { get; init; }
    public required string Name { get; set; }
    public Siren? Siren { get; set; }

    /// <summary>Where orders are sent to.</summary>
    public EmailAddress? Email { get; set; }

    /// <summary>As on an envelope, over several lines; empty while nobody needed it.</summary>
    public string Address { get; set; } = "";
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
