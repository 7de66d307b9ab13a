using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Payroll.Pay;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>The result of another program beside ours: what differs, and why as far as the amounts tell.</summary>
public sealed class PayComparisonTests
{
    private static readonly ProgramPayslip Ours = new(Euros(2000), Euros(600), Euros(250), Euros(1560), Euros(1620),
        Euros(32.40m), Euros(1527.60m), Euros(2410));

    [Fact]
    public void The_same_amounts_have_no_reason() => Assert.All(PayComparison.Of(Ours, Ours),
        line => Assert.Equal((false, PayGapReason.None, ""), (line.Differs, line.Reason, line.Why)));

    [Fact]
    public void Some_cents_are_rounding_and_more_of_one_body_is_another_rate()
    {
        var lines = PayComparison.Of(Ours, Ours with
        {
            Urssaf = Euros(600.15m), Others = Euros(270), TotalCost = Euros(2430.15m),
        });
        Assert.Equal([PayGapReason.None, PayGapReason.Rounding, PayGapReason.Rate, PayGapReason.None,
            PayGapReason.None, PayGapReason.None, PayGapReason.None, PayGapReason.Follows],
            lines.Select(l => l.Reason));
        Assert.Equal((Euros(20), "Retraite, santé, autres"), (lines[2].Gap, lines[2].Label));
        // 250 and 270 of 2,000.
        Assert.Contains("12,5", lines[2].Why);
        Assert.Contains("13,5", lines[2].Why);
        Assert.Equal("Suit des cotisations.", lines[7].Why);
        Assert.Equal(PayGapReason.Rate, PayComparison.Of(Ours, Ours with { Urssaf = Euros(600.16m) })[1].Reason);
    }

    [Fact]
    public void Another_gross_explains_what_follows_from_it()
    {
        var lines = PayComparison.Of(Ours, new ProgramPayslip(Euros(2100), Euros(630), Euros(262.50m), Euros(1638),
            Euros(1701), Euros(34.02m), Euros(1603.98m), Euros(2530.50m)));
        Assert.All(lines, l => Assert.Equal(PayGapReason.Base, l.Reason));
        Assert.Contains("une variable manque", lines[0].Why);
        Assert.Contains("Suit du brut", lines[7].Why);
    }

    [Fact]
    public void Another_tax_rate_and_what_stands_after_the_net_are_told_apart()
    {
        // 2 % and 5 % of 1,620.
        var taxed = PayComparison.Of(Ours, Ours with { Tax = Euros(81), NetPay = Euros(1479) });
        Assert.Equal((PayGapReason.Rate, PayGapReason.Follows), (taxed[5].Reason, taxed[6].Reason));
        Assert.Contains(": 2\u00a0% ici", taxed[5].Why);
        Assert.Contains("5\u00a0% dans le programme", taxed[5].Why);
        Assert.Equal("Suit de l’impôt.", taxed[6].Why);
        Assert.Contains("Un élément après le net",
            PayComparison.Of(Ours, Ours with { NetPay = Euros(1500) })[6].Why);
    }
}
