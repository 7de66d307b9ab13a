using CsCheck;
using Essaim.Domain.Purchases;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Purchases;

public class MileageScaleTests
{
    private static readonly MileageScale Scale = MileageScale.Of(LawFiles.Book, new DateOnly(2026, 11, 22));

    [Fact]
    public void Eighty_kilometres_of_a_small_car_are_worth_42_32() =>
        Assert.Equal(Money.Round(42.32m), Scale.Allowance(3, false, 0, 80));

    [Theory]
    [InlineData(1, 1000, 529)]
    [InlineData(3, 5000, 2645)]
    [InlineData(4, 5000, 3030)]
    [InlineData(4, 6000, 3370)]
    [InlineData(5, 20000, 8535)]
    [InlineData(6, 30000, 13410)]
    [InlineData(7, 10000, 5455)]
    [InlineData(12, 10000, 5455)]
    public void A_year_is_worth_what_the_scale_says(int horsepower, int kilometres, int euros) =>
        Assert.Equal(Money.Euros(euros), Scale.Allowance(horsepower, false, 0, kilometres));

    [Fact]
    public void An_electric_car_gets_a_fifth_more() =>
        Assert.Equal(Money.Round(634.80m), Scale.Allowance(3, true, 0, 1000));

    [Fact]
    public void A_claim_across_the_5_000th_kilometre_counts_each_side_at_its_own_rate()
    {
        // 100 km at 0.636, then 100 km at 0.357: the fixed 1,395 is already in the first 5,000.
        Assert.Equal(Money.Round(63.60m + 35.70m), Scale.Allowance(5, false, 4900, 200));
    }

    [Fact]
    public void Claims_of_a_year_add_up_to_the_year_within_their_rounding() => Gen.Select(
        Gen.Int[1, 9], Gen.Int[1, 900].Array[1, 60]).Sample((horsepower, trips) =>
        {
            var (sum, driven) = (Money.Zero, 0);
            foreach (var trip in trips)
            {
                var allowance = Scale.Allowance(horsepower, false, driven, trip);
                Assert.True(allowance.IsPositive);
                sum += allowance;
                driven += trip;
            }
            Assert.InRange((sum - Scale.Allowance(horsepower, false, 0, driven)).Cents, -trips.Length, trips.Length);
        });

    [Theory]
    [InlineData("2023-12-31")]
    [InlineData("2027-01-01")]
    public void A_day_that_the_scale_does_not_know_is_refused(string day) =>
        Assert.Throws<BrokenRuleException>(() => MileageScale.Of(LawFiles.Book, DateOnly.Parse(day)));

    [Fact]
    public void Silly_journeys_are_refused()
    {
        Assert.Throws<BrokenRuleException>(() => Scale.Allowance(0, false, 0, 10));
        Assert.Throws<BrokenRuleException>(() => Scale.Allowance(5, false, 0, -10));
        Assert.Throws<BrokenRuleException>(() => Scale.Allowance(5, false, -1, 10));
        Assert.Throws<BrokenRuleException>(() => Scale.Allowance(5, false, 0, 2_000_000));
    }
}
