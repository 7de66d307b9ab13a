using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>One thing that must hold in the books, and where it does not: the place is named in French.</summary>
public sealed record BookCheck(string Name, bool Ok, string Detail);

/// <summary>What a check of the books found.</summary>
public sealed record BooksCheckResult(long Entries, long Lines, IReadOnlyList<BookCheck> Checks)
{
    public bool Ok => Checks.All(c => c.Ok);
}

/// <summary>
/// Verifies the books from their stored rows (contrôle des comptes). Written apart from the code that posts: it shares
/// only the connection with it, has its own queries and its own writing of the chain, so that one fault cannot hide
/// in both. Reads at one moment of the books, in memory that does not grow with them.
/// </summary>
public static class BooksCheck
{
    public static async Task<BooksCheckResult> RunAsync(Engine engine, CancellationToken cancel = default)
    {
        await using var connection = await engine.OpenAsync(cancel);
        await using var transaction = await BeginAsync(connection);
        var rows = new CheckedRows(connection, transaction);
        var found = new Findings();
        var years = YearRow.Load(rows);
        var counters = LoadCounters(rows);
        var pass = new EntryPass(rows, found, counters);
        foreach (var year in years)
        {
            cancel.ThrowIfCancellationRequested();
            pass.Run(year);
        }
        pass.Finish(years);
        new PeriodCheck(rows, found).Run(years);
        new NumberCheck(rows, found, counters).Run();
        new DocumentCheck(rows, found).Run();
        new KeptCheck(rows, found).Run();
        new ReceivedCheck(rows, found).Run();
        new ItemCheck(rows, found).Run();
        new ActCheck(rows, found).Run();
        new BankCheck(rows, found).Run();
        new PaymentCheck(rows, found).Run();
        new CoverCheck(rows, found).Run();
        new AssetCheck(rows, found).Run();
        return new BooksCheckResult(pass.Entries, pass.Lines, found.Checks(pass.Entries, pass.Lines));
    }

    /// <summary>The name of the check in which a finding stands, in the order in which they are told.</summary>
    internal static class Names
    {
        public const string Entries = "entries-balance";
        public const string CurrentAccounts = "current-accounts";
        public const string Numbers = "numbers";
        public const string Chain = "chain";
        public const string Documents = "documents";
        public const string Requests = "requests";
        public const string Periods = "periods";
        public const string Matchings = "matchings";
        public const string OpenItems = "open-items";
        public const string Balances = "kept-balances";
        public const string Acts = "acts";
        public const string Bank = "bank";
        public const string Payments = "payments";
        public const string Cover = "cover";
        public const string Assets = "assets";

        public static readonly string[] All =
        [
            Entries, CurrentAccounts, Numbers, Chain, Documents, Requests, Periods, Matchings, OpenItems, Balances,
            Acts, Bank, Payments, Cover, Assets,
        ];
    }

    private static async Task<DbTransaction> BeginAsync(DbConnection connection) =>
        connection is Microsoft.Data.Sqlite.SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);

    private static Dictionary<string, long> LoadCounters(CheckedRows rows)
    {
        var counters = new Dictionary<string, long>();
        rows.Each("SELECT series, value FROM counter", r => counters[r.Text(0)] = r.Number(1));
        return counters;
    }
}

/// <summary>Gathers what is wrong, by check; keeps the first places and counts the others.</summary>
internal sealed class Findings
{
    private const int Shown = 10;

    private readonly Dictionary<string, (List<string> First, long Count)> _found =
        BooksCheck.Names.All.ToDictionary(n => n, _ => (new List<string>(), 0L));

    public void Add(string check, string place)
    {
        var (first, count) = _found[check];
        if (first.Count < Shown)
            first.Add(place);
        _found[check] = (first, count + 1);
    }

    public IReadOnlyList<BookCheck> Checks(long entries, long lines) =>
        [.. BooksCheck.Names.All.Select(n =>
            new BookCheck(n, _found[n].Count == 0, DetailOf(_found[n], entries, lines)))];

    private static string DetailOf((List<string> First, long Count) found, long entries, long lines)
    {
        if (found.Count == 0)
            return string.Create(CultureInfo.InvariantCulture, $"{entries} écritures, {lines} lignes vérifiées.");
        var more = found.Count - found.First.Count;
        return string.Join(" ; ", found.First) + (more > 0 ? $" ; et {more} autres." : ".");
    }
}

/// <summary>A row of fiscal_year with the head of its chain, as stored.</summary>
internal sealed record YearRow(int Year, string First, string Last, string? ClosedAt, byte[]? Anchor, long? Position,
    byte[]? Head)
{
    public static List<YearRow> Load(CheckedRows rows)
    {
        var years = new List<YearRow>();
        rows.Each($"""
            SELECT y.year, {rows.Day("y.first_day")}, {rows.Day("y.last_day")}, y.closed_at, y.anchor,
              h.position, h.hash
            FROM fiscal_year y LEFT JOIN chain_head h ON h.fiscal_year = y.year ORDER BY y.year
            """, r => years.Add(new YearRow((int)r.Number(0), r.Text(1), r.Text(2), r.TextOrNull(3), r.BytesOrNull(4),
                r.IsNull(5) ? null : r.Number(5), r.BytesOrNull(6))));
        return years;
    }
}
