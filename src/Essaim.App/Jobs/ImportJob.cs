using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Identity;
using Essaim.App.Imports;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Jobs;

/// <summary>Imports the lines of a batch, or takes them back; the argument is the batch.</summary>
public static class ImportJob
{
    /// <summary>So many lines are done while a page waits.</summary>
    public const int MostAtOnce = 200;

    public static readonly JobKind Kind = new("import-lines", Capability.KeepBooks,
        argument => $"Import n°\u00a0{argument}", RunAsync);

    public static readonly JobKind Undoing = new("undo-import", Capability.KeepBooks,
        argument => $"Annulation de l’import n°\u00a0{argument}", UndoAsync);

    private static async Task<JobResult> RunAsync(JobRun run)
    {
        var id = IdOf(run);
        if ((await RunImport.FindAsync(run.Store, id)) is { } batch && batch.Kind == FecImport.Kind.Key)
            return await TakeBooksAsync(run, batch);
        batch = await RunImport.RunAsync(run.Store, run.Files, id, run.Progress, run.Stop);
        return new JobResult(ImportWords.Counts(batch),
            batch.WrongSha256 is { } sha256 ? new KeptFile(batch.WrongName!, sha256) : null);
    }

    private static async Task<JobResult> UndoAsync(JobRun run) => new(ImportWords.Undone(await UndoImport.RunAsync(
        run.Store, SignedIn(run.Installation, run.CoopId), IdOf(run), run.Progress, run.Stop)));

    /// <summary>People of the co-op for whom somebody may sign in.</summary>
    public static IReadOnlySet<long> SignedIn(Installation installation, string coopId) =>
        installation.Catalogue.UsersOf(coopId)
            .Select(u => long.TryParse(u.PersonId, CultureInfo.InvariantCulture, out var id) ? id : 0).ToHashSet();

    private static long IdOf(JobRun run) => long.Parse(run.Argument, CultureInfo.InvariantCulture);

    private static async Task<JobResult> TakeBooksAsync(JobRun run, ImportBatch batch)
    {
        if (batch.State != ImportBatch.Running)
            return new JobResult(ImportWords.Counts(batch));
        var (result, told) = await TakeBooks.RunAsync(run, ImportFiles.FileOf(batch));
        await run.Store.WriteAsync(async w =>
        {
            var ended = await w.Db.ImportBatches.SingleAsync(b => b.Id == batch.Id);
            (ended.State, ended.ImportedAt) = (ImportBatch.Done, w.Now);
            (ended.Added, ended.Refused) = (result.Lines, result.Rejected.Count);
            (ended.WrongName, ended.WrongSha256) = (told.File?.Name, told.File?.Sha256);
        });
        await ImportFiles.ForgetAsync(run.Store, run.Files, batch.Id);
        return told;
    }
}
