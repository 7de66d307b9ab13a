using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>The VAT of a period becomes one debt to the State (TVA à décaisser): row 26. Paying it settles the item.</summary>
public static class VatSettlement
{
    public static DraftEntry Entry(Money collected, Money deductible, DateOnly date, DateOnly due, string label) =>
        new EntryBuilder(Journal.General, date, label)
            .Debit(Accounts.VatCollected, ActivityId.Structure, collected)
            .Credit(Accounts.DeductibleVat, ActivityId.Structure, deductible)
            .Credit(Accounts.VatToPay, ActivityId.Structure, collected - deductible, ThirdParty.TaxOffice,
                opens: new OpenItemTerms(due))
            .Build();
}
