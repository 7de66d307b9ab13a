using System.Threading.Channels;
using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.Domain.Values;

namespace Essaim.App.Jobs;

/// <summary>
/// Does the long work of every co-op of the installation, one job at a time, and notes how far it is. Stopped in the
/// middle it leaves the job as running; the next start takes it up again, which is safe because what it does asks the
/// books what is already done.
/// </summary>
public sealed class JobRunner(Installation installation, ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();

    /// <summary>Says that a co-op has something to do.</summary>
    public void Call(string coopId) => _calls.Writer.TryWrite(coopId);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await ListenAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops; what was running goes on at the next start.
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        foreach (var coop in installation.Catalogue.Coops().Where(installation.HasBooks))
            Call(coop.Id);
        await foreach (var coop in _calls.Reader.ReadAllAsync(stop))
            try
            {
                await RunAllAsync(await installation.StoreAsync(coop), stop);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One co-op whose database does not answer must not stop the work of the others.
                log.LogError(e, "The jobs of {Coop} could not be run.", coop);
            }
    }

    private async Task RunAllAsync(Store store, CancellationToken stop)
    {
        while (true)
        {
            await using var db = store.Read();
            if (await JobQueue.NextAsync(db) is not { } job)
                return;
            await RunAsync(store, job, stop);
        }
    }

    private async Task RunAsync(Store store, Job job, CancellationToken stop)
    {
        var progress = new Latest();
        try
        {
            await JobQueue.NoteAsync(store, job.Id, JobQueue.Running, "", 0, 0);
            var work = WorkAsync(store, job, progress, stop);
            while (await Task.WhenAny(work, Task.Delay(Pace, CancellationToken.None)) != work)
                if (progress.Value is { } at)
                    await JobQueue.NoteAsync(store, job.Id, JobQueue.Running, at.Step, at.Done, at.Total);
            var result = await work;
            await JobQueue.NoteAsync(store, job.Id, JobQueue.Done, result, 1, 1);
        }
        catch (BrokenRuleException rule)
        {
            await JobQueue.NoteAsync(store, job.Id, JobQueue.Failed, rule.Message, 0, 0);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Job {Job} failed.", job.Id);
            await JobQueue.NoteAsync(store, job.Id, JobQueue.Failed,
                "Le travail s’est arrêté sur une panne. Relancez-le : ce qui est fait ne sera pas refait.", 0, 0);
        }
    }

    private async Task<string> WorkAsync(Store store, Job job, IProgress<ClosingProgress> progress,
        CancellationToken stop)
    {
        if (job.Kind != JobQueue.CloseMonth)
            throw new BrokenRuleException($"Cette version ne connaît pas le travail « {job.Kind} ».");
        var order = ClosingOrder.Read(job.Argument);
        var done = await new CloseMonth(store, installation.Calculator, installation.Law.LastPayMonth)
            .RunAsync(order.Month, order.By, progress, stop);
        return done.Entries == 0 ? "Le mois est clos." : done.Entries == 1
            ? "Une écriture passée." : $"{done.Entries} écritures passées pour {done.Activities} activités.";
    }

    private sealed class Latest : IProgress<ClosingProgress>
    {
        public ClosingProgress? Value { get; private set; }

        public void Report(ClosingProgress value) => Value = value;
    }
}
