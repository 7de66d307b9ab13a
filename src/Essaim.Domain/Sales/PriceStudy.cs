using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>One thing that goes into a work (fourniture): how much of it, and what one costs, without VAT.</summary>
public sealed record StudyItem(string Name, Quantity Quantity, UnitPrice Cost)
{
    /// <summary>To the cent, as the supplier's invoice will have it.</summary>
    public Money Total => Money.Round(Quantity.Value * Cost.Euros);
}

/// <summary>
/// How a price is made (étude de prix): materials and labour, general costs on top, and a price out of which margin,
/// contribution and insurance are paid. Those three are parts of the price, not of the cost: the contribution is
/// counted on what is invoiced.
/// </summary>
public sealed record PriceStudy(
    IReadOnlyList<StudyItem> Items, Quantity Hours, Money HourCost, Rate Overhead, Rate Margin, Rate Contribution,
    Rate Insurance)
{
    public Money Materials => Items.Sum(i => i.Total);

    // Our roundings, each step to the cent, so that what is shown adds up.
    public Money Labour => Money.Round(Hours.Value * HourCost.ToDecimal());

    /// <summary>Déboursé sec.</summary>
    public Money DirectCost => Materials + Labour;

    public Money OverheadPart => Money.Round(Overhead.Of(DirectCost));

    /// <summary>Prix de revient: below it one works at a loss.</summary>
    public Money Cost => DirectCost + OverheadPart;

    /// <summary>The price without VAT that pays for all.</summary>
    public Money Price => PriceFor(Cost, Margin.Fraction + Contribution.Fraction + Insurance.Fraction);

    public Money ContributionPart => Money.Round(Contribution.Of(Price));
    public Money InsurancePart => Money.Round(Insurance.Of(Price));

    /// <summary>What the other steps leave of the price.</summary>
    public Money MarginPart => MarginAt(Price);

    /// <summary>Backwards: what is left at another price, negative when it is sold at a loss.</summary>
    public Money MarginAt(Money price) =>
        price - Cost - Money.Round(Contribution.Of(price)) - Money.Round(Insurance.Of(price));

    /// <summary>The same as a part of that price; null where there is no price.</summary>
    public decimal? MarginShareAt(Money price) =>
        price.IsPositive ? MarginAt(price).ToDecimal() / price.ToDecimal() : null;

    /// <summary>Refuses a study that makes no sense.</summary>
    public void Check()
    {
        if (Items.Any(i => string.IsNullOrWhiteSpace(i.Name)))
            throw new BrokenRuleException("Nommez chaque fourniture de l’étude de prix.");
        if (HourCost.IsNegative || Overhead.Fraction < 0 || Contribution.Fraction < 0 || Insurance.Fraction < 0)
            throw new BrokenRuleException("Un coût ou un taux de l’étude de prix est négatif. Corrigez-le.");
        if (!Cost.IsPositive)
            throw new BrokenRuleException("L’étude de prix est vide. Indiquez des fournitures ou des heures.");
        _ = Price;
    }

    internal static Money PriceFor(Money cost, decimal parts) => parts is < 1m and > -1m
        ? Money.Round(cost.ToDecimal() / (1 - parts))
        : throw new BrokenRuleException("Marge, contribution et assurance prennent tout le prix : il ne reste rien "
            + "pour le coût. Baissez la marge.");
}

/// <summary>
/// What an hour must be sold for (coût et prix d’une heure), in the words of whoever sells it: what pay costs, what
/// else is spent, and the hours that customers really pay for.
/// </summary>
public sealed record HourStudy(
    Money PayCost, Money OwnCosts, decimal HoursPerWeek, int WeeksOff, Rate Contribution, Rate Insurance)
{
    private const int Weeks = 52;
    private const int Months = 12;

    public int WeeksSold => Weeks - WeeksOff;
    public decimal Hours => HoursPerWeek * WeeksSold;
    public Money YearCost => new((PayCost.Cents + OwnCosts.Cents) * Months);

    /// <summary>What one hour sold costs, before contribution and insurance; to the cent, our rounding.</summary>
    public Money HourCost => Money.Round(YearCost.ToDecimal() / Hours);

    /// <summary>The price without VAT from which it is earned.</summary>
    public Money Price => PriceStudy.PriceFor(HourCost, Contribution.Fraction + Insurance.Fraction);

    public void Check()
    {
        if (PayCost.IsNegative || OwnCosts.IsNegative || !YearCost.IsPositive)
            throw new BrokenRuleException(
                "Indiquez ce que coûte votre salaire, ou vos frais : l’un des deux au moins.");
        if (HoursPerWeek is <= 0 or > 80)
            throw new BrokenRuleException(
                "Les heures vendues vont de 1 à 80 par semaine : celles que les clients paient, pas celles du bureau.");
        if (WeeksOff is < 0 or >= Weeks)
            throw new BrokenRuleException("Les semaines sans vente vont de 0 à 51 : congés, salons, maladie.");
        _ = Price;
    }
}
