using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// Finds the highest gross pay within a total cost (du coût au brut). The cost does not grow with every cent, because
/// each line is rounded: so a search by halves comes close, then the last cents are tried one by one.
/// </summary>
internal sealed class CostInversion(PayParameters law, PayTerms terms)
{
    /// <summary>Null when even no pay at all costs more.</summary>
    public Money? HighestGrossWithin(Money cost)
    {
        var reopening = GrowingReduction ? ReopeningCents() : 0;
        var (start, end) = (0L, CentsBeyond(cost, Math.Max(reopening, cost.Cents) + 1));
        // After big months without reduction, some pay more can reopen the year's reduction and cost less. The cost
        // grows on either side of that point; the higher side goes first.
        if (reopening > 0)
        {
            if (HighestIn(reopening, end, cost) is { } higher)
                return new Money(higher);
            end = reopening;
        }
        return HighestIn(start, end, cost) is { } cents ? new Money(cents) : null;
    }

    /// <summary>
    /// A Cesa's own reference grows with its pay: after better months each euro then raises the year's coefficient.
    /// </summary>
    private bool GrowingReduction => terms.YearToDate is { } year && terms.HoursPerMonth is null
        && !law.Reduction.CesaCountsFullTime && year.Gross.ToDecimal() > year.MinimumWages;

    private long CostOf(long cents) => PayCalculator.TotalCost(law, terms, new Money(cents)).Cents;

    /// <summary>
    /// How far rounding can push two costs apart, in cents: one for each rounded line; and, where the coefficient
    /// grows, its last decimal times the year's pay. From a gross pay whose cost is further above the target than
    /// this, every higher one is too expensive, as cost grows faster than pay.
    /// </summary>
    private long Noise(long cents) =>
        law.EmployerRules.Length + 1 + (GrowingReduction ? (terms.YearToDate!.Gross.Cents + cents) / 10_000 + 1 : 0);

    /// <summary>
    /// A gross pay that is surely too expensive: the cost itself, unless a regularisation gives money back.
    /// </summary>
    private long CentsBeyond(Money cost, long cents)
    {
        while (CostOf(cents) <= cost.Cents + Noise(cents))
            cents = checked(cents * 2);
        return cents;
    }

    private long ReopeningCents() =>
        (long)decimal.Floor(law.Reduction.GrossThatReopens(terms.YearToDate!) * 100m) + 1;

    /// <summary>The highest of [low, high[ within the cost, where cost grows but for rounding.</summary>
    private long? HighestIn(long low, long high, Money cost)
    {
        var target = cost.Cents;
        var noise = Noise(high);
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (CostOf(middle) <= target)
                low = middle;
            else
                high = middle;
        }
        long? best = CostOf(low) <= target ? low : null;
        for (var cents = low + 1; ; cents++)
        {
            var now = CostOf(cents);
            if (now > target + noise)
                return best;
            if (now <= target)
                best = cents;
        }
    }
}
