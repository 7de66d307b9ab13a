using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Platforms;

/// <summary>
/// A status that the other side is to hear of (message de cycle de vie, flux 6), as it was set, with what tells the
/// platform whose invoice it is about.
/// </summary>
/// <param name="Id">The same at each sending: what was heard already changes nothing.</param>
/// <param name="SetAt">When somebody set it, as the log writes moments: UTC.</param>
public sealed record StatusMessage(string Id, StatusParty Buyer, StatusParty Seller, StatusInvoice Invoice,
    ReceivedInvoiceStatus Status, StatusReason? Reason, string Words, string SetAt)
{
    /// <summary>Money that came, by rate, with the day; what went back is below zero. Empty for other
    /// statuses.</summary>
    public IReadOnlyList<CashedPart> Cashed { get; init; } = [];
    public DateOnly? CashedOn { get; init; }

    /// <summary>The seller tells the buyer, who tells it otherwise.</summary>
    public bool IsOfSeller => Status.Sender == StatusSender.Seller;
}

/// <summary>A company of a message; without an electronic address (scheme 0225) its SIREN stands for it.</summary>
public sealed record StatusParty(Siren Siren, string Name, string? Address);

/// <summary>The invoice that a message is about: its number, kind (UNTDID 1001) and day, and when it came.</summary>
public sealed record StatusInvoice(string Number, string TypeCode, DateOnly Date, string ReceivedAt);
