using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Values;

public sealed class PeriodAndQuantityTests
{
    [Theory]
    [InlineData("2026-11")]
    [InlineData("11/2026")]
    [InlineData(" 11-2026 ")]
    public void A_month_is_read_both_ways(string text) => Assert.Equal(new Month(2026, 11), Month.Parse(text));

    [Theory]
    [InlineData("2026-13")]
    [InlineData("novembre")]
    [InlineData("2026")]
    [InlineData("00/2026")]
    [InlineData("2026-11-22")]
    public void A_month_that_does_not_exist_is_refused(string text) =>
        Assert.Throws<BrokenRuleException>(() => Month.Parse(text));

    [Fact]
    public void Months_follow_each_other_over_the_year()
    {
        Assert.Equal(new Month(2027, 1), new Month(2026, 12).Next());
        Assert.Equal(new Month(2025, 12), new Month(2026, 1).Add(-1));
        Assert.Equal(14, Month.Range(new Month(2025, 12), new Month(2027, 1)).Count());
        Assert.Equal(new DateOnly(2028, 2, 29), new Month(2028, 2).LastDay);
        Assert.Equal(("novembre 2026", "2026-11"), (new Month(2026, 11).ToString(), new Month(2026, 11).ToIso()));
        Assert.True(new Month(2026, 2) < new Month(2026, 10) && new Month(2026, 12) < new Month(2027, 1));
    }

    [Fact]
    public void A_range_of_days_includes_both_ends()
    {
        var range = new DateRange(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        Assert.Equal(365, range.Days);
        Assert.True(range.Contains(range.First) && range.Contains(range.Last));
        Assert.True(range.Overlaps(new DateRange(range.Last, range.Last.AddDays(9))));
        Assert.False(range.Overlaps(new DateRange(range.Last.AddDays(1), range.Last.AddDays(9))));
        Assert.Throws<BrokenRuleException>(() => new DateRange(range.Last, range.First));
    }

    [Fact]
    public void A_quantity_has_at_most_four_decimals_and_is_never_negative()
    {
        Assert.Equal("1\u202f234,5", new Quantity(1234.5m).ToString());
        Assert.Throws<BrokenRuleException>(() => new Quantity(-1));
        Assert.Throws<BrokenRuleException>(() => new Quantity(0.00001m));
        Assert.Throws<BrokenRuleException>(() => new Quantity(100_000_001m));
    }

    [Fact]
    public void A_unit_price_may_be_negative_for_a_rebate_and_keeps_four_decimals()
    {
        Assert.Equal("\u22120,1234", new UnitPrice(-0.1234m).ToString());
        Assert.Throws<BrokenRuleException>(() => new UnitPrice(0.12345m));
    }

    [Fact]
    public void A_rate_beyond_all_measure_is_a_mistake_of_unit()
    {
        Assert.Equal("10\u00a0%", Rate.Percent(10).ToString());
        Assert.Throws<BrokenRuleException>(() => new Rate(20));
        Assert.Throws<BrokenRuleException>(() => Rate.Percent(-101));
    }
}
