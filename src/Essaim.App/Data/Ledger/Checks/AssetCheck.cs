using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// The register of fixed assets and the books say the same, by account and activity: what was bought, what was written
/// off, what left. Counted by this check's own hand from what documents of the register wrote; what other entries put
/// on these accounts is shown beside the register on its page, where it is for people to explain.
/// </summary>
internal sealed class AssetCheck(CheckedRows rows, Findings found)
{
    private readonly Dictionary<(string Account, long Activity), long> _difference = [];

    public void Run()
    {
        CheckSources();
        CountRegister();
        rows.Each("SELECT l.account, CAST(l.activity_id AS bigint), CAST(sum(l.debit - l.credit) AS bigint) "
            + "FROM posted_line l JOIN posted_entry e ON e.id = l.entry_id "
            + "WHERE e.document_kind IN ('asset-charge', 'asset-disposal') AND l.account LIKE '2%' "
            + "GROUP BY l.account, l.activity_id", r => Add(r.Text(0), r.Number(1), -r.Number(2)));
        foreach (var ((account, activity), cents) in _difference.Where(d => d.Value != 0)
            .OrderBy(d => d.Key.Account, StringComparer.Ordinal))
            found.Add(Names.Assets, $"compte {account}, activité n° {activity} : le registre et les livres diffèrent "
                + $"de {CheckedRows.Euros(cents)}");
    }

    /// <summary>The articles of a line come to its amount, on its account and for its activity.</summary>
    private void CheckSources() => rows.Each("""
        SELECT id, line_no, CAST(amount AS bigint), CAST(debit AS bigint) FROM (
          SELECT a.source_entry_id AS id, a.source_line_no AS line_no, sum(a.value) AS amount,
            max(CASE WHEN l.account = a.account AND l.activity_id = a.activity_id THEN l.debit ELSE -1 END) AS debit
          FROM fixed_asset a LEFT JOIN posted_line l
            ON l.entry_id = a.source_entry_id AND l.line_no = a.source_line_no
          WHERE a.source_entry_id IS NOT NULL AND a.withdrawn_on IS NULL
          GROUP BY a.source_entry_id, a.source_line_no) AS bought
        WHERE amount <> debit
        """, r => found.Add(Names.Assets, $"écriture n° {r.Number(0)}, ligne {r.Number(1)} : le registre en tient "
            + $"{CheckedRows.Euros(r.Number(2))}, la ligne dit {CheckedRows.Euros(r.Number(3))}"));

    /// <summary>What the register's own entries must have left on 2xx and 28x.</summary>
    private void CountRegister()
    {
        rows.Each("SELECT a.account, CAST(a.activity_id AS bigint), CAST(sum(c.amount) AS bigint) FROM asset_charge c "
            + "JOIN fixed_asset a ON a.id = c.asset_id WHERE a.withdrawn_on IS NULL GROUP BY a.account, a.activity_id",
            r => Add(Below(r.Text(0)), r.Number(1), -r.Number(2)));
        rows.Each("SELECT a.account, CAST(a.activity_id AS bigint), CAST(sum(a.value) AS bigint), "
            + "CAST(sum(d.accumulated - d.last_charge) AS bigint) FROM asset_disposal d "
            + "JOIN fixed_asset a ON a.id = d.asset_id WHERE d.entry_id IS NOT NULL GROUP BY a.account, a.activity_id",
            r =>
            {
                Add(r.Text(0), r.Number(1), -r.Number(2));
                Add(Below(r.Text(0)), r.Number(1), r.Number(3));
            });
    }

    private static string Below(string account) => ("28" + account.TrimEnd('0')[1..]).PadRight(6, '0');

    private void Add(string account, long activity, long cents) =>
        _difference[(account, activity)] = _difference.GetValueOrDefault((account, activity)) + cents;
}
