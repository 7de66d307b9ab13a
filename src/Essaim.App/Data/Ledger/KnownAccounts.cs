using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Ledger;

/// <summary>The accounts of the co-op's chart (plan comptable): an entry may name no other.</summary>
public static class KnownAccounts
{
    public static async Task RefuseOthersAsync(CoopDb db, IEnumerable<AccountNumber> accounts)
    {
        foreach (var number in accounts.Distinct())
            if (!await db.Accounts.AnyAsync(a => a.Number == number))
                throw new BrokenRuleException(
                    $"Le compte {number} n’est pas dans votre plan comptable. Choisissez-en un de la liste.");
    }
}
