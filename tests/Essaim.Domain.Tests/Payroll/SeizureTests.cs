using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Payroll.Pay;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>
/// The part of pay that may be seized in July 2026, brackets worked out by hand on twelve times the net.
/// </summary>
public sealed class SeizureTests
{
    private static readonly DateOnly Day = new(2026, 7, 31);

    [Theory]
    // 18,000 a year: 224 + 425 + 854 + 1,057.50 + 770 ÷ 3 = 2,817.1666…, a twelfth of which is 234.7638…
    [InlineData(1500, 0, 234.76)]
    // Two dependants raise each bracket by 3,480: 398 + 425 + 854 + 1,520 ÷ 4 = 2,057.
    [InlineData(1500, 2, 171.42)]
    // 30,000: 224 + 425 + 854 + 1,057.50 + 1,413.3333… + 2,893.3333… + 4,190, whole above 25,810.
    [InlineData(2500, 0, 921.43)]
    // 7,920: 224 + 344 = 568, so 47.33, but 651.69 is always left.
    [InlineData(660, 0, 8.31)]
    [InlineData(651.69, 0, 0)]
    [InlineData(-10, 0, 0)]
    public void The_seizable_part_follows_brackets_and_dependants(double net, int dependants, double seizable) =>
        Assert.Equal(Euros((decimal)seizable),
            SeizablePart.Of(Law.LawFiles.Book, Day, Euros((decimal)net), dependants).Seizable);

    [Fact]
    public void Maintenance_comes_first_then_the_tax_office_then_the_others()
    {
        var part = SeizablePart.Of(Law.LawFiles.Book, Day, Euros(1500), 0);
        // Above 651.69 others may not touch 1,500 − 651.69 − 234.76 = 613.55: maintenance of 700 takes it first, then
        // 86.45 of the 234.76; 148.31 is left, of which the tax office asks 100.
        var served = part.Serve([
            new(SeizureRank.Ordinary, Euros(200)), new(SeizureRank.Tax, Euros(100)),
            new(SeizureRank.Maintenance, Euros(700)),
        ]);
        Assert.Equal([Euros(700), Euros(100), Euros(48.31m)], served.Select(s => s.Taken));
        // Alone it may take all but the sum always left.
        var all = Assert.Single(part.Serve([new(SeizureRank.Maintenance, Euros(5000))]));
        Assert.Equal(Euros(848.31m), all.Taken);
    }

    [Fact]
    public void A_payslip_keeps_the_seizable_part_of_its_net_after_tax_back()
    {
        // 2,000 gross is 1,583.19 net: 18,998.28 a year gives 2,817.1666… + 998.28 ÷ 3 = 3,149.9266…, so 262.49.
        var slip = Calculator.ForMonth(July, new MonthElements(new(2026, 7), Money.Euros(2000))
        {
            Seizures = [new(SeizureRank.Ordinary, Euros(10_000), "Saisie du tribunal de Brest")],
        });
        Assert.Equal(Euros(1583.19m), slip.NetBeforeTax);
        var line = slip.Element(PayElementKind.Seizure);
        Assert.Equal(("Saisie du tribunal de Brest", Euros(-262.49m)), (line.Label, line.Amount));
        Assert.Equal(Euros(1320.70m), slip.NetPay);
        Assert.Equal(Slip(July, 2000).TotalCost, slip.TotalCost);
    }

    [Fact]
    public void A_year_whose_brackets_are_unknown_is_refused() => Assert.Throws<BrokenRuleException>(
        () => SeizablePart.Of(Law.LawFiles.Book, new DateOnly(2027, 1, 31), Euros(1500), 0));
}
