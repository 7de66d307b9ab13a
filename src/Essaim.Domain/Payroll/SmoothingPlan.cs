using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// A sum spread over months to come (plan de lissage), all charges included. The months add up to the sum to the cent:
/// the cents that do not divide go to the first months.
/// </summary>
public sealed record SmoothingPlan
{
    // Beyond ten years a plan is a mistake of typing.
    private const int LongestPlan = 120;

    private readonly Money[] amounts;

    private SmoothingPlan(Month first, Money[] amounts) => (First, this.amounts) = (first, amounts);

    public Month First { get; }
    public Month Last => First.Add(amounts.Length - 1);
    public IReadOnlyList<Money> Amounts => amounts;
    public Money Total => amounts.Sum();

    public static SmoothingPlan Spread(Money available, Month first, int months)
    {
        CheckMonths(months);
        if (!available.IsPositive)
            throw new BrokenRuleException(
                $"Il n’y a rien à lisser : la somme disponible est de {available}. "
                + "Attendez un encaissement ou réduisez les frais.");
        var weights = new long[months];
        Array.Fill(weights, 1L);
        // The cents that do not divide come last, so that the first months pay what the simulation said.
        return new SmoothingPlan(first, [.. available.Share(weights).Reverse()]);
    }

    /// <summary>Zero outside of the plan.</summary>
    public Money AmountOf(Month month)
    {
        var index = (month.Year - First.Year) * 12 + month.MonthOfYear - First.MonthOfYear;
        return index >= 0 && index < amounts.Length ? amounts[index] : Money.Zero;
    }

    internal static void CheckMonths(int months)
    {
        if (months is < 1 or > LongestPlan)
            throw new BrokenRuleException(
                $"Un lissage dure de 1 à {LongestPlan} mois ; vous avez indiqué {months}. Choisissez une autre durée.");
    }
}
