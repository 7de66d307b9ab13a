using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Funding;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Activities;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Funding;

/// <summary>Cash that is placed, and what becomes of its income.</summary>
public sealed class PlaceCashTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Placed_cash_stays_held_and_its_income_goes_to_those_who_had_it(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var (a, b) = (await coop.Coop.ActivityAsync("jeanne"), await coop.Coop.ActivityAsync("paul"));
        await coop.EarnAsync(a, 2000);
        await coop.EarnAsync(b, 1000);
        var held = await HeldAsync(coop);
        var start = coop.Today;
        var placement = await coop.Store.WriteAsync(w => PlaceCash.PlaceAsync(w, new NewPlacement("Compte à terme",
            Accounts.Bank, Money.Euros(2000), start, start.AddDays(30), "CA du 3 mars"), "Claire"));
        Assert.Equal(held, await HeldAsync(coop));

        coop.GoTo(start.AddDays(30).Month, start.AddDays(30).Day);
        await coop.Store.WriteAsync(w => PlaceCash.EarnAsync(w, placement.Id, Money.Euros(30), coop.Today, "Claire"));
        await coop.Store.WriteAsync(w =>
            PlaceCash.ReturnAsync(w, placement.Id, Money.Euros(2120), coop.Today, "Claire"));
        var before = ((await coop.StandAsync(a)).Cash, (await coop.StandAsync(b)).Cash);
        // 60 % of 150: 90, two thirds to whom 2,000 of 3,000 belonged all the days.
        Assert.Equal(Money.Euros(90), await coop.Store.WriteAsync(w => PlaceCash.ShareAsync(
            w, placement.Id, Rate.Percent(60), coop.Today, "AG, résolution 7", "Claire")));
        Assert.Equal((before.Item1 + 60, before.Item2 + 30),
            ((await coop.StandAsync(a)).Cash, (await coop.StandAsync(b)).Cash));

        await using var db = coop.Store.Read();
        Assert.Equal(Money.Euros(60), Assert.Single(await PlaceCash.ListAsync(db)).LeftToShare);
        var refused = await Assert.ThrowsAsync<BrokenRuleException>(() => coop.Store.WriteAsync(w =>
            PlaceCash.ReturnAsync(w, placement.Id, Money.Euros(1), coop.Today, "Claire")));
        Assert.StartsWith("Ce placement est revenu le", refused.Message);
        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task It_comes_back_once_however_many_say_so_and_again_when_that_was_a_mistake(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var start = coop.Today.AddDays(-9);
        var placed = await coop.Store.WriteAsync(w => PlaceCash.PlaceAsync(w, new NewPlacement("Livret", Accounts.Bank,
            Money.Euros(100), start, null, "CA du 3 mars"), "Claire"));
        await using var other = new Store(coop.Store.Engine, coop.Time);
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            try
            {
                await (i % 2 == 0 ? coop.Store : other).WriteAsync(w =>
                    PlaceCash.ReturnAsync(w, placed.Id, Money.Euros(100), coop.Today, "Claire"));
            }
            catch (Exception e) when (e is BrokenRuleException or DbUpdateConcurrencyException)
            {
                Interlocked.Increment(ref refused);
            }
        })));
        Assert.Equal(3, refused);
        await coop.Store.WriteAsync(async w =>
        {
            var state = Assert.Single(await PlaceCash.ListAsync(w.Db));
            Assert.False(state.Runs);
            await ReverseEntry.ReverseAsync(w, state.Moves[^1].EntryId, coop.Today, "Une erreur");
        });
        await using var db = coop.Store.Read();
        Assert.True(Assert.Single(await PlaceCash.ListAsync(db)).Runs);
        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_placement_is_noted_taken_back_and_shared_on_its_pages(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        (string, string)[] form =
        [
            ("Label", "Livret"), ("Bank", "512000"), ("Amount", "500"), ("PlacedOn", "01/11/2026"),
            ("Resolution", "CA du 30 octobre"),
        ];
        Assert.Contains("Indiquez qui l’a décidé", (await accountant.SendAsync("/placements", form[..4])).Text);
        Assert.Equal("/placements/1", (await accountant.SendAsync("/placements", form)).Location);
        await accountant.SendAsync("/placements/1?handler=Return", ("Amount", "503,50"), ("Day", "10/11/2026"));
        var page = await accountant.OpenAsync("/placements/1");
        Assert.Contains("3,50", page.Text);
        var shared = await accountant.SendAsync("/placements/1?handler=Share", ("Part", "50"),
            ("ShareDay", "12/11/2026"), ("Resolution", ""));
        Assert.Contains("citez leur résolution", shared.Text);
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);
    }

    private static async Task<Money> HeldAsync(LendingCoop coop)
    {
        await using var db = coop.Store.Read();
        return (await CoverReport.ReadAsync(db, coop.Today)).Now.Held;
    }
}
