using System.Diagnostics;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.Domain.Values;
using Essaim.Victim;

namespace Essaim.App.Tests.Safety;

/// <summary>
/// R4: on a full disk nothing is half written, the person is told, reading goes on, and room is all it takes.
/// </summary>
[Trait("Length", "Slow")]
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const string Full = "Le disque est plein : rien n’a été enregistré.";

    [Fact]
    public async Task A_sqlite_file_that_may_not_grow_refuses_and_then_goes_on()
    {
        await using var coop = await DurableCoop.NewAsync("sqlite", 3);
        Task LimitAsync(string pages) => coop.Store.WriteAsync(w =>
            w.Connection.ExecuteAsync($"PRAGMA max_page_count = {pages}", w.Transaction));
        await using var connection = await coop.Store.Engine.OpenAsync();
        var most = "";
        await PostUntilFullAsync(coop.Store, async () =>
            {
                most = $"{Convert.ToInt64(await connection.ScalarAsync("PRAGMA page_count")) + 3}";
                await LimitAsync(most);
            },
            // SQLite limits a connection, not the file, and a refusal may have closed the one that had the limit.
            () => LimitAsync("1073741823"), again: () => LimitAsync(most));
    }

    /// <summary>A small disk where the tests may mount one; elsewhere the file above stands for it.</summary>
    [Fact]
    public async Task A_full_disk_refuses_and_then_goes_on()
    {
        var folder = Directory.CreateTempSubdirectory("essaim-full").FullName;
        if (!Mount("-t", "tmpfs", "-o", "size=16m", "essaim-full", folder))
        {
            output.WriteLine("No right to mount a small disk here.");
            return;
        }
        try
        {
            await using var store = new Store(new SqliteEngine(Path.Combine(folder, "coop.db")), TimeProvider.System);
            await CoopSetup.CreateAsync(store, TestCoop.SomeCoop(), new DateOnly(2026, 1, 1));
            await store.WriteAsync(w => Rules.AddAsync(w, Domain.Activities.ContributionRule.Simple("Dix",
                Rate.Percent(10), Domain.Activities.ContributionBase.Invoiced, "AG", new DateOnly(2025, 1, 1))));
            await Population.EnterAsync(store, 3, paid: false);
            var ballast = Path.Combine(folder, "ballast");
            await PostUntilFullAsync(store, () => FillAsync(ballast), () =>
            {
                File.Delete(ballast);
                return Task.CompletedTask;
            });
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Run("umount", "-l", folder);
        }
    }

    [Fact]
    public async Task A_postgresql_that_reports_a_full_disk_refuses_and_then_goes_on()
    {
        await using var coop = await DurableCoop.NewAsync("postgres", 3);
        await using var owner = await coop.Store.Engine.OpenAsOwnerAsync();
        // The server's own report, raised where the last row of an invoice is written.
        await owner.ExecuteAsync("CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            + "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$");
        await PostUntilFullAsync(coop.Store,
            () => owner.ExecuteAsync("CREATE TRIGGER no_room BEFORE INSERT ON invoice FOR EACH ROW "
                + "EXECUTE FUNCTION no_room()"),
            () => owner.ExecuteAsync("DROP TRIGGER no_room ON invoice"));
    }

    [Fact]
    public async Task A_sqlite_file_held_by_another_program_asks_to_try_again()
    {
        await using var coop = await DurableCoop.NewAsync("sqlite", 1);
        var path = ((SqliteEngine)coop.Store.Engine).Path;
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=false");
        await other.OpenAsync();
        await coop.Store.WriteAsync(w => w.Connection.ExecuteAsync("PRAGMA busy_timeout = 100", w.Transaction));
        await using (var held = other.BeginTransaction(deferred: false))
        {
            var busy = await Assert.ThrowsAsync<BrokenRuleException>(() =>
                coop.Store.WriteAsync(w => Task.FromResult(1)));
            Assert.StartsWith("La base de données est occupée", busy.Message);
            Assert.Contains("Recommencez", busy.Message);
        }
        Assert.Equal(1, await coop.Store.WriteAsync(w => Task.FromResult(1)));
    }

    private async Task PostUntilFullAsync(Store store, Func<Task> fill, Func<Task> free, Func<Task>? again = null)
    {
        async Task<Exception?> IssueAsync(Trade trade)
        {
            if (again is not null)
                await again();
            return await Record.ExceptionAsync(() => trade.DoAsync(trade.IssueAsync));
        }

        var trade = new Trade(store, TestCoop.Law, new Random(4));
        await trade.DoAsync(trade.IssueAsync);
        await fill();
        BrokenRuleException? refusal = null;
        for (var i = 0; i < 2000 && refusal is null; i++)
            refusal = await IssueAsync(trade) as BrokenRuleException;
        Assert.StartsWith(Full, refusal?.Message);
        var issued = await CountAsync(store);
        await BookExamination.AssertSoundAsync(store.Engine, "full");
        // A short invoice may still fit in what a long one left: each is whole, or refused and not there.
        var refused = 0;
        for (var i = 0; i < 200 && refused < 3; i++)
            if (await IssueAsync(trade) is { } e)
            {
                Assert.StartsWith(Full, Assert.IsType<BrokenRuleException>(e).Message);
                refused++;
            }
            else
                issued++;
        Assert.Equal(3, refused);
        Assert.Equal(issued, await CountAsync(store));

        await free();
        for (var i = 1; i <= 20; i++)
            await trade.DoAsync(trade.IssueAsync);
        Assert.Equal(issued + 20, await CountAsync(store));
        await BookExamination.AssertSoundAsync(store.Engine, "room again");
    }

    private static async Task<long> CountAsync(Store store)
    {
        await using var db = store.Read();
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM invoice"));
    }

    /// <summary>Writes until the disk takes no more.</summary>
    private static async Task FillAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
                await file.WriteAsync(new byte[4096]);
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    private static bool Mount(params string[] arguments) =>
        Environment.UserName == "root" && Run("mount", arguments) == 0;

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
