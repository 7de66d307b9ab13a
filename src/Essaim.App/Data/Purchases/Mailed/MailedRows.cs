using Essaim.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases.Mailed;

/// <summary>Where a mail with invoices stands.</summary>
public enum MailedState
{
    Waiting,

    /// <summary>Nobody knows who wrote it: somebody says whether it is taken.</summary>
    Unknown,
    Taken,
    Refused,

    /// <summary>Put aside by somebody.</summary>
    Dismissed,
}

/// <summary>
/// A mail that came to the address for invoices (facture reçue par courriel). The whole message stays until it is
/// taken, so that nothing received is lost.
/// </summary>
public sealed class MailedMessage
{
    public long Id { get; init; }
    public required string MessageKey { get; init; }
    public required string Sha256 { get; init; }
    public required string Sender { get; init; }
    public required string Subject { get; init; }
    public required MailedState State { get; set; }
    public string Reason { get; set; } = "";
    public ActivityId? ActivityId { get; set; }
    public long? SupplierId { get; set; }
    public byte[]? Content { get; set; }
    public required string CameAt { get; init; }
    public string AcceptedBy { get; set; } = "";
}

/// <summary>A file of such a mail, and what became of it (pièce d’un courriel).</summary>
public sealed class MailedPaper
{
    public long Id { get; init; }
    public required long MessageId { get; init; }
    public required string Name { get; init; }
    public required string MediaType { get; init; }

    /// <summary>Why it was not taken; empty where it was.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Until a purchase has it.</summary>
    public byte[]? Content { get; set; }
    public long? ReceivedInvoiceId { get; init; }
    public long? PurchaseId { get; set; }

    public bool IsToComplete => Content is not null && PurchaseId is null;
}

internal static class MailedRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<MailedMessage>().ToTable("mailed_message");
        model.Entity<MailedPaper>(e =>
        {
            e.ToTable("mailed_paper");
            e.Ignore(p => p.IsToComplete);
        });
    }
}
