using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Xunit;

namespace Essaim.App.Tests.Identity;

public sealed class SignInLinkTests
{
    private const string Login = "rosa@exemple.fr";

    [Fact]
    public async Task A_link_opens_the_door_once_and_only_by_its_button()
    {
        await using var site = await StartAsync();
        var link = await AskAsync(site, Login);
        Assert.StartsWith("https://essaim.example/connexion/lien?jeton=", link);
        var path = new Uri(link).PathAndQuery;
        for (var look = 0; look < 3; look++)
            Assert.Equal(HttpStatusCode.OK, (await site.Browse().OpenAsync(path)).Status);

        var browser = site.Browse();
        Assert.Equal("/", (await EnterAsync(browser, path)).Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/")).Status);
        var again = await EnterAsync(site.Browse(), path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("Ce lien a déjà servi", again.Text);
    }

    [Fact]
    public async Task A_link_is_too_old_after_ten_minutes()
    {
        await using var site = await StartAsync();
        var path = new Uri(await AskAsync(site, Login)).PathAndQuery;
        site.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("dix minutes ont passé", (await EnterAsync(site.Browse(), path)).Text);
    }

    [Fact]
    public async Task The_second_factor_is_still_asked_for()
    {
        await using var site = await RealCoop.StartAsync();
        site.Catalogue.Grant(site.AddUser(Login, "Rosa"), "ruche", Role.Accountant);
        await RealCoop.AddApplicationAsync(site, await site.SignInAsync(Login));
        var path = new Uri(await AskAsync(site, Login)).PathAndQuery;
        var browser = site.Browse();
        Assert.Equal("/connexion/code?retour=%2F", (await EnterAsync(browser, path)).Location);
        Assert.StartsWith("/connexion?retour=", (await browser.OpenAsync("/")).Location);
    }

    [Fact]
    public async Task Known_and_unknown_logins_get_the_same_answer_and_only_one_gets_a_mail()
    {
        await using var site = await StartAsync();
        var known = await site.Browse().SendAsync("/connexion/lien", ("Login", Login));
        var unknown = await site.Browse().SendAsync("/connexion/lien", ("Login", "personne@exemple.fr"));
        var noAddress = await site.Browse().SendAsync("/connexion/lien", ("Login", "manager"));
        Assert.Equal("/connexion/lien?envoye=true", known.Location);
        Assert.All([unknown, noAddress], a => Assert.Equal((known.Status, known.Location), (a.Status, a.Location)));
        Assert.Single(await CatalogueMails.TextsAsync(site));
    }

    [Fact]
    public async Task Three_links_at_once_and_no_more()
    {
        await using var site = await StartAsync();
        for (var i = 0; i < 5; i++)
            await site.Browse().SendAsync("/connexion/lien", ("Login", Login));
        Assert.Equal(3, (await CatalogueMails.TextsAsync(site)).Count);
    }

    [Fact]
    public async Task The_catalogue_holds_no_link_that_works()
    {
        await using var site = await StartAsync();
        var token = (await AskAsync(site, Login)).Split("jeton=")[1];
        Assert.DoesNotContain(token, (string)CatalogueMails.Ask(site, "SELECT group_concat(hash) FROM sign_in_links")!);
        Assert.True(token.Length >= 43);
    }

    private static async Task<Site> StartAsync()
    {
        var site = await Site.StartAsync();
        site.Catalogue.Grant(site.AddUser(Login, "Rosa"), "etabli", Role.Advisor);
        return site;
    }

    private static async Task<string> AskAsync(Site site, string login)
    {
        await site.Browse().SendAsync("/connexion/lien", ("Login", login));
        return Regex.Match((await CatalogueMails.TextsAsync(site)).Single(), @"https://\S+").Value;
    }

    private static Task<Answer> EnterAsync(Browser browser, string path) => EnterAsync(browser, path,
        Regex.Match(path, "jeton=([\\w-]+)").Groups[1].Value);

    private static async Task<Answer> EnterAsync(Browser browser, string path, string token)
    {
        var page = await browser.OpenAsync(path);
        return await browser.PostAsync("/connexion/lien?handler=Enter", [("jeton", token),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken"))]);
    }
}
