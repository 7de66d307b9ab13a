using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.App.Web.Components;

namespace Essaim.App.Pages.Jobs;

/// <summary>What becomes of a long work, in words.</summary>
internal static class JobWords
{
    public static string Label(this Job job) => job.State switch
    {
        JobQueue.Queued => "En file",
        JobQueue.Running => job.StopAskedBy is null ? "En cours" : "S’arrête",
        JobQueue.Done => "Fait",
        JobQueue.Cancelled => "Arrêté",
        _ => "Échoué",
    };

    public static Tone Tint(this Job job) => job.State switch
    {
        JobQueue.Queued => Tone.Off,
        JobQueue.Running => Tone.Wait,
        JobQueue.Done => Tone.Ok,
        JobQueue.Cancelled => Tone.Info,
        _ => Tone.Bad,
    };

    public static string Progress(this Job job) => job.Total > 0 ? $"{job.Message}\u00a0: {job.Done} sur {job.Total}"
        : job.Message;

    /// <summary>"42 s", "3 min 5 s"; since its beginning while it lasts.</summary>
    public static string Duration(this Job job, DateTimeOffset now)
    {
        if (job.StartedAt is null)
            return "–";
        var time = (job.FinishedAt is null ? now : Parse(job.FinishedAt)) - Parse(job.StartedAt);
        return time.TotalMinutes < 1 ? $"{Math.Max(0, (int)time.TotalSeconds)}\u00a0s"
            : $"{(int)time.TotalMinutes}\u00a0min {time.Seconds}\u00a0s";
    }

    public static string Moment(string instant) => CivilDay.Moment(Parse(instant));

    private static DateTimeOffset Parse(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
