namespace Essaim.App.Tests.Ledger;

/// <summary>
/// Ways to falsify books behind the program's back. Each is SQL for one row, chosen at random among those that the
/// query gives ({0}, {1}… are its columns), and the checks of which at least one must name it.
/// </summary>
internal sealed record Tampering(string Name, string Choose, string Sql, params string[] Found)
{
    private const string Lines = "SELECT entry_id, line_no FROM posted_line";
    private const string ThisLine = " WHERE entry_id = {0} AND line_no = {1}";
    private const string Entries = "SELECT id FROM posted_entry";
    private const string Ours = Entries + " WHERE import_id IS NULL AND NOT is_opening";
    private const string Documents = "SELECT id FROM kept_document";
    private const string ThisEntry = " WHERE id = {0}";
    private const string Acts = "SELECT id FROM act";

    public static readonly Tampering[] All =
    [
        new("raise a debit", Lines + " WHERE debit > 0",
            "UPDATE posted_line SET debit = debit + 1" + ThisLine, "chain", "entries-balance"),
        new("raise both sides", Entries,
            "UPDATE posted_line SET debit = CASE WHEN debit > 0 THEN debit + 100 ELSE 0 END, "
            + "credit = CASE WHEN credit > 0 THEN credit + 100 ELSE 0 END WHERE entry_id = {0}", "chain"),
        new("swap the sides", Entries,
            "UPDATE posted_line SET debit = credit, credit = debit WHERE entry_id = {0}", "chain"),
        new("relabel a line", Lines, "UPDATE posted_line SET label = 'Autre chose'" + ThisLine, "chain"),
        new("move a line to another account", Lines + " WHERE account <> '627000'",
            "UPDATE posted_line SET account = '627000'" + ThisLine, "chain"),
        new("move a line to another activity", Lines,
            "UPDATE posted_line SET activity_id = activity_id % 3 + 1" + ThisLine, "chain"),
        new("give a line to another third party", Lines,
            "UPDATE posted_line SET third_party = 'org-dgfip'" + ThisLine, "chain"),
        new("redate a line", Lines, "UPDATE posted_line SET date = '2026-09-29'" + ThisLine, "entries-balance"),
        new("delete a line", Lines, "DELETE FROM posted_line" + ThisLine, "chain"),
        new("add lines", Entries,
            "INSERT INTO posted_line (entry_id, line_no, date, account, activity_id, debit, credit) "
            + "SELECT entry_id, line_no + 50, date, account, activity_id, debit, credit FROM posted_line WHERE "
            + "entry_id = {0}", "chain"),
        new("a line of no entry", Entries,
            "INSERT INTO posted_line (entry_id, line_no, date, account, activity_id, debit, credit) "
            + "VALUES ({0} + 500, 1, '2026-09-29', '512000', 1, 5, 0)", "entries-balance"),
        new("reorder lines", Entries, "UPDATE posted_line SET line_no = 1000 - line_no WHERE entry_id = {0}", "chain"),
        new("relabel an entry", Entries, "UPDATE posted_entry SET label = 'Autre chose'" + ThisEntry, "chain"),
        new("redate an entry", Entries, "UPDATE posted_entry SET date = '2026-09-29'" + ThisEntry, "chain"),
        new("change a piece", Entries, "UPDATE posted_entry SET piece_ref = 'X-1'" + ThisEntry, "chain"),
        new("redate a piece", Entries, "UPDATE posted_entry SET piece_date = '2026-01-02'" + ThisEntry, "chain"),
        new("post earlier", Entries,
            "UPDATE posted_entry SET posted_at = '2026-01-02T03:04:05.678Z'" + ThisEntry, "chain"),
        new("another hash", Entries,
            "UPDATE posted_entry SET hash = (SELECT h.hash FROM posted_entry h WHERE h.id <> {0} ORDER BY h.id "
            + "DESC LIMIT 1)" + ThisEntry, "chain"),
        new("renumber an entry", Entries, "UPDATE posted_entry SET number = 'OD-2026-000077'" + ThisEntry, "chain"),
        new("another sequence", Ours, "UPDATE posted_entry SET sequence = sequence + 100" + ThisEntry, "numbers"),
        new("another journal", Entries + " WHERE journal <> 'OD'",
            "UPDATE posted_entry SET journal = 'OD'" + ThisEntry, "chain"),
        new("another document", Entries + " WHERE document_kind IS NOT NULL",
            "UPDATE posted_entry SET document_id = document_id + 1" + ThisEntry, "chain"),
        new("another document hash", Entries + " WHERE document_hash IS NOT NULL",
            "UPDATE posted_entry SET document_hash = hash" + ThisEntry, "chain"),
        new("call it imported", Ours, "UPDATE posted_entry SET import_id = 1" + ThisEntry, "numbers"),
        new("call it ours", Entries + " WHERE import_id IS NOT NULL",
            "UPDATE posted_entry SET import_id = NULL" + ThisEntry, "numbers"),
        new("call it an opening", Ours, "UPDATE posted_entry SET is_opening = NOT is_opening" + ThisEntry, "chain"),
        new("another year", Entries, "UPDATE posted_entry SET fiscal_year = fiscal_year + 1" + ThisEntry, "numbers"),
        new("delete an entry", Entries,
            "DELETE FROM posted_line WHERE entry_id = {0}; DELETE FROM posted_entry WHERE id = {0}",
            "numbers", "chain"),
        new("delete only the entry", Entries, "DELETE FROM posted_entry WHERE id = {0}",
            "numbers", "chain"),
        new("swap two entries", Entries + " WHERE id IN (SELECT id - 1 FROM posted_entry)",
            "UPDATE posted_line SET entry_id = entry_id + 900 WHERE entry_id = {0}; "
            + "UPDATE posted_entry SET id = id + 900 WHERE id = {0}; UPDATE posted_line SET entry_id = {0} WHERE "
            + "entry_id = {0} + 1; "
            + "UPDATE posted_entry SET id = {0} WHERE id = {0} + 1; UPDATE posted_line SET entry_id = {0} + 1 "
            + "WHERE entry_id = {0} + 900; UPDATE posted_entry SET id = {0} + 1 WHERE id = {0} + 900", "chain"),
        new("cut the tail and move the head", "SELECT max(id) FROM posted_entry",
            "UPDATE chain_head SET position = position - 1, hash = "
            + "(SELECT hash FROM posted_entry WHERE id = {0} - 1) WHERE fiscal_year = 2026; DELETE FROM "
            + "posted_line WHERE entry_id = {0}; DELETE FROM posted_entry WHERE id = {0}", "numbers", "kept-balances"),
        new("an entry of no year", Entries,
            "INSERT INTO posted_entry SELECT id - 1999000000000, fiscal_year, journal, number, NULL, date, "
            + "posted_at, label, "
            + "piece_ref, piece_date, NULL, NULL, NULL, NULL, is_opening, import_id, hash FROM posted_entry WHERE "
            + "id = {0}", "numbers"),
        new("another head", "SELECT fiscal_year FROM chain_head",
            "UPDATE chain_head SET position = position + 1 WHERE fiscal_year = {0}", "chain"),
        new("another head hash", "SELECT fiscal_year FROM chain_head",
            "UPDATE chain_head SET hash = (SELECT hash FROM posted_entry WHERE fiscal_year <> {0} ORDER BY id "
            + "LIMIT 1) WHERE fiscal_year = {0}", "chain"),
        new("no head", "SELECT fiscal_year FROM chain_head", "DELETE FROM chain_head WHERE fiscal_year = {0}", "chain"),
        new("rewrite an invoice", "SELECT id FROM invoice",
            "UPDATE invoice SET content = replace(content, 'Costumes', 'Décors') WHERE id = {0}", "documents"),
        new("raise an invoice", "SELECT id FROM invoice",
            "UPDATE invoice SET net = net + 100, total = total + 100 WHERE id = {0}", "documents"),
        new("move VAT into net", "SELECT id FROM invoice",
            "UPDATE invoice SET net = net + 1, vat = vat - 1 WHERE id = {0}", "documents"),
        new("redate an invoice", "SELECT id FROM invoice",
            "UPDATE invoice SET date = '2026-09-13' WHERE id = {0}", "documents"),
        new("renumber an invoice", "SELECT id FROM invoice",
            "UPDATE invoice SET number = 'F2026-0099' WHERE id = {0}", "numbers"),
        new("another customer", "SELECT id FROM invoice",
            "UPDATE invoice SET customer_id = 3 - customer_id WHERE id = {0}", "documents"),
        new("delete an invoice", "SELECT id FROM invoice", "DELETE FROM invoice WHERE id = {0}", "documents"),
        new("raise a receipt", "SELECT id FROM receipt",
            "UPDATE receipt SET amount = amount + 1 WHERE id = {0}", "documents"),
        new("delete a receipt", "SELECT id FROM receipt", "DELETE FROM receipt WHERE id = {0}", "documents"),
        new("raise a payment", "SELECT id FROM payment",
            "UPDATE payment SET amount = amount + 1 WHERE id = {0}", "documents"),
        new("raise a purchase", "SELECT id FROM purchase",
            "UPDATE purchase SET net = net + 1 WHERE id = {0}", "documents"),
        new("raise an internal sale", "SELECT id FROM internal_sale",
            "UPDATE internal_sale SET amount = amount + 1 WHERE id = {0}", "documents"),
        new("other bytes of a document", Documents, "UPDATE document_piece SET bytes = (SELECT bytes "
            + "FROM document_piece WHERE document_id <> {0} AND first_byte = 0 LIMIT 1) "
            + "WHERE document_id = {0} AND first_byte = 0", "documents"),
        new("cut a document short", Documents,
            "DELETE FROM document_piece WHERE document_id = {0} AND first_byte > 0", "documents"),
        new("another hash of a document", Documents, "UPDATE kept_document SET sha256 = "
            + "(SELECT hash FROM posted_entry ORDER BY id LIMIT 1) WHERE id = {0}", "documents"),
        new("forget a document", Documents, "DELETE FROM kept_document WHERE id = {0}", "documents"),
        new("give a document to another purchase", Documents,
            "UPDATE kept_document SET owner_id = 99 WHERE id = {0}", "documents"),
        new("raise a balance", "SELECT month, activity_id, account, is_opening FROM balance",
            "UPDATE balance SET debit = debit + 1 "
            + "WHERE month = {0} AND activity_id = {1} AND account = '{2}' AND is_opening = {3}", "kept-balances"),
        new("delete a balance", "SELECT month, activity_id, account, is_opening FROM balance", "DELETE FROM balance "
            + "WHERE month = {0} AND activity_id = {1} AND account = '{2}' AND is_opening = {3}", "kept-balances"),
        new("raise a journal's total", "SELECT month, journal FROM journal_total",
            "UPDATE journal_total SET debit = debit + 1 WHERE month = {0} AND journal = '{1}'", "kept-balances"),
        new("forget a journal's total", "SELECT month, journal FROM journal_total",
            "DELETE FROM journal_total WHERE month = {0} AND journal = '{1}'", "kept-balances"),
        new("add a balance", Entries, "INSERT INTO balance VALUES (202601, 1, '999{0}', FALSE, 5, 0)", "kept-balances"),
        new("raise an item", "SELECT entry_id, line_no FROM open_item",
            "UPDATE open_item SET amount = amount * 2" + ThisLine, "open-items"),
        new("settle an item", "SELECT entry_id, line_no FROM open_item WHERE settled <> amount",
            "UPDATE open_item SET settled = amount - credited" + ThisLine, "open-items"),
        new("credit an item", "SELECT entry_id, line_no FROM open_item WHERE settled = 0 AND credited = 0",
            "UPDATE open_item SET credited = amount / 2" + ThisLine, "open-items"),
        new("another debtor", "SELECT entry_id, line_no FROM open_item",
            "UPDATE open_item SET third_party = 'org-dgfip'" + ThisLine, "open-items"),
        new("forget an item", "SELECT i.entry_id, i.line_no FROM open_item i JOIN posted_entry e ON e.id = "
                + "i.entry_id WHERE e.import_id IS NULL",
            "DELETE FROM deferred_posting" + ThisLine + "; DELETE FROM open_item" + ThisLine, "open-items"),
        new("another settlement", "SELECT entry_id, line_no FROM item_settlement",
            "UPDATE item_settlement SET paid = paid + 1" + ThisLine, "open-items"),
        new("forget a settlement", "SELECT entry_id, line_no FROM item_settlement",
            "DELETE FROM item_settlement" + ThisLine, "open-items"),
        new("defer more", "SELECT entry_id, line_no FROM deferred_posting",
            "UPDATE deferred_posting SET amount = amount + 100" + ThisLine, "open-items"),
        new("say it is done", "SELECT entry_id, line_no FROM deferred_posting",
            "UPDATE deferred_posting SET done = done + 1" + ThisLine, "open-items"),
        new("unmatch a line", "SELECT entry_id, line_no FROM matched_line",
            "DELETE FROM matched_line" + ThisLine, "matchings"),
        new("match otherwise", "SELECT entry_id, line_no FROM matched_line",
            "UPDATE matched_line SET matching_id = matching_id % 2 + 1" + ThisLine, "matchings"),
        new("match what does not sum", Lines + " WHERE account = '512000'",
            "INSERT INTO matched_line VALUES ({0}, {1}, 1)", "matchings"),
        new("another letter", "SELECT id FROM matching",
            "UPDATE matching SET letter = 'ZZ' WHERE id = {0}", "matchings"),
        new("raise a counter", "SELECT series FROM counter",
            "UPDATE counter SET value = value + 1 WHERE series = '{0}'", "numbers"),
        new("lower a counter", "SELECT series FROM counter",
            "UPDATE counter SET value = value - 1 WHERE series = '{0}'", "numbers"),
        new("forget a counter", "SELECT series FROM counter", "DELETE FROM counter WHERE series = '{0}'", "numbers"),
        new("unlock a month", "SELECT month FROM month_lock", "DELETE FROM month_lock WHERE month = {0}", "periods"),
        new("lock earlier", "SELECT DISTINCT e.fiscal_year * 100 + 1 FROM posted_entry e WHERE e.fiscal_year = 2024",
            "UPDATE month_lock SET locked_at = '2026-01-01T00:00:00.000Z' WHERE month = {0}", "periods"),
        new("lock later", "SELECT month FROM month_lock",
            "UPDATE month_lock SET locked_at = '2029-01-01T00:00:00.000Z' WHERE month = {0}", "periods"),
        new("lock what has later entries", Ours,
            "INSERT INTO month_lock VALUES (202609, '2026-09-30T00:00:00.000Z', 'x')", "periods"),
        new("reopen a year", "SELECT year FROM fiscal_year WHERE closed_at IS NOT NULL",
            "UPDATE fiscal_year SET closed_at = NULL WHERE year = {0}", "periods"),
        new("reopen a year with its anchor", "SELECT year FROM fiscal_year WHERE closed_at IS NOT NULL",
            "UPDATE fiscal_year SET closed_at = NULL, anchor = NULL WHERE year = {0}", "periods"),
        new("close earlier", "SELECT year FROM fiscal_year WHERE closed_at IS NOT NULL",
            "UPDATE fiscal_year SET closed_at = '2025-01-01T00:00:00.000Z' WHERE year = {0}", "periods"),
        new("another anchor", "SELECT year FROM fiscal_year WHERE closed_at IS NOT NULL",
            "UPDATE fiscal_year SET anchor = (SELECT hash FROM posted_entry "
            + "WHERE fiscal_year <> {0} ORDER BY id LIMIT 1) WHERE year = {0}", "chain"),
        new("shorten a year", "SELECT year FROM fiscal_year WHERE year <> 2025",
            "UPDATE fiscal_year SET last_day = '2026-09-20', first_day = '2026-09-16' WHERE year = {0}", "periods"),
        new("empty an answer", "SELECT key FROM request",
            "UPDATE request SET result = '' WHERE key = '{0}'", "requests"),
        new("an answer that names nothing", "SELECT key FROM request",
            "UPDATE request SET result = 'F2026-0999' WHERE key = '{0}'", "requests"),
        new("another movement", "SELECT id FROM bank_line WHERE explained_at IS NOT NULL",
            "UPDATE bank_line SET amount = amount + 1" + ThisEntry, "bank"),
        new("unlink a movement", "SELECT entry_id, line_no FROM bank_match",
            "DELETE FROM bank_match" + ThisLine, "bank"),
        new("link to another line", "SELECT entry_id FROM bank_match",
            "UPDATE bank_match SET line_no = line_no + 1 WHERE entry_id = {0}", "bank"),
        new("say that a movement waits", "SELECT id FROM bank_line WHERE explained_at IS NOT NULL",
            "UPDATE bank_line SET explained_at = NULL, explained_by = NULL" + ThisEntry, "bank"),
        new("owe an activity less in a published total", "SELECT publication_id, activity_id FROM cover_leaf",
            "UPDATE cover_leaf SET amount = amount + 1 WHERE publication_id = {0} AND activity_id = {1}", "cover"),
        new("leave an activity out of a published total", "SELECT publication_id, activity_id FROM cover_leaf",
            "DELETE FROM cover_leaf WHERE publication_id = {0} AND activity_id = {1}", "cover"),
        new("another published total", "SELECT id FROM cover_publication",
            "UPDATE cover_publication SET total = total + 1" + ThisEntry, "cover"),
        new("another day of a published total", "SELECT id FROM cover_publication",
            "UPDATE cover_publication SET day = '2026-09-19'" + ThisEntry, "cover"),
        new("take the first publication away", "SELECT min(id) FROM cover_publication",
            "DELETE FROM cover_publication" + ThisEntry, "cover"),
        new("say that somebody else did it", Acts, "UPDATE act SET by_name = 'Quelqu’un d’autre'" + ThisEntry, "acts"),
        new("take an act away", Acts + " WHERE id < (SELECT max(id) FROM act)",
            "DELETE FROM act_detail WHERE act_id = {0}; DELETE FROM act" + ThisEntry, "acts"),
        new("change what an act tells", "SELECT act_id FROM act_detail",
            "UPDATE act_detail SET title = 'Autre chose' WHERE act_id = {0}", "acts"),
    ];
}
