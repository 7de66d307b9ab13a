using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// A typed entry on the scales: what stands on each side, and what the current accounts (181) will carry between
/// activities. Lines that cannot be read yet weigh nothing.
/// </summary>
public sealed record WeighedEntry(Money Debit, Money Credit, string? Says)
{
    public Money Difference => Debit - Credit;

    public static WeighedEntry Of(IReadOnlyList<TypedLine> lines)
    {
        var read = lines.Select(l => (l.Activity, Debit: Amount(l.Debit), Credit: Amount(l.Credit))).ToList();
        var (debit, credit) = (read.Sum(l => l.Debit), read.Sum(l => l.Credit));
        var apart = read.GroupBy(l => l.Activity).Any(g => g.Sum(l => l.Debit) != g.Sum(l => l.Credit));
        var says = debit != credit
            ? $"Il manque {(debit - credit).Abs()} {(debit > credit ? "au crédit" : "au débit")}."
            : apart ? "Essaim ajoutera les comptes de liaison 181 entre les activités." : null;
        return new WeighedEntry(debit, credit, says);
    }

    internal static Money Amount(string text)
    {
        try
        {
            return text.Trim().Length == 0 ? Money.Zero : FrenchText.ParseMoney(text);
        }
        catch (BrokenRuleException)
        {
            return Money.Zero;
        }
    }
}

/// <summary>Reads a typed entry into one that can be posted (opérations diverses); says which line is wrong.</summary>
public static class ManualEntry
{
    public static DraftEntry Read(TypedEntry typed, IReadOnlyDictionary<string, ActivityId> activities,
        IReadOnlySet<string> accounts, IReadOnlySet<string> thirdParties)
    {
        var builder = new EntryBuilder(Journal.General, FrenchText.ParseDate(typed.Date), typed.Label)
        {
            PieceRef = typed.Piece,
        };
        var (debit, credit) = (Money.Zero, Money.Zero);
        foreach (var (number, line) in typed.Lines.Index().Where(l => !l.Item.IsEmpty))
        {
            var read = Line(number + 1, line, activities, accounts, thirdParties);
            builder.Add(read);
            (debit, credit) = (debit + read.Debit, credit + read.Credit);
        }
        // Said here, in total: bridging would otherwise hide it behind a current account.
        if (debit != credit)
            throw new BrokenRuleException($"L’écriture n’est pas équilibrée : débit {debit}, crédit {credit}. "
                + $"Il manque {(debit - credit).Abs()} {(debit > credit ? "au crédit" : "au débit")}.");
        return builder.Build();
    }

    private static EntryLine Line(int number, TypedLine line, IReadOnlyDictionary<string, ActivityId> activities,
        IReadOnlySet<string> accounts, IReadOnlySet<string> thirdParties)
    {
        try
        {
            var account = new AccountNumber(line.Account.Trim());
            if (!accounts.Contains(account.Digits))
                throw new BrokenRuleException($"Le compte {account} n’est pas au plan de comptes.");
            if (!activities.TryGetValue(line.Activity, out var activity))
                throw new BrokenRuleException("Choisissez une activité.");
            var (debit, credit) = (Amount(line.Debit), Amount(line.Credit));
            if (debit.IsZero && credit.IsZero)
                throw new BrokenRuleException("Il manque un montant, au débit ou au crédit.");
            if (!debit.IsZero && !credit.IsZero)
                throw new BrokenRuleException("Une ligne est au débit ou au crédit, pas les deux.");
            var party = line.ThirdParty.Trim();
            if (party.Length > 0 && !thirdParties.Contains(party))
                throw new BrokenRuleException($"Le tiers « {party} » n’est pas connu.");
            return EntryLine.Signed(account, activity, debit - credit) with
            {
                ThirdParty = party.Length > 0 ? new ThirdParty(party) : null,
                Label = line.Label.Trim().Length > 0 ? line.Label.Trim() : null,
                Opens = line.Due.Trim().Length > 0 ? new OpenItemTerms(FrenchText.ParseDate(line.Due)) : null,
            };
        }
        catch (BrokenRuleException rule)
        {
            throw new BrokenRuleException($"Ligne {number} : {rule.Message}");
        }
    }

    private static Money Amount(string text) => text.Trim().Length == 0 ? Money.Zero : FrenchText.ParseMoney(text);
}
