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
    public void Claims_of_a_year_add_up_to_the_year_to_the_cent() => Gen.Select(
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
            Assert.Equal(Scale.Allowance(horsepower, false, 0, driven), sum);
        });

    /// <summary>
    /// 5 CV: 3,000 km are 1,908.00 and 6,000 km are 0.357 × 6,000 + 1,395 = 3,537.00, so that the 3,000 accepted last
    /// are worth 1,629.00, whichever months they were driven in.
    /// </summary>
    [Fact]
    public void A_claim_accepted_out_of_order_gets_what_the_year_still_lacks()
    {
        var counter = new MileageCounter();
        MileageTrip Trip(int month) => new(new DateOnly(2026, month, 3), "Lyon", "Nice", 3000, 5, false, 7);
        Assert.Equal(Money.Euros(1908), counter.Next(Scale, Trip(11), "v7"));
        Assert.Equal(Money.Euros(1629), counter.Next(Scale, Trip(2), "v7"));
        Assert.Equal(Money.Euros(1908), counter.Next(Scale, Trip(3), "v8"));
        Assert.Equal((6000m, 3000m, 0m), (counter.Of("v7", 2026), counter.Of("v8", 2026), counter.Of("v7", 2025)));
    }

    /// <summary>The scale is written again here, in tenths of cents and metres, without its brackets' code.</summary>
    [Fact]
    public void Whatever_the_order_of_acceptance_a_year_is_worth_the_allowance_of_its_kilometres() => Gen.Select(
        Gen.Int[1, 9], Gen.Bool, Gen.Int[1, 9000].Array[1, 40], Gen.Int[0, 1_000_000]).Sample(
        (horsepower, electric, tenths, seed) =>
        {
            var (counter, sum) = (new MileageCounter(), Money.Zero);
            var order = tenths.OrderBy(t => (t * 7919L + seed) % 104_729).ToArray();
            foreach (var tenth in order)
                sum += counter.Next(Scale, new MileageTrip(new DateOnly(2026, 1 + tenth % 12, 1), "A", "B", tenth / 10m,
                    horsepower, electric, 1), "v1");
            var (low, middle, plus, high) = horsepower switch
            {
                <= 3 => (0.529m, 0.316m, 1065m, 0.370m),
                4 => (0.606m, 0.340m, 1330m, 0.407m),
                5 => (0.636m, 0.357m, 1395m, 0.427m),
                6 => (0.665m, 0.374m, 1457m, 0.447m),
                _ => (0.697m, 0.394m, 1515m, 0.470m),
            };
            var driven = tenths.Sum() / 10m;
            var exact = driven <= 5000 ? driven * low : driven <= 20000 ? driven * middle + plus : driven * high;
            Assert.Equal(Money.Round(exact * (electric ? 1.2m : 1m)), sum);
        });

    [Fact]
    public void A_trip_of_before_belongs_to_the_oldest_vehicle_alike()
    {
        Vehicle Car(long id, int horsepower, bool electric = false) => new()
        {
            Id = id, PersonId = 1, Name = "Auto", HorsePower = horsepower, Electric = electric, Theirs = true,
        };
        var trip = new MileageTrip(new DateOnly(2026, 3, 1), "A", "B", 10, 5, false);
        Vehicle[] cars = [Car(4, 5, electric: true), Car(9, 5), Car(3, 4), Car(6, 5)];
        Assert.Equal("v6", MileageCounter.KeyOf(trip, cars));
        Assert.Equal("cv5", MileageCounter.KeyOf(trip, []));
        Assert.Equal("v3", MileageCounter.KeyOf(trip with { Vehicle = 3 }, cars));
    }

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
