using System.Security.Cryptography;
using System.Text;
using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// Published totals of the vault: each is the sum of what was kept for its activities, its fingerprint is that of just
/// these amounts, and it follows the publication before. Hashed here by this check's own hand.
/// </summary>
internal sealed class CoverCheck(CheckedRows rows, Findings found)
{
    private const string Format = "essaim-coffre-1";

    public void Run()
    {
        var leaves = LoadLeaves();
        string? before = null;
        rows.Each($"SELECT id, {rows.Day("day")}, siren, CAST(total AS bigint), root, previous, fingerprint, secret "
            + "FROM cover_publication ORDER BY id", r =>
        {
            var (id, day, total, root) = (r.Number(0), r.Text(1), r.Number(3), r.Text(4));
            var (hash, sum) = RootOf(leaves.GetValueOrDefault(id, []), Convert.FromHexString(r.Text(7)));
            if (sum != total)
                found.Add(Names.Cover, $"le total publié au {day} est de {CheckedRows.Euros(total)}, les activités y "
                    + $"comptent {CheckedRows.Euros(sum)}");
            if (hash != root || r.TextOrNull(5) != before
                || Hash("total", r.Text(2), day, root, Cents(total), before ?? "") != r.Text(6))
                found.Add(Names.Cover, $"l’empreinte du total publié au {day} ne correspond pas à ce qui est gardé");
            before = r.Text(6);
        });
    }

    private Dictionary<long, List<(string Code, long Activity, long Amount)>> LoadLeaves()
    {
        var leaves = new Dictionary<long, List<(string, long, long)>>();
        rows.Each("SELECT l.publication_id, a.code, CAST(l.activity_id AS bigint), CAST(l.amount AS bigint) "
            + "FROM cover_leaf l JOIN activity a ON a.id = l.activity_id", r =>
        {
            if (!leaves.TryGetValue(r.Number(0), out var of))
                leaves[r.Number(0)] = of = [];
            of.Add((r.Text(1), r.Number(2), r.Number(3)));
        });
        return leaves;
    }

    private static (string? Hash, long Sum) RootOf(
        List<(string Code, long Activity, long Amount)> leaves, byte[] secret)
    {
        var level = leaves.Select(l => (Hash: Hash("feuille", l.Code, Salt(secret, l.Activity), Cents(l.Amount)),
            Sum: l.Amount)).OrderBy(n => n.Hash, StringComparer.Ordinal).ToList();
        while (level.Count > 1)
        {
            var above = new List<(string Hash, long Sum)>();
            for (var i = 0; i < level.Count; i += 2)
                above.Add(i + 1 == level.Count ? level[i]
                    : (Hash("noeud", level[i].Hash, Cents(level[i].Sum), level[i + 1].Hash, Cents(level[i + 1].Sum)),
                        checked(level[i].Sum + level[i + 1].Sum)));
            level = above;
        }
        return level.Count == 0 ? (null, 0) : level[0];
    }

    private static string Salt(byte[] secret, long activity) =>
        Hex(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{Format} sel\n{Cents(activity)}\n")));

    private static string Hash(string kind, params string[] lines) =>
        Hex(SHA256.HashData(Encoding.UTF8.GetBytes($"{Format} {kind}\n{string.Join('\n', lines)}\n")));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Cents(long number) =>
        number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
