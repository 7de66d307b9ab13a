using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Safety;

/// <summary>R1: killed at any moment, the program loses nothing that it acknowledged and halves nothing.</summary>
[Collection("Kills")]
[Trait("Length", "Slow")]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int People = 120;

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public Task Killed_while_posting_nothing_acknowledged_is_lost(string engine) => KillPostingAsync(engine, 3);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop)), Trait("Length", "Long")]
    public Task Killed_while_posting_fifty_times_nothing_acknowledged_is_lost(string engine) =>
        KillPostingAsync(engine, Times(50));

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public Task A_killed_closing_ends_as_one_never_killed(string engine) => KillClosingAsync(engine, 3);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop)), Trait("Length", "Long")]
    public Task A_closing_killed_fifty_times_ends_as_one_never_killed(string engine) =>
        KillClosingAsync(engine, Times(50));

    private async Task KillPostingAsync(string engine, int kills)
    {
        var random = new Random(181);
        await using var coop = await DurableCoop.NewAsync(engine, 5);
        var acknowledged = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            using var victim = VictimProcess.Start("post", coop.StoreText, random.Next(1_000_000).ToString());
            await victim.SpokeAsync();
            await Task.Delay(random.Next(0, 1200));
            Assert.True(await victim.KillAsync(), "The kill found nobody alive. " + victim.Complaint);
            acknowledged += victim.Said.Count;
            await Acknowledged.AssertThereAsync(coop.Store.Engine, victim.Said);
            await BookExamination.AssertSoundAsync(coop.Store.Engine, $"kill {kill}");
        }
        Assert.True(acknowledged > 0, "Nothing was posted before the kills.");
        output.WriteLine($"{engine}: {kills} kills while posting, {acknowledged} acknowledged documents, none lost");
    }

    private async Task KillClosingAsync(string engine, int kills)
    {
        var random = new Random(1810);
        var done = 0;
        var (late, halfway) = (0, 0);
        while (done < kills)
        {
            await using var coop = await DurableCoop.NewAsync(engine, People, paid: true);
            await using var twin = await DurableCoop.NewAsync(engine, People, paid: true);
            for (var month = new Month(2026, 1); month < new Month(2026, 10) && done < kills; month = month.Next())
            {
                for (var attempt = 0; attempt < 4 && done < kills; attempt++)
                {
                    if (await KilledAsync(coop, month, random))
                        done++;
                    else
                        late++;
                    halfway += await IsHalfwayAsync(coop, month) ? 1 : 0;
                    await BookExamination.AssertSoundAsync(coop.Store.Engine, $"{month}, kill {done}");
                }
                await CloseAsync(coop.Store, month);
                await CloseAsync(twin.Store, month);
                await BookExamination.AssertSoundAsync(coop.Store.Engine, $"{month} closed");
                Assert.Equal(await PostedAsync(twin.Store.Engine), await PostedAsync(coop.Store.Engine));
            }
        }
        output.WriteLine($"{engine}: {done} kills while closing ({halfway} left a month halfway, "
            + $"{late} more came too late), equal to a closing never killed");
    }

    /// <summary>Starts the closing and kills it after some time; false when it had ended before.</summary>
    private static async Task<bool> KilledAsync(DurableCoop coop, Month month, Random random)
    {
        using var victim = VictimProcess.Start("close", coop.StoreText, month.Number.ToString());
        await victim.ReadyAsync();
        // As well before its first batch is done as between the later ones.
        if (random.Next(3) > 0)
            await victim.SpokeAsync();
        await Task.Delay(random.Next(0, 400));
        var killed = await victim.KillAsync();
        return killed && !victim.Said.Contains("closed");
    }

    private static async Task<bool> IsHalfwayAsync(DurableCoop coop, Month month)
    {
        await using var db = coop.Store.Read();
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM payslip WHERE month = @p0 AND NOT EXISTS "
            + "(SELECT 1 FROM month_lock WHERE month = @p0)", month.Number)) > 0;
    }

    private static Task<MonthClosed> CloseAsync(Store store, Month month) =>
        new CloseMonth(store, new PayCalculator(TestCoop.Law), TestCoop.Law.LastPayMonth).RunAsync(month, "essai");

    /// <summary>Every line that stands in the books, without what time and order decide.</summary>
    private static async Task<List<string>> PostedAsync(Engine engine)
    {
        await using var connection = await engine.OpenAsync();
        var lines = await connection.ListAsync(
            r => $"{r.GetString(0)} {r.GetValue(1)} {r.GetString(2)} {r.GetInt32(3)} {r.TextOrNull(4)} {r.GetInt64(5)}",
            "SELECT e.label, e.piece_ref, l.account, l.activity_id, l.third_party, l.debit - l.credit "
            + "FROM posted_line l JOIN posted_entry e ON e.id = l.entry_id");
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>The number asked for, or fewer when a slice of the long evidence is wanted.</summary>
    private static int Times(int full) =>
        int.TryParse(Environment.GetEnvironmentVariable("ESSAIM_KILLS"), out var some) ? some : full;
}

/// <summary>R2: the same when it is the database server that is killed.</summary>
[Collection("Kills")]
[Trait("Length", "Slow")]
public sealed class ServerKillTests(ITestOutputHelper output)
{
    [Fact, Trait("Length", "Long")]
    public async Task A_killed_postgresql_loses_nothing_that_it_acknowledged()
    {
        const int crashes = 5;
        using var server = new PostgresServer();
        await using var coop = await DurableCoop.NewAsync("postgres", 5, server: server);
        var trade = new Victim.Trade(coop.Store, TestCoop.Law, new Random(15432));
        var said = new List<string>();
        var (refused, stop) = (0, false);
        var posting = Task.Run(async () =>
        {
            while (!Volatile.Read(ref stop))
                try
                {
                    if (await trade.SomethingAsync() is { } done)
                        said.Add(done);
                }
                catch (BrokenRuleException)
                {
                    refused++;
                    await Task.Delay(50);
                }
        });
        for (var crash = 0; crash < crashes; crash++)
        {
            await Task.Delay(1500);
            server.CrashAndRestart();
        }
        await Task.Delay(1500);
        Volatile.Write(ref stop, true);
        await posting;
        await Acknowledged.AssertThereAsync(coop.Store.Engine, said);
        await BookExamination.AssertSoundAsync(coop.Store.Engine);
        Assert.True(said.Count > 100);
        output.WriteLine($"{crashes} crashes of the server, {said.Count} acknowledged, {refused} told of the cut");
    }
}
