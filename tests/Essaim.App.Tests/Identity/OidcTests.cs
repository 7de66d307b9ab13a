using System.Net;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Essaim.App.Web;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Essaim.App.Tests.Identity;

public sealed class OidcTests
{
    private const string Login = "rosa@exemple.fr";

    [Fact]
    public async Task A_verified_address_that_is_a_login_here_opens_the_door()
    {
        await using var outside = await Outside.StartAsync();
        outside.Server.Email = "Rosa@exemple.fr";
        var (browser, answer) = await outside.EnterAsync();
        Assert.Equal("/profil", answer.Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/profil")).Status);
    }

    [Theory]
    [InlineData(Login, false, false, false)]
    [InlineData("personne@exemple.fr", true, false, false)]
    [InlineData("", true, false, false)]
    [InlineData(Login, true, true, false)]
    [InlineData(Login, true, false, true)]
    public async Task An_unverified_unknown_missing_forged_or_replayed_answer_opens_nothing(
        string email, bool verified, bool forges, bool replays)
    {
        await using var outside = await Outside.StartAsync();
        (outside.Server.Email, outside.Server.Verified) = (email, verified);
        (outside.Server.Forges, outside.Server.Replays) = (forges, replays);
        var (browser, answer) = await outside.EnterAsync();
        Assert.Equal("/connexion?ailleurs=non", answer.Location);
        Assert.Contains("ne vous a pas ouvert", (await browser.OpenAsync(answer.Location!)).Text);
        Assert.StartsWith("/connexion?retour=", (await browser.OpenAsync("/profil")).Location);
        Assert.Null(outside.Site.Catalogue.UserByLogin("personne@exemple.fr"));
    }

    [Fact]
    public async Task Once_linked_a_changed_address_opens_the_same_door_and_no_other()
    {
        await using var outside = await Outside.StartAsync();
        outside.Site.AddUser("autre@exemple.fr", "Une autre");
        outside.Server.Email = Login;
        await outside.EnterAsync();
        foreach (var (email, verified) in new[] { ("autre@exemple.fr", true), ("", false), (Login, false) })
        {
            (outside.Server.Email, outside.Server.Verified) = (email, verified);
            var (browser, answer) = await outside.EnterAsync();
            Assert.Equal("/profil", answer.Location);
            Assert.Contains(Login, (await browser.OpenAsync("/profil")).Text);
        }
    }

    [Fact]
    public async Task An_address_given_on_to_somebody_else_opens_nothing()
    {
        await using var outside = await Outside.StartAsync();
        outside.Server.Email = Login;
        var (browser, _) = await outside.EnterAsync();
        outside.Server.Subject = "43";
        Assert.Equal("/connexion?ailleurs=non", (await outside.EnterAsync()).Answer.Location);

        // Whoever it really is has only a new account there: they say so, and the next one is linked.
        Assert.Contains("Relié depuis", (await browser.OpenAsync("/profil/securite")).Text);
        await browser.PressAsync("/profil/securite", "/profil/securite?handler=Unlink");
        Assert.DoesNotContain("Relié depuis", (await browser.OpenAsync("/profil/securite")).Text);
        Assert.Equal("/profil", (await outside.EnterAsync()).Answer.Location);
        outside.Server.Subject = "42";
        Assert.Equal("/connexion?ailleurs=non", (await outside.EnterAsync()).Answer.Location);
    }

    [Fact]
    public async Task A_linked_sign_in_that_was_closed_opens_nothing()
    {
        await using var outside = await Outside.StartAsync();
        outside.Server.Email = Login;
        await outside.EnterAsync();
        outside.Site.Catalogue.Disable(outside.Site.Catalogue.UserByLogin(Login)!.Id);
        Assert.Equal("/connexion?ailleurs=non", (await outside.EnterAsync()).Answer.Location);
    }

    [Fact]
    public async Task Two_services_with_the_same_name_for_somebody_are_two()
    {
        await using var site = await Site.StartAsync();
        var catalogue = site.Catalogue;
        var rosa = catalogue.AddUser(Login, "Rosa", Site.Password);
        Assert.Equal(rosa, catalogue.UserOutside(new OutsideIdentity("https://un.example", "42", Login))!.Id);
        Assert.Null(catalogue.UserOutside(new OutsideIdentity("https://deux.example", "42", null)));
        Assert.Equal(rosa, catalogue.UserOutside(new OutsideIdentity("https://deux.example", "7", Login))!.Id);
    }

    [Fact]
    public async Task An_answer_carried_into_another_browser_opens_nothing()
    {
        await using var outside = await Outside.StartAsync();
        outside.Server.Email = Login;
        var back = await outside.AskAsync(outside.Site.Browse());
        var victim = outside.Site.Browse();
        Assert.Equal("/connexion?ailleurs=non", (await victim.OpenAsync(back)).Location);
    }

    [Fact]
    public async Task The_second_factor_is_still_asked_for()
    {
        await using var outside = await Outside.StartAsync();
        await RealCoop.AddApplicationAsync(outside.Site, await outside.Site.SignInAsync(Login));
        outside.Server.Email = Login;
        var (_, answer) = await outside.EnterAsync();
        Assert.Equal("/connexion/code?retour=%2Fprofil", answer.Location);
    }

    [Fact]
    public async Task Without_a_service_nothing_is_offered()
    {
        await using var site = await Site.StartAsync();
        Assert.DoesNotContain("service de votre réseau", (await site.Browse().OpenAsync("/connexion")).Text);
        Assert.Equal(HttpStatusCode.NotFound,
            (await site.Browse().OpenAsync("/connexion?handler=Outside")).Status);
    }

    /// <summary>A site and the service outside that it was told of.</summary>
    private sealed class Outside(OidcServer server, Site site) : IAsyncDisposable
    {
        public OidcServer Server => server;
        public Site Site => site;

        public static async Task<Outside> StartAsync()
        {
            // Tokens are judged by the machine's own clock.
            var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
            var server = await OidcServer.StartAsync(time);
            var site = await Site.StartAsync(change: options => options with
            {
                Oidc = new OidcProvider(server.Address, OidcServer.ClientId, OidcServer.ClientSecret), Time = time,
            });
            site.Catalogue.Grant(site.AddUser(Login, "Rosa"), "etabli", Role.Advisor);
            return new Outside(server, site);
        }

        /// <summary>Goes to the service and comes back to the door, without entering yet: the way back.</summary>
        public async Task<string> AskAsync(Browser browser)
        {
            var away = await browser.OpenAsync("/connexion?handler=Outside&retour=%2Fprofil");
            Assert.StartsWith(server.Address + "authorize?", away.Location);
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
            var back = (await client.GetAsync(away.Location)).Headers.Location!;
            Assert.StartsWith("https://essaim.example/connexion/retour-oidc?", back.ToString());
            return back.PathAndQuery;
        }

        public async Task<(Browser Browser, Answer Answer)> EnterAsync()
        {
            var browser = site.Browse();
            return (browser, await browser.OpenAsync(await AskAsync(browser)));
        }

        public async ValueTask DisposeAsync()
        {
            await site.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
