using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>One month to come of somebody's pay: its payslip as the law known today makes it, and what it leaves.
/// </summary>
/// <param name="Left">What is left of the money after it.</param>
public sealed record PayAhead(Month Month, Payslip Payslip, Money Left);

/// <summary>
/// How long the money of an activity pays somebody (durée d’une rémunération), month after month on the sums of the
/// calendar year. Months beyond the law's files are computed with the last month that they know.
/// </summary>
/// <param name="termsOf">The terms of a month that the law knows; their year so far is set here.</param>
/// <param name="lastKnown">The last month that the law knows (<see cref="Law.LawBook.LastPayMonth"/>).</param>
public sealed class PayOutlook(PayCalculator calculator, Func<Month, PayTerms> termsOf, Month lastKnown)
{
    /// <summary>Nobody plans pay for longer than that.</summary>
    public const int LongestMonths = 24;

    /// <summary>
    /// The months that the money pays whole. The fixed part of the contract is due in each, even when the net asked is
    /// lower (Code du travail L. 7332-3).
    /// </summary>
    public IReadOnlyList<PayAhead> Months(Money net, Money fixedPay, Money money, Month first, YearToDate? before,
        int atMost = LongestMonths)
    {
        var months = new List<PayAhead>();
        var (left, year) = (money, before);
        for (var month = first; months.Count < atMost; month = month.Next())
        {
            var payslip = OfMonth(month, net, fixedPay, month == first || month.MonthOfYear != 1 ? year : null);
            if (payslip.TotalCost > left)
                break;
            left -= payslip.TotalCost;
            months.Add(new PayAhead(month, payslip, left));
            year = payslip.YearToDate;
        }
        return months;
    }

    /// <summary>The payslip of one month for that net, or of the fixed part where that is more.</summary>
    public Payslip OfMonth(Month month, Money net, Money fixedPay, YearToDate? year)
    {
        var terms = TermsOf(month, year);
        var least = calculator.ForGross(terms, fixedPay);
        return net > least.NetBeforeTax ? calculator.ForNet(terms, net) : least;
    }

    /// <summary>The highest net, in whole euros, that the money pays during these months; zero when there is none.
    /// </summary>
    public Money HighestNet(int months, Money fixedPay, Money money, Month first, YearToDate? before)
    {
        if (months is < 1 or > LongestMonths)
            throw new BrokenRuleException(
                $"Un salaire se prévoit sur 1 à {LongestMonths} mois ; vous avez indiqué {months}.");
        var (low, high) = (0L, Math.Max(0, money.Cents / 100 / months) + 1);
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (Months(new Money(middle * 100), fixedPay, money, first, before, months).Count == months)
                low = middle;
            else
                high = middle;
        }
        return new Money(low * 100);
    }

    /// <summary>
    /// Payslips for what each month may cost, charges included: what a smoothing plan gives. A month whose sum does not
    /// even bear the fixed part has the fixed part.
    /// </summary>
    public IReadOnlyList<(Month Month, Payslip Payslip)> OfCosts(IReadOnlyList<Money> costs, Money fixedPay,
        Month first, YearToDate? before)
    {
        var slips = new List<(Month, Payslip)>(costs.Count);
        var year = before;
        foreach (var (index, cost) in costs.Index())
        {
            var month = first.Add(index);
            var terms = TermsOf(month, index == 0 || month.MonthOfYear != 1 ? year : null);
            var least = calculator.ForGross(terms, fixedPay);
            var payslip = cost > least.TotalCost ? calculator.ForTotalCost(terms, cost) : least;
            slips.Add((month, payslip));
            year = payslip.YearToDate;
        }
        return slips;
    }

    private PayTerms TermsOf(Month month, YearToDate? year)
    {
        var terms = termsOf(month > lastKnown ? lastKnown : month);
        return terms with { YearToDate = year is null || year.Year == terms.Date.Year ? year : null };
    }
}
