using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>Why somebody is on sick leave (nature de l’arrêt): it changes waiting days and tax.</summary>
public enum SickKind
{
    /// <summary>Illness or accident of private life: daily indemnities are taxed.</summary>
    Ordinary,

    /// <summary>Long illness (affection de longue durée): daily indemnities are not taxed (CGI 80 quinquies).</summary>
    LongIllness,

    /// <summary>Accident at work: no waiting day, half of the indemnities are taxed (CGI 81, 8°).</summary>
    WorkAccident,
}

/// <summary>
/// The days of a sick leave that fall in the month (arrêt maladie). The daily indemnity is gross, as the notice of the
/// health insurance says or as <see cref="DailyIndemnity"/> works it out; an accident at work has its own, to be typed.
/// </summary>
/// <param name="Days">The days of this month, both included.</param>
/// <param name="FirstDay">The first day of the leave, maybe in an earlier month.</param>
/// <param name="HiredOn">Decides the top-up: one year in the co-op on the first day is needed (L. 1226-1).</param>
public sealed record SickLeave(DateRange Days, DateOnly FirstDay, DateOnly HiredOn, Money DailyIndemnity)
{
    public SickKind Kind { get; init; }

    /// <summary>The health insurance pays the employer, who passes it on (subrogation).</summary>
    public bool Subrogated { get; init; }

    /// <summary>Days topped up in the last twelve months before this one (D. 1226-4).</summary>
    public int DaysToppedUpBefore { get; init; }

    public HoursMissed? Hours { get; init; }

    /// <summary>Days of this month that the health insurance pays: from the fourth, or all after an accident.</summary>
    internal int IndemnityDays(int waiting) => DaysFrom(Kind == SickKind.WorkAccident ? 0 : waiting);

    /// <summary>Days of this month beyond so many days of leave.</summary>
    internal int DaysFrom(int waited)
    {
        var first = FirstDay.AddDays(waited);
        return first > Days.Last ? 0 : new DateRange(first > Days.First ? first : Days.First, Days.Last).Days;
    }

    internal void Check()
    {
        if (FirstDay > Days.First)
            throw new BrokenRuleException(
                $"L’arrêt commence le {FrenchText.Short(FirstDay)}, après les jours du mois {Days}. Corrigez-le.");
        if (DailyIndemnity.IsNegative || DaysToppedUpBefore < 0)
            throw new BrokenRuleException("L’indemnité journalière et les jours déjà maintenus sont positifs ou nuls.");
        if (Kind == SickKind.WorkAccident && DailyIndemnity.IsZero)
            throw new BrokenRuleException(
                "L’indemnité journalière d’un accident du travail se lit sur le décompte de la caisse. Recopiez-la.");
    }
}

/// <summary>
/// The daily indemnity of an ordinary illness (indemnité journalière): half of 1/91.25 of the last three months' gross
/// pay, each counted up to 1.4 minimum wages of the last day of the month before (CSS R. 323-4 and R. 323-5). Gross,
/// in euros a day. The notice of the health insurance comes first.
/// </summary>
public static class DailyIndemnity
{
    public static Money Of(LawBook law, DateOnly firstDay, IReadOnlyCollection<Money> lastThreeMonths)
    {
        if (lastThreeMonths.Count != 3)
            throw new BrokenRuleException(
                "L’indemnité journalière se calcule sur les trois dernières paies. Indiquez les trois, ou recopiez "
                + "l’indemnité du décompte de la caisse.");
        var before = new DateOnly(firstDay.Year, firstDay.Month, 1).AddDays(-1);
        var rule = law.At("indemnite-journaliere", firstDay).Content;
        var ceiling = law.Number("smic-horaire", before) * law.Number("duree-legale-annuelle", before) / 12m
            * rule.GetProperty("smic").GetDecimal();
        var pay = lastThreeMonths.Sum(m => Math.Min(m.ToDecimal(), ceiling));
        // One rounding, to the cent; the text says none.
        return Money.Round(pay / rule.GetProperty("diviseur").GetDecimal() * rule.GetProperty("part").GetDecimal()
            / 100m);
    }

    /// <summary>The days of leave before the first one paid.</summary>
    internal static int DaysWaited(LawBook law, DateOnly day) =>
        law.At("indemnite-journaliere", day).Content.GetProperty("carence").GetInt32();
}
