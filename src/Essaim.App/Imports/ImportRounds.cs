using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>
/// Takes away the files of imports once nobody needs them (ménage des imports): handed in and left for a week, or
/// holding lines to correct for longer than the import can be taken back.
/// </summary>
public sealed class ImportRounds(Installation installation, ILogger<ImportRounds> log)
    : Rounds(installation, TimeSpan.FromHours(1), log)
{
    private readonly Installation _installation = installation;

    public override Task<int> RoundAsync(CancellationToken cancel) => EachCoopAsync(async (coop, store) =>
    {
        var files = new KeptFiles(_installation, coop.Id);
        var now = store.Time.GetUtcNow().UtcDateTime;
        var (left, old) = (EntryChain.Instant(now - ImportBatch.FileKept), EntryChain.Instant(
            now - ImportBatch.Revocable));
        await using var db = store.Read();
        var due = await db.ImportBatches.Where(b =>
                b.HasFile && (string.Compare(b.MadeAt, left) < 0
                    || b.State != ImportBatch.Waiting && b.State != ImportBatch.Running)
                || b.WrongSha256 != null && string.Compare(b.ImportedAt, old) < 0)
            .OrderBy(b => b.Id).Take(Bag).ToListAsync(cancel);
        foreach (var batch in due)
            await TidyAsync(store, files, batch, old);
        return due.Count;
    });

    private static async Task TidyAsync(Store store, KeptFiles files, ImportBatch batch, string old)
    {
        if (batch.HasFile)
        {
            await store.WriteAsync(w => ExpireAsync(w, batch.Id));
            await ImportFiles.ForgetAsync(store, files, batch.Id);
        }
        if (batch.WrongSha256 is not { } sha256 || string.CompareOrdinal(batch.ImportedAt, old) >= 0)
            return;
        files.Forget(new KeptFile(batch.WrongName!, sha256));
        await store.WriteAsync(async w =>
            (await w.Db.ImportBatches.SingleAsync(b => b.Id == batch.Id)).WrongSha256 = null);
    }

    /// <summary>One that stopped on the way is over with what it did.</summary>
    private static async Task ExpireAsync(WriteSession w, long id)
    {
        var batch = await w.Db.ImportBatches.SingleAsync(b => b.Id == id);
        if (batch.State == ImportBatch.Waiting)
            batch.State = ImportBatch.Expired;
        else if (batch.State == ImportBatch.Running)
            (batch.State, batch.ImportedAt) = (ImportBatch.Done, w.Now);
    }
}
