using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Funding;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Activities;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Banking;
using Essaim.Domain.Funding;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Funding;

/// <summary>Grants that are announced, late, bridged and received.</summary>
public sealed class AnnounceGrantTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_activity_bridges_its_late_grant_and_pays_back_when_it_comes(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var signed = coop.Today;
        var grant = await coop.Store.WriteAsync(w => AnnounceGrant.AnnounceAsync(w, new NewGrant(a, "Région",
            "Atelier", "C-12", signed, [new GrantInstalment(signed.AddDays(5), Money.Euros(2000)),
                new GrantInstalment(signed.AddDays(90), Money.Euros(1000))]), "Claire"));
        Assert.Equal(0m, (await coop.StandAsync(a)).Cash);
        coop.GoTo(signed.AddDays(10).Month, signed.AddDays(10).Day);
        var late = await StateAsync(coop);
        Assert.Equal((Money.Euros(3000), Money.Euros(2000), 5),
            (late.Left, late.Late(coop.Today), late.DaysLate(coop.Today)));

        var asked = await coop.Store.WriteAsync(w => AnnounceGrant.BridgeAsync(w, grant.Id, "Jeanne"));
        Assert.Equal((Money.Euros(3000), AdvanceState.Asked), (asked.Amount, asked.State));
        await coop.Store.WriteAsync(async w =>
        {
            var advance = await w.Db.Advances.SingleAsync();
            (advance.State, advance.DecidedOn, advance.DecidedBy, advance.Resolution) =
                (AdvanceState.Granted, coop.Today, "Conseil", "CA 4");
            await w.SaveAsync();
            await RepayAdvances.PayOutAsync(w, advance.Id, coop.Today);
        });
        Assert.Equal(3000m, (await coop.StandAsync(a)).Cash);

        // The first instalment comes: it pays back as much.
        await coop.Store.WriteAsync(async w =>
        {
            var item = (await w.Books.Items.OpenAsync(a, Accounts.GrantsReceivable)).OrderBy(i => i.Due).First();
            await w.Ledger.PostAsync(BankPostings.Settled(MoneySide.Bank, item, item.Remaining, coop.Today, "Région"));
        });
        Assert.Equal(3000m, (await coop.StandAsync(a)).Cash);
        await using var db = coop.Store.Read();
        Assert.Equal(Money.Euros(2000), (await db.Advances.SingleAsync()).Repaid);
        Assert.Equal(Money.Euros(1000), (await StateAsync(coop)).Left);
        Assert.True((await BooksCheck.RunAsync(coop.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_convention_is_noted_on_its_page_and_what_is_late_is_told(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        (string, string)[] form =
        [
            ("Whose", "1"), ("Funder", "Ville"), ("Purpose", "Accueil"), ("SignedOn", "02/11/2026"),
            ("Parts[0].Due", "10/11/2026"), ("Parts[0].Amount", "400"), ("Parts[1].Due", ""), ("Parts[1].Amount", ""),
        ];
        var wrong = await accountant.SendAsync("/subventions", [.. form[..4], ("Parts[0].Due", "01/11/2026"), form[5]]);
        Assert.Contains("Un versement ne vient pas avant la convention.", wrong.Text);
        Assert.Equal("/subventions", (await accountant.SendAsync("/subventions", form)).Location);
        var page = await accountant.OpenAsync("/subventions");
        Assert.Contains("Ville", page.Text);
        Assert.Contains("La trésorerie commune porte 400", page.Text);
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);
    }

    private static async Task<GrantState> StateAsync(LendingCoop coop)
    {
        await using var db = coop.Store.Read();
        return Assert.Single(await AnnounceGrant.ListAsync(db));
    }
}
