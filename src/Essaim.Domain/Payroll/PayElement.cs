using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// One line of a payslip that is not a contribution (élément de paie): a part of the gross pay, or what follows the
/// net. The amount is base × rate, rounded to the cent, negative where it is taken off; a rate that does not end, such
/// as 3 days of 31, is shown to six decimals while the amount is exact.
/// </summary>
public sealed record PayElement(
    PayElementKind Kind, string Label, decimal Base, decimal Rate, Money Amount, string Source)
{
    /// <summary>Who is owed what the line keeps back, where it is neither the person nor a known body.</summary>
    public string? Party { get; init; }

    /// <summary>A number of something at a price each, or a sum at a rate.</summary>
    internal static PayElement Of(PayElementKind kind, decimal @base, decimal rate, string label = "") =>
        Of(kind, @base, rate, 1m, label);

    /// <summary>A part of a sum: base × part ÷ whole.</summary>
    internal static PayElement Of(PayElementKind kind, decimal @base, decimal part, decimal whole, string label = "")
    {
        var words = PayElementWords.Of(kind);
        // Multiplied first, so that an exact half of a cent stays one. Each line is rounded, as contributions are.
        return new PayElement(kind, label.Length > 0 ? label : words.Label, @base,
            decimal.Round(part / whole, 6, MidpointRounding.AwayFromZero), Money.Round(@base * part / whole),
            words.Source);
    }

    /// <summary>A sum as it is.</summary>
    internal static PayElement Of(PayElementKind kind, Money sum, string label = "") =>
        Of(kind, sum.ToDecimal(), 1m, 1m, label);
}

/// <summary>What a line of a payslip is, beside contributions (nature de l’élément).</summary>
public enum PayElementKind
{
    FixedPay,
    VariablePay,
    VariableSettlement,
    Bonus,
    OutOfContract,
    UnpaidAbsence,
    SickAbsence,
    SickTopUp,
    SickIndemnityDeducted,
    LeaveAbsence,
    LeaveIndemnity,
    LeaveCompensation,
    MealBenefit,
    HousingBenefit,
    OtherBenefit,
    VoucherExcess,
    BenefitTakenBack,
    VoucherExcessTakenBack,
    VoucherShare,
    Transport,
    Mileage,
    Expenses,
    SickIndemnityPaid,
    Maintenance,
    TaxSeizure,
    Seizure,
    AdvanceOnPay,
    CashAdvance,
    ShareSubscription,
}
