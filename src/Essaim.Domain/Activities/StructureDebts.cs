using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>
/// What the structure must soon pay from the bank that also holds the activities' money (dettes de la structure), as
/// the cover ratio deducts it: its items due within the horizon, the VAT it holds for the State, and money of unknown
/// origin, which may have to be given back.
/// </summary>
public static class StructureDebts
{
    private static readonly string[] Owed = ["401", "421", "427", "43", "44", "467", "4567", "16"];
    private static readonly AccountNumber[] Vat = [Accounts.VatCollected, Accounts.DeductibleVat, Accounts.VatCredit];

    /// <summary>
    /// Positive when the structure owes. VAT counts from its receipt, before it is declared: collected less deductible,
    /// a credit being money to come. An unpaid service counts without the VAT that paying it makes deductible, so that
    /// paying a debt never changes the cover.
    /// </summary>
    public static Money Within(
        IEnumerable<OpenItem> items, IEnumerable<AccountBalance> balances, DateOnly day, int days = 30)
    {
        var horizon = day.AddDays(days);
        var due = items.Where(i => i.Activity.IsStructure && i.Remaining.IsNegative && i.Due <= horizon
            && Owed.Any(i.Account.StartsWith));
        var structure = balances.Where(b => b.Activity.IsStructure).ToList();
        var vat = -structure.Where(b => Vat.Contains(b.Account)).Sum(b => b.Balance);
        var unknown = -structure.Where(b => b.Account == Accounts.Suspense).Sum(b => b.Balance);
        return due.Sum(i => -i.Remaining - Freed(i)) + vat + Money.Max(Money.Zero, unknown);
    }

    private static Money Freed(OpenItem item) =>
        item.Deferred.Where(d => d.Kind == DeferredPosting.DeductibleVat).Sum(d => d.Left);
}
