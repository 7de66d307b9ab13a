using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Purchases;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

public sealed class ActivityAccountTests
{
    private readonly TestBooks _books = new();

    public ActivityAccountTests()
    {
        _books.Sell(Invoice("F1", Service(A, 1200), Goods(B, 500)), TenPercent);
        _books.Receive("F1", 1000);
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        _books.Buy(Purchase(S, "61", 70, 14, onPayment: true, "X2"));
        _books.Post(ExpenseClaimPosting.Entry(Person, "Jeanne", A, Day,
            [new ExpenseLine(Day, Accounts.Mileage, "80 km", Eur(42.32m), Eur(0))]));
        _books.Post(InternalTrade.Entry(B, A, Eur(30), Day, "Photo"));
        _books.Post(PayPosting.LeaveEarned(A, March, Eur(100), Eur(40)));
        _books.PaySlip(A, March);
    }

    [Fact]
    public void Its_figures_are_those_of_the_books()
    {
        var account = _books.Account(A);
        Assert.Equal((Eur(1200), Eur(120), Eur(172.32m), Eur(1290)),
            (account.Turnover, account.Contribution, account.Costs, account.PayCost));
        Assert.Equal(Eur(100) + Eur(42.32m) + Eur(140), account.Committed);
        Assert.Equal(_books.ItemsOf("F1")[0].Remaining, account.Receivable);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_result_of_every_letter_is_what_closes_into_its_result(int activity) =>
        Assert.Equal(
            -_books.Balances().Where(b => b.Activity.Value == activity && b.Account.ClosesIntoResult)
                .Sum(b => b.Balance),
            _books.Account(new ActivityId(activity)).Result);

    [Fact]
    public void The_results_of_all_letters_are_the_result_of_the_company()
    {
        var company = -_books.Balances().Where(b => b.Account.IsProfitAndLoss).Sum(b => b.Balance);
        Assert.Equal(company, new[] { S, A, B }.Sum(a => _books.Account(a).Result));
    }

    [Fact]
    public void What_a_customer_is_owed_is_committed_even_while_they_owe_another_invoice()
    {
        var before = _books.Account(A);
        _books.Sell(Invoice("F2", Service(A, 100)));
        _books.Receive("F2", 160);
        Assert.Equal(before.Committed + Eur(40), _books.Account(A).Committed);
        Assert.Equal(before.Receivable, _books.Account(A).Receivable);
    }

    [Fact]
    public void Commitments_of_other_areas_and_the_reserve_come_off_what_is_available()
    {
        var account = _books.Account(A, new Commitments(Eur(10), Eur(20), Eur(30))) with { Reserve = Eur(5) };
        Assert.Equal(_books.Account(A).AvailableForPay - Eur(65), account.AvailableForPay);
    }

    [Fact]
    public void An_activity_that_owes_more_than_it_has_takes_nothing_from_what_others_are_owed()
    {
        var positions = new[]
        {
            new ActivityPosition(A, Eur(-500), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0)),
            new ActivityPosition(B, Eur(800), Eur(-100), Eur(0), Eur(0), Eur(0), Eur(0)),
        };
        var cover = CoverRatio.From(positions, Eur(350), Eur(0));
        Assert.Equal((Eur(700), Eur(350), 0.5m, Eur(100)),
            (cover.OwedToActivities, cover.Held, cover.Ratio, cover.Advances));
    }
}
