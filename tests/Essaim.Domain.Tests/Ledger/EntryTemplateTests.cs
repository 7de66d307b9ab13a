using CsCheck;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Ledger;

public class EntryTemplateTests
{
    /// <summary>100.00 in thirds: 33.33 and 33.33, and the last line takes 33.34.</summary>
    [Fact]
    public void Shares_are_rounded_and_the_last_line_takes_the_rest()
    {
        var template = Of(Line(true, 1m / 3), Line(true, 1m / 3), Rest(true), Line(false, 1m)).Checked();
        Assert.Equal([new Money(3333), new Money(3333), new Money(3334), new Money(10000)],
            template.Fill(Money.Euros(100)).Select(a => a!.Value));
    }

    [Fact]
    public void Whatever_is_typed_the_entry_balances_to_the_cent() => Gen.Select(
        Gen.Int[1, 400].Array[1, 6], Gen.Long[1, 10_000_000]).Sample((thousandths, cents) =>
        {
            var template = Of([.. thousandths.Select(t => Line(true, t / 1000m)), Rest(false)]).Checked();
            var amounts = template.Fill(new Money(cents)).Select(a => a!.Value).ToList();
            Assert.Equal(amounts[..^1].Sum(), amounts[^1]);
        });

    [Fact]
    public void Fixed_lines_need_no_amount_and_empty_ones_stay_empty()
    {
        var rent = Of(Fixed(true, 800), Fixed(false, 800)).Checked();
        Assert.False(rent.AsksAmount);
        Assert.Equal([Money.Euros(800), Money.Euros(800)], rent.Fill(null).Select(a => a!.Value));
        var typed = Of(new("613", "structure", "", "", true, TemplateAmount.Empty), Rest(false)).Checked();
        Assert.Equal([null, null], typed.Fill(null));
        var mixed = Of(Fixed(true, 10), Line(true, 0.5m), Rest(false)).Checked();
        Assert.Equal([Money.Euros(10), null, null], mixed.Fill(null));
    }

    [Fact]
    public void What_could_not_balance_is_refused()
    {
        Assert.Contains("deux lignes", Refusal(Fixed(true, 1)));
        Assert.Contains("ne s’équilibrent pas", Refusal(Fixed(true, 10), Fixed(false, 9)));
        Assert.Contains("Une seule ligne", Refusal(Rest(true), Rest(false)));
        Assert.Contains("Ligne 2", Refusal(Fixed(true, 10), Fixed(false, 0)));
        Assert.Contains("changez de colonne", Refusal(Fixed(true, 10), Fixed(false, 5), Rest(true)));
        Assert.Contains("Ligne 1", Refusal(Line(true, 0m), Rest(false)));
        Assert.Contains("changez de colonne", Assert.Throws<BrokenRuleException>(
            () => Of(Line(true, 1m), Rest(true)).Fill(Money.Euros(1))).Message);
        Assert.Throws<BrokenRuleException>(() => Of(Line(true, 1m), Rest(false)).Fill(Money.Zero));
        Assert.Throws<BrokenRuleException>(() => (Of(Line(true, 1m), Rest(false)) with { Label = " " }).Checked());
    }

    [Theory]
    [InlineData(Recurrence.Monthly, "2026-01-31", "2026-01-30", "2026-01-31")]
    [InlineData(Recurrence.Monthly, "2026-01-31", "2026-01-31", "2026-02-28")]
    [InlineData(Recurrence.Monthly, "2026-01-31", "2026-02-28", "2026-03-31")]
    [InlineData(Recurrence.Quarterly, "2026-01-15", "2026-01-15", "2026-04-15")]
    [InlineData(Recurrence.Quarterly, "2026-01-15", "2026-03-31", "2026-04-15")]
    [InlineData(Recurrence.Yearly, "2024-02-29", "2024-02-29", "2025-02-28")]
    [InlineData(Recurrence.Yearly, "2024-02-29", "2027-12-01", "2028-02-29")]
    [InlineData(Recurrence.Monthly, "2026-01-31", "2026-11-30", null)]
    [InlineData(Recurrence.None, "2026-01-31", "2026-01-31", null)]
    public void A_day_comes_again_until_the_last(Recurrence every, string first, string after, string? next) =>
        Assert.Equal(next is null ? null : DateOnly.Parse(next), new Recurring(every, DateOnly.Parse(first),
            every == Recurrence.Monthly ? new DateOnly(2026, 12, 30) : null).After(DateOnly.Parse(after)));

    private static string Refusal(params TemplateLine[] lines) =>
        Assert.Throws<BrokenRuleException>(() => Of(lines).Checked()).Message;

    private static EntryTemplate Of(params TemplateLine[] lines) => new("Loyer", "", lines);

    private static TemplateLine Line(bool debit, decimal share) =>
        new("613", "structure", "", "", debit, TemplateAmount.Share, Share: new Rate(share));

    private static TemplateLine Rest(bool debit) => new("512", "structure", "", "", debit, TemplateAmount.Rest);

    private static TemplateLine Fixed(bool debit, long euros) =>
        new("613", "structure", "", "", debit, TemplateAmount.Fixed, Money.Euros(euros));
}
