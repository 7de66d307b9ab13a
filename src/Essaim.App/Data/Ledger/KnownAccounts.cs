using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Ledger;

/// <summary>The accounts of the co-op's chart (plan comptable): an entry may name no other.</summary>
public static class KnownAccounts
{
    /// <summary>
    /// Adds accounts of the default chart that books opened earlier do not have, before the first entry names them.
    /// </summary>
    public static async Task KnowAsync(WriteSession w, params AccountNumber[] accounts)
    {
        foreach (var (number, label) in ChartOfAccounts.Default.Where(a => accounts.Contains(a.Number)))
            await KnowAsync(w, number, label);
    }

    /// <summary>Adds one account under this name, unless the chart has it under its own.</summary>
    public static Task KnowAsync(WriteSession w, AccountNumber number, string label) =>
        w.Connection.ExecuteAsync("INSERT INTO account (number, label) VALUES (@p0, @p1) "
            + "ON CONFLICT (number) DO NOTHING", w.Transaction, number.Digits, label);

    public static async Task RefuseOthersAsync(CoopDb db, IEnumerable<AccountNumber> accounts)
    {
        foreach (var number in accounts.Distinct())
            if (!await db.Accounts.AnyAsync(a => a.Number == number))
                throw new BrokenRuleException(
                    $"Le compte {number} n’est pas dans votre plan comptable. Choisissez-en un de la liste.");
    }
}
