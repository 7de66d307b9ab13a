using Essaim.App.Data.Ledger;
using Essaim.App.Imports;
using Essaim.App.Web;
using Essaim.Domain.Ledger.Fec;

namespace Essaim.App.Jobs;

/// <summary>The books of another program, as an import of lines does it: what could not be taken is a file.</summary>
internal static class TakeBooks
{
    /// <summary>Takes the file over, and says so.</summary>
    public static async Task<(FecImportResult Taken, JobResult Told)> RunAsync(JobRun run, KeptFile file)
    {
        var path = run.Files.PathOf(file);
        var total = await LinesAsync(path, run.Stop);
        var result = await ImportFec.RunAsync(run.Store, path, null, new Relay(run.Progress, total), run.Stop);
        var words = $"{result.Entries} écritures et {result.Lines} lignes reprises.";
        if (result.Rejected.Count == 0)
            return (result, new JobResult(words));
        var rejected = await ImportFiles.KeepAsync(run.Files, new Sheet("lignes-refusees", ["Ligne", "Raison"],
            result.Rejected.Select(r => new object?[] { r.Line, r.Reason })), run.Stop);
        var refused = result.Rejected.Count == 1 ? "Une ligne refusée" : $"{result.Rejected.Count} lignes refusées";
        return (result, new JobResult($"{words} {refused}\u00a0: le fichier dit pourquoi.", rejected));
    }

    private static async Task<long> LinesAsync(string path, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var buffer = new byte[1 << 17];
        var lines = 0L;
        for (int read; (read = await file.ReadAsync(buffer, stop)) > 0;)
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }

    private sealed class Relay(IProgress<JobProgress> to, long total) : IProgress<long>
    {
        public void Report(long value) => to.Report(new JobProgress("Lignes reprises", Math.Min(value, total), total));
    }
}
