using System.Text;
using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.Domain.Ledger.Fec;

namespace Essaim.App.Jobs;

/// <summary>
/// Takes over the books of another program from a file that was handed in; the argument is the file's hash and name.
/// What could not be taken is a file too. Today's files come as imports (<see cref="ImportJob"/>); works that an
/// earlier version asked for still stand in the rows.
/// </summary>
public static class FecImportJob
{
    public static readonly JobKind Kind = new("import-fec", Capability.KeepBooks,
        argument => $"Reprise de {FileOf(argument).Name}", RunAsync);

    private static KeptFile FileOf(string argument) => new(argument[65..], argument[..64]);

    private static async Task<JobResult> RunAsync(JobRun run) => (await TakeAsync(run, FileOf(run.Argument))).Told;

    /// <summary>Takes the file over, and says so.</summary>
    internal static async Task<(FecImportResult Taken, JobResult Told)> TakeAsync(JobRun run, KeptFile file)
    {
        var path = run.Files.PathOf(file);
        var total = await LinesAsync(path, run.Stop);
        var result = await ImportFec.RunAsync(run.Store, path, null, new Relay(run.Progress, total), run.Stop);
        var words = $"{result.Entries} écritures et {result.Lines} lignes reprises.";
        if (result.Rejected.Count == 0)
            return (result, new JobResult(words));
        var rejected = await run.Files.KeepAsync("lignes-refusees.csv", to => WriteAsync(to, result.Rejected),
            run.Stop);
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

    private static async Task WriteAsync(Stream to, IReadOnlyList<FecRejection> rejected)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync("Ligne;Raison");
        foreach (var (line, reason) in rejected)
            await writer.WriteLineAsync($"{line};\"{reason.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    private sealed class Relay(IProgress<JobProgress> to, long total) : IProgress<long>
    {
        public void Report(long value) => to.Report(new JobProgress("Lignes reprises", Math.Min(value, total), total));
    }
}
