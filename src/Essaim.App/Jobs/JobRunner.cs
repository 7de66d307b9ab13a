using System.Collections.Concurrent;
using System.Threading.Channels;
using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Jobs;

/// <summary>The work of a co-op under way in this process.</summary>
public sealed record JobUnderWay(long Id, string Name, long? AskedByUser);

/// <summary>
/// Does the long work of every co-op of the installation: several co-ops side by side, in each one job at a time, so
/// that a slow one holds up nobody else. Stopped in the middle it leaves the job as running; the next start takes it
/// up again. A co-op whose database does not answer is asked again later.
/// </summary>
public sealed class JobRunner(Installation installation, JobKinds kinds, ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WhileAnotherWorks = TimeSpan.FromSeconds(2);
    private const string LeaseName = "jobs";
    private const string Everybody = "";

    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, JobUnderWay> _now = [];

    /// <summary>Works of many co-ops share the machine; what waits for a turn is only a row.</summary>
    private readonly SemaphoreSlim _turns = new(Math.Max(4, 2 * Environment.ProcessorCount));

    /// <summary>Says that a co-op has something to do.</summary>
    public void Call(string coopId) => _calls.Writer.TryWrite(coopId);

    /// <summary>What is being done for this person, if anything: from memory, as every page asks.</summary>
    public JobUnderWay? Of(string coopId, long user) =>
        _now.TryGetValue(coopId, out var job) && job.AskedByUser == user ? job : null;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await Task.Yield();
        var working = new Dictionary<string, Task>();
        var again = new HashSet<string>();
        try
        {
            Call(Everybody);
            await using var clock = installation.Time.CreateTimer(_ => Call(Everybody), null, Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            await foreach (var call in _calls.Reader.ReadAllAsync(stop))
            {
                foreach (var coop in call == Everybody ? All() : [call])
                    if (!working.TryGetValue(coop, out var task) || task.IsCompleted)
                    {
                        again.Remove(coop);
                        working[coop] = WorkAsync(coop, stop);
                    }
                    else if (again.Add(coop))
                    {
                        // It may just have looked for the last time: it looks once more when it is done.
                        _ = task.ContinueWith(_ => Call(coop), TaskScheduler.Default);
                    }
                if (call == Everybody)
                    clock.Change(Rounds, Timeout.InfiniteTimeSpan);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops; what was running goes on at the next start.
        }
        await Task.WhenAll(working.Values);
    }

    private List<string> All()
    {
        try
        {
            return [.. installation.Catalogue.Coops().Where(installation.HasBooks).Select(c => c.Id)];
        }
        catch (Exception e)
        {
            log.LogError(e, "The catalogue could not be read; the jobs are looked for again later.");
            return [];
        }
    }

    /// <summary>Everything that a co-op has to do. It never throws: the others go on whatever happens here.</summary>
    private async Task WorkAsync(string coop, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            var store = await installation.StoreAsync(coop);
            while (await NextAsync(store) is not null)
            {
                await using var lease = await Lease.TakeAsync(store, LeaseName);
                if (lease is null)
                    await Task.Delay(WhileAnotherWorks, stop);
                // Asked again: the server that had the lease may have just done it.
                else if (await NextAsync(store) is { } job)
                    await InTurnAsync(coop, store, job, lease, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception e)
        {
            log.LogError(e, "The jobs of {Coop} could not be run; they are tried again.", coop);
        }
    }

    private async Task InTurnAsync(string coop, Store store, Job job, Lease lease, CancellationToken stop)
    {
        await _turns.WaitAsync(stop);
        try
        {
            _now[coop] = new JobUnderWay(job.Id, kinds.NameOf(job), job.AskedByUser);
            await RunAsync(coop, store, job, lease, stop);
        }
        finally
        {
            _now.TryRemove(coop, out _);
            _turns.Release();
        }
    }

    private static async Task<Job?> NextAsync(Store store)
    {
        await using var db = store.Read();
        return await JobQueue.NextAsync(db);
    }

    private async Task RunAsync(string coop, Store store, Job job, Lease lease, CancellationToken stop)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(stop, lease.Lost);
        var progress = new Latest();
        await JobQueue.BeginAsync(store, job.Id);
        var work = DoAsync(new JobRun(installation, coop, store, job.Argument, job.AskedBy, progress, cut.Token), job);
        try
        {
            await WatchAsync(store, job.Id, work, progress, cut);
        }
        finally
        {
            // Whatever happened to the watching, two works never run at once in the same books.
            await cut.CancelAsync();
            await Task.WhenAny(work);
        }
        var (state, result) = await OutcomeAsync(store, job, work, stop);
        // Another server has taken it over: how it ends is told there.
        if (lease.Lost.IsCancellationRequested)
            return;
        await JobQueue.EndAsync(store, job.Id, state, result);
    }

    private async Task<JobResult> DoAsync(JobRun run, Job job)
    {
        await Task.Yield();
        Author.Current = new Author(job.AskedByUser, job.AskedBy);
        var kind = kinds.Find(job.Kind)
            ?? throw new BrokenRuleException($"Cette version ne connaît pas le travail « {job.Kind} ».");
        return await kind.Work(run);
    }

    private static async Task WatchAsync(Store store, long id, Task work, Latest progress, CancellationTokenSource cut)
    {
        JobProgress? noted = null;
        while (await Task.WhenAny(work, Task.Delay(Pace, CancellationToken.None)) != work)
        {
            if (progress.Value is { } at && at != noted)
                await JobQueue.NoteAsync(store, id, noted = at);
            if (!cut.IsCancellationRequested && await StopAskedAsync(store, id) is not null)
                await cut.CancelAsync();
        }
    }

    private static async Task<string?> StopAskedAsync(Store store, long id)
    {
        await using var db = store.Read();
        return await db.Jobs.Where(j => j.Id == id).Select(j => j.StopAskedBy).SingleAsync();
    }

    private async Task<(string State, JobResult Result)> OutcomeAsync(Store store, Job job, Task<JobResult> work,
        CancellationToken stop)
    {
        try
        {
            return (JobQueue.Done, await work);
        }
        catch (BrokenRuleException rule)
        {
            return (JobQueue.Failed, new JobResult(rule.Message));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (JobQueue.Cancelled, new JobResult(JobQueue.StoppedBy(await StopAskedAsync(store, job.Id))));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Job {Job} failed.", job.Id);
            return (JobQueue.Failed, new JobResult(
                "Le travail s’est arrêté sur une panne. Relancez-le : ce qui est fait ne sera pas refait."));
        }
    }

    /// <summary>What was last said; read by another thread.</summary>
    private sealed class Latest : IProgress<JobProgress>
    {
        private volatile JobProgress? _value;

        public JobProgress? Value => _value;

        public void Report(JobProgress value) => _value = value;
    }
}
