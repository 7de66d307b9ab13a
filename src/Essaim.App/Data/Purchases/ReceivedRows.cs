using Essaim.Domain.Ledger;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>How a received invoice reached us.</summary>
public enum InvoiceOrigin
{
    Page,
    Command,
    Program,

    /// <summary>The approved platform delivered it: it alone hears the statuses.</summary>
    Platform,
}

/// <summary>
/// An invoice that came as a file (facture reçue): who sells what for how much, as the file says it; whose it is, where
/// it stands and the purchase it became, as the co-op says it. Amounts are null where the file gives none in euros and
/// whole cents; they are below zero for a credit note.
/// </summary>
public sealed class ReceivedInvoiceRow
{
    public const string DocumentKind = "received-invoice";

    public long Id { get; init; }

    /// <summary>The same for every file of one invoice; the hash of the bytes where the file does not tell.</summary>
    public required string Fingerprint { get; init; }
    public required string FileSha256 { get; init; }
    public required InvoiceOrigin Origin { get; init; }
    public required string Seller { get; init; }

    /// <summary>What tells this seller from all others, see <see cref="InvoiceParty.Identity"/>.</summary>
    public required string SellerIdentity { get; init; }

    /// <summary>Null for a seller who is known otherwise, as those abroad.</summary>
    public Siren? SellerSiren => InvoiceParty.SirenOf(SellerIdentity);
    public required string Number { get; init; }

    /// <summary>Letters and digits of the number: to find it however it was typed.</summary>
    public required string NumberKept { get; init; }
    public DateOnly? Date { get; init; }
    public DateOnly? Due { get; init; }
    public required string Currency { get; init; }
    public Money? Net { get; init; }
    public Money? Vat { get; init; }
    public Money? Total { get; init; }

    /// <summary>As they were told the day it came.</summary>
    public required IReadOnlyList<EInvoiceFault> Faults { get; init; }

    /// <summary>One of the faults makes an entry impossible.</summary>
    public required bool Stops { get; init; }
    public required ReceivedInvoiceStatus Status { get; set; }
    public long? SupplierId { get; set; }

    /// <summary>Whose it is for sure: named by the invoice, or said by the accountant.</summary>
    public ActivityId? ActivityId { get; set; }
    public long? PurchaseId { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>Whether the seller was told of a status.</summary>
public enum TellingState
{
    /// <summary>It is told to nobody: set by a platform, or the invoice did not come through one.</summary>
    Kept,
    Waiting,
    Sent,
    GivenUp,
}

/// <summary>A status that was set (statut), with its reason, and how far the telling of it is.</summary>
public sealed class ReceivedStatusRow
{
    public long Id { get; init; }
    public required long ReceivedInvoiceId { get; init; }
    public required ReceivedInvoiceStatus Status { get; init; }
    public string? Reason { get; init; }
    public required string Words { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    /// <summary>The same at each attempt, so that the platform knows what it has heard already.</summary>
    public required string MessageId { get; init; }
    public required TellingState State { get; init; }
    public int Attempts { get; init; }
    public required string NextAt { get; init; }
    public string Answer { get; init; } = "";
    public string? SentAt { get; init; }

    /// <summary>The step of the life that it is.</summary>
    public LifeStep Step => new(Status, Why, Words);

    public StatusReason? Why => Status.Reasons.FirstOrDefault(r => r.Code == Reason);
}

/// <summary>A file of the platform that nobody could read (livraison illisible), and why.</summary>
public sealed class UnreadDelivery
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public required string Sentence { get; init; }
    public required string MadeAt { get; init; }
}

internal static class ReceivedRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ReceivedInvoiceRow>(e =>
        {
            e.ToTable("received_invoice");
            CoopDb.Json(e.Property(r => r.Faults));
            e.Property(r => r.Status).HasConversion(s => s.Code, c => ReceivedInvoiceStatus.Of(c));
            e.Ignore(r => r.SellerSiren);
        });
        model.Entity<ReceivedStatusRow>(e =>
        {
            e.ToTable("received_status");
            e.Property(r => r.Status).HasConversion(s => s.Code, c => ReceivedInvoiceStatus.Of(c));
            e.Ignore(r => r.Step);
            e.Ignore(r => r.Why);
        });
        model.Entity<UnreadDelivery>().ToTable("unread_delivery");
    }
}
