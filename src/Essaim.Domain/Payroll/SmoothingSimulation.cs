using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// The salary that an activity can bear, spread over some months (simulation de lissage). The hourly cost, all charges
/// included, is the user's: a payslip of today uses the law of its own day, and so may buy other hours. Hours are
/// rounded down and nothing is promised from money that is not there.
/// </summary>
public sealed record SmoothingSimulation
{
    private SmoothingSimulation(Money contribution, Money available, Money monthly, int hours) =>
        (Contribution, Available, Monthly, Hours) = (contribution, available, monthly, hours);

    public Money Contribution { get; }

    /// <summary>Turnover less contribution less costs; negative when the activity owes.</summary>
    public Money Available { get; }

    /// <summary>
    /// The average month, all charges included, to the nearest cent; <see cref="SmoothingPlan"/> adds up.
    /// </summary>
    public Money Monthly { get; }

    /// <summary>Whole hours a month that the money surely pays.</summary>
    public int Hours { get; }

    public static SmoothingSimulation Of(
        Money turnover, Rate contributionRate, Money costs, int months, Money hourlyCost)
    {
        if (turnover.IsNegative)
            throw new BrokenRuleException(
                "Le chiffre d’affaires ne peut pas être négatif. Indiquez 0 s’il n’y en a pas.");
        if (contributionRate.Fraction is < 0m or > 1m)
            throw new BrokenRuleException(
                $"Une contribution de {contributionRate} n’est pas possible. Indiquez un taux entre 0 et 100\u00a0%.");
        if (costs.IsNegative)
            throw new BrokenRuleException("Les frais ne peuvent pas être négatifs. Indiquez 0 s’il n’y en a pas.");
        SmoothingPlan.CheckMonths(months);
        if (!hourlyCost.IsPositive)
            throw new BrokenRuleException(
                "Le coût d’une heure doit être positif. Indiquez-le charges comprises, par exemple 10,10.");
        // Rounded like the contribution's own entry, so that the simulation shows what will be posted.
        var contribution = Money.Round(contributionRate.Of(turnover));
        var available = turnover - contribution - costs;
        if (!available.IsPositive)
            return new SmoothingSimulation(contribution, available, Money.Zero, 0);
        var hours = decimal.Floor((decimal)available.Cents / months / hourlyCost.Cents);
        if (hours > int.MaxValue)
            throw new BrokenRuleException(
                "Ce coût d’une heure est trop petit pour cette somme. Vérifiez les deux montants.");
        return new SmoothingSimulation(
            contribution, available, Money.Round(available.ToDecimal() / months), decimal.ToInt32(hours));
    }
}
