using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Surplus;

/// <summary>
/// How a Scop's yearly surplus would be divided (répartition des excédents nets de gestion, loi 78-763 article 33).
/// Shares are percentages of the surplus; the capital is the highest amount it ever reached. What the law forbids is
/// said in <see cref="Refused"/> rather than thrown, so that a meeting can see the figures it may not vote. Left out:
/// labour takes its legal minimum, capital nothing, and the development fund what remains. Not for a Scic.
/// </summary>
public sealed record AllocationSimulation
{
    private readonly List<string> refused = [];

    private AllocationSimulation()
    {
    }

    public Money Surplus { get; private init; }

    /// <summary>Legal reserve (réserve légale): 15 % until it equals the highest capital.</summary>
    public Money LegalReserve { get; private init; }

    /// <summary>Development fund (fonds de développement): what the others leave, so that all parts add up.</summary>
    public Money DevelopmentFund { get; private init; }

    /// <summary>Labour's share (part travail), for all employees, members or not.</summary>
    public Money Labour { get; private init; }

    /// <summary>Interest on shares (intérêts aux parts sociales).</summary>
    public Money Interest { get; private init; }

    /// <summary>What the law refuses, in French; empty when the split may be voted.</summary>
    public IReadOnlyList<string> Refused => refused;

    public static AllocationSimulation Of(
        LawBook law, DateOnly day, Money surplus, Money highestCapital, Money legalReserve,
        Rate? labour = null, Rate? interest = null, Rate? fund = null)
    {
        Check(surplus, highestCapital, legalReserve, labour, interest, fund);
        var rules = new Rules(law, day);
        var (labourRate, interestRate) = (labour ?? rules.LabourFloor, interest ?? Rate.Zero);
        // Each part is rounded to the cent; the fund takes what rounding leaves.
        var room = Money.Max(Money.Zero, highestCapital - legalReserve);
        var reserve = Money.Min(Money.Round(rules.LegalReserve.Of(surplus)), room);
        var work = Money.Round(labourRate.Of(surplus));
        var capital = Money.Round(interestRate.Of(surplus));
        var remainder = surplus - reserve - work - capital;
        var split = new AllocationSimulation
        {
            Surplus = surplus, LegalReserve = reserve, Labour = work, Interest = capital,
            DevelopmentFund = Money.Max(Money.Zero, remainder),
        };
        split.Judge(rules, (labourRate, interestRate, fund ?? Rate.Zero), remainder, highestCapital);
        return split;
    }

    private static void Check(Money surplus, Money capital, Money reserve, params Rate?[] shares)
    {
        if (surplus.IsNegative)
            throw new BrokenRuleException(
                $"Il n’y a pas d’excédent à répartir : le résultat est de {surplus}. "
                + "Une perte se reporte ou s’impute.");
        if (capital.IsNegative || reserve.IsNegative)
            throw new BrokenRuleException(
                "Le capital et la réserve légale ne peuvent pas être négatifs. Corrigez-les.");
        foreach (var share in shares)
            if (share is { Fraction: < 0m or > 1m })
                throw new BrokenRuleException(
                    $"Une part de {share} n’est pas possible. Indiquez un pourcentage de l’excédent, entre 0 et 100.");
    }

    private void Judge(Rules rules, (Rate Labour, Rate Interest, Rate Fund) asked, Money remainder, Money capital)
    {
        var (labour, interest, fund) = (asked.Labour.Fraction, asked.Interest.Fraction, asked.Fund.Fraction);
        if (labour < rules.LabourFloor.Fraction)
            refused.Add($"La part travail est de {asked.Labour} ; la loi demande au moins {rules.LabourFloor} "
                + "de l’excédent. Augmentez-la.");
        // Judged on percentages: a cent of rounding breaks no law.
        var legal = rules.LegalReserve.Fraction;
        var legalTaken = Surplus.IsZero ? legal : Math.Min(legal, LegalReserve.ToDecimal() / Surplus.ToDecimal());
        if (labour + interest + fund + legalTaken > 1m && remainder < Money.Round(asked.Fund.Of(Surplus)))
            refused.Add("Les parts dépassent l’excédent de "
                + $"{Money.Round(asked.Fund.Of(Surplus)) - remainder}, réserve légale comprise. Réduisez-en une.");
        var reserves = 1m - labour - interest;
        if (reserves < legal + rules.FundFloor.Fraction)
            refused.Add($"Les réserves reçoivent {FrenchText.Percent(Math.Max(0m, reserves))} ; il faut au moins "
                + $"{FrenchText.Percent(legal + rules.FundFloor.Fraction)}, fonds de développement compris. "
                + "Réduisez la part travail ou les intérêts.");
        if (interest > labour)
            refused.Add($"Les intérêts aux parts ({Interest}) dépassent la part travail ({Labour}). Réduisez-les.");
        if (interest > reserves)
            refused.Add($"Les intérêts aux parts ({Interest}) dépassent les dotations aux réserves "
                + $"({LegalReserve + DevelopmentFund}). Réduisez-les.");
        if (rules.InterestCeiling is { } ceiling && Interest > Money.Round(ceiling.Of(capital)))
            refused.Add($"Les intérêts aux parts dépassent {ceiling} du capital. Réduisez-les.");
    }

    private sealed class Rules(LawBook law, DateOnly day)
    {
        public Rate LegalReserve { get; } = law.Rate("scop-reserve-legale", day);
        public Rate FundFloor { get; } = law.Rate("scop-fonds-de-developpement-minimum", day);
        public Rate LabourFloor { get; } = law.Rate("scop-part-travail-minimum", day);

        /// <summary>Null while neither the law nor the by-laws set one.</summary>
        public Rate? InterestCeiling { get; } = law.At("scop-interets-taux-maximum", day) is { IsEmpty: false } value
            ? Rate.Percent(value.Number)
            : null;
    }
}
