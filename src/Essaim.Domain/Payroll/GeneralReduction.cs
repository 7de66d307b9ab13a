using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// The general reduction of the employer's contributions (réduction générale dégressive unique, CSS L. 241-13 and
/// D. 241-7 as in force since 1 January 2026): highest at the minimum wage, nothing from three times it. It falls by
/// about 2 % of pay in one cent there; that is the law, not a mistake.
/// </summary>
internal sealed class GeneralReduction
{
    private readonly decimal tMin;
    private readonly decimal tDelta;
    private readonly decimal exit;
    private readonly decimal agircArrcoShare;

    public GeneralReduction(LawBook law, DateOnly day, IReadOnlyCollection<PayRule> rules, CesaReference? chosen)
    {
        var inScope = rules.Where(r => r.Contribution.InReduction).ToList();
        var accidents = law.Rate("reduction-accidents-maximum", day).Fraction;
        var total = inScope.Sum(r => r.Contribution.EstablishmentRate == EstablishmentRate.WorkAccident
            ? Math.Min(r.Employer, accidents)
            : r.Employer);
        tMin = law.Number("reduction-t-min", day);
        // The two values go with the two rates of FNAL, and the reduced rate is the one due up to the ceiling.
        var reducedHousing = inScope.Any(r => r.Contribution.Name == "cotisation-logement-moins-de-50");
        var full = law.Number(reducedHousing ? "reduction-t-delta-moins-de-50" : "reduction-t-delta-50-et-plus", day);
        // An employer whose rates add up to less cannot be given back more than that (D. 241-7 III, last paragraph).
        tDelta = Math.Min(full, total - tMin);
        exit = law.Number("reduction-sortie", day);
        agircArrcoShare = inScope.Where(r => r.Contribution.Body == SocialBody.AgircArrco).Sum(r => r.Employer)
            / (tMin + tDelta);
        CesaCountsFullTime = (chosen ?? Reference(law, day)) == CesaReference.FullTime;
    }

    /// <summary>How many minimum wages end the reduction.</summary>
    public decimal Exit => exit;

    /// <summary>
    /// Which minimum wage a contract without hours is compared with: the full-time one, or that of the hours which its
    /// pay would buy (CSS D. 241-27 I 3). Unsettled, hence a parameter.
    /// </summary>
    public bool CesaCountsFullTime { get; }

    /// <summary>The coefficient, four decimals, for pay and minimum wage of the same period.</summary>
    public decimal Coefficient(decimal gross, decimal minimumWage)
    {
        // A twelfth of a year's minimum wage may not end: its last decimals must not decide at the very threshold.
        var threshold = decimal.Round(exit * minimumWage, 10);
        if (gross <= 0 || gross >= threshold)
            return 0;
        var x = (threshold / gross - 1) / 2;
        // At the minimum wage x is 1; below it the coefficient stays at its highest.
        if (x >= 1)
            return tMin + tDelta;
        var coefficient = tMin + tDelta * DecimalPower.OneAndThreeQuarters(x);
        return Math.Min(decimal.Round(coefficient, 4, MidpointRounding.AwayFromZero), tMin + tDelta);
    }

    /// <summary>The part to take from what Agirc-Arrco is owed (D. 241-7 VI); the rest comes from Urssaf.</summary>
    public Money AgircArrcoPart(Money reduction) => Money.Round(reduction.ToDecimal() * agircArrcoShare);

    /// <summary>
    /// The pay from which the year's reduction starts again for a Cesa, when earlier months had lost it.
    /// </summary>
    public decimal GrossThatReopens(YearToDate year) =>
        (year.Gross.ToDecimal() - exit * year.MinimumWages) / (exit - 1);

    private static CesaReference Reference(LawBook law, DateOnly day) => law.Text("reduction-smic-du-cesa", day) switch
    {
        "temps-plein" => CesaReference.FullTime,
        "equivalent-heures" => CesaReference.EquivalentHours,
        var other => throw new BrokenRuleException(
            $"« {other} » n’est pas une méthode connue pour le Smic de référence d’un Cesa. "
            + "Corrigez le dossier « law »."),
    };
}
