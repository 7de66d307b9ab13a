using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What a month's pay depends on beside its amount (éléments de paie). The day governs the law; the headcount is the
/// one that counts for thresholds (CSS L. 130-1: a threshold must be passed five years in a row). Hours are those of
/// the month; without hours the contract is a Cesa, which has no working time, so a gross pay under the full-time
/// minimum wage is allowed.
/// </summary>
public sealed record PayTerms(DateOnly Date)
{
    public int Headcount { get; init; } = 20;

    public decimal? HoursPerMonth { get; init; }

    public bool Executive { get; init; }

    /// <summary>The rate notified to the establishment (taux AT/MP); the year's average when left out.</summary>
    public Rate? WorkAccidentRate { get; init; }

    /// <summary>The rate of the town (versement mobilité), owed from 11 employees; none when left out.</summary>
    public Rate? MobilityRate { get; init; }

    /// <summary>The extra apprenticeship rate, owed from 250 employees; the highest when left out.</summary>
    public Rate? ApprenticeshipRate { get; init; }

    /// <summary>The employer's monthly part of health insurance (complémentaire santé).</summary>
    public Money MutualEmployer { get; init; }

    /// <summary>The employee's part; the same as the employer's when left out.</summary>
    public Money? MutualEmployee { get; init; }

    /// <summary>Set when the person need not join the health insurance: no premium is then due.</summary>
    public HealthExemption? HealthExemption { get; init; }

    /// <summary>Anything but the general scheme is refused, never guessed.</summary>
    public PayScheme Scheme { get; init; }

    /// <summary>
    /// The minimum wage that this co-op compares a Cesa's pay with, by a ruling that it holds; the law's file when left
    /// out. The caller keeps the choice with its date and its letter.
    /// </summary>
    public CesaReference? CesaReference { get; init; }

    /// <summary>How much of the month counts; all of it when left out.</summary>
    public MonthPresence Presence { get; init; } = MonthPresence.Whole;

    public WithholdingRate Withholding { get; init; } = WithholdingRate.None;

    /// <summary>
    /// The year's pay before this month; without it the month stands alone, and nothing is regularised.
    /// </summary>
    public YearToDate? YearToDate { get; init; }

    internal Money EmployeeMutual => MutualEmployee ?? MutualEmployer;

    /// <summary>The same terms without a premium while an exemption lasts.</summary>
    internal PayTerms Insured => HealthExemption?.Covers(Date) == true
        ? this with { MutualEmployer = Money.Zero, MutualEmployee = Money.Zero }
        : this;

    /// <summary>Refuses another scheme before anything is looked up.</summary>
    internal void CheckScheme()
    {
        var (what, whom) = Scheme switch
        {
            PayScheme.Farming => ("du régime agricole", "la MSA, par le Tesa"),
            PayScheme.PerformingArts => (
                "des artistes et techniciens du spectacle", "le Guso ou un logiciel du métier"),
            PayScheme.Belgium => ("de Belgique", "un secrétariat social"),
            _ => ("", ""),
        };
        if (what.Length > 0)
            throw new BrokenRuleException(
                $"La paie {what} n’est pas calculée ici : faites-la faire par {whom}, puis saisissez-en l’écriture.");
    }

    internal void Check(PayParameters law)
    {
        if (Headcount < 1)
            throw new BrokenRuleException(
                "L’effectif doit être d’au moins un salarié. Indiquez l’effectif de la coopérative.");
        if (HoursPerMonth is <= 0)
            throw new BrokenRuleException("Les heures du mois doivent être positives. Laissez-les vides pour un Cesa.");
        // 151.67 is how people write a twelfth of 1,820 hours.
        if (HoursPerMonth > decimal.Round(law.LegalMonthlyHours, 2, MidpointRounding.AwayFromZero))
            throw new BrokenRuleException(
                "Les heures supplémentaires ne sont pas calculées : indiquez au plus "
                + $"{FrenchText.Decimal(law.LegalMonthlyHours, 2)} heures par mois.");
        foreach (var rate in new[] { WorkAccidentRate, MobilityRate, ApprenticeshipRate })
            if (rate is { Fraction: < 0m or > 0.5m })
                throw new BrokenRuleException(
                    $"Un taux de {rate} n’est pas celui d’une cotisation. Écrivez-le en pour cent, par exemple 2,08.");
        if (MutualEmployer.IsNegative || EmployeeMutual.IsNegative)
            throw new BrokenRuleException(
                "La complémentaire santé ne peut pas être négative. Indiquez 0 s’il n’y en a pas.");
        if (EmployeeMutual > MutualEmployer)
            throw new BrokenRuleException(
                "L’employeur paie au moins la moitié de la complémentaire santé (CSS L. 911-7). "
                + $"Augmentez sa part à {EmployeeMutual} ou réduisez celle de la personne.");
        if (YearToDate is { } year && year.Year != Date.Year)
            throw new BrokenRuleException(
                $"Les cumuls de paie de {year.Year} ne servent pas en {Date.Year}. Repartez de zéro en janvier.");
    }
}

/// <summary>
/// Which minimum wage a contract without hours is compared with in the general reduction (Smic de référence du Cesa):
/// unsettled, hence a choice with a date. The difference is thousands of euros a year for whoever is paid unevenly.
/// </summary>
public enum CesaReference
{
    /// <summary>That of the hours which the pay would buy, at most full time (CSS D. 241-27 I 3).</summary>
    EquivalentHours,

    /// <summary>The full-time one, whatever the pay.</summary>
    FullTime,
}

/// <summary>
/// How much income tax is withheld (taux du prélèvement à la source): the rate that the tax office gives for the
/// person, the neutral rate of the month's table, or nothing when the pay is only being simulated.
/// </summary>
public sealed record WithholdingRate
{
    public static readonly WithholdingRate None = new() { Rate = Values.Rate.Zero };

    /// <summary>The table of CGI 204 H for whoever has no rate; a big month therefore bears a high rate.</summary>
    public static readonly WithholdingRate Neutral = new();

    private WithholdingRate()
    {
    }

    /// <summary>Null for the neutral rate.</summary>
    public Rate? Rate { get; private init; }

    /// <summary>The last day on which the rate given may be used; without end when left out.</summary>
    public DateOnly? Until { get; private init; }

    public static WithholdingRate Given(Rate rate) => rate.Fraction is >= 0m and <= 1m
        ? new WithholdingRate { Rate = rate }
        : throw new BrokenRuleException(
            $"Un taux de prélèvement de {rate} n’existe pas. Recopiez celui de l’administration.");

    /// <summary>
    /// A rate with the day on which the tax office gave it: it serves until the end of the second month after, then the
    /// neutral rate does (CGI 204 H; BOFiP, from memory).
    /// </summary>
    public static WithholdingRate Given(Rate rate, DateOnly givenOn) =>
        Given(rate) with { Until = Month.Of(givenOn).Add(2).LastDay };

    /// <summary>What serves that day: a rate too old gives way to the neutral one.</summary>
    internal WithholdingRate On(DateOnly day) => day > Until ? Neutral : this;
}

/// <summary>
/// What the calendar year's earlier payslips of one contract add up to (cumuls de paie). With it the general reduction
/// and the ceiling are regularised month by month (CSS D. 241-9 and R. 242-2 II). The sums of ceilings and of reference
/// minimum wages are exact, not amounts: the law rounds neither.
/// </summary>
public sealed record YearToDate(int Year)
{
    public Money Gross { get; init; }

    /// <summary>Pay that has borne the contributions of the first bracket (cumul de la tranche 1).</summary>
    public Money FirstBracket { get; init; }

    /// <summary>Ceilings of the months paid (cumul des plafonds), in euros.</summary>
    public decimal Ceilings { get; init; }

    /// <summary>Reference minimum wages of the months paid (cumul des Smic de référence), in euros.</summary>
    public decimal MinimumWages { get; init; }

    /// <summary>General reduction already granted.</summary>
    public Money Reduction { get; init; }
}
