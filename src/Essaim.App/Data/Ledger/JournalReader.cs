using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>A journal and how many entries it has in a month.</summary>
public sealed record JournalCount(string Code, string Label, int Count);

/// <summary>An entry as a journal lists it; the amount is the sum of its debits.</summary>
public sealed record JournalEntry(
    EntryId Id, DateOnly Date, string Journal, string Number, string PieceRef, string Label, int Lines, Money Amount);

/// <summary>Reads journals a month at a time (journaux).</summary>
public static class JournalReader
{
    /// <summary>The last month that has entries.</summary>
    public static async Task<Month?> LastMonthAsync(CoopDb db) =>
        await db.ScalarAsync("SELECT max(month) FROM balance") is { } month ? Month.FromNumber(Convert.ToInt32(month))
            : null;

    public static Task<List<JournalCount>> CountsAsync(CoopDb db, Month month) =>
        db.SqlAsync(r => new JournalCount(r.GetString(0), r.GetString(1), r.GetInt32(2)),
            "SELECT j.code, j.label, count(*) FROM posted_entry e JOIN journal j ON j.code = e.journal "
            + "WHERE e.date BETWEEN @p0 AND @p1 GROUP BY j.code, j.label ORDER BY j.code",
            month.FirstDay, month.LastDay);

    public static async Task<(int Count, Money Total)> TotalsAsync(CoopDb db, Month month, string journal,
        string text) =>
        (await db.SqlAsync(r => (r.GetInt32(0), LedgerReader.Cents(r, 1)),
            "SELECT count(DISTINCT e.id), coalesce(sum(l.debit), 0) FROM posted_entry e "
            + "JOIN posted_line l ON l.entry_id = e.id " + Where(journal, text), Values(month, journal, text)))
                .Single();

    public static Task<List<JournalEntry>> PageAsync(
        CoopDb db, Month month, string journal, string text, int skip, int take) =>
        db.SqlAsync(r => new JournalEntry(new EntryId(r.GetInt64(0)), r.Date(1), r.GetString(2), r.GetString(3),
                r.GetString(4), r.GetString(5), r.GetInt32(6), LedgerReader.Cents(r, 7)),
            "SELECT e.id, e.date, e.journal, e.number, e.piece_ref, e.label, "
            + "(SELECT count(*) FROM posted_line l WHERE l.entry_id = e.id), "
            + "(SELECT sum(l.debit) FROM posted_line l WHERE l.entry_id = e.id) FROM posted_entry e "
            + $"{Where(journal, text)} ORDER BY e.date, e.id LIMIT {take} OFFSET {skip}", Values(month, journal, text));

    private static string Where(string journal, string text) => "WHERE e.date BETWEEN @p0 AND @p1"
        + (journal.Length == 0 ? "" : " AND e.journal = @p2")
        + (text.Length == 0 ? "" : " AND (lower(e.label) LIKE @p3 ESCAPE '!' OR lower(e.piece_ref) LIKE @p3 ESCAPE '!' "
            + "OR lower(e.number) LIKE @p3 ESCAPE '!')");

    private static object?[] Values(Month month, string journal, string text) =>
        [month.FirstDay, month.LastDay, journal, AccountLines.Contains(text)];
}
