using Essaim.App.Data.Ledger;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Banking;

/// <summary>Says whose money waited on the suspense account (471): whole or a part, as often as need be.</summary>
public static class KnowSuspense
{
    public static async Task<Money> ByLinesAsync(WriteSession w, OpenItemId suspense, IReadOnlyList<OpenItemId> items,
        DateOnly day)
    {
        var (item, money) = await FindAsync(w, suspense, day);
        await SettleMoney.RunAsync(w, money, items, null);
        return item.Remaining.Abs();
    }

    public static async Task<Money> ByAccountAsync(WriteSession w, OpenItemId suspense, TakenDifference account,
        DateOnly day)
    {
        var (item, money) = await FindAsync(w, suspense, day);
        await KnownAccounts.RefuseOthersAsync(w.Db, [account.Account]);
        await w.Ledger.PostAsync(BankPostings.Imputed(money.Side,
            [new ImputedPart(account.Account, account.Activity, money.Amount)], money.Day, money.Text));
        return item.Remaining.Abs();
    }

    private static async Task<(OpenItem Item, MoneyToExplain Money)> FindAsync(
        WriteSession w, OpenItemId suspense, DateOnly day)
    {
        await w.SaveAsync();
        if (await w.Books.Items.FindAsync(suspense) is not { IsSettled: false } item
            || item.Account != Accounts.Suspense)
            throw new BrokenRuleException("Cette somme n’attend plus. Rechargez la page.");
        var label = (await w.Connection.ListAsync(r => r.GetString(0), "SELECT label FROM posted_entry WHERE id = @p0",
            w.Transaction, suspense.Entry.Value)).Single();
        return (item, new MoneyToExplain(MoneySide.Known(item), -item.Remaining,
            await OpenDay.FromAsync(w.Db, day), $"Identifié : {label}", null));
    }
}
