using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>How far a proposal can be trusted.</summary>
public enum BankCertainty
{
    /// <summary>Worth a look: one thing fits.</summary>
    Possible,

    /// <summary>Two things fit.</summary>
    Likely,

    /// <summary>Nothing else can be meant; still a person accepts it.</summary>
    Sure,
}

/// <summary>
/// A way to explain a movement (proposition): lines of the books with what each takes, or a rule, and why. What the
/// parts leave over is money too much or too little, which whoever accepts is told.
/// </summary>
public sealed record BankProposal(BankCertainty Certainty, string Reason, IReadOnlyList<BankCandidate> Parts,
    BankRule? Rule = null)
{
    public Money Explained => Parts.Sum(p => p.Amount);
}

/// <summary>
/// Explains movements of the bank by lines of the books (rapprochement bancaire): proposes, says why, and leaves the
/// decision to a person. Signs agree always: what came in explains what was to be received.
/// </summary>
public static class BankReconciliation
{
    /// <summary>A bank shows what the books say within these days.</summary>
    public const int DaysAround = 7;

    private const int MostProposals = 5;

    /// <summary>So many items of one payer are put together in all ways: 1,023 of them.</summary>
    private const int MostTogether = 10;

    public static IReadOnlyList<BankProposal> Propose(BankMovement movement, IReadOnlyList<BankCandidate> candidates,
        IReadOnlyList<BankRule> rules, IReadOnlyList<BankGroup>? groups = null)
    {
        var fitting = candidates.Where(c => c.Amount.IsPositive == movement.Amount.IsPositive).ToList();
        var found = new List<BankProposal>();
        found.AddRange(Ordered(movement, groups ?? []));
        found.AddRange(Booked(movement, fitting));
        found.AddRange(Named(movement, [.. fitting.Where(c => !c.IsBooked)]));
        found.AddRange(rules.Where(r => r.Fits(movement)).Select(r => new BankProposal(BankCertainty.Likely,
            $"Comme d’habitude pour « {r.Text} »", [], r)));
        found.AddRange(OfParty(movement, [.. fitting.Where(c => !c.IsBooked && KnowsParty(movement, c))]));
        found.AddRange(SameAmount(movement, fitting));
        return [.. found.OrderByDescending(p => p.Certainty).DistinctBy(Parts).Take(MostProposals)];
    }

    /// <summary>
    /// Entered by hand before the statement came: the same amount, about the same day. Sure when it is the only one and
    /// the bank names nothing that is still open.
    /// </summary>
    private static IEnumerable<BankProposal> Booked(BankMovement movement, List<BankCandidate> fitting)
    {
        var same = fitting.Where(c => c.IsBooked && c.Amount == movement.Amount && Days(movement, c) <= DaysAround)
            .OrderBy(c => Days(movement, c)).ToList();
        var alone = same.Count == 1 && !fitting.Any(c => !c.IsBooked && Mentions(movement, c));
        foreach (var line in same)
            yield return new BankProposal(alone || Mentions(movement, line) ? BankCertainty.Sure : BankCertainty.Likely,
                "Déjà dans les comptes, même montant", [line]);
    }

    /// <summary>Lines that an order sent together: the bank shows them as one. Sure when no other order is like it.
    /// </summary>
    private static IEnumerable<BankProposal> Ordered(BankMovement movement, IReadOnlyList<BankGroup> groups)
    {
        var same = groups.Where(g => g.Lines.Sum(c => c.Amount) == movement.Amount
            && g.Lines.All(c => Days(movement, c) <= DaysAround)).ToList();
        foreach (var group in same)
            yield return new BankProposal(same.Count == 1 ? BankCertainty.Sure : BankCertainty.Likely, group.Name,
                group.Lines);
    }

    /// <summary>The bank repeats the numbers of our documents: one, or several that were paid together.</summary>
    private static IEnumerable<BankProposal> Named(BankMovement movement, List<BankCandidate> items)
    {
        var named = items.Where(c => NamesPiece(movement, c)).ToList();
        if (named.Count == 0)
            yield break;
        var pieces = string.Join(", ", named.Select(c => c.Piece).Distinct().Take(4));
        var whole = named.Sum(c => c.Amount) == movement.Amount;
        yield return new BankProposal(whole ? BankCertainty.Sure : BankCertainty.Likely, whole
            ? $"Le libellé nomme {pieces}, et le montant est juste"
            : $"Le libellé nomme {pieces} ; le montant diffère", named);
    }

    /// <summary>What this payer owes, or is owed: one item, all of them, some of them, or a part of the oldest.
    /// </summary>
    private static IEnumerable<BankProposal> OfParty(BankMovement movement, List<BankCandidate> items)
    {
        foreach (var party in items.GroupBy(c => c.Party?.Code ?? c.PartyName))
        {
            var theirs = party.OrderBy(c => c.Date).ThenBy(c => c.Entry).ToList();
            var name = theirs[0].PartyName;
            var exact = theirs.Where(c => c.Amount == movement.Amount).ToList();
            foreach (var item in exact)
                yield return new BankProposal(exact.Count == 1 ? BankCertainty.Sure : BankCertainty.Likely,
                    $"{name}, et le montant est juste", [item]);
            if (exact.Count == 0 && Together(theirs, movement.Amount) is { } several)
                yield return new BankProposal(BankCertainty.Likely,
                    $"{name} : {several.Count} postes font ensemble ce montant", several);
            else if (exact.Count == 0)
                yield return new BankProposal(BankCertainty.Possible, $"{name} ; le montant diffère", [theirs[0]]);
        }
    }

    private static IEnumerable<BankProposal> SameAmount(BankMovement movement, List<BankCandidate> fitting)
    {
        var same = fitting.Where(c => !c.IsBooked && c.Amount == movement.Amount).ToList();
        foreach (var item in same.OrderBy(c => Days(movement, c)).Take(MostProposals))
            yield return new BankProposal(same.Count == 1 ? BankCertainty.Likely : BankCertainty.Possible,
                "Même montant, à régler", [item]);
    }

    /// <summary>The fewest items, the oldest first, that make the amount; null when none do.</summary>
    private static List<BankCandidate>? Together(List<BankCandidate> items, Money amount)
    {
        if (items.Sum(c => c.Amount) == amount)
            return items;
        var some = items.Take(MostTogether).ToList();
        var best = 0u;
        for (var choice = 1u; choice < 1u << some.Count; choice++)
            if (uint.PopCount(choice) > 1 && (best == 0 || uint.PopCount(choice) < uint.PopCount(best))
                && some.Where((_, at) => (choice & (1u << at)) != 0).Sum(c => c.Amount) == amount)
                best = choice;
        return best == 0 ? null : [.. some.Where((_, at) => (best & (1u << at)) != 0)];
    }

    private static bool Mentions(BankMovement movement, BankCandidate c) =>
        NamesPiece(movement, c) || KnowsParty(movement, c);

    private static bool NamesPiece(BankMovement movement, BankCandidate c) =>
        c.PieceInOne.Length > 0 && movement.Repeats(c.PieceInOne);

    /// <summary>The account that paid is known, or the text has the name.</summary>
    private static bool KnowsParty(BankMovement movement, BankCandidate c) =>
        c.Party is { } party && movement.KnownParty == party || movement.Tells(c.Name);

    private static int Days(BankMovement movement, BankCandidate c) =>
        Math.Abs(c.Date.DayNumber - movement.Date.DayNumber);

    private static string Parts(BankProposal p) =>
        p.Rule is { } rule ? $"r{rule.Id}" : string.Join(' ', p.Parts.Select(c => $"{c.Entry}-{c.Line}").Order());
}
