using System.Data.Common;
using Essaim.App.Data;
using Essaim.Bench;

namespace Essaim.App.Bench;

/// <summary>
/// A second, empty database with the product's own tables and indexes and none of its triggers, into which the rows
/// that the product has just written are written again by the bare work.
/// </summary>
internal sealed class BareCopy : IAsyncDisposable
{
    private readonly Engine _engine;
    private readonly DbConnection _connection;
    private readonly Dictionary<string, BareTable> _tables = [];

    private BareCopy(Engine engine, DbConnection connection) => (_engine, _connection) = (engine, connection);

    public static async Task<BareCopy> MakeAsync(Store store, string folder)
    {
        var engine = store.Engine is SqliteEngine
            ? (Engine)new SqliteEngine(Path.Combine(folder, $"bare-{Guid.NewGuid():n}.db"))
            : await EmptyDatabaseAsync((PostgresEngine)store.Engine);
        await Migrator.MigrateAsync(engine);
        var connection = await engine.OpenAsync();
        await DropTriggersAsync(engine, connection);
        return new BareCopy(engine, connection);
    }

    /// <summary>
    /// Writes the rows of each table in one transaction, in the order given, and commits as the product does.
    /// </summary>
    public async Task WriteAsync(IEnumerable<(string Table, IReadOnlyList<string> Columns, List<object?[]> Rows)> work)
    {
        await using var transaction = await _engine.BeginWriteAsync(_connection, default);
        foreach (var (name, columns, rows) in work)
        {
            if (!_tables.TryGetValue(name, out var table))
                _tables[name] = table = BareTable.Of(_connection, name, columns);
            foreach (var row in rows)
                table.Insert(transaction, row);
        }
        await transaction.CommitAsync();
    }

    private static async Task DropTriggersAsync(Engine engine, DbConnection connection)
    {
        if (engine is SqliteEngine)
        {
            await connection.ExecuteAsync("PRAGMA foreign_keys = OFF");
            foreach (var name in await connection.ListAsync(r =>
                r.GetString(0), "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
                await connection.ExecuteAsync($"DROP TRIGGER {name}");
        }
        else
        {
            await connection.ExecuteAsync("SET session_replication_role = replica");
        }
    }

    private static async Task<Engine> EmptyDatabaseAsync(PostgresEngine product)
    {
        var name = $"bare_{Guid.NewGuid():n}";
        await using var connection = await product.OpenAsync();
        await connection.ExecuteAsync($"CREATE DATABASE {name}");
        return new PostgresEngine(new Npgsql.NpgsqlConnectionStringBuilder(product.ConnectionString) { Database =
            name }.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        if (_engine is SqliteEngine sqlite)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            foreach (var suffix in new[] { "", "-wal", "-shm" })
                File.Delete(sqlite.Path + suffix);
        }
    }
}
