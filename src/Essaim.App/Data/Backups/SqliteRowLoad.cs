using System.Data.Common;

namespace Essaim.App.Data.Backups;

/// <summary>Into SQLite: triggers are taken off and put back as written; references are checked at the end.</summary>
internal sealed class SqliteRowLoad(DbConnection connection, DbTransaction transaction)
    : RowLoad(connection, transaction)
{
    private List<(string Name, string Sql)> _triggers = [];

    protected override async Task RestGuardsAsync()
    {
        _triggers = await Connection.ListAsync(r => (r.GetString(0), r.GetString(1)),
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'", Transaction);
        foreach (var (name, _) in _triggers)
            await Connection.ExecuteAsync($"DROP TRIGGER \"{name}\"", Transaction);
    }

    protected override async Task<long> FillAsync(string table, string[] columns, IEnumerable<object?[]> rows)
    {
        await using var insert = Connection.Sql($"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c =>
            $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})", Transaction,
            new object?[columns.Length]);
        var count = 0L;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            count += insert.ExecuteNonQuery();
        }
        return count;
    }

    protected override async Task SeriesAsync(string table, long last)
    {
        if (await Connection.ExecuteAsync("UPDATE sqlite_sequence SET seq = max(seq, @p1) WHERE name = @p0",
            Transaction, table, last) == 0)
            await Connection.ExecuteAsync("INSERT INTO sqlite_sequence (name, seq) VALUES (@p0, @p1)", Transaction,
                table, last);
    }

    protected override async Task WakeGuardsAsync()
    {
        foreach (var (_, sql) in _triggers)
            await Connection.ExecuteAsync(sql, Transaction);
        if (await Connection.ScalarAsync("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", Transaction)
            is string table)
            throw new InvalidDataException($"Rows of {table} name rows that are not there.");
    }
}
