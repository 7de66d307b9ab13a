using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Xunit;

namespace Essaim.App.Tests.Identity;

/// <summary>A mail to whoever somebody signed in as, from a device never seen.</summary>
public sealed class NewDeviceTests
{
    private const string Login = "rosa@exemple.fr";
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task A_second_device_is_told_by_one_mail_and_the_first_one_by_none()
    {
        await using var site = await StartAsync("ruche");
        var desk = site.Browse();
        await SignInAsync(desk);
        Assert.Empty(await CatalogueMails.TextsAsync(site));

        var thief = site.Browse(Firefox);
        await SignInAsync(thief);
        var text = Assert.Single(await CatalogueMails.TextsAsync(site));
        Assert.Contains("Firefox sous Windows, le 23/11/2026 à 10\u00a0h\u00a000", text);
        Assert.Contains("changez de mot de passe", text);
        Assert.DoesNotContain("http", text);
        // Its text is forgotten once it has left.
        Assert.Equal("", CatalogueMails.Ask(site, "SELECT group_concat(body) FROM mail"));

        foreach (var known in new[] { thief, desk })
        {
            await known.SendAsync("/deconnexion");
            await SignInAsync(known);
        }
        Assert.Single(await CatalogueMails.TextsAsync(site));
    }

    [Fact]
    public async Task A_device_that_somebody_else_uses_is_new_to_whoever_never_did()
    {
        await using var site = await StartAsync("ruche");
        await SignInAsync(site.Browse());
        var shared = site.Browse();
        await shared.SendAsync("/connexion", ("Login", "claire"), ("Password", Site.Password));
        await shared.SendAsync("/deconnexion");
        await SignInAsync(shared);
        Assert.Single(await CatalogueMails.TextsAsync(site));
    }

    [Fact]
    public async Task A_mail_goes_neither_for_a_demonstration_nor_to_a_login_that_is_no_address()
    {
        await using var site = await StartAsync("etabli");
        for (var device = 0; device < 2; device++)
        {
            await SignInAsync(site.Browse());
            await site.Browse().SendAsync("/connexion", ("Login", "claire"), ("Password", Site.Password));
        }
        Assert.Empty(await CatalogueMails.TextsAsync(site));
    }

    [Fact]
    public async Task The_page_of_sessions_shows_the_new_device_until_it_is_recognised()
    {
        await using var site = await Site.StartAsync();
        var desk = await site.SignInAsync("manager");
        Assert.DoesNotContain("Nouvel appareil", (await desk.OpenAsync("/profil/sessions")).Text);
        await site.Browse(Firefox).SendAsync("/connexion", ("Login", "manager"), ("Password", Site.Password));
        Assert.Contains("Nouvel appareil", (await desk.OpenAsync("/profil/sessions")).Text);
        await desk.PressAsync("/profil/sessions", "/profil/sessions?handler=Recognise");
        Assert.DoesNotContain("Nouvel appareil", (await desk.OpenAsync("/profil/sessions")).Text);
    }

    /// <summary>
    /// Rosa in one co-op: "ruche" is a real one, "etabli" a demonstration. Claire’s login is no address.
    /// </summary>
    private static async Task<Site> StartAsync(string coop)
    {
        var site = await RealCoop.StartAsync();
        site.Catalogue.Grant(site.AddUser(Login, "Rosa"), coop, Role.Advisor);
        return site;
    }

    private static Task<Answer> SignInAsync(Browser browser) =>
        browser.SendAsync("/connexion", ("Login", Login), ("Password", Site.Password));
}
