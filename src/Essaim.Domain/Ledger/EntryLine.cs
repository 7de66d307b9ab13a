using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>
/// One line of an entry (ligne d’écriture): an account, the activity it concerns, who stands behind it, and an amount
/// on one side. A line may open an item that is to be settled later, or settle one.
/// </summary>
public sealed record EntryLine
{
    public AccountNumber Account { get; }
    public ActivityId Activity { get; }
    public ThirdParty? ThirdParty { get; init; }
    public Money Debit { get; }
    public Money Credit { get; }

    /// <summary>What this line says; null where the entry's own label says it all.</summary>
    public string? Label { get; init => field = DraftEntry.OneLine(value); }

    /// <summary>Set when the line is to be settled later: when, and what settling it posts.</summary>
    public OpenItemTerms? Opens { get; init; }

    /// <summary>Set when the line settles an open item, in part or whole: what changes on the item.</summary>
    public ItemSettlement? Settles { get; init; }

    private EntryLine(AccountNumber account, ActivityId activity, Money debit, Money credit)
    {
        if (debit.IsNegative || credit.IsNegative)
            throw new BrokenRuleException("Un débit ou un crédit ne peut pas être négatif. Changez de côté.");
        if (!debit.IsZero && !credit.IsZero)
            throw new BrokenRuleException("Une ligne est au débit ou au crédit, pas les deux. Faites deux lignes.");
        (Account, Activity, Debit, Credit) = (account, activity, debit, credit);
    }

    public static EntryLine OnDebit(AccountNumber account, ActivityId activity, Money amount) =>
        new(account, activity, amount, Money.Zero);

    public static EntryLine OnCredit(AccountNumber account, ActivityId activity, Money amount) =>
        new(account, activity, Money.Zero, amount);

    /// <summary>The line with this signed amount: debit when positive, credit when negative.</summary>
    public static EntryLine Signed(AccountNumber account, ActivityId activity, Money amount) =>
        amount.IsNegative ? OnCredit(account, activity, -amount) : OnDebit(account, activity, amount);

    /// <summary>Debit counts as positive, credit as negative.</summary>
    public Money Amount => Debit - Credit;

    /// <summary>The same line on the other side; what it opened or settled is not carried over.</summary>
    public EntryLine Reversed() => new(Account, Activity, Credit, Debit) { ThirdParty = ThirdParty, Label = Label };
}
