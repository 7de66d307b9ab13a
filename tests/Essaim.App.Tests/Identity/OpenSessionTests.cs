using System.Net;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Xunit;

namespace Essaim.App.Tests.Identity;

public sealed class OpenSessionTests
{
    private const string FirefoxOnWindows =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string SafariOnIphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) "
        + "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    [Theory]
    [InlineData(FirefoxOnWindows, "Firefox sous Windows")]
    [InlineData(SafariOnIphone, "Safari sur iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/140.0 "
        + "Chrome/140.0.0.0 Safari/537.36", "Chromium sous Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
        + "Safari/537.36 Edg/140.0.0.0", "Edge sous Windows")]
    [InlineData("", "Un navigateur")]
    public void A_device_has_a_name_that_people_know(string userAgent, string words) =>
        Assert.Equal(words, Devices.Words(userAgent));

    [Fact]
    public async Task The_page_lists_the_sessions_and_ends_one()
    {
        await using var site = await Site.StartAsync();
        var desk = await site.SignInAsync("accountant");
        var phone = await SignInAsync(site, "accountant", SafariOnIphone);
        await phone.OpenAsync("/");
        var page = await desk.OpenAsync("/profil/sessions");
        Assert.Contains("Safari sur iPhone", page.Text);
        Assert.Contains("Celle-ci", page.Text);
        Assert.Contains("23/11/2026 à 10\u00a0h\u00a000", page.Text);

        await desk.PostAsync("/profil/sessions?handler=End", [("SessionId", page.Field("SessionId")),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken"))]);
        Assert.DoesNotContain("Fermer la session Safari", (await desk.OpenAsync("/profil/sessions")).Html);
        Assert.StartsWith("/connexion?", (await phone.OpenAsync("/")).Location);
        Assert.Equal(HttpStatusCode.OK, (await desk.OpenAsync("/")).Status);
    }

    [Fact]
    public async Task All_other_sessions_end_at_once_and_this_one_goes_on()
    {
        await using var site = await Site.StartAsync();
        var desk = await site.SignInAsync("accountant");
        var others = new[] { await site.SignInAsync("accountant"), await site.SignInAsync("accountant") };
        foreach (var other in others)
            await other.OpenAsync("/");
        var page = await desk.OpenAsync("/profil/sessions");
        await desk.PostAsync("/profil/sessions?handler=EndOthers",
            [("__RequestVerificationToken", page.Field("__RequestVerificationToken"))]);
        foreach (var other in others)
            Assert.StartsWith("/connexion?", (await other.OpenAsync("/")).Location);
        Assert.Equal(HttpStatusCode.OK, (await desk.OpenAsync("/")).Status);
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        await using var site = await Site.StartAsync();
        var victim = await site.SignInAsync("manager");
        var session = site.Catalogue.SessionsOf(UserId(site, "manager"), site.Time.GetUtcNow()).Single();
        var thief = await site.SignInAsync("accountant");
        var page = await thief.OpenAsync("/profil");
        await thief.PostAsync("/profil/sessions?handler=End", [("SessionId", session.Id),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken"))]);
        Assert.Equal(HttpStatusCode.OK, (await victim.OpenAsync("/")).Status);
    }

    [Fact]
    public async Task Last_seen_is_kept_to_the_minute()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync("manager");
        site.Time.Advance(TimeSpan.FromSeconds(450));
        await browser.OpenAsync("/");
        site.Time.Advance(TimeSpan.FromSeconds(20));
        await browser.OpenAsync("/");
        var session = site.Catalogue.SessionsOf(UserId(site, "manager"), site.Time.GetUtcNow()).Single();
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 9, 7, 0, TimeSpan.Zero), session.SeenAt);
    }

    [Fact]
    public async Task A_sign_in_from_an_unknown_device_is_told_until_it_is_recognised()
    {
        await using var site = await Site.StartAsync();
        var desk = await site.SignInAsync("manager");
        Assert.DoesNotContain("Un appareil nouveau", (await desk.OpenAsync("/")).Text);
        await SignInAsync(site, "manager", FirefoxOnWindows);
        site.Time.Advance(TimeSpan.FromMinutes(2));
        var told = await desk.OpenAsync("/");
        Assert.Contains("Un appareil nouveau s’est connecté sous votre nom.", told.Text);
        Assert.Contains("Firefox sous Windows", told.Text);

        var page = await desk.OpenAsync("/profil/sessions");
        await desk.PostAsync("/profil/sessions?handler=Recognise",
            [("__RequestVerificationToken", page.Field("__RequestVerificationToken"))]);
        await desk.OpenAsync("/");
        Assert.DoesNotContain("Un appareil nouveau", (await desk.OpenAsync("/")).Text);
    }

    [Fact]
    public async Task The_same_device_is_not_news()
    {
        await using var site = await Site.StartAsync();
        var desk = await site.SignInAsync("manager");
        await desk.SendAsync("/deconnexion");
        await desk.SendAsync("/connexion", ("Login", "manager"), ("Password", Site.Password));
        var phone = await site.SignInAsync("manager");
        Assert.DoesNotContain("Un appareil nouveau", (await phone.OpenAsync("/")).Text);
    }

    private static long UserId(Site site, string login) => site.Catalogue.SignIn(login, Site.Password)!.Id;

    private static async Task<Browser> SignInAsync(Site site, string login, string userAgent)
    {
        var browser = site.Browse(userAgent);
        await browser.SendAsync("/connexion", ("Login", login), ("Password", Site.Password));
        return browser;
    }
}
