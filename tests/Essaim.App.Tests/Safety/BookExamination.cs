using System.Data.Common;
using Essaim.App.Data;
using Npgsql;

namespace Essaim.App.Tests.Safety;

/// <summary>
/// Looks at the stored rows with plain SQL, written apart from the code that wrote them: each question must find
/// nothing wrong.
/// </summary>
public static class BookExamination
{
    private static readonly string[] Numbered =
        ["invoice", "receipt", "payment", "purchase", "internal_sale", "cash_advance"];

    private static readonly (string Name, string Sql)[] Entries =
    [
        ("entries balance", "SELECT entry_id FROM posted_line GROUP BY entry_id HAVING sum(debit) <> sum(credit)"),
        ("entries balance in each activity",
            "SELECT entry_id FROM posted_line GROUP BY entry_id, activity_id HAVING sum(debit) <> sum(credit)"),
        ("lines have an entry", "SELECT l.entry_id FROM posted_line l LEFT JOIN posted_entry e ON e.id = l.entry_id "
            + "WHERE e.id IS NULL"),
        ("entries have lines 1 to n", "SELECT e.id FROM posted_entry e LEFT JOIN posted_line l ON l.entry_id = e.id "
            + "GROUP BY e.id HAVING count(l.line_no) < 2 OR max(l.line_no) <> count(l.line_no) OR min(l.line_no) <> 1"),
        ("positions are 1 to n", "SELECT fiscal_year FROM posted_entry GROUP BY fiscal_year "
            + "HAVING count(*) <> max(id) - CAST(fiscal_year AS bigint) * 1000000000 "
            + "OR min(id) <> CAST(fiscal_year AS bigint) * 1000000000 + 1"),
        ("the head of the chain is its last entry", "SELECT y.fiscal_year FROM (SELECT fiscal_year, max(id) AS last "
            + "FROM posted_entry GROUP BY fiscal_year) y JOIN posted_entry e ON e.id = y.last "
            + "LEFT JOIN chain_head h ON h.fiscal_year = y.fiscal_year AND h.hash = e.hash "
            + "AND h.position = y.last - CAST(y.fiscal_year AS bigint) * 1000000000 WHERE h.fiscal_year IS NULL"),
        ("numbers of a journal are 1 to n and its counter", "SELECT e.journal FROM posted_entry e "
            + "LEFT JOIN counter c ON c.series = e.journal || '-' || e.fiscal_year WHERE e.sequence IS NOT NULL "
            + "GROUP BY e.fiscal_year, e.journal, c.value HAVING count(*) <> max(e.sequence) OR min(e.sequence) <> 1 "
            + "OR count(DISTINCT e.sequence) <> count(*) OR coalesce(c.value, 0) <> count(*)"),
    ];

    private static readonly (string Name, string Sql)[] Items =
    [
        ("items are what their line says", "SELECT o.entry_id FROM open_item o JOIN posted_line l "
            + "ON l.entry_id = o.entry_id AND l.line_no = o.line_no WHERE o.amount <> l.debit - l.credit "
            + "OR o.account <> l.account OR o.activity_id <> l.activity_id"),
        ("items equal their settlements", "SELECT o.entry_id FROM open_item o LEFT JOIN item_settlement s "
            + "ON s.item_entry_id = o.entry_id AND s.item_line_no = o.line_no "
            + "GROUP BY o.entry_id, o.line_no, o.settled, o.credited "
            + "HAVING coalesce(sum(s.paid), 0) <> o.settled OR coalesce(sum(s.credited), 0) <> o.credited"),
        ("settlements are what their line says", "SELECT s.entry_id FROM item_settlement s JOIN posted_line l "
            + "ON l.entry_id = s.entry_id AND l.line_no = s.line_no WHERE s.paid + s.credited <> l.credit - l.debit"),
        ("deferred postings are done as their settlements say", "SELECT d.entry_id FROM deferred_posting d "
            + "LEFT JOIN item_settlement s ON s.item_entry_id = d.entry_id AND s.item_line_no = d.line_no "
            + "LEFT JOIN settlement_change c ON c.entry_id = s.entry_id AND c.line_no = s.line_no AND c.kind = d.kind "
            + "GROUP BY d.entry_id, d.line_no, d.kind, d.done HAVING coalesce(sum(c.done), 0) <> d.done"),
        ("lines that share a letter sum to zero", "SELECT m.matching_id FROM matched_line m JOIN posted_line l "
            + "ON l.entry_id = m.entry_id AND l.line_no = m.line_no GROUP BY m.matching_id "
            + "HAVING sum(l.debit) <> sum(l.credit)"),
        ("what is settled has a letter, and nothing else", "SELECT o.entry_id FROM open_item o "
            + "LEFT JOIN matched_line m ON m.entry_id = o.entry_id AND m.line_no = o.line_no "
            + "WHERE (o.amount - o.credited = o.settled) <> (m.matching_id IS NOT NULL)"),
        ("accounts of third parties are their open items", "SELECT account FROM ("
            + "SELECT account, activity_id, debit - credit AS amount FROM posted_line "
            + "UNION ALL SELECT account, activity_id, credited + settled - amount FROM open_item) t "
            + "WHERE account IN ('401000', '411000', '421000', '467000') "
            + "GROUP BY account, activity_id HAVING sum(amount) <> 0"),
    ];

    private static readonly (string Name, string Sql)[] Months =
    [
        ("a closed month is locked, and a locked one closed", "SELECT m.month FROM month_closing m "
            + "LEFT JOIN month_lock l ON l.month = m.month WHERE (m.closed_at IS NULL) <> (l.month IS NULL)"),
        ("a payslip has its entry", "SELECT p.person_id FROM payslip p LEFT JOIN posted_entry e ON e.id = p.entry_id "
            + "AND e.document_kind = 'payslip' AND e.document_id = p.person_id * 1000000 + p.month WHERE e.id IS NULL"),
        ("an entry of pay has its payslip, once", "SELECT e.document_id FROM posted_entry e LEFT JOIN payslip p "
            + "ON p.entry_id = e.id WHERE e.document_kind = 'payslip' AND e.reverses IS NULL "
            + "AND NOT EXISTS (SELECT 1 FROM posted_entry r WHERE r.reverses = e.id) "
            + "GROUP BY e.document_id HAVING count(*) <> 1 OR count(p.entry_id) <> 1"),
    ];

    /// <summary>Throws with what is wrong and how many rows show it.</summary>
    public static async Task AssertSoundAsync(Engine engine, string context = "")
    {
        await using var connection = await engine.OpenAsync();
        var wrong = new List<string>();
        foreach (var (name, sql) in
            Entries.Concat(Items).Concat(Months).Concat(Documents()).Append(Balances(connection)))
            if (await connection.ListAsync(r => r.GetValue(0), sql) is { Count: > 0 } rows)
                wrong.Add($"{name}: {rows.Count} rows, first {rows[0]}");
        wrong.AddRange(await InvoiceNumbersAsync(connection));
        if (engine is SqliteEngine)
        {
            var health = (string)(await connection.ScalarAsync("PRAGMA integrity_check"))!;
            if (health != "ok" || await connection.ScalarAsync("PRAGMA foreign_key_check") is not null)
                wrong.Add("the file is damaged: " + health);
        }
        Assert.True(wrong.Count == 0, $"{context} {string.Join("; ", wrong)}");
    }

    private static IEnumerable<(string, string)> Documents()
    {
        foreach (var table in Numbered)
        {
            var kind = table.Replace('_', '-');
            yield return ($"{table} is numbered 1 to n", $"SELECT n FROM (SELECT count(*) AS n, coalesce(max(id), 0) "
                + $"AS last FROM {table}) t WHERE n <> last OR last <> coalesce((SELECT value FROM counter "
                + $"WHERE series = '{kind}'), 0)");
            yield return Both(table, kind);
        }
        yield return Both("expense_claim", "expense-claim");
    }

    private static (string, string) Both(string table, string kind) => ($"each {table} has its entry and back",
        $"SELECT id FROM (SELECT t.id FROM {table} t WHERE t.entry_id IS NOT NULL AND NOT EXISTS (SELECT 1 "
        + $"FROM posted_entry e WHERE e.id = t.entry_id AND e.document_kind = '{kind}' AND e.document_id = t.id) "
        + $"UNION ALL SELECT e.id FROM posted_entry e WHERE e.document_kind = '{kind}' "
        + $"AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = e.document_id)) x");

    private static (string, string) Balances(DbConnection connection)
    {
        var month = connection is NpgsqlConnection
            ? "CAST(extract(year FROM l.date) * 100 + extract(month FROM l.date) AS integer)"
            : "CAST(substr(l.date, 1, 4) || substr(l.date, 6, 2) AS integer)";
        return ("kept balances are the sums of their lines", "SELECT account FROM (SELECT month, activity_id, account, "
            + "is_opening, debit, credit FROM balance UNION ALL "
            + $"SELECT {month}, l.activity_id, l.account, e.is_opening, -l.debit, -l.credit FROM posted_line l "
            + "JOIN posted_entry e ON e.id = l.entry_id) t GROUP BY month, activity_id, account, is_opening "
            + "HAVING sum(debit) <> 0 OR sum(credit) <> 0");
    }

    private static async Task<List<string>> InvoiceNumbersAsync(DbConnection connection)
    {
        var rows = await connection.ListAsync(r => (Number: r.GetString(0), Date: r.Date(1)),
            "SELECT number, date FROM invoice ORDER BY id");
        var wrong = new List<string>();
        foreach (var series in rows.GroupBy(r => r.Number[..r.Number.IndexOf('-')]))
            foreach (var (at, row) in series.Index())
                if (row.Number != $"{series.Key}-{at + 1:0000}" || (at > 0 && row.Date < series.ElementAt(at - 1).Date))
                {
                    wrong.Add($"invoice {row.Number} stands in place {at + 1}");
                    break;
                }
        return wrong;
    }
}
