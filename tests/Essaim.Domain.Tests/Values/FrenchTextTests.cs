using System.Globalization;
using CsCheck;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Values;

/// <summary>How French people write amounts, rates and dates, and what they paste.</summary>
public sealed class FrenchTextTests
{
    [Theory]
    [InlineData(123456, "1\u202f234,56\u00a0€")]
    [InlineData(-123456, "\u22121\u202f234,56\u00a0€")]
    [InlineData(-5, "\u22120,05\u00a0€")]
    [InlineData(0, "0,00\u00a0€")]
    [InlineData(100000000000, "1\u202f000\u202f000\u202f000,00\u00a0€")]
    public void Amounts_are_shown_with_narrow_hard_spaces(long cents, string text) =>
        Assert.Equal(text, new Money(cents).ToString());

    [Theory]
    [InlineData("1 234,56")]
    [InlineData("1\u00a0234,56")]
    [InlineData("1\u202f234,56")]
    [InlineData("1\u2009234,56")]
    [InlineData("1234,56")]
    [InlineData("1234.56")]
    [InlineData("1.234,56")]
    [InlineData("1,234.56")]
    [InlineData(" 1 234,56 € ")]
    [InlineData("1 234,56\u00a0€")]
    public void Amounts_are_read_as_people_paste_them(string text) =>
        Assert.Equal(new Money(123456), FrenchText.ParseMoney(text));

    [Theory]
    [InlineData("-12,5", -1250)]
    [InlineData("\u221212,5", -1250)]
    [InlineData("1234.567.890", null)]
    [InlineData("1.234.567", 123456700)]
    [InlineData("0.125", null)]
    [InlineData("12,345", null)]
    public void Signs_thousands_and_decimals_are_told_apart(string text, int? cents)
    {
        if (cents is { } expected)
            Assert.Equal(new Money(expected), FrenchText.ParseMoney(text));
        else
            Assert.Throws<BrokenRuleException>(() => FrenchText.ParseMoney(text));
    }

    [Theory]
    [InlineData("1.234")]
    [InlineData("12.345")]
    [InlineData("-999.000")]
    public void A_number_that_reads_two_ways_is_asked_again(string text) => Assert.Contains(
        "deux façons", Assert.Throws<BrokenRuleException>(() => FrenchText.ParseNumber(text)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("  €")]
    [InlineData("douze")]
    [InlineData("12-5")]
    [InlineData("--5")]
    [InlineData("1e5")]
    [InlineData("22.11.2026")]
    [InlineData("1,2,3")]
    [InlineData("1.23.456,78")]
    [InlineData("1.234,567.89")]
    [InlineData(",")]
    public void What_is_no_number_is_refused(string text) =>
        Assert.Throws<BrokenRuleException>(() => FrenchText.ParseNumber(text));

    [Fact]
    public void What_is_shown_can_be_read_back() =>
        Gen.Long[-10_000_000_000, 10_000_000_000].Sample(cents =>
        {
            Assert.Equal(new Money(cents), FrenchText.ParseMoney(new Money(cents).ToString()));
            Assert.Equal(cents / 10_000m, FrenchText.ParseNumber(FrenchText.Decimal(cents / 10_000m, 4)));
        });

    [Fact]
    public void Dates_are_read_back_as_shown() =>
        Gen.Int[new DateOnly(1900, 1, 1).DayNumber, new DateOnly(2099, 12, 31).DayNumber]
            .Select(DateOnly.FromDayNumber)
            .Sample(day => Assert.Equal(day, FrenchText.ParseDate(FrenchText.Short(day))));

    [Theory]
    [InlineData("22/11/2026")]
    [InlineData("22-11-2026")]
    [InlineData("22.11.26")]
    [InlineData("2026-11-22")]
    [InlineData("22 11 2026")]
    public void A_date_is_read_in_the_ways_people_write_it(string text) =>
        Assert.Equal(new DateOnly(2026, 11, 22), FrenchText.ParseDate(text));

    [Theory]
    [InlineData("31/11/2026", "« 31/11/2026 » n’existe pas. Novembre 2026 a 30 jours.")]
    [InlineData("31/02/2026", "« 31/02/2026 » n’existe pas. Février 2026 a 28 jours.")]
    [InlineData("30/02/2028", "« 30/02/2028 » n’existe pas. Février 2028 a 29 jours.")]
    [InlineData("0/08/2026", "« 0/08/2026 » n’existe pas. Août 2026 a 31 jours.")]
    [InlineData("demain", "« demain » n’est pas une date. Écrivez par exemple 23/11/2026.")]
    [InlineData("11/22/2026", "« 11/22/2026 » n’est pas une date. Écrivez par exemple 23/11/2026.")]
    [InlineData("", "«  » n’est pas une date. Écrivez par exemple 23/11/2026.")]
    public void A_date_that_does_not_exist_says_how_long_its_month_is(string text, string message) =>
        Assert.Equal(message, Assert.Throws<BrokenRuleException>(() => FrenchText.ParseDate(text)).Message);

    [Fact]
    public void The_first_of_a_month_is_an_ordinal()
    {
        Assert.Equal("1er\u00a0janvier 2026", FrenchText.Long(new DateOnly(2026, 1, 1)));
        Assert.Equal("22\u00a0novembre 2026", FrenchText.Long(new DateOnly(2026, 11, 22)));
    }

    [Theory]
    [InlineData("0.125", "12,5\u00a0%")]
    [InlineData("0.1", "10\u00a0%")]
    [InlineData("-0.055", "\u22125,5\u00a0%")]
    [InlineData("-0.0000001", "0\u00a0%")]
    public void Rates_show_no_decimal_in_vain(string fraction, string text) =>
        Assert.Equal(text, FrenchText.Percent(decimal.Parse(fraction, CultureInfo.InvariantCulture)));
}
