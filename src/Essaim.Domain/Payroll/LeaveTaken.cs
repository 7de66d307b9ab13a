using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// Paid leave of a month (congés payés pris): days taken and, at the end of a contract, days paid instead (L. 3141-28).
/// Days are "ouvrables": Monday to Saturday, public holidays left out. The reference pay and the days earned are those
/// of the reference period, from which the tenth is counted.
/// </summary>
public sealed record LeaveTaken(decimal Taken, decimal Compensated, Money ReferencePay, decimal DaysEarned)
{
    /// <summary>
    /// The month's days that could be worked (jours ouvrables), over which its pay is kept; 26 when left out, their
    /// yearly average.
    /// </summary>
    public decimal WorkableDays { get; init; } = 26m;

    internal void Check()
    {
        if (Taken < 0 || Compensated < 0 || ReferencePay.IsNegative || Taken > WorkableDays)
            throw new BrokenRuleException(
                $"Les congés d’un mois vont de 0 à {FrenchText.Decimal(WorkableDays, 1)} jours ouvrables.");
        if (Taken + Compensated > DaysEarned)
            throw new BrokenRuleException(
                $"{FrenchText.Decimal(Taken + Compensated, 1)} jours de congés dépassent les "
                + $"{FrenchText.Decimal(DaysEarned, 1)} jours acquis. Réduisez-les, ou comptez une absence non payée.");
    }

    /// <summary>The lines of gross pay; what is kept of the fixed part is its share of the days taken.</summary>
    internal IEnumerable<PayElement> Earnings(PayElementLaw law, Money fixedPay)
    {
        Check();
        if (Taken > 0)
        {
            var absence = PayElement.Of(PayElementKind.LeaveAbsence, -fixedPay.ToDecimal(), Taken, WorkableDays);
            yield return absence;
            yield return Best(law, PayElementKind.LeaveIndemnity, Taken, fixedPay);
        }
        if (Compensated > 0)
            yield return Best(law, PayElementKind.LeaveCompensation, Compensated, fixedPay);
    }

    /// <summary>The higher of the tenth and of the pay kept (L. 3141-24), each rounded as its line.</summary>
    private PayElement Best(PayElementLaw law, PayElementKind kind, decimal days, Money fixedPay)
    {
        var kept = PayElement.Of(kind, fixedPay.ToDecimal(), days, WorkableDays, Name(kind, "salaire maintenu"));
        var tenth = PayElement.Of(kind, law.LeaveShare.Of(ReferencePay), days, DaysEarned, Name(kind, "dixième"));
        return tenth.Amount > kept.Amount ? tenth : kept;
    }

    private static string Name(PayElementKind kind, string method) => $"{PayElementWords.Of(kind).Label} ({method})";
}

/// <summary>
/// Paid leave earned in a reference period (congés payés acquis): 2.5 days a month worked and 2 a month of ordinary
/// sickness, at most 30 and 24, a part of a day counted whole (Code du travail L. 3141-3, -5-1 and -7).
/// </summary>
public static class LeaveEarned
{
    public static int Days(LawBook law, DateOnly day, decimal monthsWorked, decimal monthsSick)
    {
        if (monthsWorked < 0 || monthsSick < 0 || monthsWorked + monthsSick > 12)
            throw new BrokenRuleException(
                "Une période de référence a douze mois, travaillés ou en arrêt. Corrigez le nombre de mois.");
        var most = law.Number("conges-jours-maximum", day);
        var worked = monthsWorked * law.Number("conges-jours-par-mois", day);
        var sick = Math.Min(law.Number("conges-maladie-jours-maximum", day),
            monthsSick * law.Number("conges-maladie-jours-par-mois", day));
        return (int)Math.Ceiling(Math.Min(most, worked + sick));
    }
}
