using System.CommandLine;
using Essaim.App.Data;
using Essaim.App.Jobs;
using Essaim.App.Pages.Jobs;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Commands;

/// <summary>`essaim jobs list | show | stop | wait`: the long works that the server does.</summary>
public static class JobsCommand
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    private const int MostShown = 50;

    public static Command Make() => new("jobs", "les longs travaux du serveur") { List(), Show(), Cancel(), Wait() };

    private static Argument<long> Id() => new("id") { Description = "numéro du travail" };

    private static Command List()
    {
        var command = new Command("list", "les derniers travaux");
        command.Does(async run =>
        {
            await using var db = (await run.StoreAsync()).Read();
            var jobs = await db.Jobs.OrderByDescending(j => j.Id).Take(MostShown).ToListAsync();
            return run.Answer(new { rows = jobs.Select(Json) },
                jobs.Count == 0 ? "Aucun travail." : string.Join('\n', jobs.Select(j => Words(run, j))));
        });
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var command = new Command("show", "un travail") { id };
        command.Does(async run =>
        {
            var job = await FindAsync(run, run.Get(id));
            return run.Answer(Json(job), Words(run, job));
        });
        return command;
    }

    private static Command Cancel()
    {
        var id = Id();
        var command = new Command("cancel", "arrête un travail, entre deux lots") { id };
        command.Does(async run =>
        {
            var store = await run.StoreAsync();
            await store.WriteAsync(w => JobQueue.StopAsync(w, run.Get(id), "la ligne de commande"));
            var job = await FindAsync(run, run.Get(id));
            return run.Answer(Json(job), Words(run, job));
        });
        return command;
    }

    private static Command Wait()
    {
        var id = Id();
        var most = new Option<int>("--timeout")
        {
            Description = "secondes sans progrès avant d’abandonner", DefaultValueFactory = _ => 600,
        };
        var command = new Command("wait", "attend la fin d’un travail ; 1 s’il n’a pas réussi") { id, most };
        command.Does(async run =>
        {
            var (said, moved) = ("", run.Time.GetTimestamp());
            while (true)
            {
                var job = await FindAsync(run, run.Get(id));
                if (!job.IsOpen())
                    return run.Answer(Json(job), Words(run, job),
                        job.State == JobQueue.Done ? CommandLine.Done : CommandLine.Refused);
                if (job.Progress() != said)
                {
                    (said, moved) = (job.Progress(), run.Time.GetTimestamp());
                    run.Say(said);
                }
                if (run.Time.GetElapsedTime(moved).TotalSeconds > run.Get(most))
                    throw new BrokenRuleException("Ce travail n’avance pas. Vérifiez que « essaim serve » tourne.");
                await Task.Delay(Pace, run.Cancel);
            }
        });
        return command;
    }

    private static async Task<Job> FindAsync(CommandRun run, long id)
    {
        await using var db = (await run.StoreAsync()).Read();
        return await db.Jobs.SingleOrDefaultAsync(j => j.Id == id)
            ?? throw new BrokenRuleException($"Il n’y a pas de travail numéro {id}. Voyez « essaim jobs list ».");
    }

    private static object Json(Job job) => new
    {
        id = job.Id, kind = job.Kind, argument = job.Argument, state = job.State, done = job.Done, total = job.Total,
        message = job.Message, askedBy = job.AskedBy, askedAt = job.CreatedAt, startedAt = job.StartedAt,
        finishedAt = job.FinishedAt, file = job.FileName, sha256 = job.FileSha256,
    };

    private static string Words(CommandRun run, Job job) =>
        $"{job.Id,5}  {JobKinds.All.NameOf(job),-32} {job.Label(),-9} {job.Duration(run.Time.GetUtcNow()),-10} "
        + job.Progress();
}
