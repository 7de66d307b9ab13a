using System.Net;
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Microsoft.AspNetCore.Identity;
using Xunit;

namespace Essaim.App.Tests.Identity;

public sealed class StaffPasskeyTests
{
    [Fact]
    public async Task It_is_refused_until_each_manager_has_a_passkey()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var manager = await desk.Site.SignInAsync("manager");
        var refused = await PressAsync(manager, "Staff", ("StaffNeedPasskey", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Il manque une clé d’accès à la gérance (Prénom Manager)", refused.Text);

        GiveKey(desk.Site, "manager");
        await PressAsync(manager, "Staff", ("StaffNeedPasskey", "true"));
        Assert.Contains("Laisser le choix", (await manager.OpenAsync("/utilisateurs")).Text);
    }

    [Fact]
    public async Task Then_the_team_is_led_to_make_one_and_entrepreneurs_are_not()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        GiveKey(desk.Site, "manager");
        desk.Site.Catalogue.NeedStaffPasskey("etabli", true);
        var accountant = await desk.Site.SignInAsync("accountant");
        Assert.Equal("/profil/securite/cle?retour=%2Fbalance", (await accountant.OpenAsync("/balance")).Location);
        Assert.Contains("Faites votre clé d’accès",
            (await accountant.OpenAsync("/profil/securite/cle?retour=%2Fbalance")).Text);
        Assert.Equal(HttpStatusCode.OK, (await (await desk.Site.SignInAsync()).OpenAsync("/")).Status);
    }

    [Fact]
    public async Task A_form_sent_meanwhile_waits_until_the_passkey_is_there()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var accountant = await desk.Site.SignInAsync("accountant");
        var token = (await accountant.OpenAsync("/profil")).Field("__RequestVerificationToken");
        GiveKey(desk.Site, "manager");
        desk.Site.Catalogue.NeedStaffPasskey("etabli", true);
        desk.Site.Time.Advance(TimeSpan.FromMinutes(2));
        var sent = await accountant.PostAsync("/composants",
            [("Amount", "467,57"), ("__RequestVerificationToken", token)]);
        Assert.StartsWith("/profil/securite/cle?retour=%2Freprise%3Fcle%3D", sent.Location);
    }

    [Fact]
    public async Task A_lost_telephone_is_forgotten_by_the_co_op_alone_in_which_one_works()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var accountant = await desk.Site.SignInAsync("accountant");
        await RealCoop.AddApplicationAsync(desk.Site, accountant);
        var id = desk.Site.Catalogue.UserByLogin("accountant")!.Id;
        var manager = await desk.Site.SignInAsync("manager");
        await PressAsync(manager, "ForgetFactors", ("UserId", id.ToString()));
        Assert.False(desk.Site.Catalogue.User(id)!.HasSecondFactor);
        Assert.StartsWith("/connexion?", (await accountant.OpenAsync("/")).Location);

        desk.Site.Catalogue.Add(new Coop("ruche", "La Ruche", "987654324", "sqlite:coops/ruche.db"));
        desk.Site.Catalogue.Grant(id, "ruche", Role.Accountant);
        var refused = await PressAsync(manager, "ForgetFactors", ("UserId", id.ToString()));
        Assert.Contains("aussi dans une autre coopérative", refused.Text);
    }

    [Fact]
    public void Ten_passkeys_and_no_more()
    {
        var folder = Directory.CreateTempSubdirectory("essaim-catalogue-").FullName;
        var catalogue = Catalogue.Open(folder);
        var user = catalogue.AddUser("jeanne", "Jeanne Morel", Site.Password);
        for (var i = 0; i < Passkeys.Most; i++)
            Assert.True(catalogue.AddPasskey(user, Key(i), Passkeys.Most));
        Assert.False(catalogue.AddPasskey(user, Key(99), Passkeys.Most));
        Assert.Equal(Passkeys.Most, catalogue.PasskeysOf(user).Count);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static void GiveKey(Site site, string login) =>
        Assert.True(site.Catalogue.AddPasskey(site.Catalogue.UserByLogin(login)!.Id, Key(1), Passkeys.Most));

    private static UserPasskeyInfo Key(int number) => new([(byte)number], [1, 2, 3], DateTimeOffset.UnixEpoch, 0, [],
        true, false, false, [4], [5]) { Name = "Téléphone" };

    private static async Task<Answer> PressAsync(
        Browser browser, string handler, params (string Name, string Value)[] fields)
    {
        var shown = await browser.OpenAsync("/utilisateurs");
        return await browser.PostAsync("/utilisateurs?handler=" + handler,
            [.. fields, ("__RequestVerificationToken", shown.Field("__RequestVerificationToken"))]);
    }
}
