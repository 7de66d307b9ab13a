using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales.Kinds;

/// <summary>
/// What a customer keeps back of an invoice of works (retenue de garantie, row 45): it moves to an account of its own
/// with the VAT and the contribution that wait on it, so that they fall due when it is paid.
/// </summary>
public static class RetentionPosting
{
    /// <summary>Our rounding, to the cent nearest: the text gives a ceiling only.</summary>
    public static Money Of(Money asked, Rate rate) => asked.IsPositive ? Money.Round(rate.Of(asked)) : Money.Zero;

    /// <summary>Moves a part of a fresh item; each activity of a joint invoice has its own.</summary>
    public static DraftEntry Entry(
        OpenItem item, Money amount, DateOnly date, DateOnly due, string number, DocumentRef? document)
    {
        var moved = item.Deferred
            .Select(d => d with { Amount = d.Amount.Prorata(amount, item.Whole), Done = Money.Zero })
            .Where(d => !d.Amount.IsZero).ToList();
        return new EntryBuilder(Journal.Sales, date, $"Retenue de garantie {number}")
        {
            PieceRef = number, Document = document,
        }
        .Debit(Accounts.Retentions, item.Activity, amount, item.ThirdParty, new OpenItemTerms(due, moved))
        .Credit(item.Account, item.Activity, amount, item.ThirdParty, settles: new ItemSettlement(item.Id, Money.Zero,
            amount, [.. moved.Select(d => new DeferredChange(d.Kind, Money.Zero, -d.Amount))]))
        .Build();
    }

    /// <summary>
    /// Moves it back before a credit note: the credit note then finds the invoice whole, as every other.
    /// </summary>
    public static DraftEntry Back(OpenItem item, OpenItem retained, DateOnly date, string number, DocumentRef? document)
    {
        if (!retained.Settled.IsZero || !item.Settled.IsZero)
            throw new BrokenRuleException("Cette facture est payée en partie et une retenue de garantie y reste. "
                + "Encaissez la retenue d’abord, puis faites l’avoir : le client sera à rembourser.");
        return new EntryBuilder(Journal.Sales, date, $"Retenue de garantie levée {number}")
        {
            PieceRef = number, Document = document,
        }
        .Debit(item.Account, item.Activity, retained.Remaining, item.ThirdParty, settles: new ItemSettlement(item.Id,
            Money.Zero, -retained.Remaining,
            [.. retained.Deferred.Select(d => new DeferredChange(d.Kind, Money.Zero, d.Left))]))
        .Credit(retained.Account, item.Activity, retained.Remaining, item.ThirdParty, settles: new ItemSettlement(
            retained.Id, Money.Zero, retained.Remaining,
            [.. retained.Deferred.Select(d => new DeferredChange(d.Kind, Money.Zero, -d.Left))]))
        .Build();
    }
}
