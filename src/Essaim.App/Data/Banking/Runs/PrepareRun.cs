using Essaim.App.Data.Approvals;
using Essaim.App.Data.Purchases;
using Essaim.Domain.Banking;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>Makes an order of what is to pay, one transfer for each payee, and changes it until it is given.</summary>
public static class PrepareRun
{
    public static async Task<PaymentRun> PrepareAsync(
        WriteSession w, long account, DateOnly executionOn, IReadOnlyList<PayableItem> items, string by)
    {
        if (items.Count == 0)
            throw new BrokenRuleException("Cochez au moins un poste à payer.");
        RefusePast(executionOn, w.Today);
        await RefuseUnknownAsync(w, account);
        await RefuseOthersAsync(w, items);
        var run = new PaymentRun
        {
            BankAccountId = account, ExecutionOn = executionOn, State = RunState.Prepared, MadeAt = w.Now, MadeBy = by,
        };
        w.Db.PaymentRuns.Add(run);
        await w.SaveAsync();
        foreach (var group in items.GroupBy(i => (i.Item.ThirdParty!.Value.Code, Purpose(i))))
        {
            var transfer = new PaymentTransfer
            {
                RunId = run.Id, ThirdParty = group.Key.Code, Name = group.First().Payee, Purpose = group.Key.Item2,
                Amount = group.Sum(i => i.Amount), Label = LabelOf([.. group]), State = PaymentState.Pending,
                Told = "",
            };
            w.Db.PaymentTransfers.Add(transfer);
            await w.SaveAsync();
            w.Db.PaymentTransferItems.AddRange(group.Select(i => new PaymentTransferItem
            {
                TransferId = transfer.Id, EntryId = i.Item.Id.Entry, LineNo = i.Item.Id.Line, Amount = i.Amount,
            }));
        }
        await w.SaveAsync();
        return run;
    }

    public static async Task ChangeAsync(WriteSession w, long id, long account, DateOnly executionOn)
    {
        var run = await OpenAsync(w, id);
        RefusePast(executionOn, w.Today);
        await RefuseUnknownAsync(w, account);
        (run.BankAccountId, run.ExecutionOn) = (account, executionOn);
    }

    /// <summary>Takes a transfer out: what it would have paid is to pay again.</summary>
    public static async Task RemoveAsync(WriteSession w, long id, long transferId)
    {
        await OpenAsync(w, id);
        var transfer = await w.Db.PaymentTransfers.SingleOrDefaultAsync(t => t.Id == transferId && t.RunId == id);
        if (transfer is null)
            return;
        if (await w.Db.PaymentTransfers.CountAsync(t => t.RunId == id) == 1)
            throw new BrokenRuleException("C’est le dernier virement de cet ordre. Annulez plutôt l’ordre entier.");
        w.Db.PaymentTransferItems.RemoveRange(
            await w.Db.PaymentTransferItems.Where(i => i.TransferId == transferId).ToListAsync());
        await w.SaveAsync();
        w.Db.PaymentTransfers.Remove(transfer);
    }

    /// <summary>Given up before the bank had it: all of it is to pay again.</summary>
    public static async Task CancelAsync(WriteSession w, long id) =>
        (await OpenAsync(w, id)).State = RunState.Cancelled;

    /// <summary>The order, while it may change: not once it is ordered, nor while a second person reads it.</summary>
    internal static async Task<PaymentRun> OpenAsync(WriteSession w, long id)
    {
        var run = await w.Db.PaymentRuns.SingleOrDefaultAsync(r => r.Id == id)
            ?? throw new BrokenRuleException("Cet ordre de virement n’existe pas. Regardez la liste.");
        if (run.State != RunState.Prepared)
            throw new BrokenRuleException(run.State == RunState.Ordered
                ? "Cet ordre est donné : il ne change plus." : "Cet ordre est annulé.");
        if (await WaitingAsync(w.Db, id) is { } waiting)
            throw new BrokenRuleException($"{waiting.AskedBy} a demandé un accord pour cet ordre. "
                + "Attendez la réponse, ou retirez la demande sur la page Accords.");
        return run;
    }

    /// <summary>The approval that an order waits for; null when it waits for none.</summary>
    public static Task<Approval?> WaitingAsync(CoopDb db, long id) => db.Approvals.AsNoTracking()
        .SingleOrDefaultAsync(a => a.Kind == ApprovalKinds.PaymentRunKey && a.About == PaymentRun.Text(id)
            && a.State == Approval.Waiting);

    internal static void RefusePast(DateOnly executionOn, DateOnly today)
    {
        if (executionOn < today)
            throw new BrokenRuleException($"Le {FrenchText.Short(executionOn)} est passé. Choisissez aujourd’hui ou un "
                + "jour à venir.");
        if (executionOn > today.AddDays(60))
            throw new BrokenRuleException("Les banques prennent des ordres jusqu’à 60 jours à l’avance.");
    }

    private static async Task RefuseUnknownAsync(WriteSession w, long account)
    {
        if (!await w.Db.BankAccounts.AnyAsync(a => a.Id == account && a.ClosedOn == null))
            throw new BrokenRuleException("Choisissez le compte bancaire à débiter.");
    }

    private static async Task RefuseOthersAsync(WriteSession w, IReadOnlyList<PayableItem> items)
    {
        var living = await RunItems.LivingAsync(w.Db);
        var received = await RunReceived.StatusesAsync(w.Db, items.Select(i => i.Item.Id.Entry));
        foreach (var item in items)
        {
            var name = item.Payee.Length > 0 ? item.Payee : item.Label;
            if (living.TryGetValue(item.Item.Id, out var run))
                throw new BrokenRuleException($"{name}, {item.Amount} : déjà dans l’ordre de virement n° {run}.");
            if (item.Item.Disputed)
                throw new BrokenRuleException($"{name}, {item.Amount} : ce poste est contesté. Décochez-le.");
            if (received.GetValueOrDefault(item.Item.Id.Entry) is { } status
                && (status == ReceivedInvoiceStatus.Disputed || status == ReceivedInvoiceStatus.Suspended))
                throw new BrokenRuleException($"{name}, {item.Amount} : cette facture est « {status.Name} ». "
                    + "Décochez-la, ou approuvez-la d’abord.");
            if (item.Item.ThirdParty is null || item.Kind is PayeeKind.SocialBody or PayeeKind.State)
                throw new BrokenRuleException($"{name}, {item.Amount} : les organismes et l’État se paient par "
                    + "télépaiement. Décochez ce poste.");
        }
    }

    private static TransferPurpose Purpose(PayableItem item) =>
        item.Kind == PayeeKind.Salary ? TransferPurpose.Salary : TransferPurpose.Ordinary;

    /// <summary>What the payee reads: the numbers of what is paid, as many as banks leave room for.</summary>
    private static string LabelOf(IReadOnlyList<PayableItem> items)
    {
        const int room = 140;
        if (items.Count == 1 && items[0].Piece.Length == 0)
            return items[0].Label;
        var text = "";
        foreach (var word in items.Select(i => i.Piece.Length > 0 ? i.Piece : i.Label).Distinct())
        {
            var longer = text.Length == 0 ? word : $"{text}, {word}";
            if (longer.Length > room - 4)
                return text.Length == 0 ? word : text + "...";
            text = longer;
        }
        return text;
    }
}
