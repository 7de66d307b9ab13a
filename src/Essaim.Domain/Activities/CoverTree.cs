using System.Security.Cryptography;
using System.Text;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>A SHA-256 fingerprint (empreinte), as 64 small hexadecimal digits; refuses any other text.</summary>
public readonly record struct CoverHash
{
    public const int Length = 64;

    public string Hex { get; }

    public CoverHash(string hex)
    {
        if (hex.Length != Length || !hex.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f'))
            throw new BrokenRuleException(
                "Une empreinte a 64 signes, chiffres et lettres de a à f. Téléchargez de nouveau la preuve.");
        Hex = hex;
    }

    /// <summary>
    /// The fingerprint of some lines of plain text, each ended by one line feed: what sha256sum says of that text. The
    /// first line is the version and the kind, so that no node can pass for a leaf or for a publication.
    /// </summary>
    internal static CoverHash Of(string kind, params ReadOnlySpan<string> lines)
    {
        var text = new StringBuilder($"{CoverProof.Format} {kind}\n");
        foreach (var line in lines)
            text.Append(line).Append('\n');
        return new CoverHash(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }

    public override string ToString() => Hex;
}

/// <summary>
/// What the co-op owes one activity, as it is counted in the published total (feuille): the activity's code, which no
/// other has, a salt that only its people and the co-op know, and the amount. Never negative: an activity that owes is
/// counted as zero, since what one owes pays nothing to another.
/// </summary>
public sealed record CoverLeaf
{
    public CoverLeaf(string code, string salt, Money amount)
    {
        Activity.CheckCode(code);
        if (amount.IsNegative)
            throw new BrokenRuleException(
                $"{amount} ne peut pas être dû à une activité : une somme négative réduirait le total des autres.");
        (Code, Salt, Amount) = (code, new CoverHash(salt).Hex, amount);
    }

    public string Code { get; }
    public string Salt { get; }
    public Money Amount { get; }

    public CoverHash Hash => CoverHash.Of("feuille", Code, Salt, CoverTree.Written(Amount));

    /// <summary>
    /// The salt of an activity, from the secret of one publication: nobody tells one publication's from another's, and
    /// without it nobody finds out a neighbour by trying codes and amounts.
    /// </summary>
    public static string SaltOf(byte[] secret, ActivityId activity) => Convert.ToHexStringLower(
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{CoverProof.Format} sel\n{activity}\n")));
}

/// <summary>A fingerprint with the sum of all that lies under it, which it binds (nœud).</summary>
public readonly record struct CoverNode(CoverHash Hash, Money Sum)
{
    /// <summary>
    /// The node over two others. Both sums are in the fingerprint, not only their total: otherwise a part of one side
    /// could be shown on the other and the total be less than what is owed.
    /// </summary>
    public static CoverNode Over(CoverNode left, CoverNode right) => new(
        CoverHash.Of("noeud", left.Hash.Hex, CoverTree.Written(left.Sum), right.Hash.Hex,
            CoverTree.Written(right.Sum)),
        left.Sum + right.Sum);
}

/// <summary>
/// All that a co-op owes its activities on a day, as a tree of sums (arbre de Merkle à sommes): its root binds the
/// total, and a short path from any leaf shows that the leaf is in the total. Leaves stand in the order of their
/// fingerprints, which no one chooses; a node without a neighbour rises as it is.
/// </summary>
public sealed class CoverTree
{
    private readonly List<CoverNode[]> _levels = [];
    private readonly Dictionary<string, (CoverLeaf Leaf, int At)> _leaves = [];

    public CoverTree(IEnumerable<CoverLeaf> leaves)
    {
        var sorted = leaves.Select(l => (Leaf: l, l.Hash)).OrderBy(l => l.Hash.Hex, StringComparer.Ordinal).ToList();
        if (sorted.Count == 0)
            throw new BrokenRuleException("Il n’y a aucune activité à compter. Ouvrez d’abord une activité.");
        for (var i = 0; i < sorted.Count; i++)
            if (!_leaves.TryAdd(sorted[i].Leaf.Code, (sorted[i].Leaf, i)))
                throw new BrokenRuleException(
                    $"L’activité « {sorted[i].Leaf.Code} » est comptée deux fois. Une activité a une seule ligne.");
        _levels.Add([.. sorted.Select(l => new CoverNode(l.Hash, l.Leaf.Amount))]);
        while (_levels[^1].Length > 1)
            _levels.Add([.. _levels[^1].Chunk(2).Select(p => p.Length == 2 ? CoverNode.Over(p[0], p[1]) : p[0])]);
    }

    public CoverNode Root => _levels[^1][0];
    public int Count => _levels[0].Length;

    /// <summary>The leaf of an activity and the neighbours on its way to the root; null when it has no leaf.</summary>
    public (CoverLeaf Leaf, IReadOnlyList<CoverStep> Path)? PathOf(string code)
    {
        if (!_leaves.TryGetValue(code, out var found))
            return null;
        var path = new List<CoverStep>();
        var at = found.At;
        foreach (var level in _levels.SkipLast(1))
        {
            var neighbour = at ^ 1;
            if (neighbour < level.Length)
                path.Add(new CoverStep(IsLeft: neighbour < at, level[neighbour]));
            at /= 2;
        }
        return (found.Leaf, path);
    }

    /// <summary>An amount as fingerprints take it: its whole number of cents.</summary>
    internal static string Written(Money amount) =>
        amount.Cents.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
