using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.Domain.Values;

namespace Essaim.App.Jobs;

/// <summary>Issues and posts the pay of a month; the argument is the month, "2026-10".</summary>
public static class PayJob
{
    public static readonly JobKind Kind = new("run-pay", Capability.PreparePay,
        argument => $"Paie {Month.Parse(argument).AfterDe()}", RunAsync);

    private static async Task<JobResult> RunAsync(JobRun run)
    {
        var done = await RunPay.RunAsync(run.Store, run.Installation.Calculator, run.Installation.Law.LastPayMonth,
            Month.Parse(run.Argument), run.AskedBy, new Relay(run.Progress), run.Stop);
        return new JobResult(done.Entries switch
        {
            0 => "Aucun bulletin à émettre.",
            1 => "Un bulletin émis.",
            _ => $"{done.Entries} bulletins émis.",
        });
    }

    private sealed class Relay(IProgress<JobProgress> to) : IProgress<ClosingProgress>
    {
        public void Report(ClosingProgress value) => to.Report(new JobProgress(value.Step, value.Done, value.Total));
    }
}
