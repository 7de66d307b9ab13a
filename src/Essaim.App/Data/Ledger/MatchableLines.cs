using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// The lines of an account that carry no letter and settle nothing yet (lignes à lettrer). Items that post something
/// when they are settled are left out: their settlement is noted, never matched by hand.
/// </summary>
public static class MatchableLines
{
    /// <summary>So many are looked at, the oldest first; what is older waits longest.</summary>
    public const int Most = 2000;

    public static Task<List<MatchableLine>> ReadAsync(CoopDb db, AccountNumber account) =>
        db.SqlAsync(r => new MatchableLine(new OpenItemId(new EntryId(r.GetInt64(0)), r.GetInt32(1)), r.Date(2),
                r.TextOrNull(3) ?? "", r.GetString(4), r.GetString(5), new Money(r.GetInt64(6)), r.GetInt64(7) == 1),
            "SELECT l.entry_id, l.line_no, l.date, l.third_party, e.piece_ref, coalesce(l.label, e.label), "
            + "CASE WHEN i.entry_id IS NULL THEN l.debit - l.credit ELSE i.amount - i.credited - i.settled END, "
            + "CAST(CASE WHEN i.entry_id IS NULL THEN 0 ELSE 1 END AS bigint) "
            + "FROM posted_line l JOIN posted_entry e ON e.id = l.entry_id "
            + "LEFT JOIN open_item i ON i.entry_id = l.entry_id AND i.line_no = l.line_no "
            + "WHERE l.account = @p0 AND NOT e.is_opening "
            + "AND NOT EXISTS (SELECT 1 FROM matched_line m WHERE m.entry_id = l.entry_id AND m.line_no = l.line_no) "
            + "AND NOT EXISTS (SELECT 1 FROM item_settlement s WHERE s.entry_id = l.entry_id "
            + "AND s.line_no = l.line_no) "
            + "AND NOT EXISTS (SELECT 1 FROM deferred_posting d WHERE d.entry_id = l.entry_id "
            + "AND d.line_no = l.line_no AND d.amount <> d.done) "
            + $"ORDER BY l.date, l.entry_id, l.line_no LIMIT {Most}", account.Digits);
}
