using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>What would be left if the customers who owe most, and late, never paid.</summary>
public sealed record CoverWithoutLate(IReadOnlyList<(string Name, Money Amount)> Customers, CoverRatio Now,
    CoverRatio At90)
{
    public Money Lost => Customers.Sum(c => c.Amount);
}

/// <summary>The cover ratio of a co-op on a day, from one reading of its kept balances and of its open items.</summary>
public static class CoverReport
{
    /// <summary>So many late customers are supposed never to pay.</summary>
    public const int Worst = 3;

    public static async Task<CoverOutlook> ReadAsync(CoopDb db, DateOnly day)
    {
        var books = await db.BooksAsync();
        return new CoverOutlook(await books.PositionAsync(day), await books.Items.OpenAtAsync(day), day);
    }

    /// <summary>Null when no customer is late.</summary>
    public static async Task<CoverWithoutLate?> WithoutLateAsync(CoopDb db, CoverOutlook cover)
    {
        var late = cover.LateCustomers.Take(Worst).ToList();
        if (late.Count == 0)
            return null;
        var without = cover.IfNeverPaid(await ContributionBackAsync(db, [.. late.SelectMany(c => c.Items)]));
        var codes = late.Select(c => c.Party?.Code).ToList();
        var names = await db.ThirdParties.Where(t => codes.Contains(t.Code))
            .ToDictionaryAsync(t => t.Code, t => t.Name);
        return new CoverWithoutLate(
            [.. late.Select(c => (names.GetValueOrDefault(c.Party?.Code ?? "", "Client sans nom"), c.Amount))],
            without.Now, without.At90);
    }

    /// <summary>What writing each item off would give back, by the rule of its invoice's day.</summary>
    private static async Task<Dictionary<OpenItemId, Money>> ContributionBackAsync(
        CoopDb db, IReadOnlyList<OpenItem> items)
    {
        var entries = items.Select(i => i.Id.Entry).Distinct().ToList();
        var invoices = await db.Invoices.Where(i => entries.Contains(i.EntryId)).ToDictionaryAsync(i => i.EntryId);
        var rules = await Rules.ReadAsync(db);
        return items.ToDictionary(i => i.Id, i =>
        {
            var invoice = invoices.GetValueOrDefault(i.Id.Entry);
            if (i.Activity.IsStructure || invoice is null)
                return Money.Zero; // imported books: nothing says what contribution they took
            return rules.Of(i.Activity, invoice.Date).BackOnLoss(WriteOffInvoice.NetOf(invoice, i));
        });
    }
}
