using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Surplus;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>Pay and activities at the turn of a year.</summary>
public sealed class YearEndPayTests
{
    private static readonly DateOnly NewYearsEve = new(2026, 12, 31);

    private readonly TestBooks _books = new();

    [Fact]
    public void Variable_pay_due_at_closing_is_no_profit_of_the_old_year_and_no_cost_of_the_new()
    {
        _books.Holds(A, 1150);
        var due = _books.Post(PayPosting.VariableDue(A, NewYearsEve, Eur(1000), Eur(150)));
        _books.Shows(cash: 1150, committed: 1150, available: 0, held: 1150, owed: 1150);
        Assert.Equal(Money.Zero, _books.Account(A).Result);

        _books.OpenNextYear();
        _books.Shows(1150, 1150, 0, 1150, 1150);
        Assert.Equal(Money.Zero, _books.Balance(Accounts.ProfitOfYear, A));

        _books.Post(Reversal.Of(due, new DateOnly(2027, 1, 31), "régularisation payée"));
        _books.PaySlip(A, new Month(2027, 1));
        _books.Today = new DateOnly(2027, 1, 31);
        _books.Shows(0, 0, 0, 0, 0);
        Assert.Equal((Money.Zero, Money.Zero), (_books.Account(A).PayCost, _books.Account(A).Result));
        foreach (var item in _books.Items.Where(i => i.Remaining.IsNegative).ToList())
            _books.Pay(item);
        Assert.Equal(Money.Zero, _books.Balance(Accounts.Bank));
    }

    [Fact]
    public void An_activity_that_opens_and_closes_within_a_year_leaves_nothing_behind()
    {
        _books.Sell(Invoice("F1", Service(A, 1397.78m)), TenPercent);
        _books.Shows(-139.78m, 0, -139.78m, 0, 0);
        _books.Receive("F1", 1677.34m);
        _books.Shows(1258, 0, 1258, 1397.78m, 1258);
        _books.Buy(Purchase(A, "604", 108, 21.60m, onPayment: true));
        _books.Shows(1258, 108, 1150, 1289.78m, 1150);
        _books.Pay(_books.Item(Accounts.Suppliers));
        _books.Shows(1150, 0, 1150, 1289.78m, 1150);
        _books.PaySlip(A, March);
        _books.Shows(0, 0, 0, 139.78m, 0);
        Assert.Equal(Money.Zero, _books.Account(A).Result);
        Assert.DoesNotContain(_books.OpenNextYear(), entry => entry.Lines.Any(l => l.Activity == A));
    }

    [Fact]
    public void What_an_activity_that_closed_had_left_goes_where_the_meeting_votes()
    {
        _books.Holds(A, 200);
        _books.OpenNextYear();
        Assert.Equal(Eur(-200), _books.Balance(Accounts.ProfitOfYear, A));
        _books.Post(RetainedResult.ToReserves(A, Eur(30), Eur(170), new DateOnly(2027, 6, 1), "résolution 2"));
        Assert.Equal(Money.Zero, _books.Account(A).Cash);
        Assert.DoesNotContain(_books.OpenNextYear(), entry => entry.Lines.Any(l => l.Activity == A));
    }
}
