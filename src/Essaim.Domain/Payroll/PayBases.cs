using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// The bases of one month's contributions (assiettes), exact. With the year so far each is the year's base after this
/// month less the year's base before it, so a slow month gives back what a big month took (CSS R. 242-2 II).
/// </summary>
internal readonly struct PayBases
{
    private readonly decimal gross;
    private readonly decimal firstBracket;
    private readonly decimal secondBracket;
    private readonly decimal fourCeilings;
    private readonly decimal technicalBalance;
    private readonly decimal csg;

    public PayBases(PayParameters law, PayTerms terms, Money pay)
    {
        gross = pay.ToDecimal();
        // Part-time workers have a part of the ceiling (R. 242-2 I); a contract without hours has the whole of it.
        var share = terms.HoursPerMonth is { } hours ? Math.Min(1m, hours / law.LegalMonthlyHours) : 1m;
        // To ten decimals: a part of hours such as 75.8333… must not move a half cent the wrong way.
        Ceiling = decimal.Round(law.MonthlyCeiling * share * terms.Presence.Ceiling, 10);
        // A month that is not whole has its part of the minimum wage; a Cesa's hours cannot exceed that part either.
        var minimumWage = terms.Presence.MinimumWage == 1m
            ? law.MonthlyMinimumWage
            : decimal.Round(law.MonthlyMinimumWage * terms.Presence.MinimumWage, 10);
        MinimumWage = terms.HoursPerMonth is null && !law.Reduction.CesaCountsFullTime
            ? Math.Min(gross, minimumWage)
            : minimumWage * share;
        var year = terms.YearToDate;
        if (year is null)
        {
            firstBracket = Math.Min(gross, Ceiling);
            secondBracket = Math.Min(gross, 8 * Ceiling) - firstBracket;
            fourCeilings = Math.Min(gross, 4 * Ceiling);
            technicalBalance = TechnicalBalance(gross, Ceiling);
        }
        else
        {
            var (before, ceilings) = (year.Gross.ToDecimal(), year.Ceilings);
            var (after, ceilingsAfter) = (before + gross, ceilings + Ceiling);
            firstBracket = Math.Min(after, ceilingsAfter) - year.FirstBracket.ToDecimal();
            secondBracket = Math.Min(after, 8 * ceilingsAfter) - Math.Min(before, 8 * ceilings) - firstBracket;
            fourCeilings = Math.Min(after, 4 * ceilingsAfter) - Math.Min(before, 4 * ceilings);
            technicalBalance = TechnicalBalance(after, ceilingsAfter) - TechnicalBalance(before, ceilings);
        }
        Protection = terms.MutualEmployer;
        if (law.ProtectionRate != 0)
            Protection += Money.Round(firstBracket * law.ProtectionRate);
        csg = fourCeilings * law.CsgShare + (gross - fourCeilings) + Protection.ToDecimal();
    }

    /// <summary>The month's ceiling, for the hours of the contract.</summary>
    public decimal Ceiling { get; }

    /// <summary>The month's reference minimum wage, for the hours of the contract.</summary>
    public decimal MinimumWage { get; }

    /// <summary>The employer's part of health and life insurance.</summary>
    public Money Protection { get; }

    public decimal FirstBracket => firstBracket;

    public decimal Of(ContributionBase kind) => kind switch
    {
        ContributionBase.WholePay => gross,
        ContributionBase.FirstBracket => firstBracket,
        ContributionBase.SecondBracket => secondBracket,
        ContributionBase.FourCeilings => fourCeilings,
        ContributionBase.TechnicalBalance => technicalBalance,
        ContributionBase.Csg => csg,
        ContributionBase.EmployerProtection => Protection.ToDecimal(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static decimal TechnicalBalance(decimal pay, decimal ceiling) =>
        pay > ceiling ? Math.Min(pay, 8 * ceiling) : 0;
}
