using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>What is lent or granted before one more advance is granted, all positive.</summary>
/// <param name="OfAll">Lent to all activities and not paid back, and granted and not yet paid out.</param>
/// <param name="OfActivity">The same for the activity that asks.</param>
/// <param name="Bank">What the co-op has at the bank.</param>
public sealed record AdvancesOut(Money OfAll, Money OfActivity, Money Bank);

/// <summary>
/// What the meeting or the board allowed to lend (plafond d’avances): in all, to one activity, for how many months, and
/// perhaps no more than a share of what is at the bank. Advances that month ends open are due by law and count: they
/// may go beyond it, and then nothing more may be granted.
/// </summary>
public sealed record AdvanceCeiling(Money Total, Money PerActivity, int Months, Rate ShareOfBank)
{
    public Money Total { get; init; } = NotNegative(Total);
    public Money PerActivity { get; init; } = NotNegative(PerActivity);

    public int Months { get; init; } = Months is >= 1 and <= 60 ? Months
        : throw new BrokenRuleException("Une avance dure de 1 à 60 mois. Donnez un autre nombre de mois.");

    /// <summary>Zero where the bank does not count.</summary>
    public Rate ShareOfBank { get; init; } = ShareOfBank.Fraction is >= 0m and <= 1m ? ShareOfBank
        : throw new BrokenRuleException("La part de ce qui est en banque va de 0 à 100 %.");

    /// <summary>What may still be lent to all, then to the activity; never negative.</summary>
    public (Money All, Money Activity) Room(AdvancesOut lent)
    {
        var all = Total;
        if (ShareOfBank.Fraction > 0m)
            // Down to the cent: a ceiling is not passed by half a cent.
            all = Money.Min(all, new Money(decimal.ToInt64(decimal.Floor(ShareOfBank.Of(lent.Bank) * 100m))));
        return (Money.Max(Money.Zero, all - lent.OfAll), Money.Max(Money.Zero, PerActivity - lent.OfActivity));
    }

    /// <summary>Refuses what would pass the ceiling, with what is left of it.</summary>
    public void RefuseBeyond(Money amount, AdvancePlan plan, DateOnly decided, AdvancesOut lent)
    {
        var (all, activity) = Room(lent);
        if (amount > all)
            throw new BrokenRuleException($"Le plafond voté serait dépassé : {lent.OfAll} sont prêtés ou accordés à "
                + $"toutes les activités, il reste {all} à accorder. Accordez moins, ou faites voter plus.");
        if (amount > activity)
            throw new BrokenRuleException($"Le plafond voté pour une activité est de {PerActivity} : "
                + $"{lent.OfActivity} lui sont prêtés ou accordés, il reste {activity} à lui accorder.");
        if (plan.Last > Month.Of(decided).Add(Months))
            throw new BrokenRuleException($"Le plafond voté est de {Months} mois : cette avance doit être rendue au "
                + $"plus tard en {Month.Of(decided).Add(Months)}. Choisissez un échéancier plus court.");
    }

    private static Money NotNegative(Money amount) => amount.IsNegative
        ? throw new BrokenRuleException("Un plafond n’est pas négatif.") : amount;
}
