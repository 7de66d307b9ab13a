using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>
/// Writes an entry line by line. A movement between two activities names only its two ends; <see cref="Bridge"/> adds
/// the current accounts (comptes de liaison 181) that make each activity balance: the activity's own, and its mirror
/// in the structure, which carries the activity as third party.
/// </summary>
public sealed class EntryBuilder(string journal, DateOnly date, string label)
{
    private readonly List<EntryLine> _lines = new(10);
    private int _bridged;

    public string PieceRef { get; init; } = "";
    public DateOnly? PieceDate { get; init; }
    public DocumentRef? Document { get; init; }
    public byte[]? DocumentHash { get; init; }
    public EntryId? Reverses { get; init; }
    public bool IsOpening { get; init; }

    public EntryBuilder Debit(AccountNumber account, ActivityId activity, Money amount, ThirdParty? thirdParty = null,
        OpenItemTerms? opens = null, ItemSettlement? settles = null, string? lineLabel = null) =>
        Add(EntryLine.Signed(account, activity, amount) with
        {
            ThirdParty = thirdParty, Opens = opens, Settles = settles, Label = lineLabel,
        });

    /// <summary>A negative amount goes to the debit: so a document and its reversal share one text.</summary>
    public EntryBuilder Credit(AccountNumber account, ActivityId activity, Money amount, ThirdParty? thirdParty = null,
        OpenItemTerms? opens = null, ItemSettlement? settles = null, string? lineLabel = null) =>
        Debit(account, activity, -amount, thirdParty, opens, settles, lineLabel);

    public EntryBuilder Add(EntryLine line)
    {
        if (!line.Amount.IsZero)
            _lines.Add(line);
        return this;
    }

    public EntryBuilder AddRange(IEnumerable<EntryLine> lines)
    {
        foreach (var line in lines)
            Add(line);
        return this;
    }

    /// <summary>
    /// Balances each activity over the lines since the last bridge. Called between the movements of one entry that
    /// people want to read apart (the money, then its VAT); <see cref="Build"/> calls it for the last.
    /// </summary>
    public EntryBuilder Bridge()
    {
        foreach (var (activity, difference) in DraftEntry.Differences(_lines[_bridged..]))
        {
            if (activity.IsStructure)
                continue;
            Add(EntryLine.Signed(Accounts.Liaison, activity, -difference));
            Add(EntryLine.Signed(Accounts.Liaison, ActivityId.Structure, difference) with
            {
                ThirdParty = ThirdParty.Activity(activity),
            });
        }
        _bridged = _lines.Count;
        return this;
    }

    public bool IsEmpty => _lines.Count == 0;
    public IReadOnlyList<EntryLine> Lines => _lines;

    public DraftEntry Build()
    {
        Bridge();
        return new DraftEntry(journal, date, label, [.. _lines])
        {
            PieceRef = PieceRef,
            PieceDate = PieceDate ?? date,
            Document = Document,
            DocumentHash = DocumentHash,
            Reverses = Reverses,
            IsOpening = IsOpening,
        };
    }
}
