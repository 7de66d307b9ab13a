using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// A payslip as it was issued: every line and total with the values of its day, so that it can be shown and printed
/// for as long as it must be kept, whatever the law has become.
/// </summary>
public sealed record PayslipSnapshot(
    DateOnly Date, Money Gross, IReadOnlyList<PayslipLine> Lines, Money EmployeeContributions,
    Money EmployerContributions, Money GeneralReduction, Money TotalCost, Money NetBeforeTax, Money TaxableNet,
    Money SocialNet, Rate WithholdingRate, Money WithholdingTax, Money NetPay, decimal LegalHours)
{
    public IReadOnlyList<PayElement> Earnings { get; init; } = [];
    public IReadOnlyList<PayElement> Adjustments { get; init; } = [];

    /// <summary>Days of sick leave that the employer topped up: twelve months count them.</summary>
    public int DaysToppedUp { get; init; }

    public static PayslipSnapshot Of(Payslip payslip) => new(
        payslip.Date, payslip.Gross, payslip.Lines, payslip.EmployeeContributions, payslip.EmployerContributions,
        payslip.GeneralReduction, payslip.TotalCost, payslip.NetBeforeTax, payslip.TaxableNet, payslip.SocialNet,
        payslip.WithholdingRate, payslip.WithholdingTax, payslip.NetPay, payslip.LegalHours)
    {
        Earnings = payslip.Earnings, Adjustments = payslip.Adjustments,
        DaysToppedUp = payslip.DaysToppedUp,
    };
}
