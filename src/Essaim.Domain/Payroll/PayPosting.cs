using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>What a payslip comes to, by who receives it: enough to book it, whatever engine computed it.</summary>
/// <param name="Urssaf">Both parts owed to Urssaf (431), after the general reduction.</param>
/// <param name="Pension">Both parts owed to pension and health bodies (437).</param>
public sealed record PayAmounts(
    Money Gross, Money EmployerNet, Money NetPay, Money Urssaf, Money Pension, Money WithholdingTax)
{
    /// <summary>What the month costs the activity.</summary>
    public Money TotalCost => Gross + EmployerNet;
}

/// <summary>What pay writes: rows 15, 17 and 25 of the postings. Paying it (row 16) settles the open items.</summary>
public static class PayPosting
{
    public static DraftEntry Entry(long personId, string personName, ActivityId activity, Month month, PayAmounts pay,
        DateOnly payDay, DocumentRef? document = null)
    {
        var contributionsDue = month.Next().FirstDay.AddDays(14); // DSN on the 15th (CSS R.133-14)
        return new EntryBuilder(Journal.Pay, month.LastDay, $"Salaire de {month}, {personName}") { Document = document }
            .Debit(Accounts.GrossPay, activity, pay.Gross)
            .Debit(Accounts.SocialContributions, activity, pay.EmployerNet)
            .Credit(Accounts.PayOwed, ActivityId.Structure, pay.NetPay, ThirdParty.Person(personId),
                opens: new OpenItemTerms(payDay))
            .Credit(Accounts.Urssaf, ActivityId.Structure, pay.Urssaf, ThirdParty.Urssaf,
                opens: new OpenItemTerms(contributionsDue))
            .Credit(Accounts.PensionBodies, ActivityId.Structure, pay.Pension, ThirdParty.Pension,
                opens: new OpenItemTerms(contributionsDue))
            .Credit(Accounts.WithholdingTax, ActivityId.Structure, pay.WithholdingTax, ThirdParty.TaxOffice,
                opens: new OpenItemTerms(contributionsDue))
            .Build();
    }

    /// <summary>
    /// Paid leave earned in the month (provision pour congés payés), a debt of the activity until leave is taken.
    /// </summary>
    public static DraftEntry LeaveEarned(ActivityId activity, Month month, Money leave, Money charges) =>
        Accrual(activity, month.LastDay, $"Congés payés acquis, {month}", Accounts.PaidLeave, leave, charges,
            Accounts.PaidLeaveOwed, Accounts.PaidLeaveCharges);

    /// <summary>
    /// Variable pay still due at closing, a debt born of a clause dated before the closing (R.7331-12), not a
    /// provision. Reversed when the settlement is paid.
    /// </summary>
    public static DraftEntry VariableDue(ActivityId activity, DateOnly date, Money variable, Money charges) =>
        Accrual(activity, date, "Part variable due à la clôture", Accounts.GrossPay, variable, charges,
            Accounts.VariablePayOwed, Accounts.VariablePayCharges);

    private static DraftEntry Accrual(ActivityId activity, DateOnly date, string label, AccountNumber cost,
        Money gross, Money charges, AccountNumber owed, AccountNumber chargesOwed) =>
        new EntryBuilder(Journal.Pay, date, label)
            .Debit(cost, activity, gross)
            .Debit(Accounts.SocialContributions, activity, charges)
            .Credit(owed, activity, gross)
            .Credit(chargesOwed, activity, charges)
            .Build();
}
