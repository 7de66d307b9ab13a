using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>Which lines of one account a reader looks at (grand livre), or of all when none is named.</summary>
public sealed record AccountQuery(AccountNumber? Account, ActivityId? Activity, DateRange Days)
{
    /// <summary>Words of a label, a piece, a number or a third party.</summary>
    public string? Text { get; init; }
    public Money? Amount { get; init; }
    public bool OnlyUnmatched { get; init; }

    /// <summary>
    /// True when some lines of the account are left out, so that a running balance would say nothing.
    /// </summary>
    public bool IsSearch => Account is null || Text is not null || Amount is not null || OnlyUnmatched;
}

/// <summary>
/// The lines of one account in the order of the books, a page at a time. Opening entries are not among them: what was
/// carried in stands above the first line.
/// </summary>
public static class AccountLines
{
    public static async Task<(int Count, Money Debit, Money Credit)> TotalsAsync(CoopDb db, AccountQuery query) =>
        (await db.SqlAsync(r => (r.GetInt32(0), LedgerReader.Cents(r, 1), LedgerReader.Cents(r, 2)),
            "SELECT count(*), coalesce(sum(l.debit), 0), coalesce(sum(l.credit), 0) FROM posted_line l "
            + (query.IsSearch ? Joined + Where(query) : Where(query)), Values(query))).Single();

    public static Task<List<LedgerLine>> PageAsync(CoopDb db, AccountQuery query, int skip, int take) =>
        db.SqlAsync(ActivityLines.Read, $"{ActivityLines.Columns}{Where(query)} {Order} LIMIT {take} OFFSET {skip}",
            Values(query));

    /// <summary>Debit less credit of the lines before the page.</summary>
    public static async Task<Money> MovedBeforeAsync(CoopDb db, AccountQuery query, int skip) =>
        skip == 0 ? Money.Zero : (await db.SqlAsync(r => LedgerReader.Cents(r, 0),
            $"SELECT coalesce(sum(s.debit - s.credit), 0) FROM (SELECT l.debit, l.credit FROM posted_line l "
            + $"{Where(query)} {Order} LIMIT {skip}) s", Values(query))).Single();

    private const string Order = "ORDER BY l.date, l.entry_id, l.line_no";

    /// <summary>What a search asks of a line and the line does not say itself.</summary>
    private const string Joined = "JOIN posted_entry e ON e.id = l.entry_id "
        + "LEFT JOIN third_party t ON t.code = l.third_party "
        + "LEFT JOIN matched_line ml ON ml.entry_id = l.entry_id AND ml.line_no = l.line_no ";

    private static string Where(AccountQuery query) =>
        "WHERE " + (query.Account is null ? "" : "l.account = @p0 AND ") + "l.date BETWEEN @p1 AND @p2 "
        + "AND l.entry_id NOT IN (SELECT id FROM posted_entry WHERE is_opening)"
        + (query.Activity is null ? "" : " AND l.activity_id = @p3")
        + (query.Amount is null ? "" : " AND (l.debit = @p4 OR l.credit = @p4)")
        + (query.OnlyUnmatched ? " AND ml.matching_id IS NULL" : "")
        + (query.Text is null ? "" : " AND (lower(coalesce(l.label, e.label)) LIKE @p5 ESCAPE '!' "
            + "OR lower(e.piece_ref) LIKE @p5 ESCAPE '!' OR lower(e.number) LIKE @p5 ESCAPE '!' "
            + "OR lower(t.name) LIKE @p5 ESCAPE '!')");

    private static object?[] Values(AccountQuery query) =>
    [
        query.Account?.Digits ?? "", query.Days.First, query.Days.Last, query.Activity?.Value ?? 0,
        query.Amount?.Cents ?? 0L, Contains(query.Text ?? ""),
    ];

    internal static string Contains(string text) =>
        "%" + text.Trim().ToLowerInvariant().Replace("!", "!!").Replace("%", "!%").Replace("_", "!_") + "%";
}
