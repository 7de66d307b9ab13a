using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// The VAT of a period becomes one debt to the State (TVA à décaisser): row 26. Paying it settles the item. When more
/// is deductible than collected, the credit is carried to the next period (crédit de TVA, 44567) and nothing is due.
/// VAT that the co-op owes on what it buys in the Union (4452) is declared with it.
/// </summary>
public static class VatSettlement
{
    public static DraftEntry Entry(Money collected, Money deductible, DateOnly date, DateOnly due, string label,
        Money creditBroughtForward = default, Money onAcquisitions = default)
    {
        var toPay = collected + onAcquisitions - deductible - creditBroughtForward;
        return new EntryBuilder(Journal.General, date, label)
            .Debit(Accounts.VatCollected, ActivityId.Structure, collected)
            .Debit(Accounts.VatOnAcquisitions, ActivityId.Structure, onAcquisitions)
            .Credit(Accounts.DeductibleVat, ActivityId.Structure, deductible)
            .Credit(Accounts.VatCredit, ActivityId.Structure, creditBroughtForward)
            .Debit(Accounts.VatCredit, ActivityId.Structure, Money.Max(Money.Zero, -toPay))
            .Credit(Accounts.VatToPay, ActivityId.Structure, Money.Max(Money.Zero, toPay), ThirdParty.TaxOffice,
                opens: new OpenItemTerms(due))
            .Build();
    }
}
