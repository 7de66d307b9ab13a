using System.Globalization;
using Essaim.App.Data.Sealing;
using Essaim.App.Web;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>
/// The file that the bank gets (pain.001), written from the rows each time: accounts stay under seal in the database,
/// and the same rows give the same bytes, which the digest kept with the order proves.
/// </summary>
public static class RunFile
{
    /// <summary>The order that was given, with whoever took its file written down.</summary>
    public static async Task<(PaymentOrder Order, byte[] Bytes)> TakeAsync(
        WriteSession w, SealingKeys keys, long id, string by)
    {
        var run = await w.Db.PaymentRuns.SingleOrDefaultAsync(r => r.Id == id)
            ?? throw new BrokenRuleException("Cet ordre de virement n’existe pas. Regardez la liste.");
        if (run.State != RunState.Ordered)
            throw new BrokenRuleException("Cet ordre n’est pas donné : son fichier n’existe pas encore.");
        var order = await OrderAsync(w.Db, keys, run, await OrderRun.TransfersAsync(w.Db, id));
        if (OrderRun.Sha256(order) != run.FileSha256)
            throw new BrokenRuleException("Le fichier ne serait plus celui qui a été approuvé : le nom ou le compte de "
                + "la coopérative a changé depuis. Faites ces virements depuis le site de la banque.");
        (run.TakenAt, run.TakenBy) = (w.Now, by);
        return (order, order.ToFile());
    }

    internal static async Task<PaymentOrder> OrderAsync(
        CoopDb db, SealingKeys keys, PaymentRun run, IReadOnlyList<PaymentTransfer> transfers)
    {
        var account = await db.BankAccounts.SingleAsync(a => a.Id == run.BankAccountId);
        var asked = DateTimeOffset.Parse(run.AskedAt!, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal);
        return new PaymentOrder(run.MessageId, CivilDay.At(asked), (await db.Cooperatives.SingleAsync()).Name,
            account.Iban, run.ExecutionOn, [.. transfers.Select(t => new CreditTransfer(t.EndToEndId, t.Amount,
                t.Name, keys.OpenIban(t.Iban!), t.Label, t.Purpose))])
        {
            DebtorBic = account.Bic.Length == 0 ? null : new Bic(account.Bic),
        };
    }
}
