using CsCheck;
using Essaim.Domain.Payroll;
using Xunit;

namespace Essaim.Domain.Tests.Payroll;

public class GeneralReductionTests
{
    [Fact]
    public void The_square_root_squares_back() => Gen.Long[0, 1_000_000_000_000].Sample(parts =>
    {
        var x = parts / 1_000_000_000_000m;
        var root = DecimalPower.SquareRoot(x);
        return Math.Abs(root * root - x) < 0.000_000_000_000_000_001m;
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(0.5, 0.297301778750680)]
    [InlineData(0.0625, 0.0078125)]
    public void The_power_of_one_and_three_quarters_is_exact_to_twelve_decimals(decimal x, decimal expected) =>
        Assert.Equal(expected, DecimalPower.OneAndThreeQuarters(x), 12);

    [Fact]
    public void The_coefficient_never_grows_with_pay()
    {
        var before = 1m;
        for (var gross = 1500m; gross < 5700m; gross += 0.37m)
        {
            var now = Pay.Slip(Pay.July, decimal.Round(gross, 2)).ReductionCoefficient;
            Assert.True(now <= before);
            before = now;
        }
        Assert.Equal(0m, before);
    }
}
