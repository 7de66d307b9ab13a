using System.Diagnostics;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>
/// What a piece of work costs its thread: processor time where Linux tells it, so that a busy machine does not count;
/// and memory taken, freed or not.
/// </summary>
internal readonly record struct Spent(TimeSpan Time, long Bytes)
{
    private const string Stat = "/proc/thread-self/stat";
    private const int TicksASecond = 100;

    public static Spent On(Action work)
    {
        var (time, bytes, watch) = (ThreadTime(), GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        work();
        var elapsed = ThreadTime() is { } now && time is { } before ? now - before : watch.Elapsed;
        return new Spent(elapsed, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    /// <summary>Asserts the limits that every file of strangers must keep: a second and 200 MB.</summary>
    public void IsLittle(string what)
    {
        Assert.True(Time < TimeSpan.FromSeconds(1), $"{what}: {Time.TotalMilliseconds:0} ms");
        Assert.True(Bytes < 200L * 1024 * 1024, $"{what}: {Bytes / 1024 / 1024} MB");
    }

    /// <summary>Fields 14 and 15, counted behind the name of the thread, which may hold anything.</summary>
    private static TimeSpan? ThreadTime()
    {
        if (!File.Exists(Stat))
            return null;
        var text = File.ReadAllText(Stat);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((double.Parse(fields[11]) + double.Parse(fields[12])) / TicksASecond);
    }
}
