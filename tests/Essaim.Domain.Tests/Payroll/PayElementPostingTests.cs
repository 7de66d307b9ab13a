using CsCheck;
using Essaim.Domain.Ledger;
using Essaim.Domain.Membership;
using Essaim.Domain.Payroll;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>What the elements of a month write in the books, beside rows 15 and 16 of the postings.</summary>
public sealed class PayElementPostingTests
{
    private static readonly MonthElements Full = new(March, Money.Euros(2480))
    {
        VariablePay = Money.Euros(120),
        Vouchers = new(18, Eur(13), Rate.Percent(60)),
        Transport = new(Eur(60), Rate.Percent(50)),
        Mileage = Eur(42.32m),
        Expenses = [new("Train", Eur(18))],
        MealsOffered = 2,
        SickLeave = new(new(new(2026, 3, 9), new(2026, 3, 20)), new(2026, 3, 9), new(2020, 1, 1), Eur(40))
        {
            Subrogated = true,
        },
        Seizures = [new(SeizureRank.Maintenance, Eur(150)), new(SeizureRank.Ordinary, Eur(50))],
        AdvanceOnPay = Eur(200),
        ShareSubscription = Eur(40),
    };

    private readonly TestBooks _books = new();

    [Fact]
    public void Each_element_goes_to_its_account_and_the_whole_cost_comes_from_the_cash_of_the_activity()
    {
        _books.Post(SharePosting.Subscribed(Person, Eur(100), Day, "Jeanne"));
        _books.Post(PayPosting.Advance(Person, "Jeanne", Eur(200), Day));
        var slip = Post(Full, _books.Items.ToList());
        // 18 vouchers of 13.00, of which 7.80 by the employer: 0.48 each is pay, so 18 × 7.32 stays a cost beside.
        Assert.Equal(Eur(-234), _books.Balance(Accounts.MealVouchers));
        Assert.Equal(Eur(131.76m + 30m), _books.Balance(Accounts.OtherSocialCosts, A));
        // 2 meals at 5.50 are in the gross pay and were paid for elsewhere.
        Assert.Equal(Eur(-11), _books.Balance(Accounts.OtherStaffCosts, A));
        Assert.Equal((Eur(42.32m), Eur(18)), (_books.Balance(Accounts.Mileage, A), _books.Balance(Accounts.Travel, A)));
        // Nine indemnities of 40 less 3.8 % and 2.9 %: 360 − 13.68 − 10.44.
        Assert.Equal(Eur(335.88m), _books.Balance(Accounts.SickIndemnities));
        Assert.Equal(Eur(-200), _books.Balance(Accounts.SeizedPay));
        Assert.Equal(Money.Zero, _books.Balance(Accounts.PayAdvances));
        Assert.Equal(Eur(60), _books.Item(Accounts.MemberSubscriptions).Remaining);
        Assert.Equal(-slip.NetPay, _books.Balance(Accounts.PayOwed));
        Assert.Equal(-slip.TotalCost, _books.Balance(Accounts.Liaison, A));
        Assert.Equal(slip.TotalCost, slip.Amounts.TotalCost);
    }

    [Fact]
    public void Creditors_and_the_insurance_are_settled_like_any_other_item()
    {
        Post(Full with { AdvanceOnPay = Money.Zero, ShareSubscription = Money.Zero });
        foreach (var item in _books.Items.Where(i => i.Account == Accounts.SeizedPay).ToList())
            _books.Pay(item);
        _books.Post(ReceiptPosting.Entry(
            [_books.Item(Accounts.SickIndemnities)], Eur(335.88m), _books.Today, "Indemnités journalières", "R", null));
        Assert.Equal(Money.Zero, _books.Balance(Accounts.SeizedPay) + _books.Balance(Accounts.SickIndemnities));
        Assert.Equal(Eur(335.88m - 200m), _books.Balance(Accounts.Bank));
    }

    [Fact]
    public void Shares_cannot_be_paid_from_pay_before_they_are_subscribed()
    {
        var refusal = Assert.Throws<BrokenRuleException>(() => Post(Full));
        Assert.Contains("Enregistrez d’abord la souscription", refusal.Message);
    }

    [Fact]
    public void What_is_seized_is_a_debt_that_the_cover_deducts()
    {
        _books.Holds(A, 5000);
        Post(Full with { AdvanceOnPay = Money.Zero, ShareSubscription = Money.Zero });
        _books.Today = March.LastDay;
        var before = _books.Cover();
        foreach (var item in _books.Items.Where(i => i.Account == Accounts.SeizedPay).ToList())
            _books.Pay(item);
        Assert.Equal(before.Held, _books.Cover().Held);
    }

    [Fact]
    public void Whatever_the_month_is_made_of_its_entry_balances_in_each_activity_and_costs_what_it_says() =>
        Months.Sample(month =>
        {
            var slip = Pay.Calculator.ForMonth(new PayTerms(March.LastDay) { MutualEmployer = Eur(20) }, month);
            var entry = PayPosting.Entry(Person, "Jeanne", A, March, slip.Amounts, March.LastDay,
                March.Next().FirstDay);
            var ofA = entry.Lines.Where(l => l.Activity == A).ToList();
            return ofA.Sum(l => l.Amount).IsZero && entry.Lines.Sum(l => l.Amount).IsZero
                && ofA.Where(l => l.Account == Accounts.Liaison).Sum(l => l.Amount) == -slip.TotalCost
                && entry.Lines.Where(l => l.Account == Accounts.PayOwed).Sum(l => l.Amount) == -slip.NetPay
                && slip.Earnings.Sum(e => e.Amount) == slip.Gross;
        }, iter: 500);

    private static Gen<MonthElements> Months =>
        from pay in Gen.Long[50_000, 900_000]
        from variable in Gen.Long[0, 300_000]
        from vouchers in Gen.Int[0, 22]
        from price in Gen.Long[800, 1500]
        from meals in Gen.Int[0, 10]
        from rooms in Gen.Int[0, 3]
        from sickDays in Gen.Int[0, 20]
        from subrogated in Gen.Bool
        from seized in Gen.Long[0, 100_000]
        from leave in Gen.Int[0, 10]
        select new MonthElements(March, new Money(pay))
        {
            VariablePay = new(variable),
            Vouchers = new(vouchers, new(price), Rate.Percent(55)),
            MealsOffered = meals,
            RoomsGiven = rooms,
            SickLeave = sickDays == 0 ? null : new(new(new(2026, 3, 5), new DateOnly(2026, 3, 4).AddDays(sickDays)),
                new(2026, 3, 2), new(2018, 3, 1), Eur(38.15m)) { Subrogated = subrogated },
            Seizures = [new(SeizureRank.Ordinary, new(seized))],
            Leave = new(leave, 0, new(pay * 13), 25),
            Transport = new(Eur(86.40m), Rate.Percent(50)),
            Mileage = new(variable / 100),
        };

    private Payslip Post(MonthElements month, IReadOnlyList<OpenItem>? settled = null)
    {
        var slip = Pay.Calculator.ForMonth(new PayTerms(March.LastDay), month);
        _books.Post(PayPosting.Entry(
            Person, "Jeanne", A, March, slip.Amounts, March.LastDay.AddDays(5),
            March.Next().FirstDay, settled: settled));
        return slip;
    }
}
