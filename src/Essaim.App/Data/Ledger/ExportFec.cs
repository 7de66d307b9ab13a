using System.Data;
using System.Data.Common;
using System.Text;
using Essaim.Domain.Ledger.Fec;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// Writes the FEC of a fiscal year: opening entries first, then every entry in the order in which it was posted.
/// Streams from the database to the file, at one moment of the books, whatever their size.
/// </summary>
public static class ExportFec
{
    /// <summary>
    /// Writes to the file, or into the folder under the name that the law gives; the file appears when whole.
    /// </summary>
    public static async Task<(string File, long Lines)> ToFileAsync(Store store, int year, string path)
    {
        if (Directory.Exists(path))
            path = Path.Combine(path, await FileNameAsync(store, year));
        var partial = path + ".partiel";
        long lines;
        await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1))
            lines = await WriteAsync(store, year, file);
        File.Move(partial, path, overwrite: true);
        return (path, lines);
    }

    public static async Task<string> FileNameAsync(Store store, int year)
    {
        await using var connection = await store.Engine.OpenAsync();
        var siren = (string)(await connection.ScalarAsync("SELECT siren FROM coop"))!;
        return FecWriter.FileName(new Siren(siren), (await YearAsync(connection, null, year)).Last);
    }

    /// <summary>Writes the FEC to a stream and says how many lines it has, the header not counted.</summary>
    public static async Task<long> WriteAsync(Store store, int year, Stream output)
    {
        await using var connection = await store.Engine.OpenAsync();
        await using var transaction = await BeginReadAsync(connection);
        var days = await YearAsync(connection, transaction, year);
        var names = new FecNames(connection, transaction);
        var writer = new FecWriter(output);
        writer.WriteHeader();
        WriteEntries(Query(connection, transaction,
            $"e.is_opening AND e.date = '{days.First:yyyy-MM-dd}' AND e.fiscal_year = {year}"), names, writer);
        WriteEntries(Query(connection, transaction, $"NOT e.is_opening AND {IdsOf(year)}"), names, writer);
        writer.Flush();
        return writer.Lines;
    }

    /// <summary>One moment of the books: what others post meanwhile is not seen.</summary>
    internal static async Task<DbTransaction> BeginReadAsync(DbConnection connection) =>
        connection is Microsoft.Data.Sqlite.SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);

    /// <summary>In the order of the lines as they are stored, so that no engine has to sort them.</summary>
    private static string IdsOf(int year) => $"l.entry_id BETWEEN {year}000000000 AND {year}999999999";

    private static async Task<DateRange> YearAsync(DbConnection connection, DbTransaction? transaction, int year)
    {
        var found = await connection.ListAsync(r => new DateRange(r.Date(0), r.Date(1)),
            "SELECT first_day, last_day FROM fiscal_year WHERE year = @p0", transaction, year);
        return found.Count == 1 ? found[0] : throw new BrokenRuleException(
            $"L’exercice {year} n’existe pas. Indiquez l’année où se termine un exercice ouvert.");
    }

    private static ByteRows Query(DbConnection connection, DbTransaction transaction, string which) =>
        ByteRows.Of(connection, transaction, $"""
            SELECT e.id, e.journal, e.number, {ByteRows.DayText(connection, "e.date")}, e.piece_ref,
              {ByteRows.DayText(connection, "e.piece_date")}, e.posted_at, e.label,
              l.account, l.third_party, l.label, l.debit, l.credit, m.letter,
              {ByteRows.DayText(connection, "m.matched_on")}
            FROM posted_entry e JOIN posted_line l ON l.entry_id = e.id
              LEFT JOIN matched_line ml ON ml.entry_id = l.entry_id AND ml.line_no = l.line_no
              LEFT JOIN matching m ON m.id = ml.matching_id
            WHERE {which} ORDER BY l.entry_id, l.line_no
            """);

    private static void WriteEntries(ByteRows rows, FecNames names, FecWriter writer)
    {
        using var all = rows;
        var days = new LocalDays();
        var current = 0L;
        while (rows.Read())
        {
            if (rows.Number(0) != current)
            {
                current = rows.Number(0);
                writer.Begin(new FecEntryText
                {
                    Journal = names.Journal(rows.Bytes(1)), Number = rows.Bytes(2), Date = rows.Bytes(3),
                    PieceRef = rows.Bytes(4), PieceDate = rows.Bytes(5), ValidDate = days.Of(rows.Bytes(6)),
                });
            }
            writer.Write(new FecLineText
            {
                Account = names.Account(rows.Bytes(8)), ThirdParty = names.ThirdParty(rows.Bytes(9)),
                Label = rows.IsNull(10) ? rows.Bytes(7) : rows.Bytes(10), Debit = rows.Number(11),
                Credit = rows.Number(12), Letter = rows.Bytes(13), MatchedOn = rows.Bytes(14),
            });
        }
    }

    /// <summary>The labels that a FEC repeats on every line, ready to be copied.</summary>
    private sealed class FecNames(DbConnection connection, DbTransaction transaction)
    {
        private readonly ByteKeys<byte[]> _journals = Load(connection, transaction, "SELECT code, label FROM journal");
        private readonly ByteKeys<byte[]> _accounts =
            Load(connection, transaction, "SELECT number, label FROM account");
        private readonly ByteKeys<byte[]> _thirdParties =
            Load(connection, transaction, "SELECT code, name FROM third_party");

        public ReadOnlySpan<byte> Journal(ReadOnlySpan<byte> code) => Of(_journals, code);
        public ReadOnlySpan<byte> Account(ReadOnlySpan<byte> number) => Of(_accounts, number);
        public ReadOnlySpan<byte> ThirdParty(ReadOnlySpan<byte> code) => code.IsEmpty ? [] : Of(_thirdParties, code);

        private static ReadOnlySpan<byte> Of(ByteKeys<byte[]> names, ReadOnlySpan<byte> code) =>
            names.TryGet(code, out var pair) ? pair : FecWriter.Pair(code, code);

        private static ByteKeys<byte[]> Load(DbConnection connection, DbTransaction transaction, string sql)
        {
            var names = new ByteKeys<byte[]>();
            using var rows = ByteRows.Of(connection, transaction, sql);
            while (rows.Read())
                names.Set(rows.Bytes(0), FecWriter.Pair(rows.Bytes(0), rows.Bytes(1)));
            return names;
        }
    }

    /// <summary>
    /// The day, where the co-op is, of an instant that the books keep in UTC; worked out once an hour.
    /// </summary>
    private sealed class LocalDays
    {
        private static readonly TimeZoneInfo Zone =
            TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out var zone) ? zone : TimeZoneInfo.Utc;

        private readonly byte[] _hour = new byte[13];
        private byte[] _day = [];

        public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> instant)
        {
            if (instant.Length < _hour.Length || instant.StartsWith(_hour))
                return _day;
            instant[.._hour.Length].CopyTo(_hour);
            var utc = DateTime.ParseExact(Encoding.ASCII.GetString(_hour), "yyyy-MM-dd'T'HH",
                System.Globalization.CultureInfo.InvariantCulture);
            _day = Encoding.ASCII.GetBytes(
                TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone)
                    .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            return _day;
        }
    }
}
