using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Essaim.App.Tests.Jobs;

/// <summary>
/// An installation of several co-ops and a runner that knows one kind of work, "trial", which does what the test says.
/// </summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("essaim-jobs-").FullName;
    private JobRunner? _runner;

    public Workshop()
    {
        Environment.SetEnvironmentVariable(Engine.LossySwitch, "1");
        Installation = Installation.Open(_folder, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    public Installation Installation { get; private set; }
    public string Folder => _folder;

    /// <summary>What the work does.</summary>
    public Func<JobRun, Task<JobResult>> Work { get; set; } = _ => Task.FromResult(new JobResult("fait"));

    public async Task<Store> CoopAsync(string id, string engine)
    {
        Installation.Catalogue.Add(new Coop(id, id, "123456782",
            engine == "sqlite" ? $"sqlite:{id}.db" : "postgres:" + TestPostgres.NewDatabase()));
        return await Installation.StoreAsync(id);
    }

    /// <summary>As after a restart: nothing holds the files of the co-ops.</summary>
    public async Task ReopenAsync()
    {
        await Installation.DisposeAsync();
        Installation = Installation.Open(_folder, Time);
    }

    public static Task<long> AskAsync(Store store, string argument = "1") =>
        store.WriteAsync(w => JobQueue.AskAsync(w, "trial", argument, new Asker("Claire", 4)));

    public async Task<JobRunner> StartAsync()
    {
        _runner = new JobRunner(Installation, new JobKinds(new JobKind("trial", Capability.CloseMonth,
            a => "Essai " + a, run => Work(run))), NullLogger<JobRunner>.Instance);
        await _runner.StartAsync(CancellationToken.None);
        return _runner;
    }

    /// <summary>The job once it looks as the test wants.</summary>
    public static async Task<Job> UntilAsync(Store store, long id, Func<Job, bool> wanted)
    {
        for (var i = 0; i < 1200; i++)
        {
            await using (var db = store.Read())
                if (await db.Jobs.SingleAsync(j => j.Id == id) is var job && wanted(job))
                    return job;
            await Task.Delay(50);
        }
        throw new TimeoutException("The job did not get there.");
    }

    public static Task<Job> EndAsync(Store store, long id) => UntilAsync(store, id, j => !j.IsOpen());

    public async ValueTask DisposeAsync()
    {
        if (_runner is not null)
        {
            await _runner.StopAsync(CancellationToken.None);
            _runner.Dispose();
        }
        await Installation.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
