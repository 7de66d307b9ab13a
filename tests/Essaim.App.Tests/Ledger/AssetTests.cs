using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Ledger.Checks;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static Essaim.App.Tests.Ledger.AssetCoop;

namespace Essaim.App.Tests.Ledger;

/// <summary>The register of fixed assets beside the books.</summary>
public sealed class AssetTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_purchase_waits_is_put_in_service_and_is_written_off_each_month_without_cash(string engine)
    {
        await using var coop = await NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var line = await coop.BuyAsync(a, 1200);
        Assert.Equal(("Ordinateur", Computers, Money.Euros(1200)), (line.Label, line.Account, line.Value));
        var asset = await coop.EnterAsync(line);
        await using (var db = coop.Store.Read())
            Assert.Empty(await AssetRegister.WaitingAsync(db));
        await Assert.ThrowsAsync<BrokenRuleException>(() => coop.EnterAsync(line)); // it waits no more
        Assert.Equal(0, await coop.PostAsync()); // March is not over

        coop.GoTo(5, 31);
        var before = await coop.StandAsync(a);
        Assert.Equal(3, await coop.PostAsync());
        Assert.Equal(0, await coop.PostAsync());
        // 75 days of 1,080: 83.33, in March 16.67, in April and May 33.33 each.
        Assert.Equal([1200m, -83.33m, 83.33m], await coop.HoldsAsync(a, "2183", "28183", "68112"));
        Assert.Equal([("2026-03-31", "Amortissement de mars 2026, Ordinateur"),
            ("2026-04-30", "Amortissement d’avril 2026, Ordinateur"),
            ("2026-05-31", "Amortissement de mai 2026, Ordinateur")], await coop.EntriesAsync("asset-charge"));
        Assert.Equal(before with { Result = before.Result - 83.33m }, await coop.StandAsync(a));
        Assert.Equal(Money.Round(1116.67m), (await coop.FindAsync(asset.Id)).Net);
        Assert.Empty(await coop.GapsAsync());
        await Assert.ThrowsAsync<BrokenRuleException>(() => coop.Store.WriteAsync(async w => await ReverseEntry
            .ReverseAsync(w, (await w.Db.AssetCharges.FirstAsync()).EntryId, coop.Today, "Essai")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Rounds_at_once_post_a_month_once_and_a_closed_month_takes_none(string engine)
    {
        await using var coop = await NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var asset = await coop.EnterAsync(await coop.BuyAsync(a, 1200), articles: 3);
        Assert.Equal(("Ordinateur, 1 sur 3", Money.Euros(400)), (asset.Label, asset.Value));
        coop.GoTo(5, 5);
        await coop.Store.WriteAsync(w => w.Connection.ExecuteAsync(
            "INSERT INTO month_closing (month, started_at, closed_at, closed_by) VALUES (202603, @p0, @p0, 'essai')",
            w.Transaction, w.Now));
        await coop.Store.WriteAsync(w => w.Connection.ExecuteAsync(
            "INSERT INTO month_lock (month, locked_at, locked_by) VALUES (202603, @p0, 'essai')", w.Transaction,
            w.Now));
        await using var other = new Store(coop.Store.Engine, coop.Time);
        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            (i % 2 == 0 ? coop.Store : other).WriteAsync(PostDepreciation.PostAsync))));
        Assert.Equal(6, done.Sum()); // March and April of three articles
        var entries = await coop.EntriesAsync("asset-charge");
        Assert.Equal(["2026-04-01", "2026-04-30"], entries.Select(e => e.Day).Distinct());
        Assert.Equal(3, entries.Count(e => e.Label.StartsWith("Amortissement de mars 2026")));
        // 45 days of 1,080 on 400: 16.666… each, so 16.67 three times.
        Assert.Equal([-50.01m], await coop.HoldsAsync(a, "28183"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_sold_leaves_to_the_day_and_its_invoice_is_named_not_made_again(string engine)
    {
        await using var coop = await NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var asset = await coop.EnterAsync(await coop.BuyAsync(a, 1200));
        coop.GoTo(7, 3);
        await coop.PostAsync(); // through June: 105 days, 116.67
        var number = await coop.InvoiceAsync(a, 900);
        var wrong = await Assert.ThrowsAsync<BrokenRuleException>(() => coop.DisposeAsync(
            asset.Id, DisposalKind.Sold, new DateOnly(2026, 6, 10), number, Money.Round(900.01m)));
        Assert.Contains("900,00", wrong.Message);
        var gone = await coop.DisposeAsync(asset.Id, DisposalKind.Sold, new DateOnly(2026, 6, 10), number);
        // By the 10th of June 94.44: 22.23 of June come back, and 1,105.56 were left.
        Assert.Equal((94.44m, -22.23m, 1105.56m),
            (gone.Accumulated.ToDecimal(), gone.LastCharge.ToDecimal(), gone.Net.ToDecimal()));
        Assert.Equal([0m, 0m, 94.44m, 1105.56m, 0m, -900m],
            await coop.HoldsAsync(a, "2183", "28183", "68112", "657", "706", "757"));
        Assert.Equal(0, await coop.PostAsync());
        Assert.Empty(await coop.GapsAsync());
        await Assert.ThrowsAsync<BrokenRuleException>(() =>
            coop.DisposeAsync(asset.Id, DisposalKind.Stolen, coop.Today));
        await using var db = coop.Store.Read();
        var row = Assert.Single(AssetMovements.Of(await AssetRegister.HistoriesAsync(db),
            FiscalYear.Calendar(2026).Days));
        Assert.Equal((Money.Euros(1200), Money.Zero, Money.Round(94.44m), Money.Zero),
            (row.Gross.Out, row.Gross.Closing, row.Depreciation.In, row.Depreciation.Closing));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_mistake_is_withdrawn_with_what_it_posted_and_a_plan_is_corrected_forward_only(string engine)
    {
        await using var coop = await NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var wrong = await coop.EnterAsync(await coop.BuyAsync(a, 1200), months: 12);
        coop.GoTo(5, 31);
        await coop.PostAsync();
        await coop.Store.WriteAsync(w => EnterAsset.WithdrawAsync(w, wrong.Id, "Trois ans, pas un"));
        Assert.Equal([1200m, 0m, 0m], await coop.HoldsAsync(a, "2183", "28183", "68112"));
        WaitingLine line;
        await using (var db = coop.Store.Read())
            line = Assert.Single(await AssetRegister.WaitingAsync(db));
        var asset = await coop.EnterAsync(line);
        await coop.PostAsync();
        var refused = await Assert.ThrowsAsync<BrokenRuleException>(() => ReviseAsync(coop, asset.Id, 5, 10));
        Assert.Contains("à partir de juin 2026", refused.Message);
        await ReviseAsync(coop, asset.Id, 6, 10);
        coop.GoTo(6, 30);
        Assert.Equal(1, await coop.PostAsync());
        // 1,200 less 83.33, over ten months: 111.667.
        Assert.Equal([-195.00m], await coop.HoldsAsync(a, "28183"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Books_taken_over_go_on_and_what_differs_from_the_register_is_told(string engine)
    {
        await using var coop = await NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        await coop.Store.WriteAsync(async w =>
        {
            await KnownAccounts.KnowAsync(w, new AccountNumber("28183"));
            foreach (var owner in new[] { ActivityId.Structure, a })
                foreach (var (account, amount) in new[] { ("2183", 3600), ("28183", -2100) })
                    await w.Ledger.PostAsync(TakeOverPosting.Balance(owner, new AccountNumber(account),
                        Money.Euros(amount), new DateOnly(2025, 12, 31), "Reprise"));
        });
        await Assert.ThrowsAsync<BrokenRuleException>(() => EnterAsync(null)); // since 2024: what is written off?
        var asset = await EnterAsync(new TakenDepreciation(new Month(2025, 12), Money.Euros(2000)));
        var gap = Assert.Single(await coop.GapsAsync());
        Assert.Equal(("281830", -100m), (gap.Account.Digits, gap.Gap.ToDecimal()));
        coop.GoTo(3, 31);
        Assert.Equal(3, await coop.PostAsync()); // 1,600 over the 12 months left: 133.33, 133.34 and 133.33
        Assert.Equal(Money.Euros(1200), (await coop.FindAsync(asset)).Net);

        Task<long> EnterAsync(TakenDepreciation? taken) => coop.Store.WriteAsync(async w =>
            (await EnterAsset.EnterAsync(w, new NewAsset(a, "Machine", new DepreciationTerms(Computers,
                Money.Euros(3600), Money.Zero, new DateOnly(2024, 1, 1), 36, taken)), "Essai"))[0].Id);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_check_finds_a_register_that_differs_and_the_database_keeps_what_an_asset_is(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        await coop.Store.WriteAsync(async w =>
        {
            await KnownAccounts.KnowAsync(w, new AccountNumber("28183"), new AccountNumber("68112"));
            var asset = (await EnterAsset.EnterAsync(w, new NewAsset(ActivityId.Structure, "Machine",
                new DepreciationTerms(Computers, Money.Euros(100), Money.Zero, new DateOnly(2026, 1, 1), 10)),
                "Essai"))[0];
            await w.Ledger.PostAsync(AssetPosting.Charge(ActivityId.Structure, Computers, Money.Euros(11),
                new DateOnly(2026, 1, 31), "Essai", new(AssetCharge.DocumentKind, AssetCharge.NumberOf(asset.Id,
                    new Month(2026, 1)))));
        });
        var check = (await BooksCheck.RunAsync(coop.Store.Engine)).Checks.Single(c => c.Name == "assets");
        Assert.Contains("compte 281830, activité n° 1 : le registre et les livres diffèrent de 11,00 €", check.Detail);
        foreach (var sql in new[] { "UPDATE fixed_asset SET value = value + 1", "DELETE FROM fixed_asset" })
            await Assert.ThrowsAnyAsync<Exception>(() => coop.Store.WriteAsync(w =>
                w.Connection.ExecuteAsync(sql, w.Transaction)));
    }

    private static Task ReviseAsync(AssetCoop coop, long id, int month, int months) => coop.Store.WriteAsync(w =>
        EnterAsset.ReviseAsync(w, id, new PlanRevision(new Month(2026, month), months), "Elle dure moins", "Essai"));
}
