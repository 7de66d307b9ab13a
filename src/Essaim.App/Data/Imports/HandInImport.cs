using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Imports;

/// <summary>
/// Takes a file in, so that it can be looked at and imported. One that was imported already comes back as the batch
/// that it was, unless that one was taken back.
/// </summary>
public static class HandInImport
{
    public static async Task<ImportBatch> HandInAsync(WriteSession w, ImportKind kind, KeptFile file, TableFile? table,
        ActivityId? activity, Asker by)
    {
        var known = await w.Db.ImportBatches.Where(b => b.Kind == kind.Key && b.FileSha256 == file.Sha256
                && b.ActivityId == activity && (b.State == ImportBatch.Waiting && b.MadeByUser == by.User
                    || b.State == ImportBatch.Running || b.State == ImportBatch.Done && b.Added + b.Known > 0))
            .OrderByDescending(b => b.Id).FirstOrDefaultAsync();
        if (known is not null)
            return known;
        var batch = new ImportBatch
        {
            Kind = kind.Key, FileName = file.Name, FileSha256 = file.Sha256, ActivityId = activity, MadeBy = by.Name,
            MadeByUser = by.User, MadeAt = w.Now,
            Columns = table is null ? [] : await ColumnGuess.ForAsync(w.Db, kind, activity, table),
        };
        w.Db.ImportBatches.Add(batch);
        await w.SaveAsync();
        return batch;
    }

    /// <summary>Keeps what each column of the file is, for this file and the next of its kind.</summary>
    public static async Task ChooseAsync(
        WriteSession w, long id, ImportKind kind, TableFile table, IReadOnlyList<string> places)
    {
        var batch = await WaitingAsync(w, id);
        var columns = kind.ColumnsFor(batch.ActivityId);
        if (places.Count != table.Heads.Count || places.Any(p => p.Length > 0 && columns.All(c => c.Key != p)))
            throw new BrokenRuleException("Ces choix ne vont pas avec ce fichier. Rechargez la page.");
        if (places.Where(p => p.Length > 0).GroupBy(p => p).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new BrokenRuleException($"Deux colonnes du fichier donnent « {kind.Column(twice.Key)!.Name} ». "
                + "Gardez-en une, et « Ne pas importer » pour l’autre.");
        if (columns.FirstOrDefault(c => c.Required && !places.Contains(c.Key)) is { } missing)
            throw new BrokenRuleException($"Dites quelle colonne du fichier donne « {missing.Name} ». "
                + "Si aucune ne le fait, ajoutez-la au fichier, puis envoyez-le de nouveau.");
        batch.Columns = places;
        await ColumnGuess.RememberAsync(w, kind, table, places);
    }

    /// <summary>Begins: from now on the batch is imported, whatever happens to the program.</summary>
    public static async Task<ImportBatch> BeginAsync(WriteSession w, long id)
    {
        var batch = await w.Db.ImportBatches.SingleAsync(b => b.Id == id);
        if (batch.State == ImportBatch.Running)
            return batch;
        if (batch.State != ImportBatch.Waiting)
            throw new BrokenRuleException("Cet import est déjà fait. Rechargez la page pour voir ce qu’il a donné.");
        batch.State = ImportBatch.Running;
        return batch;
    }

    /// <summary>Gives up a file before anything was imported from it.</summary>
    public static async Task GiveUpAsync(WriteSession w, long id) =>
        (await WaitingAsync(w, id)).State = ImportBatch.Expired;

    private static async Task<ImportBatch> WaitingAsync(WriteSession w, long id) =>
        await w.Db.ImportBatches.SingleOrDefaultAsync(b => b.Id == id && b.State == ImportBatch.Waiting)
        ?? throw new BrokenRuleException("Cet import n’attend plus : il est fait ou abandonné. Rechargez la page.");
}
