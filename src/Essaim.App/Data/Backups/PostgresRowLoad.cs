using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Essaim.App.Data.Backups;

/// <summary>
/// Into PostgreSQL: triggers rest, references are taken off and made again, which checks every row; rows go by COPY.
/// </summary>
internal sealed class PostgresRowLoad(DbConnection connection, DbTransaction transaction)
    : RowLoad(connection, transaction)
{
    private List<string> _tables = [];
    private List<(string Table, string Name, string Definition)> _references = [];

    protected override async Task RestGuardsAsync()
    {
        _tables = await Connection.ListAsync(r => r.GetString(0), "SELECT table_name::text "
            + "FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
            Transaction);
        _references = await Connection.ListAsync(r => (r.GetString(0), r.GetString(1), r.GetString(2)),
            "SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) FROM pg_constraint "
            + "WHERE contype = 'f' AND connamespace = 'public'::regnamespace", Transaction);
        foreach (var (table, name, _) in _references)
            await Connection.ExecuteAsync($"ALTER TABLE {table} DROP CONSTRAINT \"{name}\"", Transaction);
        foreach (var table in _tables)
            await Connection.ExecuteAsync($"ALTER TABLE \"{table}\" DISABLE TRIGGER USER", Transaction);
    }

    protected override async Task<long> FillAsync(string table, string[] columns, IEnumerable<object?[]> rows)
    {
        var known = (await Connection.ListAsync(r => (r.GetString(0), r.GetString(1)), "SELECT column_name::text, "
            + "data_type::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = @p0",
            Transaction, table)).ToDictionary(c => c.Item1, c => c.Item2);
        var types = columns.Select(c => TypeOf(known[c])).ToArray();
        var count = 0L;
        await using var copy = await ((NpgsqlConnection)Connection).BeginBinaryImportAsync(
            $"COPY \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            for (var i = 0; i < row.Length; i++)
                Write(copy, row[i], types[i]);
            count++;
        }
        await copy.CompleteAsync();
        return count;
    }

    private static NpgsqlDbType TypeOf(string type) => type switch
    {
        "boolean" => NpgsqlDbType.Boolean,
        "integer" => NpgsqlDbType.Integer,
        "bigint" => NpgsqlDbType.Bigint,
        "date" => NpgsqlDbType.Date,
        "text" => NpgsqlDbType.Text,
        "bytea" => NpgsqlDbType.Bytea,
        _ => throw new InvalidOperationException($"No form for a column of type {type}."),
    };

    private static void Write(NpgsqlBinaryImporter copy, object? value, NpgsqlDbType type)
    {
        switch (value)
        {
            case null:
                copy.WriteNull();
                break;
            case long number when type == NpgsqlDbType.Boolean:
                copy.Write(number != 0, type);
                break;
            case long number when type == NpgsqlDbType.Integer:
                copy.Write(checked((int)number), type);
                break;
            case string day when type == NpgsqlDbType.Date:
                copy.Write(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), type);
                break;
            case long number:
                copy.Write(number, type);
                break;
            case string text:
                copy.Write(text, type);
                break;
            default:
                copy.Write((byte[])value, type);
                break;
        }
    }

    protected override async Task SeriesAsync(string table, long last)
    {
        var column = (string)(await Connection.ScalarAsync("SELECT column_name::text FROM information_schema.columns "
            + "WHERE table_schema = 'public' AND table_name = @p0 AND is_identity = 'YES'", Transaction, table))!;
        if (last > 0)
            await Connection.ScalarAsync("SELECT setval(pg_get_serial_sequence('public.' || @p0, @p1), @p2)",
                Transaction, table, column, last);
    }

    protected override async Task WakeGuardsAsync()
    {
        foreach (var table in _tables)
            await Connection.ExecuteAsync($"ALTER TABLE \"{table}\" ENABLE TRIGGER USER", Transaction);
        foreach (var (table, name, definition) in _references)
            await Connection.ExecuteAsync($"ALTER TABLE {table} ADD CONSTRAINT \"{name}\" {definition}", Transaction);
    }
}
