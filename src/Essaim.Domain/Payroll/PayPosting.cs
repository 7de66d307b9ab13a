using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>What a payslip comes to, by who receives it: enough to book it, whatever engine computed it.</summary>
/// <param name="Urssaf">Both parts owed to Urssaf (431), after the general reduction.</param>
/// <param name="Pension">Both parts owed to pension and health bodies (437).</param>
public sealed record PayAmounts(
    Money Gross, Money EmployerNet, Money NetPay, Money Urssaf, Money Pension, Money WithholdingTax)
{
    /// <summary>What elements such as vouchers, refunds or seizures add; none in a plain month.</summary>
    public IReadOnlyList<PayMovement> Movements { get; init; } = [];

    /// <summary>What the month costs the activity.</summary>
    public Money TotalCost => Gross + EmployerNet + Movements.Where(m => m.OnActivity).Sum(m => m.Amount);
}

/// <summary>What pay writes: rows 15, 17 and 25 of the postings. Paying it (row 16) settles the open items.</summary>
public static class PayPosting
{
    public static DraftEntry Entry(long personId, string personName, ActivityId activity, Month month, PayAmounts pay,
        DateOnly payDay, DateOnly contributionsDue, DocumentRef? document = null,
        IReadOnlyList<OpenItem>? settled = null)
    {
        var label = $"Salaire de {month}, {personName}";
        var entry = new EntryBuilder(Journal.Pay, month.LastDay, label) { Document = document }
            .Debit(Accounts.GrossPay, activity, pay.Gross)
            .Debit(Accounts.SocialContributions, activity, pay.EmployerNet)
            .Credit(Accounts.PayOwed, ActivityId.Structure, pay.NetPay, ThirdParty.Person(personId),
                opens: new OpenItemTerms(payDay))
            .Credit(Accounts.Urssaf, ActivityId.Structure, pay.Urssaf, ThirdParty.Urssaf,
                opens: new OpenItemTerms(contributionsDue))
            .Credit(Accounts.PensionBodies, ActivityId.Structure, pay.Pension, ThirdParty.Pension,
                opens: new OpenItemTerms(contributionsDue))
            .Credit(Accounts.WithholdingTax, ActivityId.Structure, pay.WithholdingTax, ThirdParty.TaxOffice,
                opens: new OpenItemTerms(contributionsDue));
        foreach (var movement in pay.Movements)
            Write(entry, movement, ThirdParty.Person(personId), activity, payDay, settled ?? []);
        return entry.Build();
    }

    /// <summary>
    /// Money paid during the month on its pay (acompte), or lent (avance): what a payslip then keeps back.
    /// </summary>
    public static DraftEntry Advance(long personId, string personName, Money amount, DateOnly date) =>
        new EntryBuilder(Journal.Bank, date, $"Acompte sur salaire, {personName}")
            .Debit(Accounts.PayAdvances, ActivityId.Structure, amount, ThirdParty.Person(personId),
                opens: new OpenItemTerms(date))
            .Credit(Accounts.Bank, ActivityId.Structure, amount)
            .Build();

    /// <summary>
    /// Paid leave earned in the month (provision pour congés payés), a debt of the activity until leave is taken.
    /// </summary>
    public static DraftEntry LeaveEarned(ActivityId activity, Month month, Money leave, Money charges) =>
        Accrual(activity, month.LastDay, $"Congés payés acquis, {month}", Accounts.PaidLeave, leave, charges,
            Accounts.PaidLeaveOwed, Accounts.PaidLeaveCharges);

    /// <summary>
    /// The contributions of a Cape for a quarter (cotisations, Code du travail R. 5142-4), as Urssaf's declaration
    /// says: both parts are a cost of the person's activities, in the shares given.
    /// </summary>
    public static DraftEntry CapeContributions(string personName, Month quarter,
        IReadOnlyList<(ActivityId Activity, Money Amount)> shares, DateOnly date, DateOnly due,
        DocumentRef? document = null)
    {
        var entry = new EntryBuilder(Journal.Pay, date,
            $"Cotisations du Cape, {FrenchText.Quarter(quarter)}, {personName}") { Document = document };
        foreach (var (activity, amount) in shares.Where(s => s.Amount.IsPositive))
            entry.Debit(Accounts.SocialContributions, activity, amount);
        return entry.Credit(Accounts.Urssaf, ActivityId.Structure, shares.Sum(s => s.Amount), ThirdParty.Urssaf,
            opens: new OpenItemTerms(due)).Build();
    }

    /// <summary>
    /// Money kept back settles what the person owes, oldest first: shares subscribed must have been entered; what was
    /// advanced outside of the books has no item, and its line stands alone.
    /// </summary>
    private static void Write(EntryBuilder entry, PayMovement movement, ThirdParty person, ActivityId activity,
        DateOnly payDay, IReadOnlyList<OpenItem> settled)
    {
        var party = movement.Creditor ?? movement.Party switch
        {
            PayParty.Person => person,
            PayParty.HealthInsurance => ThirdParty.HealthInsurance,
            _ => (ThirdParty?)null,
        };
        var left = -movement.Amount;
        foreach (var item in settled.Where(i => i.Account == movement.Account && i.ThirdParty == party)
            .OrderBy(i => i.Due))
            if (Money.Min(left, item.Remaining) is { IsPositive: true } taken)
            {
                item.Clear(entry, taken);
                left -= taken;
            }
        if (left.IsPositive && movement.Account == Accounts.MemberSubscriptions)
            throw new BrokenRuleException(
                $"Il n’y a pas de parts souscrites à payer pour {left}. Enregistrez d’abord la souscription.");
        entry.Credit(movement.Account, movement.OnActivity ? activity : ActivityId.Structure, left, party,
            opens: movement.Opens ? new OpenItemTerms(payDay) : null);
    }

    /// <summary>
    /// Variable pay still due at closing, a debt born of a clause dated before the closing (R.7331-12), not a
    /// provision. Reversed when the settlement is paid.
    /// </summary>
    public static DraftEntry VariableDue(ActivityId activity, DateOnly date, Money variable, Money charges,
        DocumentRef? document = null) =>
        Accrual(activity, date, "Part variable due à la clôture", Accounts.GrossPay, variable, charges,
            Accounts.VariablePayOwed, Accounts.VariablePayCharges, document);

    private static DraftEntry Accrual(ActivityId activity, DateOnly date, string label, AccountNumber cost,
        Money gross, Money charges, AccountNumber owed, AccountNumber chargesOwed, DocumentRef? document = null) =>
        new EntryBuilder(Journal.Pay, date, label) { Document = document }
            .Debit(cost, activity, gross)
            .Debit(Accounts.SocialContributions, activity, charges)
            .Credit(owed, activity, gross)
            .Credit(chargesOwed, activity, charges)
            .Build();
}
