using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What an act served on the employer asks to keep back from somebody's pay (acte de saisie, demande de paiement
/// direct): a sum in all, a sum each month, or both, from a month on. Amounts are euros. Refuses an act that asks for
/// nothing, and one for a debt without its total: only maintenance runs without end.
/// </summary>
/// <param name="Monthly">The most that is asked each month; zero where the law alone is the limit.</param>
/// <param name="Total">What is to be recovered; zero where it runs until it is lifted.</param>
public sealed record SeizureAct(SeizureRank Rank, Month First, Month? Last, Money Monthly, Money Total)
{
    private const int MostDependants = 15;

    /// <summary>What the act asks of a month, once so much was taken; the law then limits what is served.</summary>
    public Money AskedIn(Month month, Money taken)
    {
        if (month < First || month > (Last ?? month))
            return Money.Zero;
        var left = Total.IsPositive ? Money.Max(Money.Zero, Total - taken) : Monthly;
        return Monthly.IsPositive ? Money.Min(Monthly, left) : left;
    }

    public void Check(int dependants)
    {
        if (Monthly.IsNegative || Total.IsNegative)
            throw new BrokenRuleException("Une saisie demande des montants positifs.");
        if (Monthly.IsZero && Total.IsZero)
            throw new BrokenRuleException(
                "Donnez la somme à recouvrer, ou la somme demandée chaque mois : l’acte dit l’une ou l’autre.");
        if (Rank != SeizureRank.Maintenance && Total.IsZero)
            throw new BrokenRuleException("Donnez la somme à recouvrer : seule une pension court sans total.");
        if (dependants is < 0 or > MostDependants)
            throw new BrokenRuleException($"Un nombre de personnes à charge va de 0 à {MostDependants}.");
    }
}
