using System.Security.Cryptography;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Sealing;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>
/// Gives an order to pay: one person asks, another grants, and what is granted is to the byte what was seen.
/// </summary>
public static class OrderRun
{
    /// <summary>Freezes the accounts and the file, and orders at once or asks a second person.</summary>
    public static async Task<string> AskAsync(WriteSession w, SealingKeys keys, long id)
    {
        var run = await PrepareRun.OpenAsync(w, id);
        PrepareRun.RefusePast(run.ExecutionOn, w.Today);
        var transfers = await TransfersAsync(w.Db, id);
        var payees = await Payees.ReadAsync(w.Db, transfers.Select(t => t.ThirdParty));
        foreach (var transfer in transfers)
            (transfer.Iban, transfer.Name) =
                (payees[transfer.ThirdParty].Iban, payees[transfer.ThirdParty].Name);
        await RefuseObstaclesAsync(w, run, transfers, payees);
        run.AskedAt = w.Now;
        run.FileSha256 = Sha256(await RunFile.OrderAsync(w.Db, keys, run, transfers));
        await w.SaveAsync();
        var count = transfers.Count == 1 ? "un virement" : $"{transfers.Count} virements";
        return await FourEyes.DoOrAskAsync(w, ApprovalKinds.PaymentRun, PaymentRun.Text(id), $"Ordre de virement n° "
            + $"{id} : {count}, {transfers.Sum(t => t.Amount)}, le {FrenchText.Long(run.ExecutionOn)}",
            run.FileSha256);
    }

    /// <summary>Once it is granted. What changed since it was asked for is refused: ask again.</summary>
    public static async Task OrderAsync(WriteSession w, long id, string sha256)
    {
        var run = await w.Db.PaymentRuns.SingleAsync(r => r.Id == id);
        if (run.State != RunState.Prepared || run.FileSha256 != sha256)
            throw new BrokenRuleException("Cet ordre n’est plus celui qui a été demandé. Refusez cette demande.");
        PrepareRun.RefusePast(run.ExecutionOn, w.Today);
        var transfers = await TransfersAsync(w.Db, id);
        var payees = await Payees.ReadAsync(w.Db, transfers.Select(t => t.ThirdParty));
        await RefuseObstaclesAsync(w, run, transfers, payees);
        (run.State, run.OrderedAt) = (RunState.Ordered, w.Now);
        await w.SaveAsync();
        await RunReceived.TellAsync(w, await w.Db.PaymentTransferItems.AsNoTracking()
            .Where(i => w.Db.PaymentTransfers.Any(t => t.Id == i.TransferId && t.RunId == id)).Select(i => i.EntryId)
            .ToListAsync());
        await BookRun.BookAsync(w, run, w.Today);
    }

    internal static Task<List<PaymentTransfer>> TransfersAsync(CoopDb db, long id) =>
        db.PaymentTransfers.Where(t => t.RunId == id).OrderBy(t => t.Id).ToListAsync();

    internal static string Sha256(PaymentOrder order) =>
        Convert.ToHexStringLower(SHA256.HashData(order.ToFile()));

    /// <summary>Why each transfer cannot leave now, by its number; empty when all can.</summary>
    public static async Task<Dictionary<long, string>> ObstaclesAsync(
        CoopDb db, long id, IReadOnlyDictionary<string, Payee> payees, string now)
    {
        var transfers = await db.PaymentTransfers.AsNoTracking().Where(t => t.RunId == id).ToListAsync();
        var open = await OpenAsync(db, id);
        var found = new Dictionary<long, string>();
        foreach (var transfer in transfers)
            if (payees[transfer.ThirdParty].Obstacle(now) is { } obstacle)
                found[transfer.Id] = obstacle;
            else if (transfer.Iban is { } frozen && payees[transfer.ThirdParty].Iban?.Index != frozen.Index)
                found[transfer.Id] = $"L’IBAN de {transfer.Name} a changé depuis la demande.";
            else if (open.Contains(transfer.Id))
                found[transfer.Id] = $"Un poste de {transfer.Name} a été réglé entre-temps. Retirez ce virement.";
        return found;
    }

    private static async Task RefuseObstaclesAsync(WriteSession w, PaymentRun run,
        IReadOnlyList<PaymentTransfer> transfers, Dictionary<string, Payee> payees)
    {
        await w.SaveAsync();
        if (transfers.Count == 0)
            throw new BrokenRuleException("Cet ordre ne contient aucun virement. Annulez-le.");
        if ((await ObstaclesAsync(w.Db, run.Id, payees, w.Now)).Values.FirstOrDefault() is { } obstacle)
            throw new BrokenRuleException(obstacle);
    }

    /// <summary>Transfers of which an item no longer has as much left as they pay.</summary>
    private static async Task<HashSet<long>> OpenAsync(CoopDb db, long id) =>
        [.. await db.SqlAsync(r => r.GetInt64(0), "SELECT t.id FROM payment_transfer t "
            + "JOIN payment_transfer_item i ON i.transfer_id = t.id "
            + "JOIN open_item o ON o.entry_id = i.entry_id AND o.line_no = i.line_no "
            + "WHERE t.run_id = @p0 AND i.booked_entry_id IS NULL "
            + "AND -(o.amount - o.credited - o.settled) < i.amount", id)];
}
