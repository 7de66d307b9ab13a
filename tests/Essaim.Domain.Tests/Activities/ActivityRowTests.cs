using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

/// <summary>Rows 18 and 19 of the postings: advances and internal sales.</summary>
public sealed class ActivityRowTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void Row_18_an_advance_is_cash_and_a_debt_and_its_repayment_the_mirror() =>
        PostingsPage.Matches(18, _books.Post(
        [
            CashAdvancePosting.Grant(A, Eur(500), Day, "Avance", null),
            CashAdvancePosting.Repay(A, Eur(500), Day, "Remboursement", null),
        ]));

    [Fact]
    public void Row_19_an_internal_sale_moves_cash_between_two_activities_and_no_bank() =>
        PostingsPage.Matches(19, _books.Post(InternalTrade.Entry(A, B, Eur(300), Day, "Couture")).Content);

    [Fact]
    public void An_activity_sees_an_internal_sale_as_turnover_and_a_purchase_as_a_cost()
    {
        _books.Post(InternalTrade.Entry(A, B, Eur(300), Day, "Couture"));
        Assert.Equal((Eur(300), Eur(300)), (_books.Account(A).Turnover, _books.Account(A).Result));
        Assert.Equal((Eur(300), Eur(-300)), (_books.Account(B).Costs, _books.Account(B).Result));
    }

    [Fact]
    public void The_structure_may_sell_to_an_activity_too()
    {
        _books.Post(InternalTrade.Entry(S, A, Eur(80), Day, "Formation interne"));
        Assert.Equal(Eur(-80), _books.Account(A).Cash);
    }

    [Fact]
    public void An_activity_cannot_sell_to_itself() =>
        Assert.Throws<BrokenRuleException>(() => InternalTrade.Entry(A, A, Eur(1), Day, "Couture"));

    [Fact]
    public void The_structure_cannot_lend_to_itself() =>
        Assert.Throws<BrokenRuleException>(() => CashAdvancePosting.Grant(S, Eur(1), Day, "Avance", null));
}
