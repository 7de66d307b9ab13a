using Essaim.App.Data;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Jobs;

/// <summary>Who asks for a long work; without a sign-in, the command line.</summary>
public sealed record Asker(string Name, long? User = null);

/// <summary>
/// The long work of a co-op, kept as rows (tâches): asked for once, taken up in order, resumed after a stop. What was
/// running when the process ended is still to be done.
/// </summary>
public static class JobQueue
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static bool IsOpen(this Job job) => job.State is Queued or Running;

    /// <summary>The same work already waiting or under way is not asked for twice.</summary>
    public static async Task<long> AskAsync(WriteSession w, string kind, string argument, Asker by)
    {
        var known = await w.Db.Jobs.Where(j => j.Kind == kind && j.Argument == argument && j.StopAskedBy == null
            && (j.State == Queued || j.State == Running)).OrderBy(j => j.Id).FirstOrDefaultAsync();
        if (known is not null)
            return known.Id;
        var job = new Job
        {
            Kind = kind, Argument = argument, State = Queued, Message = "", CreatedAt = w.Now, UpdatedAt = w.Now,
            AskedBy = by.Name, AskedByUser = by.User,
        };
        w.Db.Jobs.Add(job);
        await w.SaveAsync();
        return job.Id;
    }

    /// <summary>One that waits is over at once; one under way stops at its next batch.</summary>
    public static async Task StopAsync(WriteSession w, long id, string by)
    {
        var job = await w.Db.Jobs.SingleOrDefaultAsync(j => j.Id == id)
            ?? throw new BrokenRuleException($"Il n’y a pas de travail numéro {id}. Regardez la liste des travaux.");
        if (!job.IsOpen())
            throw new BrokenRuleException("Ce travail est déjà fini. Il n’y a rien à arrêter.");
        job.StopAskedBy ??= by;
        if (job.State == Queued)
            (job.State, job.Message, job.FinishedAt) = (Cancelled, StoppedBy(job.StopAskedBy), w.Now);
        job.UpdatedAt = w.Now;
    }

    /// <summary>The first job not finished, the one that was stopped in the middle before the others.</summary>
    public static Task<Job?> NextAsync(CoopDb db) => db.Jobs.Where(j => j.State == Queued || j.State == Running)
        .OrderBy(j => j.State == Running ? 0 : 1).ThenBy(j => j.Id).FirstOrDefaultAsync();

    /// <summary>The last job of a kind for an argument that begins so.</summary>
    public static Task<Job?> LastAsync(CoopDb db, string kind, string argument) => db.Jobs
        .Where(j => j.Kind == kind && j.Argument.StartsWith(argument)).OrderByDescending(j => j.Id)
        .FirstOrDefaultAsync();

    /// <summary>Begins, or goes on after a stop in the middle; the first beginning counts.</summary>
    internal static Task BeginAsync(Store store, long id) => store.WriteAsync(w => w.Connection.ExecuteAsync(
        "UPDATE job SET state = @p1, started_at = coalesce(started_at, @p2), updated_at = @p2 WHERE id = @p0",
        w.Transaction, id, Running, w.Now));

    internal static Task NoteAsync(Store store, long id, JobProgress at) => store.WriteAsync(w =>
        w.Connection.ExecuteAsync(
            "UPDATE job SET message = @p1, done = @p2, total = @p3, updated_at = @p4 WHERE id = @p0",
            w.Transaction, id, at.Step, at.Done, at.Total, w.Now));

    internal static Task EndAsync(Store store, long id, string state, JobResult result) => store.WriteAsync(w =>
        w.Connection.ExecuteAsync("UPDATE job SET state = @p1, message = @p2, file_name = @p3, file_sha256 = @p4, "
            + "finished_at = @p5, updated_at = @p5 WHERE id = @p0", w.Transaction, id, state, result.Text,
            result.File?.Name, result.File?.Sha256, w.Now));

    internal static string StoppedBy(string? who) =>
        $"Arrêté à la demande de {who}. Ce qui était fait reste fait ; relancez-le pour continuer.";
}
