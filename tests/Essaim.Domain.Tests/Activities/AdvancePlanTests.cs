using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

public sealed class AdvancePlanTests
{
    private static readonly Month June = new(2026, 6);
    private static readonly DateOnly Decided = new(2026, 5, 20);
    private static readonly AdvanceCeiling Ceiling = new(Eur(1000), Eur(600), 12, Rate.Zero);

    [Fact]
    public void Instalments_are_equal_to_the_cent_and_add_up() =>
        Assert.Equal([(June, Eur(166.67m)), (new Month(2026, 7), Eur(166.67m)), (new Month(2026, 8), Eur(166.66m))],
            AdvancePlan.Monthly(June, 3).Of(Eur(500)).Select(i => (i.Month, i.Amount)));

    [Theory]
    [InlineData(2026, 6, 29, 0)]
    [InlineData(2026, 6, 30, 166.67)]
    [InlineData(2026, 7, 31, 333.34)]
    [InlineData(2027, 1, 1, 500)]
    public void An_instalment_is_due_on_the_last_day_of_its_month(int year, int month, int day, decimal due) =>
        Assert.Equal(Eur(due), AdvancePlan.Monthly(June, 3).DueBy(Eur(500), new DateOnly(year, month, day)));

    [Fact]
    public void What_comes_early_counts_for_the_earliest_instalments()
    {
        var left = AdvancePlan.Monthly(June, 3).Left(Eur(500), Eur(200)); // 166.67, then 33.33 of the second
        Assert.Equal([(new Month(2026, 7), Eur(133.34m)), (new Month(2026, 8), Eur(166.66m))],
            left.Select(i => (i.Month, i.Amount)));
        Assert.Empty(AdvancePlan.Monthly(June, 3).Left(Eur(500), Eur(500)));
    }

    [Theory]
    [InlineData(416.67, 500, 1000, 125.00)] // 30 % of 416.67 is 125.001
    [InlineData(1000, 140, 1000, 140)] // no more than is left
    [InlineData(1000, 500, 80, 80)] // no more than is there
    [InlineData(1000, 500, -20, 0)]
    [InlineData(-300, 500, 1000, 0)]
    public void A_receipt_pays_back_its_share_and_no_more_than_is_left_or_there(
        decimal received, decimal left, decimal cash, decimal paid) => Assert.Equal(Eur(paid),
        AdvancePlan.ByReceipts(Rate.Percent(30), June).OfReceipt(Eur(received), Eur(left), Eur(cash)));

    [Fact]
    public void A_plan_has_one_to_sixty_months_and_a_share_up_to_the_whole()
    {
        Assert.Throws<BrokenRuleException>(() => AdvancePlan.Monthly(June, 0));
        Assert.Throws<BrokenRuleException>(() => AdvancePlan.Monthly(June, 61));
        Assert.Throws<BrokenRuleException>(() => AdvancePlan.ByReceipts(Rate.Zero, June));
        Assert.Throws<BrokenRuleException>(() => AdvancePlan.ByReceipts(Rate.Percent(101), June));
    }

    [Fact]
    public void A_ceiling_counts_what_is_lent_to_all_and_to_the_activity()
    {
        Refuse(300, new AdvancesOut(Eur(700), Eur(300), Eur(0)), null); // to the cent
        Refuse(300.01m, new AdvancesOut(Eur(700), Eur(0), Eur(0)), "il reste 300,00\u00a0€ à accorder");
        Refuse(300.01m, new AdvancesOut(Eur(300), Eur(300), Eur(0)), "il reste 300,00\u00a0€ à lui accorder");
        Refuse(0.01m, new AdvancesOut(Eur(1150), Eur(0), Eur(0)), "il reste 0,00\u00a0€ à accorder");
    }

    [Fact]
    public void A_ceiling_limits_the_months_and_may_be_a_share_of_the_bank()
    {
        var none = new AdvancesOut(Eur(0), Eur(0), Eur(2000));
        Ceiling.RefuseBeyond(Eur(1), AdvancePlan.Monthly(June, 12), Decided, none); // until May 2027
        var late = Assert.Throws<BrokenRuleException>(() =>
            Ceiling.RefuseBeyond(Eur(1), AdvancePlan.Monthly(June, 13), Decided, none));
        Assert.Contains("au plus tard en mai 2027", late.Message);

        var tenth = Ceiling with { ShareOfBank = Rate.Percent(10) }; // 200 of 2,000
        Assert.Equal((Eur(200), Eur(600)), tenth.Room(none));
        Assert.Equal((Eur(0), Eur(600)), tenth.Room(none with { Bank = Eur(-50) }));
    }

    private static void Refuse(decimal amount, AdvancesOut lent, string? why)
    {
        void Ask() => Ceiling.RefuseBeyond(Eur(amount), AdvancePlan.Monthly(June, 3), Decided, lent);
        if (why is null)
            Ask();
        else
            Assert.Contains(why, Assert.Throws<BrokenRuleException>(Ask).Message);
    }
}
