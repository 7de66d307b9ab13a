using System.Data;
using System.Data.Common;

namespace Essaim.App.Data.Backups;

/// <summary>
/// Writes every row of a co-op's database in one form for both engines: null, whole number, text or bytes. Read in one
/// transaction, so it shows one moment while others go on writing. See <see cref="RowLoad"/> for the way back.
/// </summary>
internal sealed class RowDump(DbConnection connection, DbTransaction transaction, BinaryWriter to)
{
    public const byte Null = 0;
    public const byte Number = 1;
    public const byte Text = 2;
    public const byte Bytes = 3;

    private bool IsSqlite => connection is Microsoft.Data.Sqlite.SqliteConnection;

    /// <summary>A transaction that sees one moment of the database and keeps nobody from writing.</summary>
    public static async Task<DbTransaction> BeginAsync(DbConnection connection) =>
        connection is Microsoft.Data.Sqlite.SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);

    public async Task WriteAsync()
    {
        to.Write(await LastStepAsync());
        foreach (var table in await TablesAsync(connection, transaction))
            await WriteTableAsync(table);
        to.Write("");
        var series = await SeriesAsync();
        to.Write(series.Count);
        foreach (var (table, value) in series)
        {
            to.Write(table);
            to.Write(value);
        }
    }

    /// <summary>The newest schema step: the rows are to be loaded into just that schema.</summary>
    private async Task<string> LastStepAsync() => ((string)(await connection.ScalarAsync(
        "SELECT max(name) FROM schema_step", transaction))!).Split('.')[0];

    /// <summary>Tables of rows; what an engine keeps for itself, such as a search index, is made anew.</summary>
    public static Task<List<string>> TablesAsync(DbConnection connection, DbTransaction transaction) =>
        connection.ListAsync(r => r.GetString(0), connection is Microsoft.Data.Sqlite.SqliteConnection
        ? "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            + "AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'schema_step' ORDER BY name"
        : "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' "
            + "AND table_type = 'BASE TABLE' AND table_name <> 'schema_step' ORDER BY table_name", transaction);

    /// <summary>The last number that the database itself gave in each table: it gives none twice.</summary>
    private Task<List<(string, long)>> SeriesAsync() => connection.ListAsync(r => (r.GetString(0), r.GetInt64(1)),
        IsSqlite
            ? "SELECT name, seq FROM sqlite_sequence ORDER BY name"
            : "SELECT c.table_name::text, coalesce(s.last_value, 0) FROM information_schema.columns c "
                + "JOIN pg_sequences s ON s.schemaname = 'public' AND quote_ident(s.schemaname) || '.' || "
                + "quote_ident(s.sequencename) = pg_get_serial_sequence('public.' || c.table_name, c.column_name) "
                + "WHERE c.table_schema = 'public' AND c.is_identity = 'YES' ORDER BY 1", transaction);

    private async Task WriteTableAsync(string table)
    {
        await using var command = connection.Sql($"SELECT * FROM \"{table}\"", transaction);
        await using var reader = await command.ExecuteReaderAsync();
        to.Write(table);
        to.Write(reader.FieldCount);
        for (var i = 0; i < reader.FieldCount; i++)
            to.Write(reader.GetName(i));
        for (; await reader.ReadAsync();)
        {
            to.Write(true);
            for (var i = 0; i < reader.FieldCount; i++)
                Write(reader.GetValue(i));
        }
        to.Write(false);
    }

    private void Write(object value)
    {
        switch (value)
        {
            case DBNull:
                to.Write(Null);
                break;
            case bool or short or int or long:
                to.Write(Number);
                to.Write7BitEncodedInt64(Convert.ToInt64(value));
                break;
            case string text:
                to.Write(Text);
                to.Write(text);
                break;
            case DateOnly day:
                to.Write(Text);
                to.Write(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case DateTime day when day.TimeOfDay == TimeSpan.Zero:
                to.Write(Text);
                to.Write(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                to.Write(Bytes);
                to.Write7BitEncodedInt(bytes.Length);
                to.Write(bytes);
                break;
            default:
                throw new InvalidOperationException($"No form for a {value.GetType()}.");
        }
    }
}
