using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

/// <summary>The worked sequences of `docs/field/postings.md`: what people see after every step.</summary>
public sealed class WorkedSequenceTests
{
    private static readonly PayAmounts WholePay = new(Eur(1000), Eur(150), Eur(770), Eur(300), Eur(70), Eur(10));

    private readonly TestBooks _books = new();

    [Fact]
    public void From_an_invoice_to_its_refund()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        _books.Shows(cash: -120, committed: 0, available: -120, held: 0, owed: 0);
        _books.Receive("F1", 500);
        _books.Shows(296.67m, 0, 296.67m, 416.67m, 296.67m);
        _books.Receive("F1", 940);
        _books.Shows(1080, 0, 1080, 1200, 1080);
        _books.Buy(Purchase(A, "604", 280, 56, onPayment: true));
        _books.Shows(1080, 280, 800, 920, 800);
        _books.Pay(_books.Item(Accounts.Suppliers));
        _books.Shows(800, 0, 800, 920, 800);
        _books.TakeBack(CreditNote("N1", Service(A, 1200)), "F1", TenPercent);
        _books.Shows(1160, 1440, -280, -280, 0);
        Assert.Null(_books.Cover().Ratio);
        _books.Pay(_books.Refundable());
        _books.Shows(-280, 0, -280, -280, 0);
    }

    [Fact]
    public void Pay_without_cash_becomes_an_advance_and_is_repaid()
    {
        _books.Holds(A, 1150);
        _books.Holds(B, 1000);
        _books.Shows(1150, 0, 1150, 2150, 2150);
        _books.PaySlip(A, March, WholePay);
        _books.Shows(0, 0, 0, 1000, 1000);
        Assert.Equal(1.00m, _books.Cover().Ratio);
        PayAll();
        _books.Shows(0, 0, 0, 1000, 1000);

        _books.PaySlip(A, March.Next(), WholePay);
        _books.Today = March.Next().LastDay;
        _books.Shows(-1150, 0, -1150, -150, 1000);
        _books.Post(CashAdvancePosting.Grant(A, Eur(1150), _books.Today, "Avance à ratifier", null));
        _books.Shows(0, 0, 0, -150, 1000);
        Assert.Equal(Eur(1150), _books.Cover().Advances);
        Assert.Equal(-0.15m, _books.Cover().Ratio);
        PayAll();
        _books.Shows(0, 0, 0, -150, 1000);

        _books.Holds(A, 1500);
        _books.Shows(1500, 0, 1500, 1350, 1350);
        _books.Post(CashAdvancePosting.Repay(A, Eur(1150), _books.Today, "Remboursement", null));
        _books.Shows(350, 0, 350, 1350, 1350);
        Assert.Equal(Money.Zero, _books.Account(A).Advances);
    }

    [Fact]
    public void The_page_shows_these_very_steps()
    {
        var (invoice, pay) = (new WorkedSequenceTests(), new WorkedSequenceTests());
        invoice.From_an_invoice_to_its_refund();
        pay.Pay_without_cash_becomes_an_advance_and_is_repaid();
        Assert.Equal(PostingsPage.Steps, [.. invoice._books.Shown, .. pay._books.Shown]);
    }

    [Fact]
    public void An_instalment_due_is_committed_until_it_is_repaid()
    {
        _books.Post(CashAdvancePosting.Grant(A, Eur(500), Day, "Avance", null));
        var account = _books.Account(A, new Commitments(Eur(0), Eur(0), AdvanceDue: Eur(100)));
        Assert.Equal((Eur(500), Eur(100), Eur(400)), (account.Cash, account.Committed, account.AvailableForPay));
    }

    [Fact]
    public void Bank_920_covers_800_before_and_after_the_supplier_is_paid()
    {
        _books.Holds(A, 920);
        _books.Buy(Purchase(A, "607", 120, 0, onPayment: false));
        _books.Shows(920, 120, 800, 800, 800);
        Assert.Equal(1.00m, _books.Cover().Ratio);
        _books.Pay(_books.Item(Accounts.Suppliers));
        _books.Shows(800, 0, 800, 800, 800);
        Assert.Equal(1.00m, _books.Cover().Ratio);
    }

    [Fact]
    public void Bank_2150_covers_1000_once_the_pay_of_the_other_activity_is_posted_and_unpaid()
    {
        _books.Holds(B, 1000);
        _books.Holds(A, 1150);
        _books.PaySlip(A, March, WholePay);
        Assert.Equal((Eur(1000), Eur(1000), (decimal?)1.00m), Cover());
    }

    [Fact]
    public void An_advance_changes_nothing_in_the_cover()
    {
        _books.Holds(B, 1000);
        var before = Cover();
        _books.Post(CashAdvancePosting.Grant(A, Eur(500), Day, "Avance", null));
        Assert.Equal(before, Cover());
    }

    [Fact]
    public void Paying_a_service_of_the_structure_changes_nothing_in_the_cover()
    {
        _books.Holds(A, 1000);
        _books.Buy(Purchase(S, "61", 100, 20, onPayment: true));
        var before = Cover();
        Assert.Equal(Eur(900), before.Held);
        _books.Pay(_books.Item(Accounts.Suppliers));
        Assert.Equal(before, Cover());
    }

    [Fact]
    public void A_debt_of_the_structure_due_after_thirty_days_is_not_deducted_yet()
    {
        _books.Holds(A, 1000);
        _books.Buy(Purchase(S, "61", 100, 0, onPayment: false) with { Due = Day.AddDays(31) });
        Assert.Equal(Eur(1000), Cover().Held);
        _books.Today = Day.AddDays(1);
        Assert.Equal(Eur(900), Cover().Held);
    }

    [Fact]
    public void Jeanne_has_800_to_be_paid_from_before_her_first_payslip()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        _books.Receive("F1", 1440);
        _books.Buy(Purchase(A, "607", 150, 30, onPayment: false, "X1"));
        _books.Buy(Purchase(A, "604", 130, 26, onPayment: true, "X2"));
        _books.Pay(_books.ItemsOf("X1")[0]);
        _books.Pay(_books.ItemsOf("X2")[0]);
        var account = _books.Account(A);
        Assert.Equal((Eur(800), Eur(800)), (account.Cash, account.AvailableForPay));
        Assert.Equal((Eur(1200), Eur(120), Eur(280), Eur(800)),
            (account.Turnover, account.Contribution, account.Costs, account.Result));
    }

    private (Money Held, Money Owed, decimal? Ratio) Cover() =>
        (_books.Cover().Held, _books.Cover().OwedToActivities, _books.Cover().Ratio);

    private void PayAll()
    {
        foreach (var item in _books.Items.Where(i => i.Remaining.IsNegative).ToList())
            _books.Pay(item);
    }
}
