using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What a month of pay does to an unemployment benefit that goes on beside it (cumul de l’allocation d’aide au retour à
/// l’emploi avec un salaire), and what is told to France Travail each month. An estimate: the fund decides, and limits
/// benefit and pay together to the former wage.
/// </summary>
/// <param name="Gross">Gross pay to declare.</param>
/// <param name="Hours">Hours to declare, those that the pay stands for where the contract has none.</param>
/// <param name="DaysPaid">Days of benefit that are still paid.</param>
/// <param name="Benefit">Gross benefit of the month.</param>
/// <param name="DaysKept">Days not paid now, which lengthen the rights.</param>
public sealed record UnemploymentFigures(Money Gross, decimal Hours, int DaysPaid, Money Benefit, int DaysKept)
{
    /// <param name="daily">The gross daily benefit (allocation journalière brute) of the fund's letter.</param>
    public static UnemploymentFigures Of(LawBook law, Payslip payslip, Money daily)
    {
        if (!daily.IsPositive)
            throw new BrokenRuleException("L’allocation journalière est positive. Recopiez-la de votre notification.");
        var days = (int)law.Number("are-jours-du-mois", payslip.Date);
        var deducted = law.Rate("are-part-du-salaire-deduite", payslip.Date).Of(payslip.Gross);
        var left = days * daily.ToDecimal() - deducted;
        var paid = left <= 0 ? 0 : Math.Min(days,
            (int)decimal.Round(left / daily.ToDecimal(), MidpointRounding.AwayFromZero));
        return new UnemploymentFigures(payslip.Gross, payslip.LegalHours, paid, new Money(daily.Cents * paid),
            days - paid);
    }
}
