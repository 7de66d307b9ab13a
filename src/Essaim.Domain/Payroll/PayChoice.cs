using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What a co-op chose for its pay from a day on (réglages de paie): the monthly premium of health insurance, the
/// reference of the Cesa that a ruling gave it, and what names the employer. Nothing chosen changes nothing.
/// </summary>
/// <param name="HealthEmployer">The employer's part of the premium of a month.</param>
/// <param name="HealthEmployee">The person's part.</param>
/// <param name="Reference">The minimum wage of the Cesa; null for that of the law's file.</param>
/// <param name="Letter">The ruling that gave it: its date and number.</param>
/// <param name="Siret">The establishment that hires, for the declaration and the payslip; empty while unknown.</param>
/// <param name="NafCode">What it does (code NAF).</param>
/// <param name="HealthService">The occupational health service (service de prévention et de santé au travail).</param>
/// <param name="Agreement">The collective agreement; empty when there is none.</param>
public sealed record PayChoice(Money HealthEmployer, Money HealthEmployee, CesaReference? Reference, string Letter,
    string Siret, string NafCode, string HealthService, string Agreement)
{
    /// <summary>The rate of the town (versement mobilité), owed from 11 employees; null where there is none.</summary>
    public Rate? MobilityRate { get; init; }

    public static readonly PayChoice None = new(Money.Zero, Money.Zero, null, "", "", "", "", "");

    /// <summary>Refuses what pay could not use, before it is kept.</summary>
    public PayChoice Checked()
    {
        if (HealthEmployer.IsNegative || HealthEmployee.IsNegative)
            throw new BrokenRuleException("La complémentaire santé ne peut pas être négative.");
        if (HealthEmployee > HealthEmployer)
            throw new BrokenRuleException("L’employeur paie au moins la moitié de la complémentaire santé "
                + $"(CSS L. 911-7). Augmentez sa part à {HealthEmployee} ou réduisez celle de la personne.");
        if (Reference is not null && Letter.Length == 0)
            throw new BrokenRuleException("Le Smic de référence du Cesa ne se choisit qu’avec une réponse de l’Urssaf. "
                + "Écrivez la date et le numéro de la lettre.");
        if (MobilityRate is { Fraction: < 0m or > 0.5m })
            throw new BrokenRuleException(
                $"Un versement mobilité de {MobilityRate} n’existe pas. Recopiez le taux de la commune.");
        if (Siret.Length > 0)
            _ = new Siret(Siret);
        return this;
    }

    /// <summary>The same terms as this co-op pays them.</summary>
    public PayTerms In(PayTerms terms) => terms with
    {
        MutualEmployer = HealthEmployer, MutualEmployee = HealthEmployee, CesaReference = Reference,
        MobilityRate = MobilityRate,
    };
}
