using System.Diagnostics;

namespace Essaim.Bench;

/// <summary>
/// Processor time of this process, user and system, all threads: what a measure counts instead of the wall clock.
/// </summary>
public static class CpuClock
{
    public static double Seconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    public static double Of(Action work)
    {
        var before = Seconds();
        work();
        return Seconds() - before;
    }

    public static async Task<double> OfAsync(Func<Task> work)
    {
        var before = Seconds();
        await work();
        return Seconds() - before;
    }

    public static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }
}
