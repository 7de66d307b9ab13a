using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.Domain.Values;

namespace Essaim.App.Jobs;

/// <summary>Closes a month; the argument is the month, "2026-10".</summary>
public static class ClosingJob
{
    public static readonly JobKind Kind = new("close-month", Capability.CloseMonth,
        argument => $"Clôture {MonthOf(argument).AfterDe()}", RunAsync);

    private static async Task<JobResult> RunAsync(JobRun run)
    {
        var done = await new CloseMonth(run.Store, run.Installation.Calculator, run.Installation.Law.LastPayMonth)
            .RunAsync(MonthOf(run.Argument), run.AskedBy, new Relay(run.Progress), run.Stop);
        return new JobResult(done.Entries == 0 ? "Le mois est clos." : done.Entries == 1
            ? "Une écriture passée." : $"{done.Entries} écritures passées pour {done.Activities} activités.");
    }

    /// <summary>Rows of the first version said after the month who had asked.</summary>
    private static Month MonthOf(string argument) => Month.Parse(argument[..7]);

    private sealed class Relay(IProgress<JobProgress> to) : IProgress<ClosingProgress>
    {
        public void Report(ClosingProgress value) => to.Report(new JobProgress(value.Step, value.Done, value.Total));
    }
}
