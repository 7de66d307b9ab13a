using System.Globalization;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>A neighbour on the way from a leaf to the root: on which side it stands, and its node (étape).</summary>
public sealed record CoverStep(bool IsLeft, CoverNode Neighbour)
{
    public CoverNode Over(CoverNode below) =>
        IsLeft ? CoverNode.Over(Neighbour, below) : CoverNode.Over(below, Neighbour);
}

/// <summary>
/// What a co-op publishes of all that it owes (total publié): for a day, the root of the tree and its total. The
/// fingerprint binds them to the co-op, to the day and to the publication before, so that two members who read the
/// same fingerprint look at the same total, and no past one can be exchanged.
/// </summary>
public sealed record CoverHead(Siren Coop, DateOnly Day, CoverNode Root, CoverHash? Previous)
{
    public CoverHash Fingerprint => CoverHash.Of("total", Coop.Digits,
        Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Root.Hash.Hex, CoverTree.Written(Root.Sum),
        Previous?.Hex ?? "");
}

/// <summary>
/// The proof that what is owed to one activity is counted in the published total (preuve d’inclusion): its leaf, and
/// the neighbours up to the root. It proves what is owed, not that the money is there: banks prove that.
/// </summary>
public sealed record CoverProof(CoverHead Head, CoverLeaf Leaf, IReadOnlyList<CoverStep> Path)
{
    /// <summary>The version of the texts that are hashed. Another way of writing them is another version.</summary>
    public const string Format = "essaim-coffre-1";

    /// <summary>More steps than any number of activities needs.</summary>
    private const int Longest = 64;

    /// <summary>The proof of an activity in a tree; null when the tree has no such activity.</summary>
    public static CoverProof? Prove(CoverTree tree, CoverHead head, string code) =>
        tree.PathOf(code) is { } found ? new CoverProof(head, found.Leaf, found.Path) : null;

    /// <summary>Each node from the leaf to the root: the last one's sum is the total if all is right.</summary>
    public IReadOnlyList<CoverNode> Climb()
    {
        var nodes = new List<CoverNode> { new(Leaf.Hash, Leaf.Amount) };
        foreach (var step in Path)
            nodes.Add(step.Over(nodes[^1]));
        return nodes;
    }

    /// <summary>
    /// Refuses, with the step that fails, a proof that does not lead to its head: a negative neighbour, a sum too large
    /// to be one, another root or another total.
    /// </summary>
    public void Verify()
    {
        if (Path.Count > Longest)
            throw new BrokenRuleException($"La preuve a {Path.Count} étapes : aucune n’en a plus de {Longest}.");
        foreach (var (step, at) in Path.Select((s, i) => (s, i + 1)))
            if (step.Neighbour.Sum.IsNegative)
                throw new BrokenRuleException(
                    $"À l’étape {at}, la somme voisine est négative ({step.Neighbour.Sum}). "
                    + "Elle cacherait une partie de ce qui est dû : demandez des explications.");
        var root = Reached();
        if (root.Sum != Head.Root.Sum)
            throw new BrokenRuleException(
                $"Les étapes mènent à un total de {root.Sum}, pas au total publié de {Head.Root.Sum}. "
                + "Cette preuve n’est pas celle de cette publication, ou elle a été modifiée.");
        if (root.Hash != Head.Root.Hash)
            throw new BrokenRuleException("Les étapes mènent au bon total, mais pas à l’empreinte publiée. "
                + "Cette preuve n’est pas celle de cette publication, ou elle a été modifiée.");
    }

    private CoverNode Reached()
    {
        try
        {
            return Climb()[^1];
        }
        catch (OverflowException)
        {
            throw new BrokenRuleException("Les sommes de la preuve dépassent tout montant possible : elle est fausse.");
        }
    }
}
