using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Payroll;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Imports;

/// <summary>A row that stayed when its import was taken back, and what uses it.</summary>
public sealed record KeptRow(long Line, string Title, string Reason);

/// <summary>
/// Takes back an import as one batch (annulation): what it made and nothing uses goes, the rest stays and is named.
/// Some rows at a time, each time in one transaction, so that it goes on after a stop.
/// </summary>
public static class UndoImport
{
    private const int RowsAtOnce = 500;
    private const string NoLongerThere = "import annulé";

    /// <summary>Begins; from now on the batch is being taken back.</summary>
    public static async Task<ImportBatch> BeginAsync(WriteSession w, long id, string by)
    {
        var batch = await w.Db.ImportBatches.SingleAsync(b => b.Id == id);
        if (batch.State == ImportBatch.Undoing)
            return batch;
        if (batch.State != ImportBatch.Done)
            throw new BrokenRuleException("Seul un import fini s’annule, et une seule fois. Rechargez la page.");
        if (!IsRevocable(batch, w.UtcNow))
            throw new BrokenRuleException("Cet import a plus de trente jours. Supprimez ou corrigez ses lignes "
                + "une à une.");
        (batch.State, batch.UndoneBy) = (ImportBatch.Undoing, by);
        return batch;
    }

    public static bool IsRevocable(ImportBatch batch, DateTime now) => batch.ImportedAt is { } at
        && batch.Kind != FecImport.Kind.Key
        && string.CompareOrdinal(at, EntryChain.Instant(now - ImportBatch.Revocable)) >= 0;

    /// <param name="store">The co-op's database.</param>
    /// <param name="signedIn">People who may sign in: they stay.</param>
    /// <param name="id">The batch, begun.</param>
    /// <param name="progress">Told how many rows are gone through.</param>
    /// <param name="stop">Stops between two transactions.</param>
    public static async Task<ImportBatch> RunAsync(Store store, IReadOnlySet<long> signedIn, long id,
        IProgress<JobProgress>? progress = null, CancellationToken stop = default)
    {
        var (batch, done) = (await RunImport.FindAsync(store, id), 0L);
        if (batch.State != ImportBatch.Undoing)
            return batch;
        for (var some = -1; some != 0; done += some)
        {
            stop.ThrowIfCancellationRequested();
            some = await store.WriteAsync(w => SomeAsync(w, signedIn, id), stop);
            progress?.Report(new JobProgress("Lignes annulées", Math.Min(done + some, batch.Added), batch.Added));
        }
        return await RunImport.FindAsync(store, id);
    }

    public static Task<List<KeptRow>> KeptAsync(CoopDb db, long id) => db.SqlAsync(
        r => new KeptRow(r.GetInt64(0), r.GetString(1), r.GetString(2)),
        "SELECT line, title, kept_for FROM import_made WHERE import_id = @p0 AND kept_for IS NOT NULL ORDER BY id", id);

    private sealed record Made(long Id, string Kind, long Row);

    /// <summary>The last rows first: an activity goes before the person who runs it.</summary>
    private static async Task<int> SomeAsync(WriteSession w, IReadOnlySet<long> signedIn, long id)
    {
        var rows = await w.Connection.ListAsync(r => new Made(r.GetInt64(0), r.GetString(1), r.GetInt64(2)),
            "SELECT id, kind, row_id FROM import_made WHERE import_id = @p0 AND kept_for IS NULL "
            + $"ORDER BY id DESC LIMIT {RowsAtOnce}", w.Transaction, id);
        foreach (var kind in rows.GroupBy(r => r.Kind).OrderBy(g => g.Key == RecordKinds.Person))
            await TakeBackAsync(w, new RowUses(w, signedIn), kind.Key, [.. kind]);
        if (rows.Count > 0)
            return rows.Count;
        var batch = await w.Db.ImportBatches.SingleAsync(b => b.Id == id);
        (batch.State, batch.UndoneAt) = (ImportBatch.Undone, w.Now);
        batch.Kept = Convert.ToInt64(await w.Connection.ScalarAsync(
            "SELECT count(DISTINCT line) FROM import_made WHERE import_id = @p0", w.Transaction, id));
        return 0;
    }

    private static async Task TakeBackAsync(WriteSession w, RowUses uses, string kind, List<Made> rows)
    {
        var used = kind == RecordKinds.Entry ? await ReverseAsync(w, rows)
            : kind == RecordKinds.FixedAsset ? await WithdrawAsync(w, rows)
            : kind == RecordKinds.PayTakeOver ? await GoneOnAsync(w, rows)
            : kind == RecordKinds.ProgramPayslip ? []
            : await uses.OfAsync(kind, [.. rows.Select(r => r.Row)]);
        var free = rows.Where(r => !used.ContainsKey(r.Row)).ToList();
        if (kind is not (RecordKinds.Entry or RecordKinds.FixedAsset))
            await RemoveAsync(w, kind, [.. free.Select(r => r.Row)]);
        foreach (var row in free)
        {
            // The code stays: the books may not lose a name, and looking for its lines would read all of them.
            if (RowUses.PartyOf(kind, row.Row) is { } party)
                await w.Connection.ExecuteAsync("UPDATE third_party SET name = @p1 WHERE code = @p0", w.Transaction,
                    party.Code, NoLongerThere);
            await w.Connection.ExecuteAsync("DELETE FROM import_reference WHERE kind = @p0 AND row_id = @p1",
                w.Transaction, kind, row.Row);
            await w.Connection.ExecuteAsync("DELETE FROM import_made WHERE id = @p0", w.Transaction, row.Id);
        }
        foreach (var row in rows.Where(r => used.ContainsKey(r.Row)))
            await w.Connection.ExecuteAsync("UPDATE import_made SET kept_for = @p1 WHERE id = @p0", w.Transaction,
                row.Id, used[row.Row]);
    }

    /// <summary>What is posted stays: its mirror takes it back. Those that may no longer be are named.</summary>
    private static async Task<Dictionary<long, string>> ReverseAsync(WriteSession w, List<Made> rows)
    {
        var kept = new Dictionary<long, string>();
        var day = await OpenDay.FromAsync(w.Db, w.Today);
        foreach (var row in rows)
            try
            {
                await ReverseEntry.ReverseAsync(w, new EntryId(row.Row), day, NoLongerThere);
            }
            catch (BrokenRuleException)
            {
                kept[row.Row] = "un règlement, un avoir ou une annulation";
            }
        return kept;
    }

    /// <summary>An asset leaves the register, with what months had written off since; one that is out stays.</summary>
    private static async Task<Dictionary<long, string>> WithdrawAsync(WriteSession w, List<Made> rows)
    {
        var kept = new Dictionary<long, string>();
        foreach (var row in rows)
            try
            {
                await EnterAsset.WithdrawAsync(w, row.Row, NoLongerThere);
            }
            catch (BrokenRuleException)
            {
                kept[row.Row] = "une sortie";
            }
        return kept;
    }

    /// <summary>Sums from which a payslip of their year went on stay; the others were never used.</summary>
    private static async Task<Dictionary<long, string>> GoneOnAsync(WriteSession w, List<Made> rows)
    {
        var ids = rows.Select(r => r.Row).ToList();
        var used = new Dictionary<long, string>();
        foreach (var taken in await w.Db.PayTakeOvers.Where(t => ids.Contains(t.Id)).ToListAsync())
            if (await TakeOverPay.RefusalAsync(w.Db, taken.PersonId, taken.Year) is not null)
                used[taken.Id] = "un bulletin de paie";
        return used;
    }

    private static async Task RemoveAsync(WriteSession w, string kind, List<long> ids)
    {
        var activities = ids.Select(id => new ActivityId((int)id)).ToList();
        w.Db.RemoveRange(kind switch
        {
            RecordKinds.Customer => await w.Db.Customers.Where(c => ids.Contains(c.Id)).ToListAsync<object>(),
            RecordKinds.Supplier => await w.Db.Suppliers.Where(s => ids.Contains(s.Id)).ToListAsync<object>(),
            RecordKinds.BankLine => await w.Db.BankLines.Where(l => ids.Contains(l.Id)).ToListAsync<object>(),
            RecordKinds.ProgramPayslip =>
                await w.Db.ProgramPayslips.Where(p => ids.Contains(p.Id)).ToListAsync<object>(),
            RecordKinds.PayTakeOver => await w.Db.PayTakeOvers.Where(t => ids.Contains(t.Id)).ToListAsync<object>(),
            RecordKinds.Person => await w.Db.People.Where(p => ids.Contains(p.Id)).ToListAsync<object>(),
            _ => await w.Db.Activities.Where(a => activities.Contains(a.Id)).ToListAsync<object>(),
        });
        await w.SaveAsync();
    }
}
