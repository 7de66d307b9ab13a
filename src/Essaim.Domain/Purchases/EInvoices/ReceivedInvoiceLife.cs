using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases.EInvoices;

/// <summary>
/// The statuses that a received invoice went through, in order (cycle de vie). Platforms set theirs one after the
/// other; buyer and seller set theirs in any order once the invoice is with the buyer, because an invoice can be paid
/// first and disputed after (XP Z12-014, annex B, 1.2). What is final is followed by nothing. An invoice that came by
/// mail lives the same life, of which the seller hears nothing by us.
/// </summary>
public sealed record ReceivedInvoiceLife
{
    public static readonly ReceivedInvoiceLife Empty = new() { Steps = [] };

    public required IReadOnlyList<LifeStep> Steps { get; init; }

    /// <summary>Null before the first.</summary>
    public ReceivedInvoiceStatus? Status => Steps.Count == 0 ? null : Steps[^1].Status;

    /// <summary>What may follow now.</summary>
    public IEnumerable<ReceivedInvoiceStatus> Next => ReceivedInvoiceStatus.All.Where(MayFollow);

    /// <summary>What we may set now.</summary>
    public IEnumerable<ReceivedInvoiceStatus> OursNext => Next.Where(s => s.Sender == StatusSender.Buyer);

    public bool MayFollow(ReceivedInvoiceStatus status)
    {
        if (Status is { IsFinal: true })
            return Status == ReceivedInvoiceStatus.Refused && status == ReceivedInvoiceStatus.Cancelled;
        if (status.Sender == StatusSender.Platform)
            return MayFollowOfPlatform(status);
        if (!Has(ReceivedInvoiceStatus.Received) && !Has(ReceivedInvoiceStatus.MadeAvailable))
            return false;
        if (status == ReceivedInvoiceStatus.TakenOn)
            return Steps.All(s => s.Status.Sender == StatusSender.Platform);
        if (status == ReceivedInvoiceStatus.Completed)
            return Status == ReceivedInvoiceStatus.Suspended;
        // A part may be paid, and another later; anything else is said once until something else is said.
        return status == ReceivedInvoiceStatus.PaymentSent || status == ReceivedInvoiceStatus.Cashed
            || Status != status;
    }

    /// <summary>The life with one status more; refuses what may not follow, or comes without its reason.</summary>
    public ReceivedInvoiceLife With(ReceivedInvoiceStatus status, StatusReason? reason = null, string? words = null)
    {
        if (!MayFollow(status))
            throw new BrokenRuleException(Status is null
                ? $"La facture ne peut pas commencer par le statut « {status.Name} »."
                : $"« {status.Name} » ne peut pas suivre « {Status.Name} ». Choisissez un autre statut.");
        if (status.Reasons.Count > 0 && reason is null)
            throw new BrokenRuleException($"Le statut « {status.Name} » demande un motif. Choisissez-en un.");
        if (reason is not null && status.Reasons.Count > 0 && !status.Reasons.Contains(reason))
            throw new BrokenRuleException(
                $"Le motif « {reason.Name} » ne va pas avec le statut « {status.Name} ». Choisissez-en un autre.");
        if (reason is { NeedsWords: true } && string.IsNullOrWhiteSpace(words))
            throw new BrokenRuleException("Le motif « Autre » demande une explication. Écrivez-la au vendeur.");
        return new ReceivedInvoiceLife { Steps = [.. Steps, new LifeStep(status, reason, words)] };
    }

    /// <summary>200, 201, 202, 203, in this order, any of them unknown to us; rejected until it is available.</summary>
    private bool MayFollowOfPlatform(ReceivedInvoiceStatus status)
    {
        if (Steps.Any(s => s.Status.Sender != StatusSender.Platform))
            return false;
        return status == ReceivedInvoiceStatus.Rejected
            ? !Has(ReceivedInvoiceStatus.Received) && !Has(ReceivedInvoiceStatus.MadeAvailable)
            : Status is null || Status.Code < status.Code;
    }

    private bool Has(ReceivedInvoiceStatus status) => Steps.Any(s => s.Status == status);
}

/// <summary>One status that was set, with its reason and what was written to the other side.</summary>
public sealed record LifeStep(ReceivedInvoiceStatus Status, StatusReason? Reason = null, string? Words = null);
