using System.Data.Common;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>The lines that make a figure: of an activity, of an account, or of both, over some days.</summary>
public static class ActivityLines
{
    internal const string Columns = "SELECT l.entry_id, l.line_no, l.date, e.journal, e.number, e.piece_ref, "
        + "coalesce(l.label, e.label), l.account, l.activity_id, t.name, l.debit, l.credit, m.letter "
        + "FROM posted_line l JOIN posted_entry e ON e.id = l.entry_id "
        + "LEFT JOIN third_party t ON t.code = l.third_party "
        + "LEFT JOIN matched_line ml ON ml.entry_id = l.entry_id AND ml.line_no = l.line_no "
        + "LEFT JOIN matching m ON m.id = ml.matching_id ";

    /// <summary>
    /// Lines up to a day in the order of the books. Opening entries are left out where the days reach behind them:
    /// they would repeat what is already there.
    /// </summary>
    public static Task<List<LedgerLine>> ReadAsync(CoopDb db, ActivityId? activity, DateOnly? from, DateOnly to,
        string? accountPrefix = null, int limit = 1_000_000, int skip = 0)
    {
        var where = new List<string> { "l.date <= @p0" };
        if (from is not null)
            where.Add("l.date >= @p1");
        else
            where.Add("NOT e.is_opening");
        if (activity is not null)
            where.Add("l.activity_id = @p2");
        if (accountPrefix is not null)
            where.Add("l.account >= @p3 AND l.account < @p4");
        return db.SqlAsync(Read, Columns + "WHERE " + string.Join(" AND ", where)
            + " ORDER BY l.date, l.entry_id, l.line_no LIMIT @p5 OFFSET @p6", to, from ?? to, activity?.Value ?? 0,
            accountPrefix ?? "", (accountPrefix ?? "") + ":", limit, skip);
    }

    /// <summary>All lines of one entry.</summary>
    public static Task<List<LedgerLine>> OfEntryAsync(CoopDb db, EntryId entry) =>
        db.SqlAsync(Read, Columns + "WHERE l.entry_id = @p0 ORDER BY l.line_no", entry.Value);

    internal static LedgerLine Read(DbDataReader r) => new(
        new EntryId(r.GetInt64(0)), r.GetInt32(1), r.Date(2), r.GetString(3), r.GetString(4), r.GetString(5),
        r.GetString(6),
        new AccountNumber(r.GetString(7)), new ActivityId(r.GetInt32(8)), r.TextOrNull(9), new Money(r.GetInt64(10)),
        new Money(r.GetInt64(11)), r.TextOrNull(12));
}
