using System.Collections.Concurrent;
using System.Diagnostics;

namespace Essaim.App.Tests.Safety;

/// <summary>
/// The other process that writes into a co-op's books. It is killed with signal 9, and only a kill that hit it alive
/// counts.
/// </summary>
public sealed class VictimProcess : IDisposable
{
    private const int KilledBySignal9 = 128 + 9;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _spoke = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringWriter _complaint = new();

    private VictimProcess(Process process) => _process = process;

    public static VictimProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Essaim.Victim.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // On durable storage the product's own refusal stays in force.
        start.Environment.Remove(Data.Engine.LossySwitch);
        var victim = new VictimProcess(Process.Start(start)!);
        victim._process.OutputDataReceived += (_, line) => victim.Hear(line.Data);
        victim._process.ErrorDataReceived += (_, line) => victim._complaint.WriteLine(line.Data);
        victim._process.BeginOutputReadLine();
        victim._process.BeginErrorReadLine();
        return victim;
    }

    /// <summary>What it had said, the whole of it once it has ended.</summary>
    public IReadOnlyCollection<string> Said => _said;

    public string Complaint => _complaint.ToString();

    /// <summary>Waits until it works.</summary>
    public Task ReadyAsync() => _ready.Task.WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Waits until it has acknowledged something, or ended.</summary>
    public Task SpokeAsync() => _spoke.Task.WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>True when the kill hit a living process and was what ended it.</summary>
    public async Task<bool> KillAsync()
    {
        var alive = !_process.HasExited;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.WaitForExit();
        return alive && _process.ExitCode == KilledBySignal9;
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        _process.WaitForExit();
        return _process.ExitCode;
    }

    private void Hear(string? line)
    {
        if (line != "ready")
            _spoke.TrySetResult();
        if (line is null)
            _ready.TrySetException(new InvalidOperationException("The victim ended. " + _complaint));
        else if (line == "ready")
            _ready.TrySetResult();
        else
            _said.Enqueue(line);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
