using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Surplus;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Surplus;

/// <summary>Rows 27 and 28 of the postings: the opening of a year and the vote on its result.</summary>
public sealed class YearEndRowTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void Row_27_each_letter_takes_back_its_balances_and_its_own_result()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        _books.Receive("F1", 1440);
        _books.Post(InternalTrade.Entry(A, B, Eur(300), Day, "Couture"));
        PostingsPage.Matches(27, _books.OpenNextYear());
        Assert.Equal((Eur(1380), Eur(-300)), (_books.Account(A).Cash, _books.Account(B).Cash));
        Assert.Equal(Money.Zero, _books.Account(A).Result);
    }

    [Fact]
    public void Row_28_a_result_that_goes_to_reserves_leaves_the_cash_of_the_activity()
    {
        _books.Holds(A, 100);
        _books.OpenNextYear();
        var voted = RetainedResult.ToReserves(A, Eur(60), Eur(40), new DateOnly(2027, 6, 1), "résolution 2");
        PostingsPage.Matches(28, _books.Post(voted).Content);
        Assert.Equal(Money.Zero, _books.Account(A).Cash);
        Assert.Equal(Money.Zero, _books.Balance(Accounts.ProfitOfYear));
    }

    [Fact]
    public void Open_items_outlive_the_year_in_which_they_were_opened()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        _books.OpenNextYear();
        _books.Receive("F1", 1440);
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatAwaitingReceipt));
        Assert.Equal(Eur(1200), _books.Account(A).Cash);
    }

    [Fact]
    public void Balances_that_do_not_balance_are_not_opened() =>
        Assert.Throws<BrokenRuleException>(() => YearOpening.From(FiscalYear.Calendar(2026),
            [new AccountBalance(Accounts.Customers, A, null, Eur(10), Money.Zero),
             new AccountBalance(Accounts.Suppliers, A, null, Money.Zero, Eur(9))]).ToList());
}
