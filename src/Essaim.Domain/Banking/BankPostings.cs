using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>Movements that only the bank knows of: fees (row 21) and money of unknown origin (row 29).</summary>
public static class BankPostings
{
    /// <summary>A bank fee, borne by the co-op (the structure) or charged to the activity that caused it.</summary>
    public static DraftEntry Fee(ActivityId bearer, Money amount, DateOnly date, string label) =>
        Imputed(MoneySide.Bank, [new ImputedPart(Accounts.BankFees, bearer, -amount)], date, label);

    /// <summary>
    /// A movement that no document explains, taken by accounts (imputation): fees, interest, a loan's instalment, a
    /// transfer between the co-op's own accounts. Each part has the sign of the money: what came in is positive.
    /// </summary>
    public static DraftEntry Imputed(MoneySide side, IReadOnlyList<ImputedPart> parts, DateOnly date, string label,
        DocumentRef? document = null)
    {
        if (parts.FirstOrDefault(p => !p.Takes) is { } refused)
            throw new BrokenRuleException($"Le compte {refused.Account} est tenu par des postes à régler : "
                + "choisissez le poste, ou un compte de charges, de produits ou de virements internes.");
        var entry = new EntryBuilder(side.Journal, date, label) { Document = document };
        side.Write(entry, parts.Sum(p => p.Amount));
        foreach (var part in parts)
            entry.Credit(part.Account, part.Activity, part.Amount);
        return entry.Build();
    }

    /// <summary>
    /// Settles items that no document of ours opened, as those of imported books: what is received or paid of each.
    /// </summary>
    public static DraftEntry Settled(MoneySide side, OpenItem item, Money amount, DateOnly date, string label,
        DocumentRef? document = null)
    {
        var entry = new EntryBuilder(side.Journal, date, label) { Document = document };
        item.Settle(entry, amount, side);
        return entry.Build();
    }

    /// <summary>
    /// Money whose origin is not known yet waits on the suspense account (471), as an item to be cleared.
    /// </summary>
    public static DraftEntry UnknownMoney(Money amount, DateOnly date, string label, AccountNumber? bank = null,
        DocumentRef? document = null) =>
        new EntryBuilder(Journal.Bank, date, label) { Document = document }
            .Debit(bank ?? Accounts.Bank, ActivityId.Structure, amount)
            .Credit(Accounts.Suspense, ActivityId.Structure, amount, opens: new OpenItemTerms(date))
            .Build();
}

/// <summary>What an account and an activity take of a movement, with its sign.</summary>
public sealed record ImputedPart(AccountNumber Account, ActivityId Activity, Money Amount)
{
    /// <summary>
    /// Kept by their own documents: third parties, people, social bodies, current accounts, the bank.
    /// </summary>
    private static readonly string[] Kept = ["40", "41", "42", "43", "456", "467", "47", "18", "512"];

    public bool Takes => !Kept.Any(Account.StartsWith);
}
