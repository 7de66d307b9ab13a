using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>Takes a posted entry back (extourne): the only correction of what is posted.</summary>
public static class Reversal
{
    /// <summary>
    /// The mirror of the entry, dated <paramref name="date"/>, naming the original. What the entry settled is open
    /// again, with its deferred movements; what it opened is credited in full, so it must not have been settled since:
    /// <paramref name="opened"/> are these items as they stand, and a settled one is refused.
    /// </summary>
    public static DraftEntry Of(
        PostedEntry original, DateOnly date, string reason, IReadOnlyList<OpenItem>? opened = null)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new BrokenRuleException(
                "Dites pourquoi vous annulez cette écriture : la raison reste dans les comptes.");
        if (original.Content.IsOpening)
            throw new BrokenRuleException(
                "Une écriture d’à-nouveaux ne s’annule pas. Corrigez par une écriture d’opérations diverses.");
        if (opened is not null && opened.Any(i => !i.Settled.IsZero || !i.Credited.IsZero))
            throw new BrokenRuleException(
                "Cette écriture a déjà été réglée ou reprise par un avoir. Annulez d’abord le règlement ou l’avoir.");
        var content = original.Content;
        return new DraftEntry(content.Journal, date, $"Annulation de {original.Number} : {reason.Trim()}",
            [.. content.Lines.Select((line, at) => Mirror(original.Id, line, at + 1))])
        {
            PieceRef = content.PieceRef,
            PieceDate = content.PieceDate,
            Document = content.Document,
            Reverses = original.Id,
        };
    }

    private static EntryLine Mirror(EntryId original, EntryLine line, int number) => line.Reversed() with
    {
        Settles = line switch
        {
            { Opens: { } terms } => new ItemSettlement(new OpenItemId(original, number), Money.Zero, line.Amount,
                [.. terms.Deferred.Select(d => new DeferredChange(d.Kind, Money.Zero, -d.Amount))]),
            { Settles: { } done } => new ItemSettlement(done.Item, -done.Paid, -done.Credited,
                [.. done.Changes.Select(c => new DeferredChange(c.Kind, -c.Done, -c.Amount))]),
            _ => null,
        },
    };
}
