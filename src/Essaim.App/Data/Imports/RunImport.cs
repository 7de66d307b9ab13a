using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Imports;

/// <summary>
/// Imports the good lines of a batch that was begun, some at a time, each time in one transaction with the place where
/// to go on: stopped anywhere and run again, it adds nothing twice and leaves nothing out.
/// </summary>
public static class RunImport
{
    private const int RowsAtOnce = 500;

    public static async Task<ImportBatch> RunAsync(Store store, KeptFiles files, long id,
        IProgress<JobProgress>? progress = null, CancellationToken stop = default)
    {
        var batch = await FindAsync(store, id);
        if (batch.State != ImportBatch.Running)
            return batch;
        var kind = ImportKinds.Find(batch.Kind)
            ?? throw new BrokenRuleException($"Cette version ne connaît pas l’import « {batch.Kind} ».");
        var table = await ImportFiles.ReadAsync(files, batch, stop);
        for (var next = batch.NextRow; next < table.Rows.Count;)
        {
            stop.ThrowIfCancellationRequested();
            next = await store.WriteAsync(w => SomeAsync(w, id, kind, table), stop);
            progress?.Report(new JobProgress("Lignes importées", next, table.Rows.Count));
        }
        await EndAsync(store, files, id, kind, table, stop);
        await ImportFiles.ForgetAsync(store, files, id);
        return await FindAsync(store, id);
    }

    public static async Task<ImportBatch> FindAsync(Store store, long id)
    {
        await using var db = store.Read();
        return await db.ImportBatches.SingleOrDefaultAsync(b => b.Id == id)
            ?? throw new BrokenRuleException($"Il n’y a pas d’import numéro {id}. Regardez la liste des imports.");
    }

    /// <summary>
    /// The next lines, from where the batch says: another process may have gone on meanwhile. The rows of the co-op are
    /// read again each time, since others write between two transactions.
    /// </summary>
    private static async Task<long> SomeAsync(WriteSession w, long id, ImportKind kind, TableFile table)
    {
        var batch = await w.Db.ImportBatches.SingleAsync(b => b.Id == id);
        if (batch.State != ImportBatch.Running)
            return table.Rows.Count;
        var target = await kind.OpenAsync!(w.Db, batch.ActivityId);
        var rows = table.Rows.Skip((int)batch.NextRow).Take(kind.InOneGo ? int.MaxValue : RowsAtOnce).ToList();
        foreach (var (_, line, sighting) in ImportReport.Judge(target, kind.ColumnsFor(batch.ActivityId),
            batch.Columns, rows))
        {
            if (sighting is null)
                batch.Refused++;
            else if (sighting.WriteAsync is null)
                batch.Known++;
            else
            {
                await KeepAsync(w, batch.Id, line.Number, await sighting.WriteAsync(w));
                batch.Added++;
            }
        }
        batch.NextRow += rows.Count;
        return batch.NextRow;
    }

    private static async Task KeepAsync(WriteSession w, long batch, int line, IReadOnlyList<MadeRow> made)
    {
        foreach (var row in made)
            await w.Connection.ExecuteAsync("INSERT INTO import_made (import_id, line, kind, row_id, title) "
                + "VALUES (@p0, @p1, @p2, @p3, @p4)", w.Transaction, batch, line, row.Kind, row.Id, row.Title);
    }

    private static async Task EndAsync(
        Store store, KeptFiles files, long id, ImportKind kind, TableFile table, CancellationToken stop)
    {
        var batch = await FindAsync(store, id);
        KeptFile? wrong = null;
        if (batch.Refused > 0)
            await using (var db = store.Read())
                wrong = await ImportFiles.KeepWrongAsync(files, batch,
                    await ImportFiles.CheckAsync(db, kind, batch, table), table, stop);
        await store.WriteAsync(async w =>
        {
            var ended = await w.Db.ImportBatches.SingleAsync(b => b.Id == id);
            if (ended.State != ImportBatch.Running)
                return;
            (ended.State, ended.ImportedAt) = (ImportBatch.Done, w.Now);
            (ended.WrongName, ended.WrongSha256) = (wrong?.Name, wrong?.Sha256);
        }, stop);
    }
}
