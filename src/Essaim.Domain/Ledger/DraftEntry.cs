using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>
/// An entry that is ready to be posted (écriture au brouillard). Built only if it balances, in total and within each
/// activity, so that each activity has a full set of books (Code du travail R.7331-5).
/// </summary>
public sealed class DraftEntry
{
    public string Journal { get; }
    public DateOnly Date { get; }
    public string Label { get; }
    public IReadOnlyList<EntryLine> Lines { get; }

    /// <summary>The number on the supporting document (pièce), as people know it: F2026-0042.</summary>
    public string PieceRef { get; init => field = OneLine(value)!; } = "";

    public DateOnly PieceDate { get; init; }
    public DocumentRef? Document { get; init; }

    /// <summary>SHA-256 of the document as issued; enters the chain with the entry.</summary>
    public byte[]? DocumentHash { get; init; }

    /// <summary>The entry that this one takes back (extourne).</summary>
    public EntryId? Reverses { get; init; }

    /// <summary>True for the entry that carries the balances of the year before (à-nouveaux).</summary>
    public bool IsOpening { get; init; }

    public DraftEntry(string journal, DateOnly date, string label, IReadOnlyList<EntryLine> lines)
    {
        if (string.IsNullOrWhiteSpace(label))
            throw new BrokenRuleException("Donnez un libellé à l’écriture : il dit ce qu’elle raconte.");
        if (lines.Count < 2)
            throw new BrokenRuleException("Une écriture a au moins deux lignes : ce qui est donné et ce qui est reçu.");
        (Journal, Date, Label, Lines) = (journal, date, OneLine(label)!, lines);
        PieceDate = date;
        RefuseImbalance();
    }

    private void RefuseImbalance()
    {
        var debit = Lines.Sum(l => l.Debit);
        var credit = Lines.Sum(l => l.Credit);
        if (debit != credit)
            throw new BrokenRuleException($"L’écriture n’est pas équilibrée : débit {debit}, crédit {credit}.");
        foreach (var (activity, difference) in Differences(Lines))
            if (!difference.IsZero)
                throw new BrokenRuleException(
                    $"L’écriture n’est pas équilibrée pour l’activité {activity} : il manque {difference.Abs()} "
                    + (difference.IsPositive ? "au crédit" : "au débit") + " du compte 181.");
    }

    /// <summary>
    /// A text of the books is one line: tabs, line ends and other control signs become spaces, since the FEC refuses
    /// them and the chain separates its fields with two of them.
    /// </summary>
    internal static string? OneLine(string? text) =>
        text is null ? null : new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();

    /// <summary>Debit minus credit of each activity, in the order in which activities appear.</summary>
    internal static List<(ActivityId Activity, Money Difference)> Differences(IReadOnlyList<EntryLine> lines)
    {
        var sums = new List<(ActivityId Activity, Money Difference)>(2);
        foreach (var line in lines)
        {
            var at = sums.FindIndex(s => s.Activity == line.Activity);
            if (at < 0)
                sums.Add((line.Activity, line.Amount));
            else
                sums[at] = (line.Activity, sums[at].Difference + line.Amount);
        }
        return sums;
    }
}
