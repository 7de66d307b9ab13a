using CsCheck;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

public sealed class CashForecastTests
{
    /// <summary>A Tuesday, as 10 March 2026 is.</summary>
    private static readonly DateOnly Today = Day;

    private static readonly Dictionary<ThirdParty, int> OnTime = [];

    private readonly TestBooks _books = new();

    /// <summary>
    /// A small co-op: 1 000 at the bank, an invoice of 1 200 + 240 due on 9 April, a service of 100 + 20 due now, pay
    /// of 770 and 380 of charges for March. VAT: nothing owed today; −20 in March, +240 in April.
    /// </summary>
    [Fact]
    public void A_small_coop_by_hand()
    {
        _books.Holds(B, 1000);
        _books.Sell(Invoice("F1", Service(A, 1200)), None);
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        var due = _books.Item(Accounts.Customers).Due;
        var bill = _books.Item(Accounts.Suppliers).Due;
        var money = new ExpectedMoney(Today, OnTime);
        var forecast = CashForecast.Of(Eur(1000), Today, money.AtTheBank(Open(), Eur(0))
            .Concat(ExpectedMoney.PayAtTheBank(March, A, "Jeanne", Eur(770), Eur(380))));

        Assert.Equal(
        [
            (ForecastKind.Suppliers, bill, Eur(-120)), (ForecastKind.Pay, new DateOnly(2026, 4, 5), Eur(-770)),
            (ForecastKind.Customers, due, Eur(1440)), (ForecastKind.Charges, new DateOnly(2026, 4, 15), Eur(-380)),
            // March's credit of 20 lowers what April's receipt makes due: 240 − 20, paid in May.
            (ForecastKind.Vat, new DateOnly(2026, 5, 24), Eur(-220)),
        ], forecast.Weeks.SelectMany(w => w.Items).OrderBy(i => i.Expected)
            .Select(i => (i.Kind, i.Expected, i.Amount)));
        Assert.Equal(Eur(950), forecast.Weeks[^1].Closing); // 1 000 − 120 − 770 + 1 440 − 380 − 220
        Assert.Equal(Eur(110), forecast.Lowest.Closing); // once the pay has left, before the customer pays
        Assert.Equal(new DateOnly(2026, 3, 30), forecast.Lowest.First);
        Assert.Null(forecast.FirstShort);
    }

    [Fact]
    public void The_same_in_the_activitys_own_cash()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenOnReceipts);
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        // 1 440 received less 240 of VAT less 120 of contribution; 120 paid and 20 of VAT back.
        Assert.Equal([(ForecastKind.Customers, Eur(1080)), (ForecastKind.Suppliers, Eur(-100))],
            new ExpectedMoney(Today, OnTime).InTheCashOf(A, Open()).OrderBy(i => i.Kind)
                .Select(i => (i.Kind, i.Amount)));
        Assert.Empty(new ExpectedMoney(Today, OnTime).InTheCashOf(B, Open()));
    }

    [Fact]
    public void Late_customers_are_moved_by_their_usual_delay_and_others_are_believed()
    {
        var customer = ThirdParty.Customer(Customer);
        var late = new ExpectedMoney(Today, new Dictionary<ThirdParty, int> { [customer] = 20 });
        Assert.Equal(Today.AddDays(30), late.ExpectedOn(Owing(Today.AddDays(10), 100)));
        Assert.Equal(Today.AddDays(5), late.ExpectedOn(Owing(Today.AddDays(-15), 100)));
        Assert.Equal(Today.AddDays(20), late.ExpectedOn(Owing(Today.AddDays(-40), 100))); // later than usual
        Assert.Equal(Today, late.ExpectedOn(Owing(Today.AddDays(-40), -100))); // to be refunded: not theirs to delay
        Assert.Equal(Today, new ExpectedMoney(Today, OnTime).ExpectedOn(Owing(Today.AddDays(-40), 100)));
        var early = new ExpectedMoney(Today, new Dictionary<ThirdParty, int> { [customer] = -5 });
        Assert.Equal(Today.AddDays(10), early.ExpectedOn(Owing(Today.AddDays(10), 100)));
    }

    [Fact]
    public void Vat_owed_today_is_paid_on_the_24th_and_what_is_disputed_is_not_counted()
    {
        var disputed = Owing(Today, 100) with { Disputed = true };
        var vat = Assert.Single(new ExpectedMoney(Today, OnTime).AtTheBank([disputed], Eur(300)));
        Assert.Equal((new DateOnly(2026, 3, 24), Eur(-300)), (vat.Expected, vat.Amount));
        var after = new DateOnly(2026, 3, 25);
        Assert.Equal(new DateOnly(2026, 4, 24),
            Assert.Single(new ExpectedMoney(after, OnTime).AtTheBank([], Eur(300))).Expected);
        Assert.Empty(new ExpectedMoney(Today, OnTime).AtTheBank([], Eur(-300))); // a credit is not paid out
    }

    [Fact]
    public void Weeks_end_on_Sundays_and_the_first_begins_today()
    {
        var weeks = CashForecast.Of(Money.Zero, Today, []).Weeks;
        Assert.Equal(CashForecast.Length, weeks.Count);
        Assert.Equal((Today, new DateOnly(2026, 3, 15)), (weeks[0].First, weeks[0].Last));
        Assert.Equal((new DateOnly(2026, 3, 16), new DateOnly(2026, 3, 22)), (weeks[1].First, weeks[1].Last));
        Assert.Equal(CashForecast.HorizonOf(Today), weeks[^1].Last);
        var sunday = new DateOnly(2026, 3, 15);
        Assert.Equal((sunday, sunday), (CashForecast.Of(Money.Zero, sunday, []).Weeks[0].First,
            CashForecast.Of(Money.Zero, sunday, []).Weeks[0].Last));
    }

    [Fact]
    public void Nothing_is_lost_and_nothing_counted_twice() => Gen.Select(Gen.Int[0, 400], Gen.Long[-99_999, 99_999],
        Gen.Enum<ForecastKind>()).Array[0, 60].Select(Gen.Int[0, 6]).Sample((all, weekday) =>
    {
        var today = Today.AddDays(weekday);
        var items = all.Select(i => new ForecastItem(i.Item3, today, today.AddDays(i.Item1), new Money(i.Item2), A))
            .ToList();
        var forecast = CashForecast.Of(Eur(123.45m), today, items);
        var within = items.Where(i => i.Expected <= CashForecast.HorizonOf(today)).ToList();
        Assert.Equal(within.Sum(i => i.Amount), forecast.Weeks.SelectMany(w => w.Items).Sum(i => i.Amount));
        Assert.Equal(Eur(123.45m) + within.Sum(i => i.Amount), forecast.Weeks[^1].Closing);
        Assert.Equal(items.Count, forecast.Weeks.Sum(w => w.Items.Count) + forecast.Beyond.Count);
        Assert.All(forecast.Weeks, w => Assert.All(w.Items, i => Assert.InRange(i.Expected, w.First, w.Last)));
        Assert.All(forecast.Weeks.Zip(forecast.Weeks.Skip(1)), p => Assert.Equal(p.First.Closing, p.Second.Opening));
    });

    private IEnumerable<OpenItem> Open() => _books.Items.Where(i => !i.IsSettled);

    private static OpenItem Owing(DateOnly due, decimal euros) => new(new OpenItemId(new EntryId(2026, 1), 1),
        Accounts.Customers, A, ThirdParty.Customer(Customer), due, false, Eur(euros), Money.Zero, Money.Zero, []);
}
