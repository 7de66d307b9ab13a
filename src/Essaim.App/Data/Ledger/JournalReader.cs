using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>A journal, how many entries it has in a month and what they add up to.</summary>
public sealed record JournalCount(string Code, string Label, int Count, Money Total);

/// <summary>An entry as a journal lists it; the amount is the sum of its debits.</summary>
public sealed record JournalEntry(
    EntryId Id, DateOnly Date, string Journal, string Number, string PieceRef, string Label, int Lines, Money Amount);

/// <summary>Reads journals a month at a time (journaux).</summary>
public static class JournalReader
{
    /// <summary>The last month that has entries.</summary>
    public static async Task<Month?> LastMonthAsync(CoopDb db) =>
        await db.ScalarAsync("SELECT max(month) FROM journal_total") is { } month
            ? Month.FromNumber(Convert.ToInt32(month)) : null;

    /// <summary>From the kept totals: the same cost in a month of a hundred entries and of a million.</summary>
    public static Task<List<JournalCount>> CountsAsync(CoopDb db, Month month) =>
        db.SqlAsync(r => new JournalCount(r.GetString(0), r.GetString(1), r.GetInt32(2), LedgerReader.Cents(r, 3)),
            "SELECT j.code, j.label, t.entries, t.debit FROM journal_total t JOIN journal j ON j.code = t.journal "
            + "WHERE t.month = @p0 ORDER BY j.code", month.Number);

    /// <summary>How many entries of the month say these words, and what they add up to.</summary>
    public static async Task<(int Count, Money Total)> FoundAsync(CoopDb db, Month month, string journal,
        string text) =>
        (await db.SqlAsync(r => (r.GetInt32(0), LedgerReader.Cents(r, 1)),
            "SELECT count(DISTINCT e.id), coalesce(sum(l.debit), 0) FROM posted_entry e "
            + $"JOIN posted_line l ON l.entry_id = e.id {Where(journal, text)}", Values(month, journal, text)))
            .Single();

    /// <summary>Lines are asked of each entry shown: joined and grouped, they would be sorted as well.</summary>
    public static Task<List<JournalEntry>> PageAsync(
        CoopDb db, Month month, string journal, string text, int skip, int take) =>
        db.SqlAsync(r => new JournalEntry(new EntryId(r.GetInt64(0)), r.Date(1), r.GetString(2), r.GetString(3),
                r.GetString(4), r.GetString(5), r.GetInt32(6), LedgerReader.Cents(r, 7)),
            "SELECT e.id, e.date, e.journal, e.number, e.piece_ref, e.label, "
            + "(SELECT count(*) FROM posted_line l WHERE l.entry_id = e.id), "
            + "(SELECT sum(l.debit) FROM posted_line l WHERE l.entry_id = e.id) "
            + $"FROM posted_entry e {Where(journal, text)} ORDER BY e.date, e.id LIMIT {take} OFFSET {skip}",
            Values(month, journal, text));

    private static string Where(string journal, string text) => "WHERE e.date BETWEEN @p0 AND @p1"
        + (journal.Length == 0 ? "" : " AND e.journal = @p2")
        + (text.Length == 0 ? "" : " AND (lower(e.label) LIKE @p3 ESCAPE '!' OR lower(e.piece_ref) LIKE @p3 ESCAPE '!' "
            + "OR lower(e.number) LIKE @p3 ESCAPE '!')");

    private static object?[] Values(Month month, string journal, string text) =>
        [month.FirstDay, month.LastDay, journal, AccountLines.Contains(text)];
}
