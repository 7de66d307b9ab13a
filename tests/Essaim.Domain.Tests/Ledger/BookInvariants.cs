using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Ledger;

/// <summary>What holds in the books after every entry, whatever was posted.</summary>
internal static class BookInvariants
{
    public static void Check(TestBooks books, DraftEntry entry)
    {
        Assert.Equal(entry.Lines.Sum(l => l.Debit), entry.Lines.Sum(l => l.Credit));
        foreach (var activity in entry.Lines.GroupBy(l => l.Activity))
            Assert.Equal(activity.Sum(l => l.Debit), activity.Sum(l => l.Credit));
        if (entry.IsOpening) // one opening entry an activity: the year stands once they are all posted
            return;
        CurrentAccountsMirror(books);
        foreach (var pair in new[]
        {
            (Accounts.ContributionPaid, Accounts.ContributionEarned),
            (Accounts.InternalPurchase, Accounts.InternalSale),
        })
            Assert.Equal(Money.Zero, books.Balance(pair.Item1) + books.Balance(pair.Item2));
        OpenItemsMakeTheBalance(books);
        WaitingVatIsWhatItemsDeferred(books);
    }

    public static void CurrentAccountsMirror(TestBooks books)
    {
        foreach (var account in new[] { Accounts.Liaison, Accounts.Advance })
        {
            Assert.Equal(Money.Zero, books.Balance(account));
            foreach (var activity in books.Activities)
                Assert.Equal(books.Balance(account, activity), -books.Balances().Where(b => b.Account == account
                    && b.Activity.IsStructure && b.ThirdParty == ThirdParty.Activity(activity)).Sum(b => b.Balance));
        }
    }

    /// <summary>
    /// On an account that opens items, each third party's items add up to its balance, and none is elsewhere.
    /// </summary>
    private static void OpenItemsMakeTheBalance(TestBooks books)
    {
        var accounts = books.Items.Select(i => i.Account).ToHashSet();
        var balances = books.Balances().Where(b => accounts.Contains(b.Account))
            .ToDictionary(b => (b.Account, b.Activity, b.ThirdParty), b => b.Balance);
        var items = books.Items.GroupBy(i => (i.Account, i.Activity, i.ThirdParty))
            .ToDictionary(g => g.Key, g => g.Sum(i => i.Remaining));
        foreach (var key in balances.Keys.Concat(items.Keys).Distinct())
            Assert.True(balances.GetValueOrDefault(key) == items.GetValueOrDefault(key),
                $"{key}: the books say {balances.GetValueOrDefault(key)}, the items {items.GetValueOrDefault(key)}.");
    }

    /// <summary>VAT awaiting receipt or payment is, to the cent, what open items have still to post.</summary>
    private static void WaitingVatIsWhatItemsDeferred(TestBooks books)
    {
        var deferred = books.Items.SelectMany(i => i.Deferred).ToList();
        Assert.Equal(-books.Balance(Accounts.VatAwaitingReceipt), deferred.Where(d => d.IsVat).Sum(d => d.Left));
        Assert.Equal(books.Balance(Accounts.DeductibleVatPending),
            deferred.Where(d => d.Kind == DeferredPosting.DeductibleVat).Sum(d => d.Left));
        Assert.All(books.Items.Where(i => i.IsSettled), i => Assert.All(i.Deferred, d => Assert.True(d.Left.IsZero)));
    }
}
