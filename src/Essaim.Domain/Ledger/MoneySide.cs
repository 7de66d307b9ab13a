using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>
/// Where money comes from or goes to (contrepartie): one of the co-op's bank accounts, or money of unknown origin that
/// waited on the suspense account and is known now. Always of the structure.
/// </summary>
public sealed record MoneySide(AccountNumber Account, OpenItem? Suspense = null)
{
    /// <summary>The bank account of a co-op that has one.</summary>
    public static readonly MoneySide Bank = new(Accounts.Bank);

    public static MoneySide Known(OpenItem suspense) => new(suspense.Account, suspense);

    /// <summary>Money moves in the bank's journal; what waited moved before.</summary>
    public string Journal => Suspense is null ? Ledger.Journal.Bank : Ledger.Journal.General;

    /// <summary>Writes this side of <paramref name="amount"/>, positive when the co-op receives it.</summary>
    public void Write(EntryBuilder entry, Money amount)
    {
        if (Suspense is { } waiting && (waiting.Remaining.IsNegative != amount.IsPositive
            || amount.Abs() > waiting.Remaining.Abs()))
            throw new BrokenRuleException(
                $"Il ne reste que {waiting.Remaining.Abs()} en attente. Répartissez ce montant, pas davantage.");
        entry.Debit(Account, ActivityId.Structure, amount,
            settles: Suspense is null ? null : new ItemSettlement(Suspense.Id, -amount, Money.Zero, []));
    }
}
