using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>One activity in a list: what is there, what can be paid, what was lent, what customers owe.</summary>
public sealed record ActivityFigures(Activity Activity, Money Cash, Money Available, Money Advances, Money Receivable)
{
    public bool IsBelowZero => Cash.IsNegative || Available.IsNegative;

    /// <summary>
    /// All activities from one reading of the balances; whoever is below zero comes first, then by name. Pay decided
    /// and not yet posted is on the page of each activity, not here.
    /// </summary>
    public static async Task<List<ActivityFigures>> AllAsync(CoopDb db, DateOnly day)
    {
        var books = await db.BooksAsync();
        var position = (await books.PositionAsync(day)).ToLookup(b => b.Activity);
        var customers = await books.Items.SumsAtAsync(day, Accounts.Customers);
        var activities = await db.Activities.Where(a => a.ClosedOn == null || a.ClosedOn >= day).ToListAsync();
        return [.. activities.Where(a => !a.Id.IsStructure).Select(a =>
        {
            var (due, inCredit) = customers.GetValueOrDefault(a.Id);
            var account = ActivityAccount.From([], position[a.Id], due, inCredit, Commitments.None)
                with { Reserve = a.Reserve };
            return new ActivityFigures(a, account.Cash, account.AvailableForPay, account.Advances, account.Receivable);
        }).OrderBy(f => f.IsBelowZero ? 0 : 1).ThenBy(f => f.IsBelowZero ? f.Available : Money.Zero)
            .ThenBy(f => f.Activity.TradeName, StringComparer.Ordinal)];
    }
}
