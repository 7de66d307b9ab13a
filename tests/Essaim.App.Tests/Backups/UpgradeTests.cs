using System.IO.Compression;
using Essaim.App.Data;
using Essaim.App.Data.Backups;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Safety;

namespace Essaim.App.Tests.Backups;

/// <summary>
/// R13: a co-op that a released version left, brought to today's schema. Each release leaves its database here; the
/// first is of four months of the demonstration, at step 0005, with the IBAN of two people in clear.
/// </summary>
[Collection("Kills")]
public sealed class UpgradeTests : IDisposable
{
    private const string Id = "etabli";
    private const string Iban = "FR1420041010050500013M02606";

    private readonly string _folder = Directory.CreateTempSubdirectory("essaim-upgrade-").FullName;

    [Theory]
    [InlineData("schema-0005.db.gz", "sqlite"), InlineData("schema-0005.db.gz", "postgres")]
    public async Task A_released_coop_comes_to_today_with_every_row_and_its_chain(string release, string engine)
    {
        await using var installation = await ReleasedAsync(release);
        var old = new SqliteEngine(Path.Combine(installation.DataFolder, "coops", Id + ".db"));
        var columns = await ColumnsAsync(old);
        var (rows, heads) = (await RowsAsync(old, columns), await HeadsAsync(old));
        Assert.True(rows.Count > 500, $"{rows.Count} rows");
        var store = engine == "sqlite" ? await installation.StoreAsync(Id) : await ThroughAFileAsync(installation);
        Assert.Equal(engine, store.Engine.Name);
        Assert.Equal(rows, await RowsAsync(store.Engine, columns));
        Assert.Equal(heads, await HeadsAsync(store.Engine));
        var check = await BooksCheck.RunAsync(store.Engine);
        Assert.True(check.Ok, string.Join("; ", check.Checks.Where(c => !c.Ok).Select(c => c.Detail)));
        await BookExamination.AssertSoundAsync(store.Engine);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_its_steps_an_upgrade_goes_on_where_it_stood()
    {
        await using var installation = await ReleasedAsync("schema-0005.db.gz");
        var engine = new SqliteEngine(Path.Combine(installation.DataFolder, "coops", Id + ".db"));
        var columns = await ColumnsAsync(engine);
        var rows = await RowsAsync(engine, columns);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var random = new Random(13);
        for (var kill = 0; kill < 4; kill++)
        {
            using var victim = VictimProcess.Start("check", $"sqlite:{engine.Path}");
            var soon = victim.ReadyAsync();
            // Its log appears when it begins to write.
            while (!File.Exists(engine.Path + "-wal") && !soon.IsCompleted)
                await Task.Delay(1);
            await Task.Delay(random.Next(0, 40));
            await victim.KillAsync();
            await BookExamination.AssertSoundAsync(engine, $"kill {kill}");
            Assert.Equal(rows, await RowsAsync(engine, columns));
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
        var store = await installation.StoreAsync(Id);
        Assert.Equal(rows, await RowsAsync(store.Engine, columns));
        Assert.True((await BooksCheck.RunAsync(store.Engine)).Ok);
    }

    private async Task<Installation> ReleasedAsync(string release)
    {
        var installation = Installation.Open(_folder, TimeProvider.System);
        installation.Catalogue.Add(new Coop(Id, "L’Établi", "303265045", Coop.FileStore(Id)));
        Directory.CreateDirectory(Path.Combine(_folder, "coops"));
        await using var packed = File.OpenRead(
            Path.Combine(Repository.Root, "tests", "Essaim.App.Tests", "Backups", "Released", release));
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var file = File.Create(Path.Combine(_folder, "coops", Id + ".db"));
        await unpacked.CopyToAsync(file);
        return installation;
    }

    /// <summary>As an old backup comes into a new program, and to the other engine at once.</summary>
    private async Task<Store> ThroughAFileAsync(Installation installation)
    {
        var made = await TakeBackup.ExportAsync(installation, installation.Catalogue.Find(Id)!,
            Path.Combine(_folder, "old"), BackupKey.None);
        await RestoreBackup.ImportAsync(installation, made.File, "venue", BackedUpCoop.Place("postgres"),
            BackupKey.None);
        return await installation.StoreAsync("venue");
    }

    private static async Task<List<(string Table, string Columns)>> ColumnsAsync(SqliteEngine engine)
    {
        await using var connection = await engine.OpenAsync();
        // The IBAN is sealed on the way, and has its own test.
        return await connection.ListAsync(r => (r.GetString(0), r.GetString(1)), "SELECT m.name, group_concat(c.name, "
            + "', ') FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name <> 'iban' "
            + "AND m.name NOT IN ('schema_step', 'sqlite_sequence') GROUP BY m.name");
    }

    private static async Task<List<string>> RowsAsync(Engine engine, List<(string Table, string Columns)> columns)
    {
        await using var connection = await engine.OpenAsync();
        var rows = new List<string>();
        foreach (var (table, names) in columns)
            rows.AddRange(await connection.ListAsync(r => table + " " + string.Join('|',
                Enumerable.Range(0, r.FieldCount).Select(i => BackedUpCoop.Text(r.GetValue(i)))),
                $"SELECT {names} FROM {table}"));
        Assert.All(rows, r => Assert.DoesNotContain(Iban, r));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static async Task<List<string>> HeadsAsync(Engine engine)
    {
        await using var connection = await engine.OpenAsync();
        return await connection.ListAsync(r => $"{r.GetInt32(0)} {Convert.ToHexString(r.GetFieldValue<byte[]>(1))}",
            "SELECT fiscal_year, hash FROM chain_head ORDER BY fiscal_year");
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
