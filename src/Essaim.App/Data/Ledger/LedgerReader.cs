using System.Data.Common;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>A posted line as reports show it.</summary>
public sealed record LedgerLine(
    EntryId Entry, int No, DateOnly Date, string Journal, string Number, string PieceRef, string Label,
    AccountNumber Account, ActivityId Activity, string? ThirdParty, Money Debit, Money Credit, string? Letter);

/// <summary>
/// Reads the books: kept balances for figures, lines for what makes them, open items for what is left to settle.
/// </summary>
public sealed class LedgerReader(DbConnection connection, DbTransaction? transaction = null)
{
    private const string ItemColumns = "SELECT entry_id, line_no, account, activity_id, third_party, due, disputed, "
        + "amount, credited, settled FROM open_item ";

    public static Task<List<FiscalYear>> YearsAsync(DbConnection connection, DbTransaction? transaction) =>
        connection.ListAsync(r => new FiscalYear(new DateRange(r.Date(0), r.Date(1)),
                r.IsDBNull(2) ? null : DateTime.Parse(r.GetString(2), null, System.Globalization.DateTimeStyles.AdjustToUniversal),
                r.IsDBNull(3) ? null : r.GetFieldValue<byte[]>(3)),
            "SELECT first_day, last_day, closed_at, anchor FROM fiscal_year ORDER BY year", transaction);

    /// <summary>
    /// Kept balances by account and activity from the first day of <paramref name="first"/>'s month to the end of
    /// <paramref name="last"/>. Opening entries whose previous year lies in the range are left out, so that a range
    /// over several years counts them once.
    /// </summary>
    public async Task<List<AccountBalance>> BalancesAsync(Month first, Month last, ActivityId? activity = null, bool withOpening = true)
    {
        var openings = withOpening ? await CountedOpeningsAsync(first, last) : [];
        var months = activity is null
            ? "month BETWEEN @p0 AND @p1"
            : $"month IN ({string.Join(",", Month.Range(first, last).Select(m => m.Number))})";
        var opening = openings.Count == 0 ? "NOT is_opening" : $"(NOT is_opening OR month IN ({string.Join(",", openings)}))";
        var one = activity is null ? "" : " AND activity_id = @p2";
        return await connection.ListAsync(ReadBalance,
            $"SELECT account, activity_id, sum(debit), sum(credit) FROM balance WHERE {months} AND {opening}{one} "
            + "GROUP BY activity_id, account", transaction, first.Number, last.Number, activity?.Value ?? 0);
    }

    /// <summary>
    /// What each account holds at the end of <paramref name="last"/>: from the last year that opened with an opening
    /// entry, so that the cost does not grow with the history.
    /// </summary>
    public async Task<List<AccountBalance>> PositionAsync(Month last, ActivityId? activity = null) =>
        await BalancesAsync(await FirstCountedMonthAsync(last), last, activity);

    /// <summary>The first month that counts towards a position at <paramref name="last"/>.</summary>
    public async Task<Month> FirstCountedMonthAsync(Month last)
    {
        var opened = await connection.ScalarAsync(
            "SELECT max(month) FROM balance WHERE is_opening AND month <= @p0", transaction, last.Number);
        if (opened is not null)
            return Month.FromNumber(Convert.ToInt32(opened));
        var first = await connection.ScalarAsync("SELECT min(month) FROM balance", transaction);
        return first is null ? last : Month.FromNumber(Math.Min(Convert.ToInt32(first), last.Number));
    }

    /// <summary>
    /// Balances of lines between two days, day by day instead of by month; slower, for ranges that cut a month.
    /// </summary>
    public async Task<List<AccountBalance>> BalancesByDayAsync(DateOnly from, DateOnly to, ActivityId? activity = null, bool withOpening = true)
    {
        var openings = withOpening ? await CountedOpeningsAsync(Month.Of(from), Month.Of(to)) : [];
        var excluded = "SELECT id FROM posted_entry WHERE is_opening AND date BETWEEN @p0 AND @p1"
            + (openings.Count == 0 ? "" : $" AND NOT {MonthOf("date")} IN ({string.Join(",", openings)})");
        var one = activity is null ? "" : " AND activity_id = @p2";
        return await connection.ListAsync(ReadBalance,
            "SELECT account, activity_id, sum(debit), sum(credit) FROM posted_line WHERE date BETWEEN @p0 AND @p1 "
            + $"AND entry_id NOT IN ({excluded}){one} GROUP BY activity_id, account",
            transaction, from, to, activity?.Value ?? 0);
    }

    /// <summary>Balances with third parties, for opening entries: lines of one fiscal year.</summary>
    public Task<List<AccountBalance>> ByThirdPartyAsync(FiscalYear year) =>
        connection.ListAsync(r => new AccountBalance(new AccountNumber(r.GetString(0)), new ActivityId(r.GetInt32(1)),
                r.TextOrNull(2) is { } code ? new ThirdParty(code) : null, Cents(r, 3), Cents(r, 4)),
            "SELECT account, activity_id, third_party, sum(debit), sum(credit) FROM posted_line "
            + "WHERE date BETWEEN @p0 AND @p1 GROUP BY activity_id, account, third_party",
            transaction, year.Days.First, year.Days.Last);

    /// <summary>Items not settled, of one activity, of one account or of both; with what they defer.</summary>
    public async Task<List<OpenItem>> OpenItemsAsync(ActivityId? activity = null, string? accountPrefix = null) =>
        await WithDeferredAsync(await connection.ListAsync(ReadItem, ItemColumns + "WHERE amount - credited <> settled"
            + (activity is null ? "" : " AND activity_id = @p0")
            + (accountPrefix is null ? "" : " AND account LIKE @p1") + " ORDER BY due, entry_id, line_no",
            transaction, activity?.Value ?? 0, accountPrefix + "%"));

    /// <summary>All items that the entries of a document opened, settled or not.</summary>
    public async Task<List<OpenItem>> ItemsOfDocumentAsync(DocumentRef document) =>
        await WithDeferredAsync(await connection.ListAsync(ReadItem, ItemColumns
            + "WHERE entry_id IN (SELECT id FROM posted_entry WHERE document_kind = @p0 AND document_id = @p1) "
            + "ORDER BY entry_id, line_no", transaction, document.Kind, document.Id));

    public async Task<OpenItem?> ItemAsync(OpenItemId id) =>
        (await WithDeferredAsync(await connection.ListAsync(ReadItem, ItemColumns + "WHERE entry_id = @p0 AND line_no = @p1",
            transaction, id.Entry.Value, id.Line))).FirstOrDefault();

    private async Task<List<OpenItem>> WithDeferredAsync(List<OpenItem> items)
    {
        if (items.Count == 0)
            return items;
        var ids = string.Join(",", items.Select(i => i.Id.Entry.Value).Distinct());
        var deferred = await connection.ListAsync(ReadDeferred, "SELECT entry_id, line_no, kind, debit_account, "
            + $"debit_activity, credit_account, credit_activity, amount, done FROM deferred_posting WHERE entry_id IN ({ids})",
            transaction);
        var byItem = deferred.ToLookup(d => d.Item, d => d.Posting);
        return [.. items.Select(i => byItem[i.Id].Any() ? i with { Deferred = [.. byItem[i.Id]] } : i)];
    }

    private async Task<List<int>> CountedOpeningsAsync(Month first, Month last)
    {
        var all = await connection.ListAsync(r => r.GetInt32(0),
            "SELECT DISTINCT month FROM balance WHERE is_opening AND month BETWEEN @p0 AND @p1 ORDER BY month",
            transaction, first.Number, last.Number);
        if (all.Count == 0)
            return all;
        // An opening counts only if no line of the range comes before it: otherwise it repeats what is counted.
        var earliest = await connection.ScalarAsync(
            "SELECT min(month) FROM balance WHERE month BETWEEN @p0 AND @p1", transaction, first.Number, last.Number);
        return [.. all.Where(m => m == Convert.ToInt32(earliest))];
    }

    private string MonthOf(string column) => connection is Microsoft.Data.Sqlite.SqliteConnection
        ? $"CAST(substr({column}, 1, 4) || substr({column}, 6, 2) AS integer)"
        : $"(extract(year FROM {column}) * 100 + extract(month FROM {column}))::integer";

    private static AccountBalance ReadBalance(DbDataReader r) =>
        new(new AccountNumber(r.GetString(0)), new ActivityId(r.GetInt32(1)), null, Cents(r, 2), Cents(r, 3));

    private static OpenItem ReadItem(DbDataReader r) => new(
        new OpenItemId(new EntryId(r.GetInt64(0)), r.GetInt32(1)), new AccountNumber(r.GetString(2)),
        new ActivityId(r.GetInt32(3)), r.TextOrNull(4) is { } code ? new ThirdParty(code) : null, r.Date(5), r.GetBoolean(6),
        Cents(r, 7), Cents(r, 8), Cents(r, 9), []);

    private static (OpenItemId Item, DeferredPosting Posting) ReadDeferred(DbDataReader r) => (
        new OpenItemId(new EntryId(r.GetInt64(0)), r.GetInt32(1)),
        new DeferredPosting(r.GetString(2), new AccountNumber(r.GetString(3)), new ActivityId(r.GetInt32(4)),
            new AccountNumber(r.GetString(5)), new ActivityId(r.GetInt32(6)), Cents(r, 7), Cents(r, 8)));

    // PostgreSQL sums bigints into numeric; SQLite into integer.
    private static Money Cents(DbDataReader r, int column) =>
        new(r.GetFieldType(column) == typeof(decimal) ? decimal.ToInt64(r.GetDecimal(column)) : r.GetInt64(column));
}
