using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

public sealed class MutualFundTests
{
    [Theory]
    [InlineData(0.5, 0, 1200, 6)]
    [InlineData(0.5, 0, 1201, 6.01)] // 6.005, up
    [InlineData(0.5, 2, 1200, 8)]
    [InlineData(0, 2, 0, 2)]
    [InlineData(0.5, 0, -1200, -6)]
    public void A_due_is_a_share_of_what_is_invoiced_and_a_flat_amount(
        decimal percent, decimal flat, decimal invoiced, decimal due) =>
        Assert.Equal(Eur(due), new MutualRule(Rate.Percent(percent), Eur(flat)).Of(Eur(invoiced)));

    [Fact]
    public void A_rule_takes_something_and_not_too_much()
    {
        Assert.Throws<BrokenRuleException>(() => new MutualRule(Rate.Zero, Money.Zero));
        Assert.Throws<BrokenRuleException>(() => new MutualRule(Rate.Percent(21), Money.Zero));
        Assert.Throws<BrokenRuleException>(() => new MutualRule(Rate.Percent(1), Eur(-1)));
    }

    [Fact]
    public void A_due_balances_in_each_activity_and_leaves_the_company_as_it_was()
    {
        var entry = MutualFundPosting.Due(A, B, Eur(6), Day, "Cotisation", new DocumentRef("mutual-due", 1));
        Assert.Equal(
            [(Accounts.MutualPaid, A, Eur(6)), (Accounts.MutualReceived, B, Eur(-6)), (Accounts.Liaison, A, Eur(-6)),
                (Accounts.Liaison, S, Eur(6)), (Accounts.Liaison, B, Eur(6)), (Accounts.Liaison, S, Eur(-6))],
            entry.Lines.Select(l => (l.Account, l.Activity, l.Amount)));
    }
}
