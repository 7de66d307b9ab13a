using System.Text.RegularExpressions;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Fec;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// An entry of a FEC as it is to be posted, and under which line number each of its lines will stand.
/// </summary>
internal sealed record FecDraft(FecEntry Source, DraftEntry Draft, IReadOnlyList<int> LineNumbers);

/// <summary>
/// Makes drafts of the entries of a FEC: activities, third parties, labels, opening entries, open items.
/// </summary>
internal sealed partial class FecDrafts(ActivityMap map)
{
    /// <summary>Without agreed terms a debt is due thirty days after (C. com. art. L441-10).</summary>
    private const int DaysWithoutTerms = 30;

    private static readonly string[] AlwaysItems = ["401", "411", "467"];
    private static readonly string[] ItemsOfThirdParties = ["404", "421", "43", "44"];

    private readonly Dictionary<string, ThirdParty> _thirdParties = [];

    /// <param name="entry">The entry as read.</param>
    /// <param name="isOpening">True when it carries the balances of the year before.</param>
    /// <param name="opens">Which lines are still to be settled.</param>
    public FecDraft Make(FecEntry entry, bool isOpening, Func<FecLine, bool> opens)
    {
        var label = entry.Lines.FirstOrDefault(l => l.Label.Length > 0)?.Label
            ?? $"{entry.JournalLabel} {entry.Number}";
        var piece = entry.Lines.FirstOrDefault(l => l.PieceRef.Length > 0);
        var activities = entry.Lines.Select(l => map.Of(entry.Journal, l)).ToArray();
        var bridged = activities.Any(a => a != activities[0]) && entry.Lines.Any(l => !l.Amount.IsZero);
        var builder = new EntryBuilder(entry.Journal, entry.Date, label);
        var lines = new List<EntryLine>(entry.Lines.Count);
        var numbers = new int[entry.Lines.Count];
        for (var i = 0; i < entry.Lines.Count; i++)
        {
            var line =
                LineOf(entry, entry.Lines[i], activities[i], label, piece?.PieceRef ?? "", opens(entry.Lines[i]));
            if (!bridged || !line.Amount.IsZero)
                lines.Add(line);
            numbers[i] = lines.Count;
        }
        var draft = new DraftEntry(entry.Journal, entry.Date, label, bridged ? builder.AddRange(lines).Bridge().Lines
            : lines)
        {
            PieceRef = piece?.PieceRef ?? "", PieceDate = piece?.PieceDate ?? entry.Date, IsOpening = isOpening,
        };
        return new FecDraft(entry, draft, numbers);
    }

    /// <summary>True for a line on an account whose lines are settled one by one.</summary>
    public static bool IsItem(FecLine line) => !line.Amount.IsZero
        && (AlwaysItems.Any(line.Account.StartsWith)
            || (line.ThirdParty is not null && ItemsOfThirdParties.Any(line.Account.StartsWith)));

    public ThirdParty ThirdPartyOf(string code)
    {
        if (!_thirdParties.TryGetValue(code, out var thirdParty))
        {
            thirdParty = new ThirdParty(OurOwnCode().IsMatch(code) ? "i-" + code : code);
            if (_thirdParties.Count < 200_000)
                _thirdParties.Add(code, thirdParty);
        }
        return thirdParty;
    }

    private EntryLine LineOf(
        FecEntry entry, FecLine line, ActivityId activity, string entryLabel, string pieceRef, bool opens)
    {
        var label = line.Label.Length == 0 ? entryLabel : line.Label;
        // The books keep one piece for an entry; another one on a line stays readable in the line's label.
        if (line.PieceRef.Length > 0 && line.PieceRef != pieceRef)
            label += $" [pièce {line.PieceRef}]";
        return EntryLine.Signed(line.Account, activity, line.Amount) with
        {
            ThirdParty = line.ThirdParty is null ? null : ThirdPartyOf(line.ThirdParty),
            Label = label == entryLabel ? null : label,
            Opens = opens ? new OpenItemTerms(DueOf(entry.Date, line)) : null,
        };
    }

    internal static DateOnly DueOf(DateOnly date, FecLine line) =>
        line.Account.StartsWith("40") || line.Account.StartsWith("41") ? date.AddDays(DaysWithoutTerms) : date;

    [GeneratedRegex("^(cli|fou|per|act|org)-")]
    private static partial Regex OurOwnCode();
}
