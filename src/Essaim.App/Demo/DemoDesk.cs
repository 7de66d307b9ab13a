using Essaim.App.Data;
using Essaim.App.Data.Purchases;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Demo;

/// <summary>
/// What the accountant of the demonstration does on her days: pays what is due, settles the VAT, receives the grant.
/// </summary>
internal static class DemoDesk
{
    public static async Task PayAllAsync(WriteSession w, EntryId entry, DateOnly day, string label)
    {
        await w.SaveAsync();
        foreach (var item in (await w.Books.Items.OfEntryAsync(entry)).Where(i => i.Remaining.IsNegative))
            await PayItem.PayAsync(w, item.Id, -item.Remaining, day, label);
    }

    public static async Task PayDueAsync(WriteSession w, AccountNumber account, DateOnly day, string label)
    {
        await w.SaveAsync();
        foreach (var item in (await w.Books.Items.OpenAsync(ActivityId.Structure, account))
            .Where(i => i.Due <= day && i.Remaining.IsNegative))
            await PayItem.PayAsync(w, item.Id, -item.Remaining, day, label);
    }

    public static async Task VatAsync(WriteSession w, Month of, DateOnly day)
    {
        await w.SaveAsync();
        var balances = await w.Books.PositionAsync(of.LastDay, ActivityId.Structure);
        Money Of(AccountNumber account) => balances.Where(b => b.Account == account).Sum(b => b.Balance);
        var (collected, deductible) = (-Of(Accounts.VatCollected), Of(Accounts.DeductibleVat));
        if (collected > deductible)
            await w.Ledger.PostAsync(VatSettlement.Entry(collected, deductible, day, day.AddDays(2), $"TVA de {of}"));
    }

    public static async Task GrantAsync(WriteSession w, DateOnly day)
    {
        await w.SaveAsync();
        foreach (var grant in (await w.Books.Items.OpenAsync(ActivityId.Structure, Accounts.GrantsReceivable))
            .Where(i => i.Due <= day))
            await w.Ledger.PostAsync(Received(grant, day));
    }

    private static DraftEntry Received(OpenItem grant, DateOnly day)
    {
        var entry = new EntryBuilder(Journal.Bank, day, "Subvention reçue");
        grant.Settle(entry, grant.Remaining, MoneySide.Bank);
        return entry.Build();
    }
}
