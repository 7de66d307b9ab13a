using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>Movements that only the bank knows of: fees (row 21) and money of unknown origin (row 29).</summary>
public static class BankPostings
{
    /// <summary>A bank fee, borne by the co-op (the structure) or charged to the activity that caused it.</summary>
    public static DraftEntry Fee(ActivityId bearer, Money amount, DateOnly date, string label) =>
        new EntryBuilder(Journal.Bank, date, label)
            .Debit(Accounts.BankFees, bearer, amount)
            .Credit(Accounts.Bank, ActivityId.Structure, amount)
            .Build();

    /// <summary>
    /// Money whose origin is not known yet waits on the suspense account (471), as an item to be cleared.
    /// </summary>
    public static DraftEntry UnknownMoney(Money amount, DateOnly date, string label) =>
        new EntryBuilder(Journal.Bank, date, label)
            .Debit(Accounts.Bank, ActivityId.Structure, amount)
            .Credit(Accounts.Suspense, ActivityId.Structure, amount, opens: new OpenItemTerms(date))
            .Build();

    /// <summary>The unknown money was the customer's: the suspense item settles the invoice's items.</summary>
    public static DraftEntry Found(OpenItem suspense, OpenItem invoice, DateOnly date, string label)
    {
        var amount = -suspense.Remaining;
        if (!amount.IsPositive || !invoice.Remaining.IsPositive)
            throw new BrokenRuleException("Choisissez un encaissement inconnu et une facture qui reste à régler.");
        var entry = new EntryBuilder(Journal.General, date, label);
        entry.Debit(Accounts.Suspense, ActivityId.Structure, amount,
            settles: new ItemSettlement(suspense.Id, suspense.Remaining, Money.Zero, []));
        invoice.Clear(entry, Money.Min(amount, invoice.Remaining));
        var excess = amount - Money.Min(amount, invoice.Remaining);
        return entry.Credit(invoice.Account, invoice.Activity, excess, invoice.ThirdParty,
            opens: new OpenItemTerms(date), lineLabel: "Trop-perçu à rembourser").Build();
    }
}
