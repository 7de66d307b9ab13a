using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Ledger;

/// <summary>Fixed assets: rows 37 to 39 of the postings, and the plans behind them.</summary>
public sealed class AssetTests
{
    private static readonly AccountNumber Computers = new("2183");
    private static readonly DocumentRef Paper = new("asset", 1);
    private static readonly DateOnly March16 = new(2026, 3, 16);

    private readonly TestBooks _books = new();

    [Fact]
    public void A_computer_of_1200_is_written_off_over_three_years_to_the_cent()
    {
        // 1,080 days. March: 16th to 30th, 15 days, 16.666…; by the end of April 45 days, 50.00; May 75, 83.333…;
        // June 105, 116.666…. So 16.67, then 33.33, 33.33 and 33.34.
        var charges = Plan(1200, March16, 36).Charges().ToList();
        Assert.Equal([16.67m, 33.33m, 33.33m, 33.34m], charges.Take(4).Select(c => c.Amount.ToDecimal()));
        // 285 days in 2026, 360 in 2027 and in 2028, 75 in 2029: 316.67, 400, 400, 83.33.
        Assert.Equal([(2026, 316.67m), (2027, 400.00m), (2028, 400.00m), (2029, 83.33m)],
            charges.GroupBy(c => c.Month.Year).Select(y => (y.Key, y.Sum(c => c.Amount).ToDecimal())));
        Assert.Equal((37, new Month(2029, 3), Eur(1200)), (charges.Count, charges[^1].Month, charges[^1].Accumulated));
    }

    [Theory]
    [InlineData(1200, 0, "2026-03-16", 36)]
    [InlineData(999.99, 0, "2026-01-31", 36)]
    [InlineData(10_000.01, 1234.56, "2024-02-29", 60)]
    [InlineData(0.05, 0, "2025-02-28", 36)]
    [InlineData(600.07, 0, "2026-12-30", 1)]
    public void Charges_add_up_to_what_is_written_off(decimal value, decimal residual, string day, int months)
    {
        var plan = new DepreciationPlan(new DepreciationTerms(
            Computers, Eur(value), Eur(residual), DateOnly.Parse(day), months));
        Assert.Equal(Eur(value - residual), plan.Charges().Sum(c => c.Amount));
        Assert.All(plan.Charges(), c => Assert.True(c.Amount.IsPositive));
        Assert.Equal(Eur(residual), plan.NetAt(new DateOnly(2099, 12, 31)));
    }

    [Fact]
    public void Months_count_thirty_days_and_the_last_day_of_a_month_is_its_thirtieth()
    {
        // 360.00 over 360 days: one euro a day.
        Assert.Equal(Eur(1), Plan(360, new(2026, 1, 31), 12).AccumulatedAt(new(2026, 1, 31)));
        Assert.Equal(Eur(3), Plan(360, new(2026, 2, 28), 12).AccumulatedAt(new(2026, 2, 28)));
        Assert.Equal(Eur(60), Plan(360, new(2026, 1, 1), 12).AccumulatedAt(new(2026, 2, 28)));
        Assert.Equal(Eur(57), Plan(360, new(2026, 1, 1), 12).AccumulatedAt(new(2026, 2, 27)));
        Assert.Equal(Eur(0), Plan(360, new(2026, 1, 1), 12).AccumulatedAt(new(2025, 12, 31)));
    }

    [Fact]
    public void A_plan_taken_over_goes_on_from_what_the_books_hold()
    {
        // 3,600 over 36 months since January 2025; the books hold 2,000 at the end of October 2026, by whatever rule:
        // 14 months are left for the other 1,600: 114.285…, so 114.29 in November and 114.28 in December.
        var plan = new DepreciationPlan(new DepreciationTerms(Computers, Eur(3600), Eur(0), new(2025, 1, 1), 36,
            new TakenDepreciation(new Month(2026, 10), Eur(2000))));
        var charges = plan.Charges().ToList();
        Assert.Equal([(new Month(2026, 11), Eur(114.29m)), (new Month(2026, 12), Eur(114.28m))],
            charges.Take(2).Select(c => (c.Month, c.Amount)));
        Assert.Equal((14, Eur(1600), Eur(2000)),
            (charges.Count, charges.Sum(c => c.Amount), plan.AccumulatedAt(new(2026, 10, 31))));
        Assert.Contains("durée plus longue", Refused(() => new DepreciationTerms(Computers, Eur(3600), Eur(0),
            new(2020, 1, 1), 36, new TakenDepreciation(new Month(2026, 10), Eur(2000)))));
        Assert.Empty(new DepreciationPlan(new DepreciationTerms(Computers, Eur(3600), Eur(0), new(2020, 1, 1), 36,
            new TakenDepreciation(new Month(2026, 10), Eur(3600)))).Charges());
    }

    [Fact]
    public void A_revision_spreads_what_is_left_and_never_touches_the_past()
    {
        // 1,200 since January over 12 months: 300 by March. From April over 18 months: 900 ÷ 18 = 50 a month.
        var old = Plan(1200, new(2026, 1, 1), 12);
        var plan = new DepreciationPlan(old.Terms, [new PlanRevision(new Month(2026, 4), 18)]);
        Assert.Equal([100m, 100m, 100m, 50m, 50m], plan.Charges().Take(5).Select(c => c.Amount.ToDecimal()));
        Assert.Equal((21, Eur(1200)), (plan.Charges().Count(), plan.Charges().Sum(c => c.Amount)));
        Assert.Throws<BrokenRuleException>(() => plan.Revise(new PlanRevision(new Month(2026, 4), 6)));
        Assert.Throws<BrokenRuleException>(() => plan.Revise(new PlanRevision(new Month(2026, 5), 0)));
        Assert.Contains("déjà amorti", Refused(() => old.Revise(new PlanRevision(new Month(2027, 1), 6))));
    }

    [Fact]
    public void What_does_not_wear_out_is_not_written_off()
    {
        Assert.Contains("ne s’amortit pas", Refused(() => Terms("211", 10_000, 120)));
        Assert.Contains("ne s’amortit pas", Refused(() => Terms("275", 500, 12)));
        var painting = new DepreciationPlan(Terms("218", 900, 0));
        Assert.Empty(painting.Charges());
        Assert.Equal(Eur(900), painting.NetAt(new(2050, 1, 1)));
        Assert.Contains("il n’a pas de durée", Refused(() => painting.Revise(new PlanRevision(March, 12))));
        Assert.Contains("pas encore en service", Refused(() => Terms("231", 900, 12)));
        Assert.Contains("n’est pas un compte d’immobilisation", Refused(() => Terms("28183", 900, 12)));
    }

    [Fact]
    public void Terms_refuse_what_no_asset_is()
    {
        foreach (var act in new Action[]
        {
            () => Plan(0, March16, 36), () => Plan(-1, March16, 36), () => Plan(100, March16, -1),
            () => Plan(100, March16, 601),
            () => _ = new DepreciationTerms(Computers, Eur(100), Eur(100), March16, 36),
            () => _ = new DepreciationTerms(Computers, Eur(100), Eur(-1), March16, 36),
            () => _ = new DepreciationTerms(Computers, Eur(100), Eur(0), March16, 36, new(March, Eur(101))),
            () => _ = new DepreciationTerms(Computers, Eur(100), Eur(0), March16, 36, new(new(2026, 2), Eur(1))),
        })
            Assert.Throws<BrokenRuleException>(act);
    }

    [Theory]
    [InlineData("2183", "28183", "68112")]
    [InlineData("205", "2805", "68111")]
    [InlineData("218", "2818", "68112")]
    [InlineData("218312", "2818312", "68112")]
    public void Depreciation_stands_under_28_and_the_digits_of_its_account(string asset, string below, string charge) =>
        Assert.Equal((new AccountNumber(below), new AccountNumber(charge)),
            (AssetAccounts.Depreciation(new(asset)), AssetAccounts.Charge(new(asset))));

    [Fact]
    public void Row_37_a_month_is_a_charge_of_the_activity() => PostingsPage.Matches(37, April());

    [Fact]
    public void Row_38_what_leaves_is_written_off_to_the_day_and_its_net_value_is_a_cost()
    {
        // By 10 June 85 days of 1,080: 94.444…; by the end of May 83.33 were posted.
        var plan = Plan(1200, March16, 36);
        var leaving = new LeavingAsset(A, Computers, Eur(1200), plan.AccumulatedAt(new(2026, 5, 31)),
            plan.AccumulatedAt(new(2026, 6, 10)));
        PostingsPage.Matches(38, AssetPosting.Disposal(leaving, new("657"), Day, "Sortie", Paper));
    }

    [Fact]
    public void Months_posted_after_the_day_of_the_exit_come_back_with_it()
    {
        // 116.67 were posted by the end of June; only 94.44 were due on the 10th: 22.23 come back.
        var entry = AssetPosting.Disposal(new LeavingAsset(A, Computers, Eur(1200), Eur(116.67m), Eur(94.44m)),
            new("675"), Day, "Sortie", Paper);
        Assert.Equal([("681120", -22.23m), ("281830", 22.23m), ("281830", 94.44m), ("675000", 1105.56m),
            ("218300", -1200m)], entry.Lines.Select(l => (l.Account.Digits, l.Amount.ToDecimal())));
        var land = AssetPosting.Disposal(new LeavingAsset(A, new("211"), Eur(900), Eur(0), Eur(0)), new("657"), Day,
            "Sortie", Paper);
        Assert.Equal([Eur(900), Eur(-900)], land.Lines.Select(l => l.Amount));
    }

    [Fact]
    public void Row_39_the_price_of_an_invoice_becomes_income_of_a_disposal() => PostingsPage.Matches(39,
        AssetPosting.Sale(A, Accounts.GoodsSold, Eur(900), new("757"), Day, "Vente", Paper));

    [Fact]
    public void Buying_costs_cash_once_and_writing_off_costs_result_but_no_cash()
    {
        _books.Holds(A, 2000);
        _books.Holds(B, 500);
        _books.Buy(Purchase(A, "2183", 1200, 240, onPayment: false));
        _books.Pay(_books.Item(Accounts.Suppliers));
        // 2,000 less 1,200: the VAT of 240 is the co-op's to deduct. The bank paid 1,440 of its 2,500, and these 240
        // come back to it.
        _books.Shows(cash: 800, committed: 0, available: 800, held: 1300, owed: 1300);
        var before = _books.Account(A).Result;
        _books.Post(April());
        _books.Shows(800, 0, 800, 1300, 1300);
        Assert.Equal(before - Eur(33.33m), _books.Account(A).Result);
        Assert.Equal(Eur(33.33m), _books.Account(A).Costs);
        _books.Post(AssetPosting.Disposal(new LeavingAsset(A, Computers, Eur(1200), Eur(33.33m), Eur(94.44m)),
            new("657"), Day, "Sortie", Paper));
        _books.Shows(800, 0, 800, 1300, 1300);
        Assert.Equal(before - Eur(1200), _books.Account(A).Result);
        Assert.Equal((Eur(0), Eur(0)), (_books.Balance(Computers, A), _books.Balance(new("28183"), A)));
    }

    [Fact]
    public void The_table_of_a_year_goes_from_opening_to_closing()
    {
        // Old: 1,000, 300 taken over; 100 in 2025 and 200 in 2026. Gone: 600, 150 written off, out in May 2026.
        // New in 2026: 400, of which 50. Tools of 2027 and what left in 2025 are in another table.
        var rows = AssetMovements.Of([
            new(Computers, Eur(1000), new(2024, 1, 1), Eur(300), [(new(2025, 12, 31), Eur(100)),
                (new(2026, 12, 31), Eur(200))], null),
            new(Computers, Eur(600), new(2025, 1, 1), Eur(0), [(new(2025, 12, 31), Eur(100)),
                (new(2026, 5, 4), Eur(50))], (new(2026, 5, 4), Eur(150))),
            new(Computers, Eur(400), new(2026, 7, 1), Eur(0), [(new(2026, 12, 31), Eur(50))], null),
            new(Computers, Eur(70), new(2024, 1, 1), Eur(0), [], (new(2025, 3, 1), Eur(0))),
            new(new("2154"), Eur(80), new(2027, 1, 1), Eur(0), [], null),
        ], FiscalYear.Calendar(2026).Days);
        var row = Assert.Single(rows);
        Assert.Equal((1600m, 400m, 600m, 1400m), InEuros(row.Gross));
        Assert.Equal((500m, 300m, 150m, 650m), InEuros(row.Depreciation));
        Assert.Equal((Eur(1100), Eur(750)), (row.NetOpening, row.NetClosing));
    }

    [Fact]
    public void A_usual_time_of_use_is_proposed_by_account() => Assert.Equal([36, 60, 36, null],
        new[] { "2183", "2154", "205", "211" }.Select(a => AssetKind.Of(new(a))?.Months));

    private static DraftEntry April() => AssetPosting.Charge(A, Computers,
        Plan(1200, March16, 36).Charges().Single(c => c.Month == new Month(2026, 4)).Amount, Day, "Avril", Paper);

    private static (decimal, decimal, decimal, decimal) InEuros(Movement m) =>
        (m.Opening.ToDecimal(), m.In.ToDecimal(), m.Out.ToDecimal(), m.Closing.ToDecimal());

    private static DepreciationTerms Terms(string account, decimal value, int months) =>
        new(new(account), Eur(value), Eur(0), March16, months);

    private static DepreciationPlan Plan(decimal value, DateOnly day, int months) =>
        new(new DepreciationTerms(Computers, Eur(value), Eur(0), day, months));

    private static string Refused(Action act) => Assert.Throws<BrokenRuleException>(act).Message;
}
