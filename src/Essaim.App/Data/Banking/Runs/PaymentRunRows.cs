using System.Globalization;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>Where an order stands. Whether it waits for a second person, the approvals say.</summary>
public enum RunState
{
    Prepared,
    Ordered,
    Cancelled,
}

/// <summary>
/// An order to the bank to pay open items (ordre de virement). It may change while it is prepared; once ordered it
/// stays, and what becomes of its transfers comes to it.
/// </summary>
public sealed class PaymentRun
{
    public long Id { get; init; }
    public required long BankAccountId { get; set; }
    public required DateOnly ExecutionOn { get; set; }
    public required RunState State { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    /// <summary>When the order was asked for: the instant that its file bears.</summary>
    public string? AskedAt { get; set; }

    /// <summary>Of the file as it was when the order was asked for; it is written again from the same rows.</summary>
    public string? FileSha256 { get; set; }

    public string? OrderedAt { get; set; }

    /// <summary>The last time that somebody took the file, to hand it to the bank.</summary>
    public string? TakenAt { get; set; }

    public string? TakenBy { get; set; }

    /// <summary>Of the bank's last answer that was read.</summary>
    public string? AnswerSha256 { get; set; }

    public int Version { get; set; }

    /// <summary>
    /// Under which the bank knows the order: with its day, so that no restored database ever uses one again.
    /// </summary>
    public string MessageId => string.Concat(MadeAt[..19].Where(char.IsAsciiDigit)) + "-" + Text(Id);

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What one third party is paid by an order, in one sum (virement).</summary>
public sealed class PaymentTransfer
{
    public long Id { get; init; }
    public required long RunId { get; init; }
    public required string ThirdParty { get; init; }
    public required string Name { get; set; }

    /// <summary>Null until the order is asked for: then it is the account that was seen.</summary>
    public SealedValue? Iban { get; set; }

    public required Money Amount { get; set; }
    public required string Label { get; set; }
    public required TransferPurpose Purpose { get; init; }
    public required PaymentState State { get; set; }

    /// <summary>What the bank said, as a sentence; empty while it said nothing.</summary>
    public required string Told { get; set; }

    public string EndToEndId => $"ESSAIM-{PaymentRun.Text(RunId)}-{PaymentRun.Text(Id)}";
}

/// <summary>The part of a transfer that settles one open item, and the entry that booked it.</summary>
public sealed class PaymentTransferItem
{
    public required long TransferId { get; init; }
    public required EntryId EntryId { get; init; }
    public required int LineNo { get; init; }
    public required Money Amount { get; init; }
    public EntryId? BookedEntryId { get; set; }

    public OpenItemId Item => new(EntryId, LineNo);
}

/// <summary>Where a supplier or a customer is paid (compte du bénéficiaire); people have theirs themselves.</summary>
public sealed class PayeeAccount
{
    public required string ThirdParty { get; init; }
    public required SealedValue Iban { get; set; }

    /// <summary>The instant from which a changed IBAN may be paid to; null when it never changed.</summary>
    public string? IbanUsableAt { get; set; }

    /// <summary>Who is told when the account is to change.</summary>
    public EmailAddress? Email { get; set; }
}

internal static class PaymentRunRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<PaymentRun>(e =>
        {
            e.ToTable("payment_run");
            e.Ignore(r => r.MessageId);
            e.Property(r => r.Version).IsConcurrencyToken();
        });
        model.Entity<PaymentTransfer>(e => { e.ToTable("payment_transfer"); e.Ignore(t => t.EndToEndId); });
        model.Entity<PaymentTransferItem>(e =>
        {
            e.ToTable("payment_transfer_item").HasKey(i => new { i.TransferId, i.EntryId, i.LineNo });
            e.Ignore(i => i.Item);
        });
        model.Entity<PayeeAccount>(e =>
        {
            e.ToTable("payee_account").HasKey(a => a.ThirdParty);
            e.Property(a => a.IbanUsableAt).HasColumnName("usable_at");
        });
    }
}
