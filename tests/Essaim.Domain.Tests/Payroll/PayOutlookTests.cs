using Essaim.Domain.Payroll;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Payroll;

public class PayOutlookTests
{
    private static readonly Month July = new(2026, 7);
    private static readonly Money FullTime = Pay.Euros(1867.06m);

    private static PayOutlook Outlook(decimal? hours = null) => new(Pay.Calculator, m => new PayTerms(m.LastDay)
    {
        Headcount = 20, HoursPerMonth = hours,
    }, new Month(2026, 12));

    [Fact]
    public void Money_lasts_as_many_months_as_it_pays_whole_on_the_sums_of_the_year()
    {
        // Five months at the minimum wage cost 1,933.08 or .09: a year's reduction of 0.3981 is rounded on its sum, so
        // the months get 743.28, .27, .28, .28 and .27. 9,665.42 in all; one cent less pays four.
        var months = Outlook().Months(Money.Zero, FullTime, Pay.Euros(9665.42m), July, null);
        Assert.Equal([July, July.Add(1), July.Add(2), July.Add(3), July.Add(4)], months.Select(m => m.Month));
        Assert.Equal([1933.08m, 1933.09m, 1933.08m, 1933.08m, 1933.09m],
            months.Select(m => m.Payslip.TotalCost.ToDecimal()));
        Assert.Equal(Money.Zero, months[^1].Left);
        Assert.Equal(4, Outlook().Months(Money.Zero, FullTime, Pay.Euros(9665.41m), July, null).Count);
    }

    [Fact]
    public void The_fixed_part_is_due_even_when_less_is_asked()
    {
        var slip = Outlook().OfMonth(July, Money.Euros(500), FullTime, null);
        Assert.Equal(Pay.Euros(1477.95m), slip.NetBeforeTax);
    }

    [Fact]
    public void The_highest_net_lasts_the_months_asked_and_one_euro_more_does_not()
    {
        foreach (var (money, wanted) in new[] { (3000, 2), (9665, 5), (20000, 12), (40000, 24) })
        {
            var net = Outlook().HighestNet(wanted, Money.Zero, Money.Euros(money), July, null);
            Assert.Equal(wanted, Count(net, money, wanted));
            Assert.True(Count(net + Money.Euros(1), money, wanted) < wanted);
        }

        static int Count(Money net, int money, int wanted) =>
            Outlook().Months(net, Money.Zero, Money.Euros(money), July, null, wanted).Count;
    }

    [Fact]
    public void Months_that_the_law_does_not_know_yet_are_paid_at_its_last_rates_and_January_starts_afresh()
    {
        var months = Outlook().Months(Money.Zero, FullTime, Money.Euros(50_000), July, null);
        Assert.Equal(PayOutlook.LongestMonths, months.Count);
        var january = months.Single(m => m.Month == new Month(2027, 1));
        Assert.Equal((Pay.Euros(1933.08m), FullTime), (january.Payslip.TotalCost, january.Payslip.YearToDate.Gross));
    }

    [Fact]
    public void Nothing_lasts_no_month_and_a_senseless_time_is_refused()
    {
        Assert.Empty(Outlook().Months(Money.Euros(1000), Money.Zero, Money.Euros(900), July, null));
        Assert.Equal(Money.Zero, Outlook().HighestNet(6, Money.Zero, Pay.Euros(-5m), July, null));
        foreach (var months in new[] { 0, 25 })
            Assert.Contains("1 à 24 mois", Assert.Throws<BrokenRuleException>(() =>
                Outlook().HighestNet(months, Money.Zero, Money.Euros(1000), July, null)).Message);
    }

    [Fact]
    public void An_even_year_keeps_the_whole_reduction_that_two_big_months_lose()
    {
        // Below the minimum wage the coefficient is the highest, 0.3981, of the year's pay rounded once. Two months of
        // some 9,000 are above three minimum wages of the hours they buy: nothing.
        var gain = SmoothingGain.Of(Outlook(), Money.Euros(19_200), [0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0], 2026);
        Assert.Equal(Money.Round(gain.Even.Gross.ToDecimal() * 0.3981m), gain.Even.Reduction);
        Assert.Equal(Money.Zero, gain.AsItComes.Reduction);
        Assert.Equal(gain.Even.Reduction, gain.Kept);
        Assert.True(gain.Even.Net > gain.AsItComes.Net);
    }

    [Fact]
    public void An_allowance_loses_seventy_per_cent_of_the_gross_pay_in_whole_days()
    {
        // 30 × 40 − 70 % of 1,000 = 500, which is 12.5 days: 13 are paid, 17 kept.
        var slip = Pay.Calculator.ForGross(new PayTerms(July.LastDay), Money.Euros(1000));
        var figures = UnemploymentFigures.Of(LawFiles.Book, slip, Money.Euros(40));
        Assert.Equal((13, Money.Euros(520), 17), (figures.DaysPaid, figures.Benefit, figures.DaysKept));
        Assert.Equal(0, UnemploymentFigures.Of(LawFiles.Book, slip, Money.Euros(20)).DaysPaid);
        Assert.Throws<BrokenRuleException>(() => UnemploymentFigures.Of(LawFiles.Book, slip, Money.Zero));
    }
}
