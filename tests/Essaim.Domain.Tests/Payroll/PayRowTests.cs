using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>Rows 15 to 17 and 25 of the postings: what pay writes.</summary>
public sealed class PayRowTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void Row_15_a_payslip_takes_its_whole_cost_from_the_cash_of_the_activity() =>
        PostingsPage.Matches(15, _books.PaySlip(A, March));

    [Fact]
    public void Row_16_paying_the_person_and_the_bodies_is_the_structures_business()
    {
        _books.PaySlip(A, March);
        PostingsPage.Matches(16,
            new[] { Accounts.PayOwed, Accounts.Urssaf, Accounts.PensionBodies, Accounts.WithholdingTax }
                .Select(account => _books.Pay(_books.Item(account))));
    }

    [Fact]
    public void Row_17_paid_leave_earned_is_a_debt_of_the_activity_until_it_is_paid()
    {
        var earned = _books.Post(PayPosting.LeaveEarned(A, March, Eur(100), Eur(40)));
        Assert.Equal(Eur(140), _books.Account(A).Committed);
        var paid = _books.Post(Reversal.Of(earned, March.LastDay, "congés pris"));
        PostingsPage.Matches(17, earned.Content, paid.Content);
    }

    [Fact]
    public void Row_25_variable_pay_due_at_closing_is_a_debt_taken_back_when_it_is_paid()
    {
        var due = _books.Post(PayPosting.VariableDue(A, Day, Eur(1000), Eur(150)));
        var back = _books.Post(Reversal.Of(due, Day, "régularisation payée"));
        PostingsPage.Matches(25, due.Content, back.Content, _books.PaySlip(A, March));
    }

    [Fact]
    public void Row_46_the_contributions_of_a_cape_are_a_cost_of_each_activity_by_its_base() =>
        PostingsPage.Matches(46, PayPosting.CapeContributions("Jeanne Morel", new Month(2026, 7),
            [(A, Eur(200)), (B, Eur(100))], new DateOnly(2026, 9, 30), new DateOnly(2026, 10, 15)));

    [Fact]
    public void A_payslip_whose_parts_do_not_add_up_cannot_be_booked() =>
        Assert.Throws<BrokenRuleException>(() => _books.PaySlip(A, March, Given.Pay with { NetPay = Eur(770.01m) }));
}
