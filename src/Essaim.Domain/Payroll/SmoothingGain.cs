using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>What a year of pay comes to for the person, and how much of the general reduction it keeps.</summary>
public sealed record YearOfPay(Money Gross, Money Net, Money Reduction, Money Cost);

/// <summary>
/// The same yearly money paid as it comes in, or the same every month (gain du lissage). The general reduction of a
/// contract without hours shrinks when pay is uneven, as its reference minimum wage is that of the hours which each
/// month's pay would buy: thousands of euros a year may lie between the two.
/// </summary>
/// <param name="Kept">The reduction that an even pay keeps beyond the other.</param>
public sealed record SmoothingGain(YearOfPay AsItComes, YearOfPay Even)
{
    private const int MonthsOfYear = 12;

    public Money Kept => Even.Reduction - AsItComes.Reduction;

    /// <summary>Both ways over the calendar year of a month, for what it may cost in all.</summary>
    /// <param name="season">Twelve weights, that of January first: what came in, say.</param>
    public static SmoothingGain Of(PayOutlook outlook, Money yearlyCost, IReadOnlyList<long> season, int year)
    {
        if (season.Count != MonthsOfYear || season.Any(w => w < 0) || season.Sum() == 0)
            throw new ArgumentException("A season has twelve weights, not all zero.", nameof(season));
        var even = Enumerable.Repeat(1L, MonthsOfYear).ToArray();
        return new SmoothingGain(Paid([.. season]), Paid(even));

        YearOfPay Paid(long[] weights)
        {
            var slips = outlook.OfCosts(yearlyCost.Share(weights), Money.Zero, new Month(year, 1), null);
            return new YearOfPay(slips.Sum(s => s.Payslip.Gross), slips.Sum(s => s.Payslip.NetBeforeTax),
                slips.Sum(s => s.Payslip.GeneralReduction), slips.Sum(s => s.Payslip.TotalCost));
        }
    }
}
