using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking;

/// <summary>Opens an account of the co-op at a bank: the first takes 512, the next 5121, 5122…</summary>
public static class OpenBankAccount
{
    public static async Task<BankAccountRow> OpenAsync(
        WriteSession w, string name, Iban iban, string bic, DateOnly startsOn)
    {
        if (name.Trim() is not { Length: > 0 and <= 60 } called)
            throw new BrokenRuleException(
                "Donnez à ce compte un nom de 60 signes au plus, par exemple « Crédit coop ».");
        var known = await w.Db.BankAccounts.AsNoTracking().ToListAsync();
        if (known.FirstOrDefault(a => a.Iban == iban) is { } same)
            throw new BrokenRuleException($"Ce compte est déjà là, sous le nom « {same.Name} ».");
        if (known.Any(a => string.Equals(a.Name, called, StringComparison.OrdinalIgnoreCase)))
            throw new BrokenRuleException($"Un autre compte s’appelle déjà « {called} ». Donnez-lui un autre nom.");
        var row = new BankAccountRow
        {
            Name = called, Iban = iban, Bic = ReadBic(bic), StartsOn = startsOn,
            Account = Next([.. known.Select(a => a.Account)]),
        };
        await w.Connection.ExecuteAsync("INSERT INTO account (number, label) VALUES (@p0, @p1) "
            + "ON CONFLICT (number) DO NOTHING", w.Transaction, row.Account.Digits, "Banque " + called);
        w.Db.BankAccounts.Add(row);
        await w.SaveAsync();
        return row;
    }

    /// <summary>Empty, or eight or eleven letters and digits (ISO 9362).</summary>
    private static string ReadBic(string text)
    {
        var bic = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return bic.Length == 0 || bic.Length is 8 or 11 && bic.All(char.IsAsciiLetterOrDigit)
            && bic.Take(6).All(char.IsAsciiLetter) ? bic
            : throw new BrokenRuleException("Un BIC a 8 ou 11 signes, comme CCOPFRPPXXX. Recopiez-le du RIB.");
    }

    private static AccountNumber Next(IReadOnlyCollection<AccountNumber> taken)
    {
        if (!taken.Contains(Accounts.Bank))
            return Accounts.Bank;
        for (var at = 1; at <= 99; at++)
            if (new AccountNumber($"512{at}") is var number && !taken.Contains(number))
                return number;
        throw new BrokenRuleException("Cent comptes bancaires sont ouverts : c’est le plus grand nombre.");
    }
}
