using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sealing;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>
/// Books an order on the day the bank executes it, and takes back what the bank refused: then it is to pay again.
/// </summary>
public static class BookRun
{
    public static async Task BookDueAsync(WriteSession w, DateOnly today)
    {
        foreach (var run in await Due(w.Db, today).OrderBy(r => r.Id).ToListAsync())
            await BookAsync(w, run, today);
    }

    public static Task<bool> AnyDueAsync(CoopDb db, DateOnly today) => Due(db, today).AnyAsync();

    private static IQueryable<PaymentRun> Due(CoopDb db, DateOnly today) => db.PaymentRuns
        .Where(r => r.State == RunState.Ordered && r.ExecutionOn <= today)
        .Where(r => db.PaymentTransfers.Any(t => t.RunId == r.Id && t.State != PaymentState.Rejected
            && db.PaymentTransferItems.Any(i => i.TransferId == t.Id && i.BookedEntryId == null)));

    internal static async Task BookAsync(WriteSession w, PaymentRun run, DateOnly today)
    {
        if (run.ExecutionOn > today)
            return;
        var side = (await w.Db.BankAccounts.SingleAsync(a => a.Id == run.BankAccountId)).Side;
        var day = await OpenDay.FromAsync(w.Db, run.ExecutionOn);
        foreach (var transfer in await w.Db.PaymentTransfers
            .Where(t => t.RunId == run.Id && t.State != PaymentState.Rejected).OrderBy(t => t.Id).ToListAsync())
            foreach (var item in await w.Db.PaymentTransferItems.Where(i => i.TransferId == transfer.Id
                && i.BookedEntryId == null).OrderBy(i => i.EntryId).ToListAsync())
                item.BookedEntryId = await BookAsync(w, side, day, transfer, item);
        await w.SaveAsync();
    }

    /// <summary>
    /// The bank pays what it was ordered, also what was settled otherwise in between: that waits on 471 for somebody
    /// who knows.
    /// </summary>
    private static async Task<EntryId> BookAsync(
        WriteSession w, MoneySide side, DateOnly day, PaymentTransfer transfer, PaymentTransferItem part)
    {
        var label = $"Virement {transfer.Name} {transfer.Label}";
        var item = await w.Books.Items.FindAsync(part.Item);
        return item is not null && -item.Remaining >= part.Amount
            ? (await PayItem.BookAsync(w, item, part.Amount, day, label, side)).EntryId
            : (await w.Ledger.PostAsync(BankPostings.UnknownMoney(-part.Amount, day, label, side.Account))).Id;
    }

    /// <summary>The bank did not pay it (rejet): its entries are taken back.</summary>
    public static async Task RejectAsync(WriteSession w, long transferId, string told)
    {
        var transfer = await w.Db.PaymentTransfers.SingleOrDefaultAsync(t => t.Id == transferId)
            ?? throw new BrokenRuleException("Ce virement n’existe pas. Rechargez la page.");
        var run = await w.Db.PaymentRuns.SingleAsync(r => r.Id == transfer.RunId);
        if (run.State != RunState.Ordered)
            throw new BrokenRuleException("Cet ordre n’est pas donné : retirez plutôt ce virement.");
        if (transfer.State == PaymentState.Rejected)
            return;
        (transfer.State, transfer.Told) = (PaymentState.Rejected, told);
        var day = await OpenDay.FromAsync(w.Db, w.Today);
        foreach (var item in await w.Db.PaymentTransferItems.Where(i => i.TransferId == transferId).ToListAsync())
            if (item.BookedEntryId is { } booked)
                await ReverseEntry.ReverseAsync(w, booked, day, "virement refusé par la banque");
        await w.SaveAsync();
    }

    /// <summary>
    /// What the bank answers (pain.002), read back to each transfer: accepted, refused, or not yet decided.
    /// </summary>
    public static async Task<ReadAnswer> AnswerAsync(WriteSession w, SealingKeys keys, byte[] file)
    {
        var answer = PaymentAnswer.Read(file);
        var run = await OfAsync(w, answer);
        var transfers = await OrderRun.TransfersAsync(w.Db, run.Id);
        var order = await RunFile.OrderAsync(w.Db, keys, run, transfers);
        var said = answer.Of(order).ToDictionary(o => o.EndToEndId!);
        foreach (var transfer in transfers)
        {
            var outcome = said[transfer.EndToEndId];
            if (outcome.State == PaymentState.Rejected)
                await RejectAsync(w, transfer.Id, outcome.Sentence);
            else if (transfer.State != PaymentState.Rejected)
                (transfer.State, transfer.Told) = (outcome.State, outcome.Sentence);
        }
        run.AnswerSha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
        return new ReadAnswer(run.Id, transfers.Count(t => t.State == PaymentState.Accepted),
            transfers.Count(t => t.State == PaymentState.Rejected),
            transfers.Count(t => t.State == PaymentState.Pending), [.. answer.Unnamed.Select(o => o.Sentence)]);
    }

    private static async Task<PaymentRun> OfAsync(WriteSession w, PaymentAnswer answer)
    {
        var id = long.TryParse(answer.OrderId?.Split('-')[^1], out var number) ? number : 0;
        var run = await w.Db.PaymentRuns.SingleOrDefaultAsync(r => r.Id == id && r.State == RunState.Ordered);
        return run is not null && run.MessageId == answer.OrderId ? run : throw new BrokenRuleException(
            $"Cette réponse parle de l’ordre « {answer.OrderId} », qui n’est pas d’ici. Choisissez un autre fichier.");
    }
}

/// <summary>What a bank's answer said of an order: how many transfers stand how, and what a person must look at.
/// </summary>
public sealed record ReadAnswer(long Run, int Accepted, int Rejected, int Pending, IReadOnlyList<string> Remarks);
