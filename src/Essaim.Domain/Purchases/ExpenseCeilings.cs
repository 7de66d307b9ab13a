using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>
/// The co-op's own ceilings (plafonds de la coopérative), from a day on: for one meal, for one night, for a kilometre.
/// Null where it has none: then the law's figure is looked at, if there is one.
/// </summary>
public sealed record ExpenseRule(Money? Meal, Money? Night, Money? NightInParis, decimal? Kilometre)
{
    public static readonly ExpenseRule None = new(null, null, null, null);

    /// <summary>Refuses a ceiling under which nothing could be paid back.</summary>
    public ExpenseRule Checked()
    {
        if (new[] { Meal, Night, NightInParis }.Any(m => m is { IsPositive: false }) || Kilometre <= 0)
            throw new BrokenRuleException("Un plafond est positif. Laissez vide ce qui n’en a pas.");
        return this;
    }
}

/// <summary>
/// Says which lines ask for more than a ceiling (dépassement): the person is warned, and whoever accepts the line says
/// why. The law's figures are limits of flat allowances: on real costs they are a mark, no prohibition.
/// </summary>
public sealed class ExpenseCeilings(LawBook law, Func<DateOnly, ExpenseRule> ruleOf)
{
    /// <summary>Null when the expense has no ceiling or stays under it.</summary>
    public string? Over(ExpenseLine line)
    {
        var (of, unit) = ExpenseKind.Of(line).Ceiling switch
        {
            CeilingOf.Meal => (CeilingOf.Meal, "repas"),
            CeilingOf.Night => (CeilingOf.Night, "nuit"),
            CeilingOf.NightInParis => (CeilingOf.NightInParis, "nuit"),
            _ => (CeilingOf.Nothing, ""),
        };
        if (Ceiling(of, line.Date) is not { } ceiling || line.Total.Cents <= ceiling.Amount.Cents * line.Count)
            return null;
        var asked = line.Count == 1 ? $"{line.Total}" : $"{line.Total} pour {line.Count}";
        return $"Plafond\u00a0: {ceiling.Amount} par {unit} ({ceiling.Source}). La ligne en demande {asked}.";
    }

    /// <summary>Only the co-op caps the price of a kilometre: the law's scale is one already.</summary>
    public string? Over(MileageTrip trip, Money allowance)
    {
        if (ruleOf(trip.Date).Kilometre is not { } most || trip.Kilometres <= 0
            || allowance.ToDecimal() <= Money.Round(most * trip.Kilometres).ToDecimal())
            return null;
        return $"Plafond\u00a0: {FrenchText.Decimal(most, 3)} € par kilomètre (règle de la coopérative), soit "
            + $"{Money.Round(most * trip.Kilometres)}. Le barème donne {allowance}.";
    }

    private (Money Amount, string Source)? Ceiling(CeilingOf of, DateOnly day)
    {
        var rule = ruleOf(day);
        var (own, name) = of switch
        {
            CeilingOf.Meal => (rule.Meal, "note-frais-plafond-repas"),
            CeilingOf.Night => (rule.Night, "note-frais-plafond-nuit"),
            CeilingOf.NightInParis => (rule.NightInParis ?? rule.Night, "note-frais-plafond-nuit-paris"),
            _ => (null, ""),
        };
        if (own is { } amount)
            return (amount, "règle de la coopérative");
        return name.Length > 0 && law.Parameters.FirstOrDefault(p => p.Name == name)?.At(day) is { } value
            ? (Money.Round(value.Number), $"repère {day.Year} de l’Urssaf") : null;
    }
}
