using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Assets;

/// <summary>
/// A plan corrected forward (révision): from this month on, what is left is spread over so many months.
/// </summary>
public readonly record struct PlanRevision(Month From, int Months);

/// <summary>What a month writes off (dotation), with what is then written off in all.</summary>
public readonly record struct PlannedCharge(Month Month, Money Amount, Money Accumulated);

/// <summary>
/// The plan of one asset, month by month (plan d’amortissement linéaire, prorata temporis; PCG art. 214-13 and CGI ann.
/// II art. 23). The months count thirty days. What is written off by the end of a month is rounded to the cent, and a
/// month's charge is the difference to the month before: so the charges add up to the base exactly, and a cent is never
/// lost nor found. A revision spreads what is left and never touches the months before it.
/// </summary>
public sealed class DepreciationPlan
{
    /// <summary>From a day on, an amount over so many days, beside what was written off before.</summary>
    private readonly record struct Stretch(DateOnly From, Money Before, Money Amount, int Days);

    private readonly List<Stretch> _stretches = [];

    public DepreciationTerms Terms { get; }

    public DepreciationPlan(DepreciationTerms terms, IEnumerable<PlanRevision>? revisions = null)
    {
        Terms = terms;
        if (!terms.IsDepreciated)
            return;
        _stretches.Add(FirstStretch(terms));
        foreach (var revision in (revisions ?? []).OrderBy(r => r.From.Number))
            Revise(revision);
    }

    /// <summary>What is written off by the end of a day; what was taken over counts from the first day known.</summary>
    public Money AccumulatedAt(DateOnly day)
    {
        var at = _stretches.FindLastIndex(s => s.From <= day);
        return at < 0 ? Terms.Taken?.Amount ?? Money.Zero : AtEndOf(_stretches[at], day);
    }

    /// <summary>What the asset is still worth in the books (valeur nette comptable) at the end of a day.</summary>
    public Money NetAt(DateOnly day) => Terms.Value - AccumulatedAt(day);

    /// <summary>
    /// The months that write something off, in order; a month whose share is less than half a cent has none.
    /// </summary>
    public IEnumerable<PlannedCharge> Charges()
    {
        if (_stretches.Count == 0)
            yield break;
        var before = _stretches[0].Before;
        for (var month = Month.Of(_stretches[0].From); before < Terms.Base; month = month.Next())
        {
            var after = AccumulatedAt(month.LastDay);
            if (after != before)
                yield return new PlannedCharge(month, after - before, after);
            before = after;
        }
    }

    /// <summary>Refuses a revision that the plan cannot take, in the words of who asks for it.</summary>
    public void Revise(PlanRevision revision)
    {
        if (_stretches.Count == 0)
            throw new BrokenRuleException("Ce bien ne s’amortit pas\u00a0: il n’a pas de durée à corriger.");
        if (revision.Months is < 1 or > 600)
            throw new BrokenRuleException("La durée qui reste va de 1 à 600 mois.");
        var last = _stretches[^1];
        var before = AccumulatedAt(revision.From.FirstDay.AddDays(-1));
        if (revision.From.FirstDay <= last.From)
            throw new BrokenRuleException($"Le plan commence ou a déjà été corrigé {Month.Of(last.From).AfterDe()}. "
                + "Corrigez-le à partir d’un mois suivant.");
        if (before >= Terms.Base)
            throw new BrokenRuleException(
                $"Tout est déjà amorti avant {revision.From}. Il n’y a plus rien à répartir.");
        _stretches.Add(new Stretch(revision.From.FirstDay, before, Terms.Base - before,
            revision.Months * Thirty.PerMonth));
    }

    private static Stretch FirstStretch(DepreciationTerms terms)
    {
        var days = terms.Months * Thirty.PerMonth;
        return terms.Taken is { } taken
            ? new Stretch(taken.Through.Next().FirstDay, taken.Amount, terms.Base - taken.Amount,
                Math.Max(1, days - Thirty.Days(terms.InService, taken.Through.LastDay)))
            : new Stretch(terms.InService, Money.Zero, terms.Base, days);
    }

    private static Money AtEndOf(Stretch stretch, DateOnly day)
    {
        var days = Math.Clamp(Thirty.Days(stretch.From, day), 0, stretch.Days);
        // To the cent, halves up: no text says how; the whole adds up because only sums are rounded.
        return stretch.Before + Money.Round(stretch.Amount.ToDecimal() * days / stretch.Days);
    }
}
