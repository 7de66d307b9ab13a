using Essaim.App.Data;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Jobs;

/// <summary>
/// The long work of a co-op, kept as rows (tâches): asked for once, taken up in order, resumed after a stop. What was
/// running when the process ended is still to be done.
/// </summary>
public static class JobQueue
{
    public const string CloseMonth = "close-month";
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";

    /// <summary>The same work already waiting or under way is not asked for twice.</summary>
    public static async Task<long> AskAsync(WriteSession w, string kind, string argument)
    {
        var known = await w.Db.Jobs.Where(j => j.Kind == kind && j.Argument == argument
            && (j.State == Queued || j.State == Running)).OrderBy(j => j.Id).FirstOrDefaultAsync();
        if (known is not null)
            return known.Id;
        var job = new Job
        {
            Kind = kind, Argument = argument, State = Queued, Message = "", CreatedAt = w.Now, UpdatedAt = w.Now,
        };
        w.Db.Jobs.Add(job);
        await w.SaveAsync();
        return job.Id;
    }

    /// <summary>The first job not finished, the one that was stopped in the middle before the others.</summary>
    public static Task<Job?> NextAsync(CoopDb db) => db.Jobs.Where(j => j.State == Queued || j.State == Running)
        .OrderBy(j => j.State == Running ? 0 : 1).ThenBy(j => j.Id).FirstOrDefaultAsync();

    /// <summary>The last job of a kind for an argument that begins so.</summary>
    public static Task<Job?> LastAsync(CoopDb db, string kind, string argument) => db.Jobs
        .Where(j => j.Kind == kind && j.Argument.StartsWith(argument)).OrderByDescending(j => j.Id)
        .FirstOrDefaultAsync();

    public static Task NoteAsync(Store store, long id, string state, string message, long done, long total) =>
        store.WriteAsync(w => w.Connection.ExecuteAsync(
            "UPDATE job SET state = @p1, message = @p2, done = @p3, total = @p4, updated_at = @p5 WHERE id = @p0",
            w.Transaction, id, state, message, done, total, w.Now));
}

/// <summary>What closing a month needs to know: which, and who asked; kept as "2026-10 Claire Martin".</summary>
public sealed record ClosingOrder(Month Month, string By)
{
    public string Argument => $"{Month.ToIso()} {By}";

    public static ClosingOrder Read(string argument) => new(Month.Parse(argument[..7]), argument[8..]);
}
