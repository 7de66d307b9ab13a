using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>
/// An invoice that another program left open (facture ouverte reprise): what remains of it, and the VAT that falls due
/// only as it is paid.
/// </summary>
/// <param name="Amount">To be received when positive, to be paid when negative, VAT included.</param>
/// <param name="Vat">The VAT that still waits, positive; at most the amount.</param>
/// <param name="Treatment">The rate of that VAT on a sale, "20"; null for a purchase.</param>
/// <param name="VatHeldOn">Where the books that were taken over hold that VAT.</param>
public sealed record TakenItem(
    ActivityId Activity, ThirdParty ThirdParty, string Name, string Piece, DateOnly PieceDate, DateOnly Due,
    Money Amount, Money Vat, string? Treatment, AccountNumber VatHeldOn)
{
    public AccountNumber Account => Amount.IsNegative ? Accounts.Suppliers : Accounts.Customers;

    /// <summary>Where Essaim holds VAT that waits.</summary>
    public AccountNumber VatAccount => Amount.IsNegative ? Accounts.DeductibleVatPending : Accounts.VatAwaitingReceipt;

    /// <summary>The waiting VAT as a debit: a sale's stands in credit.</summary>
    public Money Waiting => Amount.IsNegative ? Vat : -Vat;

    public OpenItemTerms Terms => new(Due, Vat.IsZero ? []
        : [Treatment is null ? DeferredPosting.VatOnPayment(Activity, Vat)
            : DeferredPosting.VatOnReceipt(Activity, Treatment, Vat)]);
}

/// <summary>
/// Gives activities what is theirs in books that another program kept for the company as a whole (reprise par
/// activité). What an activity takes on an account the structure gives on the same account, so the company's balances
/// do not move by a cent; the other side is what each had earned before (report à nouveau, 110).
/// </summary>
public static class TakeOverPosting
{
    /// <param name="item">The invoice.</param>
    /// <param name="on">The day of the take-over.</param>
    /// <param name="given">The structure's items that hold it in the books; what they do not cover has none.</param>
    public static DraftEntry Item(TakenItem item, DateOnly on, IReadOnlyList<(OpenItem Item, Money Part)> given)
    {
        var earned = item.Activity.IsStructure ? Money.Zero : item.Amount + item.Waiting;
        var entry = new EntryBuilder(Journal.General, on, $"Reprise {item.Piece} {item.Name}")
        {
            PieceRef = item.Piece, PieceDate = item.PieceDate,
        };
        entry.Debit(item.Account, item.Activity, item.Amount, item.ThirdParty, opens: item.Terms)
            .Debit(item.VatAccount, item.Activity, item.Waiting)
            .Credit(Accounts.RetainedEarnings, item.Activity, earned);
        foreach (var (held, part) in given)
            held.Clear(entry, part);
        return entry.Credit(item.Account, ActivityId.Structure, item.Amount - given.Sum(g => g.Part))
            .Credit(item.VatHeldOn, ActivityId.Structure, item.Waiting)
            .Debit(Accounts.RetainedEarnings, ActivityId.Structure, earned).Build();
    }

    /// <summary>
    /// What stands on an account for an activity, positive in debit; on 181 it is the activity's cash. For the
    /// structure, what the company as a whole brings.
    /// </summary>
    public static DraftEntry Balance(
        ActivityId activity, AccountNumber account, Money amount, DateOnly on, string label)
    {
        if (Refusal(activity, account) is { } refusal)
            throw new BrokenRuleException(refusal);
        var entry = new EntryBuilder(Journal.General, on, label)
            .Debit(account, activity, amount).Credit(Accounts.RetainedEarnings, activity, amount);
        return activity.IsStructure ? entry.Build() : entry
            .Credit(account, ActivityId.Structure, amount,
                account == Accounts.Liaison ? ThirdParty.Activity(activity) : null)
            .Debit(Accounts.RetainedEarnings, ActivityId.Structure, amount).Build();
    }

    /// <summary>Why a balance of this account is not taken over; null when it is.</summary>
    public static string? Refusal(ActivityId activity, AccountNumber account) =>
        account.Digits[0] is '5' && !activity.IsStructure
            ? "La banque et la caisse sont à la coopérative. Donnez la trésorerie de l’activité au compte 181."
        : account == Accounts.RetainedEarnings || account == Accounts.Liaison && activity.IsStructure
            ? $"Le compte {account} se déduit des autres. Retirez cette ligne."
        : null;
}
