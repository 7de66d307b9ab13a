using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>
/// One line of an account that carries no letter yet (ligne à lettrer). An open item counts with what remains of it.
/// </summary>
public sealed record MatchableLine(
    OpenItemId Id, DateOnly Date, string ThirdParty, string Piece, string Label, Money Amount, bool IsItem);

/// <summary>Why lines are proposed to be matched together (motif), the surest first.</summary>
public enum MatchReason
{
    /// <summary>The same third party and the same piece.</summary>
    Piece,

    /// <summary>Two lines of one third party, of the same amount, and no other like them.</summary>
    Pair,

    /// <summary>All that a third party has: its account is settled.</summary>
    Whole,

    /// <summary>One line that several others of its third party make up.</summary>
    Sum,
}

/// <summary>Lines that sum to zero and belong together (proposition de lettrage): a person accepts it.</summary>
public sealed record MatchProposal(MatchReason Reason, IReadOnlyList<MatchableLine> Lines);

/// <summary>
/// Finds what may be matched on one account (propositions de lettrage). Each line is in one proposal at most; what
/// could be read in two ways is not proposed. At most one line of a proposal is an open item, as matching asks.
/// </summary>
public static class MatchProposals
{
    private const int MostInSum = 4;
    private const int MostTried = 14;

    public static IReadOnlyList<MatchProposal> Of(IEnumerable<MatchableLine> lines)
    {
        var found = new List<MatchProposal>();
        foreach (var party in lines.GroupBy(l => l.ThirdParty).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var left = party.OrderBy(l => l.Date).ThenBy(l => l.Id.Entry.Value).ThenBy(l => l.Id.Line).ToList();
            void Take(MatchReason reason, IReadOnlyList<MatchableLine> together)
            {
                if (together.Count < 2 || !together.Sum(l => l.Amount).IsZero || together.Count(l => l.IsItem) > 1)
                    return;
                found.Add(new MatchProposal(reason, together));
                left.RemoveAll(together.Contains);
            }
            foreach (var piece in left.Where(l => l.Piece.Length > 0).GroupBy(l => l.Piece).ToList())
                Take(MatchReason.Piece, [.. piece]);
            foreach (var amount in left.GroupBy(l => l.Amount.Abs()).ToList())
                Take(MatchReason.Pair, amount.Count() == 2 ? [.. amount] : []);
            // Without a third party, that all sums to zero says nothing.
            if (party.Key.Length == 0)
                continue;
            Take(MatchReason.Whole, [.. left]);
            while (left.Count <= MostTried && Sum(left) is { } sum)
                Take(MatchReason.Sum, sum);
        }
        return found;
    }

    /// <summary>The one way in which a line is made up of others; null when there is none, or more than one.</summary>
    private static List<MatchableLine>? Sum(List<MatchableLine> lines)
    {
        foreach (var whole in lines)
        {
            var others = lines.Where(l => l != whole && l.Amount.IsNegative != whole.Amount.IsNegative
                && !(l.IsItem && whole.IsItem)).ToList();
            var ways = Ways(others, -whole.Amount, 0, []).Take(2).ToList();
            if (ways.Count == 1 && ways[0].Append(whole).Count(l => l.IsItem) <= 1)
                return [.. ways[0].Append(whole).OrderBy(l => l.Date).ThenBy(l => l.Id.Entry.Value)];
        }
        return null;
    }

    private static IEnumerable<List<MatchableLine>> Ways(
        List<MatchableLine> lines, Money wanted, int from, List<MatchableLine> taken)
    {
        if (wanted.IsZero && taken.Count > 1)
            yield return taken;
        if (taken.Count == MostInSum)
            yield break;
        for (var i = from; i < lines.Count; i++)
            foreach (var way in Ways(lines, wanted - lines[i].Amount, i + 1, [.. taken, lines[i]]))
                yield return way;
    }
}
