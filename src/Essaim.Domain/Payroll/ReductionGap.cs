using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// The gap that the general reduction leaves at three minimum wages (saut de coût à 3 Smic): one cent more of gross pay
/// and the month costs some hundred euros more, or a whole year's reduction. No pay has a cost between the two.
/// </summary>
/// <param name="LastGross">The highest gross pay of the month that still has a reduction.</param>
/// <param name="CostBelow">What it costs.</param>
/// <param name="CostAbove">What one cent more of gross pay costs.</param>
public sealed record ReductionGap(Money LastGross, Money CostBelow, Money CostAbove)
{
    /// <summary>Whether that cost can be reached by no gross pay.</summary>
    public bool Swallows(Money cost) => cost > CostBelow && cost < CostAbove;

    internal static ReductionGap? Of(PayParameters law, PayTerms terms)
    {
        var share = terms.HoursPerMonth is { } hours ? Math.Min(1m, hours / law.LegalMonthlyHours) : 1m;
        var year = terms.YearToDate;
        var threshold = law.Reduction.Exit
            * ((year?.MinimumWages ?? 0) + law.MonthlyMinimumWage * share * terms.Presence.MinimumWage)
            - (year?.Gross.ToDecimal() ?? 0);
        // The reduction ends at the threshold itself, so the last pay that has one is a cent below.
        var last = (long)decimal.Ceiling(decimal.Round(threshold, 10) * 100m) - 1;
        if (last <= 0)
            return null;
        var below = PayCalculator.TotalCost(law, terms, new Money(last));
        var above = PayCalculator.TotalCost(law, terms, new Money(last + 1));
        return above > below + new Money(law.EmployerRules.Length + 1)
            ? new ReductionGap(new Money(last), below, above)
            : null;
    }
}
