using System.Net;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Settings;

public sealed class SettingsPageTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_coop_says_of_itself_is_kept_and_shown_again(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var manager = await desk.Site.SignInAsync("manager");

        var saved = await manager.SendAsync("/reglages", Answers(("City", "Villeurbanne"), ("VatOnDebits", "true")));

        Assert.Equal("/reglages", saved.Location);
        var page = await manager.OpenAsync("/reglages");
        Assert.Equal("Villeurbanne", page.Field("City"));
        Assert.Equal("2,08", page.Field("WorkAccidentRate"));
        await using var db = desk.Store.Read();
        var coop = await db.Cooperatives.SingleAsync();
        Assert.True(coop.VatOnDebits);
        Assert.False(coop.DepositsReserved);
        Assert.Equal((Money.Euros(50_000), 41, Rate.Percent(2.08m)),
            (coop.Capital, coop.Headcount, coop.WorkAccidentRate));
        var check = await BooksCheck.RunAsync(desk.Store.Engine);
        Assert.True(check.Ok, string.Join('\n', check.Checks.Where(c => !c.Ok)));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Wrong_answers_are_all_said_and_nothing_is_kept(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var manager = await desk.Site.SignInAsync("manager");

        var refused = await manager.SendAsync("/reglages", Answers(("Name", ""), ("City", "Villeurbanne"),
            ("Siren", "123"), ("Headcount", "beaucoup"), ("Iban", "FR76 0000")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("elle s’imprime sur les factures", refused.Text);
        Assert.Contains("L’effectif est un nombre de personnes", refused.Text);
        Assert.Equal("123", refused.Field("Siren"));
        Assert.Equal("FR76 0000", refused.Field("Iban"));
        await using var db = desk.Store.Read();
        var coop = await db.Cooperatives.SingleAsync();
        Assert.Equal(("L’Établi", "Lyon"), (coop.Name, coop.City));
    }

    private static (string, string)[] Answers(params (string Name, string Value)[] changed)
    {
        (string Name, string Value)[] usual =
        [
            ("Name", "L’Établi"), ("LegalForm", "Scop SA à capital variable"), ("Siren", "303265045"),
            ("Registry", "RCS Lyon 303 265 045"), ("Capital", "50 000,00"), ("Street", "12 rue des Tisserands"),
            ("PostalCode", "69001"), ("City", "Lyon"), ("Email", "contact@etabli.example"),
            ("Phone", "04 78 00 00 00"), ("Iban", ""), ("Headcount", "41"), ("WorkAccidentRate", "2,08"),
        ];
        return [.. usual.Where(u => changed.All(c => c.Name != u.Name)), .. changed];
    }
}
