using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>Who stands behind a movement of pay (tiers).</summary>
public enum PayParty
{
    None,
    Person,
    HealthInsurance,
}

/// <summary>
/// What an element of pay writes in the books beside the pay itself (contrepartie d’un élément): an account of the
/// activity, which bears it, or of the structure, which owes it or waits for it. Debits are positive.
/// </summary>
/// <param name="Opens">The line is to be settled later: a creditor to pay, the insurance's money to come.</param>
public sealed record PayMovement(
    AccountNumber Account, bool OnActivity, Money Amount, PayParty Party = PayParty.None, bool Opens = false)
{
    /// <summary>Whom the law sends the money to: not the person, whom paying it would leave the debt.</summary>
    public ThirdParty? Creditor { get; init; }

    /// <summary>The other side of a line that follows the net.</summary>
    internal static PayMovement Of(PayElement element) => element.Kind switch
    {
        PayElementKind.BenefitTakenBack => Cost(Accounts.OtherStaffCosts, element),
        PayElementKind.VoucherExcessTakenBack or PayElementKind.Transport => Cost(Accounts.OtherSocialCosts, element),
        PayElementKind.Mileage => Cost(Accounts.Mileage, element),
        PayElementKind.Expenses => Cost(Accounts.Travel, element),
        PayElementKind.VoucherShare => new(Accounts.MealVouchers, OnActivity: false, element.Amount),
        PayElementKind.SickIndemnityPaid => new(
            Accounts.SickIndemnities, OnActivity: false, element.Amount, PayParty.HealthInsurance, Opens: true),
        PayElementKind.Maintenance or PayElementKind.TaxSeizure or PayElementKind.Seizure => new(
            Accounts.SeizedPay, OnActivity: false, element.Amount, PayParty.Person, Opens: true)
            {
                Creditor = element.Party is { } code ? new ThirdParty(code) : null,
            },
        PayElementKind.AdvanceOnPay or PayElementKind.CashAdvance => new(
            Accounts.PayAdvances, OnActivity: false, element.Amount, PayParty.Person),
        PayElementKind.ShareSubscription => new(
            Accounts.MemberSubscriptions, OnActivity: false, element.Amount, PayParty.Person),
        _ => throw new ArgumentOutOfRangeException(nameof(element), element.Kind, "It is a part of the gross pay."),
    };

    /// <summary>The employer's part of the vouchers: a cost of the activity, given out of the co-op's stock.</summary>
    internal static IEnumerable<PayMovement> OfVouchers(Money employerPart) =>
    [
        new(Accounts.OtherSocialCosts, OnActivity: true, employerPart),
        new(Accounts.MealVouchers, OnActivity: false, -employerPart),
    ];

    private static PayMovement Cost(AccountNumber account, PayElement element) =>
        new(account, OnActivity: true, element.Amount);
}
