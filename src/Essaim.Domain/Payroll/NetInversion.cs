using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// Finds the lowest gross pay whose net before tax reaches a sum (du net au brut). The net grows with
/// gross pay but for the rounding of lines, save where pay passes the ceiling: a contribution is then due on the whole,
/// and the net falls by some euros. So the search is made below that point, then above it.
/// </summary>
internal sealed class NetInversion(PayParameters law, PayTerms terms)
{
    public Money LowestGrossReaching(Money net)
    {
        var ceiling = CentsAtCeiling();
        if (ceiling > 0 && NetOf(ceiling) >= net.Cents)
            return new Money(LowestIn(-1, ceiling, net.Cents));
        var low = Math.Max(ceiling, -1);
        var high = Math.Max(low + 1, net.Cents + 1);
        while (NetOf(high) < net.Cents)
            high = checked(high * 2);
        return new Money(LowestIn(low, high, net.Cents));
    }

    /// <summary>Net before tax in cents, without making the payslip.</summary>
    private long NetOf(long cents)
    {
        var bases = new PayBases(law, terms, new Money(cents));
        var net = cents - terms.EmployeeMutual.Cents;
        foreach (var rule in law.EmployeeRules)
            net -= Money.Round(bases.Of(rule.Base) * rule.Employee).Cents;
        return net;
    }

    /// <summary>The last cent of pay that does not pass the ceilings of the year so far; below zero if none.</summary>
    private long CentsAtCeiling()
    {
        var ceiling = new PayBases(law, terms, Money.Zero).Ceiling;
        var left = terms.YearToDate is { } year ? year.Ceilings + ceiling - year.Gross.ToDecimal() : ceiling;
        return (long)decimal.Floor(left * 100m);
    }

    /// <summary>The lowest of ]low, high] that reaches the net, where the net falls by rounding alone.</summary>
    private long LowestIn(long low, long high, long net)
    {
        var least = low + 1;
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (NetOf(middle) >= net)
                high = middle;
            else
                low = middle;
        }
        // Several lines may round up at the same cent: a few cents below, the net may have been reached before. A cent
        // of pay leaves at least half a cent, so two cents for each line are enough.
        var best = high;
        for (var cents = high - 1; cents >= Math.Max(least, high - 2 * law.EmployeeRules.Length); cents--)
            if (NetOf(cents) >= net)
                best = cents;
        return best;
    }
}
