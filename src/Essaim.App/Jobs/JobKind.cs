using Essaim.App.Data;
using Essaim.App.Identity;

namespace Essaim.App.Jobs;

/// <summary>How far a long work is; without a total it cannot tell.</summary>
public sealed record JobProgress(string Step, long Done, long Total);

/// <summary>What a long work leaves: a sentence, and perhaps a file to take away.</summary>
public sealed record JobResult(string Text, KeptFile? File = null);

/// <summary>
/// What a long work has at hand. It stops between two batches when told so, leaving the books whole; run again from
/// its beginning it asks them what is already done.
/// </summary>
public sealed record JobRun(Installation Installation, string CoopId, Store Store, string Argument, string AskedBy,
    IProgress<JobProgress> Progress, CancellationToken Stop)
{
    public KeptFiles Files => new(Installation, CoopId);
}

/// <summary>A kind of long work (genre de travail): its key in the rows, who may see it, its name, what it does.
/// </summary>
public sealed record JobKind(
    string Key, Capability Needs, Func<string, string> Name, Func<JobRun, Task<JobResult>> Work);

/// <summary>The kinds that this version knows.</summary>
public sealed class JobKinds(params IEnumerable<JobKind> kinds)
{
    private readonly Dictionary<string, JobKind> _kinds = kinds.ToDictionary(k => k.Key);

    public static JobKinds All { get; } = new(
        ClosingJob.Kind, PayJob.Kind, FecExportJob.Kind, ImportJob.Kind, ImportJob.Undoing, VariableJob.Kind);

    public JobKind? Find(string key) => _kinds.GetValueOrDefault(key);

    public string NameOf(Job job) => Find(job.Kind)?.Name(job.Argument) ?? job.Kind;

    /// <summary>One's own, and those of a kind that one may ask for.</summary>
    public bool MaySee(CurrentUser user, Job job) =>
        job.AskedByUser == user.UserId || Find(job.Kind) is { } kind && user.Can(kind.Needs);

    /// <summary>Every kind that the visitor may ask for.</summary>
    public IEnumerable<string> For(CurrentUser user) =>
        _kinds.Values.Where(k => user.Can(k.Needs)).Select(k => k.Key);
}
