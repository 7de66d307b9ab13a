using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>One contribution of a payslip, ready to multiply: rates as fractions.</summary>
internal readonly record struct PayRule(SocialContribution Contribution, decimal Employee, decimal Employer)
{
    public ContributionBase Base => Contribution.Base;
}

/// <summary>What a month's parameters depend on, and nothing else: the key under which they are kept.</summary>
internal readonly record struct PayKey(
    DateOnly Date, int Headcount, bool Executive, Rate? WorkAccident, Rate? Mobility, Rate? Apprenticeship,
    CesaReference? CesaReference)
{
    public static PayKey Of(PayTerms terms) => new(
        terms.Date, terms.Headcount, terms.Executive,
        terms.WorkAccidentRate, terms.MobilityRate, terms.ApprenticeshipRate, terms.CesaReference);
}

/// <summary>
/// The law of one day for one kind of employer (paramètres de paie), resolved once: what computes thousands of payslips
/// must not look anything up. Nothing here is rounded except what the law rounds.
/// </summary>
public sealed class PayParameters
{
    internal PayParameters(LawBook law, PayKey key)
    {
        var day = key.Date;
        law.EnsurePayIsKnown(day);
        HourlyMinimumWage = law.Number("smic-horaire", day);
        LegalMonthlyHours = law.Number("duree-legale-annuelle", day) / 12m;
        // Not rounded: 1,820 times the hourly wage is divided by 12 only at the end (CSS D. 241-7 IV).
        MonthlyMinimumWage = HourlyMinimumWage * law.Number("duree-legale-annuelle", day) / 12m;
        MonthlyCeiling = law.Number("plafond-mensuel", day);
        CsgShare = law.Rate("csg-abattement", day).Fraction;
        NeutralRates = NeutralRateTable.Of(law, day);
        Rules = [.. law.SocialContributionsOf(day)
            .Where(c => c.AppliesTo(key.Headcount, key.Executive))
            .Select(c => Rule(c, key))
            .Where(r => r.Employee != 0 || r.Employer != 0)];
        EmployerRules = [.. Rules.Where(r => r.Employer != 0)];
        ProtectionRate = Rules.Where(r => r.Contribution.IsProtection).Sum(r => r.Employer);
        EmployeeRules = [.. Rules.Where(r => r.Employee != 0)];
        Reduction = new GeneralReduction(law, day, Rules, key.CesaReference);
        Elements = new PayElementLaw(law, day, MonthlyCeiling);
    }

    /// <summary>The minimum wage of an hour (Smic horaire), in euros.</summary>
    public decimal HourlyMinimumWage { get; }

    /// <summary>A twelfth of the 1,820 legal hours: shown as 151.67.</summary>
    public decimal LegalMonthlyHours { get; }

    /// <summary>The full-time minimum wage of a month (Smic mensuel), exact.</summary>
    public decimal MonthlyMinimumWage { get; }

    /// <summary>The monthly ceiling of social security (PMSS), in euros.</summary>
    public decimal MonthlyCeiling { get; }

    /// <summary>The part of pay on which CSG is due up to four ceilings.</summary>
    internal decimal CsgShare { get; }

    internal NeutralRateTable NeutralRates { get; }

    /// <summary>The contributions that this employer owes, in the order of the payslip.</summary>
    internal PayRule[] Rules { get; }

    /// <summary>Those of <see cref="Rules"/> that cost the employer something.</summary>
    internal PayRule[] EmployerRules { get; }

    /// <summary>Those of <see cref="Rules"/> that cost the employee something.</summary>
    internal PayRule[] EmployeeRules { get; }

    /// <summary>The law of leave, sickness, vouchers, seizures.</summary>
    internal PayElementLaw Elements { get; }

    /// <summary>The employer's rate of life insurance on the first bracket (executives).</summary>
    internal decimal ProtectionRate { get; }

    internal GeneralReduction Reduction { get; }

    /// <summary>The least gross pay for these hours (Smic), to the cent: below it no payslip is made.</summary>
    public Money MinimumGross(decimal hours) => Money.Round(HourlyMinimumWage * Math.Min(hours, LegalMonthlyHours));

    private static PayRule Rule(SocialContribution contribution, PayKey key)
    {
        var own = contribution.EstablishmentRate switch
        {
            EstablishmentRate.WorkAccident => key.WorkAccident,
            EstablishmentRate.Mobility => key.Mobility,
            EstablishmentRate.Apprenticeship => key.Apprenticeship,
            _ => null,
        };
        var employer = own ?? contribution.EmployerRate;
        return new PayRule(contribution, contribution.EmployeeRate.Fraction, employer.Fraction);
    }
}
