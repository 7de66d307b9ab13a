using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Checks;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using static Essaim.App.Tests.Ledger.FecFiles;

namespace Essaim.App.Tests.Ledger;

public sealed class CloseFiscalYearTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_closed_year_carries_its_balances_and_its_result_into_the_next(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.ImportAsync(Year2024);

        var closed = await CloseFiscalYear.RunAsync(coop.Store, 2024, "Odile");

        Assert.Equal("AN-2025-000001", Assert.Single(closed.Openings).Number);
        Assert.Equal([("120000", -11000), ("401000", -5000), ("411000", 6000), ("445710", -2000), ("512000", 12000)],
            (await coop.BalancesAsync(2025, 2025)).Select(b => (b.Key, b.Value.Cents)));
        Assert.Equal(12, await coop.CountAsync("month_lock"));
        Assert.Equal(1, await coop.CountAsync("fiscal_year WHERE year = 2024 AND closed_at IS NOT NULL "
            + "AND anchor = (SELECT hash FROM chain_head WHERE fiscal_year = 2024)"));
        Assert.Equal([2024, 2024], (await coop.ItemsAsync()).Select(i => i.Id.Entry.FiscalYear));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_closed_year_takes_nothing_and_is_not_closed_twice(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.ImportAsync(Year2024);
        await CloseFiscalYear.RunAsync(coop.Store, 2024, "Odile");

        var twice =
            await Assert.ThrowsAsync<BrokenRuleException>(() => CloseFiscalYear.RunAsync(coop.Store, 2024, "Odile"));
        var late = await Assert.ThrowsAsync<BrokenRuleException>(() =>
            coop.Store.WriteAsync(w => w.Ledger.PostAsync(Fee(new DateOnly(2024, 12, 31)))));
        var import = await coop.ImportAsync([.. Year2024, Line("OD", "9", "20241231", "627", 1m),
            Line("OD", "9", "20241231", "512", -1m)]);

        Assert.Contains("déjà clos", twice.Message);
        Assert.Contains("est clos", late.Message);
        Assert.Contains("L’exercice 2024 est clos", Assert.Single(import.Rejected.Select(r => r.Reason).Distinct()));
        await coop.Store.WriteAsync(w => w.Ledger.PostAsync(Fee(new DateOnly(2025, 1, 1))));
        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Months_of_our_own_entries_are_closed_before_the_year(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.Store.WriteAsync(w => w.Ledger.PostAsync(Fee(new DateOnly(2025, 3, 5))));

        var refused =
            await Assert.ThrowsAsync<BrokenRuleException>(() => CloseFiscalYear.RunAsync(coop.Store, 2025, "Odile"));

        Assert.Contains("mars 2025", refused.Message);
        Assert.Equal((0, 0),
            (await coop.CountAsync("month_lock"), await coop.CountAsync("posted_entry WHERE is_opening")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_year_that_is_not_over_or_follows_an_open_one_is_not_closed(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.ImportAsync([.. Year2024, .. Year2025]);

        var order =
            await Assert.ThrowsAsync<BrokenRuleException>(() => CloseFiscalYear.RunAsync(coop.Store, 2025, "Odile"));
        var future =
            await Assert.ThrowsAsync<BrokenRuleException>(() => CloseFiscalYear.RunAsync(coop.Store, 2026, "Odile"));

        Assert.Contains("L’exercice 2024 n’est pas clos", order.Message);
        Assert.Contains("finit le 31/12/2026", future.Message);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_year_that_was_imported_with_its_opening_is_not_opened_twice(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.ImportAsync([.. Year2024, .. Year2025]);

        var closed = await CloseFiscalYear.RunAsync(coop.Store, 2024, "Odile");

        Assert.Empty(closed.Openings);
        Assert.Equal(7000, (await coop.BalancesAsync(2025, 2025))["512000"].Cents);
        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Opening_entries_enter_though_the_first_month_of_the_next_year_is_closed(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.ImportAsync(Year2024);
        await coop.Store.WriteAsync(w => w.Connection.ExecuteAsync(
            "INSERT INTO month_lock (month, locked_at, locked_by) VALUES (202501, @p0, 'Odile')",
            w.Transaction, w.Now));

        var closed = await CloseFiscalYear.RunAsync(coop.Store, 2024, "Odile");

        Assert.Single(closed.Openings);
        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
        await Assert.ThrowsAsync<BrokenRuleException>(() =>
            coop.Store.WriteAsync(w => w.Ledger.PostAsync(Fee(new DateOnly(2025, 1, 5)))));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Each_activity_opens_with_its_own_result(string engine)
    {
        await using var coop = await BooksStory.MakeAsync(engine);
        await coop.Store.WriteAsync(w => w.Connection.ExecuteAsync(
            "INSERT INTO month_lock (month, locked_at, locked_by) VALUES (202609, @p0, 'Odile')",
            w.Transaction, w.Now));
        await CloseFiscalYear.RunAsync(coop.Store, 2025, "Odile");
        await using var later = new Store(coop.Store.Engine, new LaterTime());

        var closed = await CloseFiscalYear.RunAsync(later, 2026, "Odile");

        Assert.Equal(3, closed.Openings.Count);
        Assert.All(closed.Openings, o => Assert.Single(o.Content.Lines.Select(l => l.Activity).Distinct()));
        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
        var both = await coop.BalancesAsync(2024, 2027);
        Assert.Equal((await coop.BalancesAsync(2027, 2027))["512000"], both["512000"]);
    }

    private static DraftEntry Fee(DateOnly date) => new EntryBuilder("BQ", date, "Frais de banque")
        .Debit(Accounts.BankFees, ActivityId.Structure, Money.Euros(5))
        .Credit(Accounts.Bank, ActivityId.Structure, Money.Euros(5)).Build();

    private sealed class LaterTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddYears(1);
    }
}
