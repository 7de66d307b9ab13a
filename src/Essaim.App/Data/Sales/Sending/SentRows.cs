using Essaim.App.Data.Purchases;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Sending;

/// <summary>Whether the platform has a document.</summary>
public enum SendingState
{
    Waiting,
    Sent,

    /// <summary>The platform would not have it as it is: it was never deposited.</summary>
    Refused,
}

/// <summary>
/// An issued document that goes, or went, through the approved platform (envoi par plateforme): once, always under the
/// same number there.
/// </summary>
public sealed class SentInvoice
{
    public required long InvoiceId { get; init; }

    /// <summary>The same at each attempt, so that the platform knows what it has already.</summary>
    public required string TrackingId { get; init; }
    public required SendingState State { get; init; }

    /// <summary>Where it stands on the other side (code of the life cycle); null before anything was heard.</summary>
    public int? Status { get; init; }
    public int Attempts { get; init; }
    public required string NextAt { get; init; }

    /// <summary>What the platform said last of the sending itself.</summary>
    public string Answer { get; init; } = "";
    public required string QueuedAt { get; init; }

    /// <summary>Who had it sent; empty when the issue did.</summary>
    public required string QueuedBy { get; init; }
    public string? SentAt { get; init; }

    /// <summary>The invoice is void for the State: it is cancelled here, and made again under another number.</summary>
    public bool IsVoid => State == SendingState.Refused || IsVoidStatus(Status);

    internal static bool IsVoidStatus(int? status) =>
        status == ReceivedInvoiceStatus.Refused.Code || status == ReceivedInvoiceStatus.Rejected.Code;
}

/// <summary>A step in the life of a sent document (statut de ce qui est envoyé), heard, or told by us.</summary>
public sealed class SentStatus
{
    public long Id { get; init; }
    public required long InvoiceId { get; init; }
    public required ReceivedInvoiceStatus Status { get; init; }
    public string Reason { get; init; } = "";
    public string Words { get; init; } = "";

    /// <summary>When its author set it: messages come in any order.</summary>
    public required string SaidAt { get; init; }
    public required string MessageId { get; init; }

    /// <summary>The money that it tells of.</summary>
    public long? CashingId { get; init; }
    public required string MadeAt { get; init; }
    public required TellingState State { get; init; }
    public int Attempts { get; init; }
    public required string NextAt { get; init; }
    public string Answer { get; init; } = "";
    public string? SentAt { get; init; }

    /// <summary>
    /// Where a document stands, whatever the order in which it was heard: what makes it void first, then what the
    /// customer said last, then what platforms did. Money that came is told beside, never instead.
    /// </summary>
    public static ReceivedInvoiceStatus? Current(IEnumerable<SentStatus> heard) => heard
        .Where(s => s.Status != ReceivedInvoiceStatus.Cashed)
        .OrderByDescending(s => s.Status == ReceivedInvoiceStatus.Rejected)
        .ThenByDescending(s => s.Status == ReceivedInvoiceStatus.Refused)
        .ThenByDescending(s => s.Status.Sender != StatusSender.Platform)
        .ThenByDescending(s => s.Status.Sender == StatusSender.Platform ? "" : s.SaidAt, StringComparer.Ordinal)
        .ThenByDescending(s => s.Status.Code).FirstOrDefault()?.Status;
}

/// <summary>
/// Money that came for an issued invoice, or went back, shared by rate (encaissement ventilé); undone money is another
/// one, below zero. Never changed.
/// </summary>
public sealed class Cashing
{
    public long Id { get; init; }
    public required long InvoiceId { get; init; }
    public required EntryId EntryId { get; init; }
    public required DateOnly Day { get; init; }
    public required Money Amount { get; init; }
    public required IReadOnlyList<CashedPart> Parts { get; init; }
}

internal static class SentRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<SentInvoice>(e =>
        {
            e.ToTable("sent_invoice").HasKey(s => s.InvoiceId);
            e.Property(s => s.InvoiceId).ValueGeneratedNever();
            e.Ignore(s => s.IsVoid);
        });
        model.Entity<SentStatus>(e =>
        {
            e.ToTable("sent_status");
            e.Property(s => s.Status).HasConversion(s => s.Code, c => ReceivedInvoiceStatus.Of(c));
        });
        model.Entity<Cashing>(e =>
        {
            e.ToTable("cashing");
            CoopDb.Json(e.Property(c => c.Parts));
        });
    }
}
