using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>What one activity has in the books, as the cover ratio needs it; debit positive.</summary>
public sealed record ActivityPosition(
    ActivityId Activity, Money Current, Money Advance, Money Suppliers, Money PendingVat, Money Claims,
    Money CustomersInCredit)
{
    /// <summary>From the activity's kept balances, and what its customers have in credit, positive.</summary>
    public static ActivityPosition From(
        ActivityId activity, IEnumerable<AccountBalance> balances, Money customersInCredit)
    {
        var all = balances.Where(b => b.Activity == activity).ToList();
        Money Of(AccountNumber account) => all.Where(b => b.Account == account).Sum(b => b.Balance);
        return new ActivityPosition(activity, Of(Accounts.Liaison), Of(Accounts.Advance), Of(Accounts.Suppliers),
            Of(Accounts.DeductibleVatPending), Of(Accounts.PeopleToReimburse), customersInCredit);
    }

    /// <summary>What the activity owes outside, which the co-op's bank will pay for it; positive.</summary>
    public Money Debts => -Suppliers - PendingVat - Claims + CustomersInCredit;

    /// <summary>What the co-op owes the activity once these debts are paid; advances are taken off.</summary>
    public Money Net => Current + Advance - Debts;
}

/// <summary>
/// The cover ratio (taux de couverture): what the co-op really holds for its activities over what it owes them, after
/// the debts that the same bank must pay. Null when nothing is owed. See `docs/field/postings.md` for the formula.
/// </summary>
public sealed record CoverRatio(
    Money OwedToActivities, Money Held, Money Bank, Money ActivityDebts, Money StructureDebts, Money Advances)
{
    /// <summary>Held over owed, to four decimals: 1.2 means that each euro owed is there 1.20 times.</summary>
    public decimal? Ratio => OwedToActivities.IsZero
        ? null
        : decimal.Round((decimal)Held.Cents / OwedToActivities.Cents, 4, MidpointRounding.AwayFromZero);

    /// <summary>
    /// Structure debts are its open items due within the horizon, and 471 in credit; both positive.
    /// </summary>
    public static CoverRatio From(IEnumerable<ActivityPosition> activities, Money bank, Money structureDebts)
    {
        var (owed, debts, advances) = (Money.Zero, Money.Zero, Money.Zero);
        foreach (var activity in activities)
        {
            owed += Money.Max(Money.Zero, activity.Net);
            debts += activity.Debts;
            advances -= activity.Advance;
        }
        return new CoverRatio(owed, bank - debts - structureDebts, bank, debts, structureDebts, advances);
    }
}
