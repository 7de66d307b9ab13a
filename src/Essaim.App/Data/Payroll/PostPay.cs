using Essaim.App.Data.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// Issues and posts the payslips of a month that are not there yet (passage de la paie): asked twice it does nothing
/// twice, killed in the middle it goes on.
/// </summary>
public sealed class PostPay(Store store, PayCalculator calculator, Month? lastPayMonth)
{
    public async Task RunAsync(MonthWork work, Month month, IProgress<ClosingProgress>? progress,
        CancellationToken cancel)
    {
        await using var db = store.Read();
        var typed = await KeepPayElements.VersionsAsync(db, month);
        var orders = await new PayOrders(db, calculator).ReadAsync(month);
        if (orders.Count == 0)
            return;
        if (lastPayMonth is null || month > lastPayMonth)
            throw new BrokenRuleException(
                $"Les règles de paie {month.AfterDe()} ne sont pas connues. Mettez à jour les fichiers de law/.");
        var rows = new List<object?[]>();
        await work.InBatchesAsync("Salaires", orders, progress, cancel, async (w, order) =>
        {
            var posted = await work.PostAsync(w, await order.EntryAsync(w, month));
            rows.Add(order.Row(month, posted.Id));
            await SettleVariable.PaidAsync(w, order, month);
        }, async w =>
        {
            await w.Ledger.FlushAsync();
            await w.Rows.WriteAsync(PayOrder.Table, w.Transaction, rows);
            rows.Clear();
            if (!typed.SetEquals(await KeepPayElements.VersionsAsync(w.Db, month)))
                throw new BrokenRuleException(
                    "Des éléments de paie viennent de changer. Relancez : le travail reprend où il en est.");
        });
    }
}
