using CsCheck;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Values;

public sealed class MoneyTests
{
    private static readonly Gen<Money> AnyAmount = Gen.Long[-10_000_000_000, 10_000_000_000].Select(c => new Money(c));

    [Fact]
    public void Shares_add_up_and_are_within_a_cent_of_their_due() =>
        Gen.Select(AnyAmount, Gen.Long[0, 1_000_000].Array[1, 12]).Where((_, w) => w.Sum() > 0)
            .Sample((amount, weights) =>
            {
                var parts = amount.Share(weights);
                Assert.Equal(amount, parts.Sum());
                for (var i = 0; i < parts.Length; i++)
                    Assert.True(Math.Abs(parts[i].Cents - (decimal)amount.Cents * weights[i] / weights.Sum()) < 1);
            });

    [Fact]
    public void A_share_of_a_credit_note_mirrors_that_of_its_invoice() =>
        Gen.Select(AnyAmount, Gen.Long[1, 1000].Array[1, 5]).Sample((amount, weights) =>
            Assert.Equal(amount.Share(weights).Select(p => -p), (-amount).Share(weights)));

    [Fact]
    public void The_earlier_part_takes_the_cent_that_is_left() =>
        Assert.Equal([new Money(34), new Money(33), new Money(33)], Money.Euros(1).Share([1, 1, 1]));

    [Fact]
    public void Nothing_can_be_shared_between_weights_of_zero_or_less()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.Euros(1).Share([0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.Euros(1).Share([2, -1]));
    }

    [Theory]
    [InlineData("0.005", 1)]
    [InlineData("-0.005", -1)]
    [InlineData("2.675", 268)]
    [InlineData("0.0049", 0)]
    public void Halves_are_rounded_away_from_zero(string euros, long cents) =>
        Assert.Equal(cents, Money.Round(decimal.Parse(euros, System.Globalization.CultureInfo.InvariantCulture)).Cents);

    [Fact]
    public void A_sum_that_leaves_the_range_throws()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => Money.Euros(long.MaxValue));
    }

    [Fact]
    public void Successive_prorata_taken_as_differences_add_up() =>
        Gen.Select(AnyAmount, Gen.Long[1, 1_000_000], Gen.Double[0, 1]).Sample((amount, whole, fraction) =>
        {
            var first = amount.Prorata(new Money((long)(whole * fraction)), new Money(whole));
            Assert.Equal(amount, first + (amount.Prorata(new Money(whole), new Money(whole)) - first));
            Assert.True(first.Abs() <= amount.Abs());
        });

    [Fact]
    public void A_machine_reads_a_dot_and_two_decimals() => Assert.Equal("-1234.50", new Money(-123450).ToInvariant());
}
