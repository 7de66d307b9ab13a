using System.Data.Common;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>A posted line as reports show it.</summary>
public sealed record LedgerLine(
    EntryId Entry, int No, DateOnly Date, string Journal, string Number, string PieceRef, string Label,
    AccountNumber Account, ActivityId Activity, string? ThirdParty, Money Debit, Money Credit, string? Letter);

/// <summary>
/// Reads the books: kept balances for figures, lines for what makes them.
/// </summary>
public sealed class LedgerReader(DbConnection connection, DbTransaction? transaction = null)
{
    /// <summary>What is left to settle.</summary>
    public OpenItemReader Items => new(connection, transaction);

    public static Task<List<FiscalYear>> YearsAsync(DbConnection connection, DbTransaction? transaction) =>
        connection.ListAsync(r => new FiscalYear(new DateRange(r.Date(0), r.Date(1)),
                r.IsDBNull(2) ? null
                    : DateTime.Parse(r.GetString(2), null, System.Globalization.DateTimeStyles.AdjustToUniversal),
                r.IsDBNull(3) ? null : r.GetFieldValue<byte[]>(3)),
            "SELECT first_day, last_day, closed_at, anchor FROM fiscal_year ORDER BY year", transaction);

    /// <summary>
    /// Balances by account and activity over a range of days: kept balances for whole months, lines for the months that
    /// the range cuts. Opening entries whose previous year lies in the range are left out, so that a range over several
    /// years counts them once.
    /// </summary>
    public async Task<List<AccountBalance>> BalancesAsync(
        DateOnly from, DateOnly to, ActivityId? activity = null, bool withOpening = true,
        AccountNumber? account = null)
    {
        var wanted = (activity, account);
        if (from > to)
            return [];
        var openings = withOpening ? await CountedOpeningsAsync(Month.Of(from), Month.Of(to)) : [];
        var first = from.Day == 1 ? Month.Of(from) : Month.Of(from).Next();
        var last = Month.Of(to).LastDay == to ? Month.Of(to) : Month.Of(to).Add(-1);
        if (first > last)
            return await ByDayAsync(from, to, wanted, openings);
        var whole = await ByMonthAsync(first, last, wanted, openings);
        var head = from < first.FirstDay ? await ByDayAsync(from, first.FirstDay.AddDays(-1), wanted, openings) : [];
        var tail = to > last.LastDay ? await ByDayAsync(last.Next().FirstDay, to, wanted, openings) : [];
        return head.Count + tail.Count == 0 ? whole : [.. head, .. whole, .. tail];
    }

    /// <summary>
    /// What each account holds at the end of a day: from the last year that opened with an opening entry, so that the
    /// cost does not grow with the history.
    /// </summary>
    public async Task<List<AccountBalance>> PositionAsync(
        DateOnly day, ActivityId? activity = null, AccountNumber? account = null) =>
        await FirstCountedDayAsync(day) is { } first
            ? await BalancesAsync(first, day, activity, account: account) : [];

    /// <summary>The first day of the books; null while they are empty.</summary>
    public async Task<DateOnly?> FirstDayAsync() =>
        await connection.ScalarAsync("SELECT min(month) FROM balance", transaction) is { } month
            ? Month.FromNumber(Convert.ToInt32(month)).FirstDay
            : null;

    private async Task<DateOnly?> FirstCountedDayAsync(DateOnly day)
    {
        var opened = await connection.ScalarAsync(
            "SELECT max(month) FROM balance WHERE is_opening AND month <= @p0", transaction, Month.Of(day).Number);
        return opened is null ? await FirstDayAsync() : Month.FromNumber(Convert.ToInt32(opened)).FirstDay;
    }

    private Task<List<AccountBalance>> ByMonthAsync(
        Month first, Month last, (ActivityId? Activity, AccountNumber? Account) wanted, List<int> openings)
    {
        var months = wanted.Activity is null
            ? "month BETWEEN @p0 AND @p1"
            : $"month IN ({string.Join(",", Month.Range(first, last).Select(m => m.Number))})";
        var opening = openings.Count == 0
            ? "NOT is_opening"
            : $"(NOT is_opening OR month IN ({string.Join(",", openings)}))";
        return connection.ListAsync(ReadBalance,
            $"SELECT account, activity_id, sum(debit), sum(credit) FROM balance WHERE {months} AND {opening}"
            + $"{Only(wanted)} GROUP BY activity_id, account", transaction, first.Number, last.Number,
            wanted.Activity?.Value ?? 0, wanted.Account?.Digits ?? "");
    }

    private static string Only((ActivityId? Activity, AccountNumber? Account) wanted) =>
        (wanted.Activity is null ? "" : " AND activity_id = @p2")
        + (wanted.Account is null ? "" : " AND account = @p3");

    private Task<List<AccountBalance>> ByDayAsync(
        DateOnly from, DateOnly to, (ActivityId? Activity, AccountNumber? Account) wanted, List<int> openings)
    {
        var excluded = "SELECT id FROM posted_entry WHERE is_opening AND date BETWEEN @p0 AND @p1"
            + (openings.Count == 0 ? "" : $" AND {MonthOf("date")} NOT IN ({string.Join(",", openings)})");
        return connection.ListAsync(ReadBalance,
            "SELECT account, activity_id, sum(debit), sum(credit) FROM posted_line WHERE date BETWEEN @p0 AND @p1 "
            + $"AND entry_id NOT IN ({excluded}){Only(wanted)} GROUP BY activity_id, account",
            transaction, from, to, wanted.Activity?.Value ?? 0, wanted.Account?.Digits ?? "");
    }

    /// <summary>Balances with third parties, for opening entries: lines of one fiscal year.</summary>
    public Task<List<AccountBalance>> ByThirdPartyAsync(FiscalYear year) =>
        connection.ListAsync(r => new AccountBalance(new AccountNumber(r.GetString(0)), new ActivityId(r.GetInt32(1)),
                r.TextOrNull(2) is { } code ? new ThirdParty(code) : null, Cents(r, 3), Cents(r, 4)),
            "SELECT account, activity_id, third_party, sum(debit), sum(credit) FROM posted_line "
            + "WHERE date BETWEEN @p0 AND @p1 GROUP BY activity_id, account, third_party",
            transaction, year.Days.First, year.Days.Last);

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

    // PostgreSQL sums bigints into numeric; SQLite into integer.
    internal static Money Cents(DbDataReader r, int column) =>
        new(r.GetFieldType(column) == typeof(decimal) ? decimal.ToInt64(r.GetDecimal(column)) : r.GetInt64(column));
}
