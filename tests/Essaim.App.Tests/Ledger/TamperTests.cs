using System.Data.Common;
using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Ledger.Checks;
using Npgsql;

namespace Essaim.App.Tests.Ledger;

[Trait("Length", "Slow")]
public sealed class TamperTests
{
    [Fact]
    public async Task Each_of_three_hundred_tamperings_of_a_file_is_found_and_named()
    {
        await using var coop = await BooksStory.MakeAsync("sqlite");
        var original = ((SqliteEngine)coop.Store.Engine).Path;
        await using (var connection = await coop.Store.Engine.OpenAsync())
        {
            await DropTriggersAsync(connection);
            await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        var random = new Random(181);
        var missed = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            var copy = original + ".tampered";
            File.Copy(original, copy, overwrite: true);
            var engine = new SqliteEngine(copy);
            await using (var connection = await engine.OpenAsync())
                await connection.ExecuteAsync("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; "
                    + "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
            await TryAsync(engine, Tampering.All[i % Tampering.All.Length], random, missed,
                "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF");
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
        Assert.Empty(missed);
    }

    [Fact]
    public async Task Tamperings_of_a_server_are_found_and_named()
    {
        await using var coop = await BooksStory.MakeAsync("postgres");
        var engine = (PostgresEngine)coop.Store.Engine;
        await using (var owner = await engine.OpenAsOwnerAsync())
            await owner.ExecuteAsync("ALTER TABLE open_item DROP CONSTRAINT open_item_check; "
                + "ALTER TABLE deferred_posting DROP CONSTRAINT deferred_posting_check; "
                + "ALTER TABLE fiscal_year DROP CONSTRAINT fiscal_year_check");
        await coop.Store.DisposeAsync();
        var random = new Random(1811);
        var missed = new List<string>();
        foreach (var tampering in Tampering.All)
            await TryAsync(new PostgresEngine(await CopyAsync(engine.OwnerConnectionString)), tampering, random, missed,
                "SET session_replication_role = replica");
        Assert.Empty(missed);
    }

    private static async Task TryAsync(Engine engine, Tampering tampering, Random random, List<string> missed,
        string unguard)
    {
        string sql;
        await using (var connection = await engine.OpenAsOwnerAsync())
        {
            await connection.ExecuteAsync(unguard);
            var rows = await connection.ListAsync(ValuesOf, tampering.Choose);
            sql = string.Format(CultureInfo.InvariantCulture, tampering.Sql, rows[random.Next(rows.Count)]);
            await connection.ExecuteAsync(sql);
        }
        var result = await BooksCheck.RunAsync(engine);
        var named = result.Checks.Where(c => !c.Ok).ToList();
        if (!tampering.Found.Any(f => named.Exists(c => c.Name == f)) || named.Exists(c => c.Detail.Length < 20))
            missed.Add($"{tampering.Name}: {sql} → {string.Join(" | ", named.Select(c => c.Name + ": " + c.Detail))}");
    }

    private static object[] ValuesOf(DbDataReader row) =>
        [.. Enumerable.Range(0, row.FieldCount)
            .Select(i => row.GetValue(i) is bool yes ? yes ? "TRUE" : "FALSE" : row.GetValue(i))];

    private static async Task DropTriggersAsync(DbConnection connection)
    {
        foreach (var trigger in await connection.ListAsync(r => r.GetString(0),
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            await connection.ExecuteAsync($"DROP TRIGGER {trigger}");
    }

    private static async Task<string> CopyAsync(string original)
    {
        NpgsqlConnection.ClearAllPools();
        var from = new NpgsqlConnectionStringBuilder(original);
        var copy = from.Database + "_" + Guid.NewGuid().ToString("N")[..8];
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(original) { Database = "postgres" }.ToString());
        await connection.OpenAsync();
        await connection.ExecuteAsync($"CREATE DATABASE {copy} TEMPLATE {from.Database}");
        return new NpgsqlConnectionStringBuilder(original) { Database = copy, Pooling = false }.ToString();
    }
}
