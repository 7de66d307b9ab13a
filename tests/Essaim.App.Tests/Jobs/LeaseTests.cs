using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Mail;
using Essaim.App.Tests.Mail;
using Essaim.Domain.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Essaim.App.Tests.Jobs;

/// <summary>Two servers, each with a folder of its own, on one PostgreSQL database.</summary>
public sealed class LeaseTests
{
    [Fact]
    public async Task Two_servers_on_one_database_never_run_one_work_twice()
    {
        await using var pair = new Pair();
        var (runs, inside, most) = (0, 0, 0);
        async Task<JobResult> WorkAsync(JobRun run)
        {
            Interlocked.Increment(ref runs);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Delay(TimeSpan.FromMilliseconds(300), run.Stop);
            Interlocked.Decrement(ref inside);
            return new JobResult("fait");
        }
        var store = await pair.First.StoreAsync("etabli");
        var ids = new List<long>();
        for (var i = 0; i < 4; i++)
            ids.Add(await Workshop.AskAsync(store, $"{i}"));
        await pair.StartAsync(pair.First, WorkAsync);
        await pair.StartAsync(pair.Second, WorkAsync);
        foreach (var id in ids)
            Assert.Equal(JobQueue.Done, (await Workshop.EndAsync(store, id)).State);
        Assert.Equal((4, 1), (runs, most));
    }

    [Fact]
    public async Task A_work_longer_than_the_lease_is_not_taken_over()
    {
        await using var pair = new Pair();
        var (begun, gate) = (Signal(), Signal());
        var store = await pair.First.StoreAsync("etabli");
        var id = await Workshop.AskAsync(store);
        await pair.StartAsync(pair.First, async run =>
        {
            begun.SetResult();
            await gate.Task;
            return new JobResult("premier");
        });
        await begun.Task;
        await pair.StartAsync(pair.Second, _ => Task.FromResult(new JobResult("second")));
        for (var i = 0; i < 10; i++)
            await pair.PassAsync(store, TimeSpan.FromSeconds(4));
        Assert.Equal(JobQueue.Running, (await Workshop.UntilAsync(store, id, _ => true)).State);
        gate.SetResult();
        Assert.Equal("premier", (await Workshop.EndAsync(store, id)).Message);
    }

    [Fact]
    public async Task What_a_dead_server_held_is_taken_over_once_its_lease_has_ended()
    {
        await using var pair = new Pair();
        var store = await pair.First.StoreAsync("etabli");
        await HoldAsync(store, "jobs", pair.Time);
        var id = await Workshop.AskAsync(store);
        await JobsBeginAsync(store, id);
        await pair.StartAsync(pair.Second, _ => Task.FromResult(new JobResult("second")));
        pair.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("second", (await Workshop.EndAsync(store, id)).Message);
    }

    [Fact]
    public async Task Mails_are_left_to_the_server_that_is_carrying_them_until_its_lease_has_ended()
    {
        await using var office = await PostOffice.OpenAsync("postgres");
        var id = await office.PutAsync();
        await HoldAsync(office.Store, nameof(Postman), office.Time);
        using var postman = office.Postman(null);
        Assert.Equal(0, await postman.RoundAsync(default));
        Assert.Equal(0, (await office.MailAsync(id)).Attempts);
        office.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(1, await postman.RoundAsync(default));
        Assert.Equal(MailState.Sent, (await office.MailAsync(id)).State);
    }

    /// <summary>As a server leaves it that dies: fifteen seconds to go, and nobody renews.</summary>
    private static Task HoldAsync(Store store, string name, TimeProvider time) => store.WriteAsync(w =>
        w.Connection.ExecuteAsync("INSERT INTO lease (name, holder, until) VALUES (@p0, 'mort', @p1)", w.Transaction,
            name, EntryChain.Instant(time.GetUtcNow().AddSeconds(15).UtcDateTime)));

    private static Task JobsBeginAsync(Store store, long id) => store.WriteAsync(w =>
        w.Connection.ExecuteAsync("UPDATE job SET state = 'running' WHERE id = @p0", w.Transaction, id));

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Pair : IAsyncDisposable
    {
        private readonly List<string> _folders = [];
        private readonly List<JobRunner> _runners = [];

        public Pair()
        {
            Environment.SetEnvironmentVariable(Engine.LossySwitch, "1");
            var place = "postgres:" + TestPostgres.NewDatabase();
            (First, Second) = (Open(place), Open(place));
        }

        public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        public Installation First { get; }
        public Installation Second { get; }

        public async Task StartAsync(Installation server, Func<JobRun, Task<JobResult>> work)
        {
            var runner = new JobRunner(server, new JobKinds(new JobKind("trial", Capability.CloseMonth,
                a => "Essai " + a, work)), NullLogger<JobRunner>.Instance);
            _runners.Add(runner);
            await runner.StartAsync(CancellationToken.None);
        }

        /// <summary>Time goes on, and the lease that is held has been renewed.</summary>
        public async Task PassAsync(Store store, TimeSpan by)
        {
            var before = await UntilOfAsync(store);
            Time.Advance(by);
            for (var i = 0; i < 600 && await UntilOfAsync(store) == before; i++)
                await Task.Delay(10);
            Assert.NotEqual(before, await UntilOfAsync(store));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var runner in _runners)
            {
                await runner.StopAsync(CancellationToken.None);
                runner.Dispose();
            }
            await First.DisposeAsync();
            await Second.DisposeAsync();
            SqliteConnection.ClearAllPools();
            _folders.ForEach(f => Directory.Delete(f, recursive: true));
        }

        private Installation Open(string place)
        {
            _folders.Add(Directory.CreateTempSubdirectory("essaim-pair-").FullName);
            var server = Installation.Open(_folders[^1], Time);
            server.Catalogue.Add(new Coop("etabli", "L’Établi", "123456782", place));
            return server;
        }

        private static async Task<string?> UntilOfAsync(Store store)
        {
            await using var db = store.Read();
            return (string?)await db.ScalarAsync("SELECT until FROM lease");
        }
    }
}
