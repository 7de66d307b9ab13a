using System.Net;
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Xunit;

namespace Essaim.App.Tests.Identity;

public sealed class SignInTests
{
    [Fact]
    public async Task The_right_password_opens_the_home_page()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        var home = await browser.OpenAsync("/");
        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.Contains("Bonjour Prénom", home.Text);
        Assert.Contains("Lundi 23\u00a0novembre 2026.", home.Text);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_login_get_the_same_answer()
    {
        await using var site = await Site.StartAsync();
        const string password = "velours-et-soie-bleue";
        var wrong = await site.Browse().SendAsync("/connexion", ("Login", "entrepreneur"), ("Password", password));
        var unknown = await site.Browse().SendAsync("/connexion", ("Login", "personne"), ("Password", password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Contains("ne vont pas ensemble", wrong.Text);
        Assert.Contains("ne vont pas ensemble", unknown.Text);
        Assert.Contains("<title>Erreur\u00a0: Se connecter", WebUtility.HtmlDecode(wrong.Html));
        Assert.Equal("entrepreneur", wrong.Field("Login"));
        Assert.DoesNotContain("velours", wrong.Html);
    }

    [Fact]
    public async Task After_five_failures_one_waits_even_with_the_right_password_and_not_for_ever()
    {
        await using var site = await Site.StartAsync();
        var browser = site.Browse();
        for (var i = 0; i < 5; i++)
            await browser.SendAsync("/connexion", ("Login", "manager"), ("Password", "autre-chose-encore"));
        var refused = await browser.SendAsync("/connexion", ("Login", "manager"), ("Password", Site.Password));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Attendez 5 minutes", refused.Text);
        var other = await browser.SendAsync("/connexion", ("Login", "advisor"), ("Password", Site.Password));
        Assert.Equal(HttpStatusCode.Redirect, other.Status);

        site.Time.Advance(TimeSpan.FromMinutes(6));
        var later = await site.Browse().SendAsync("/connexion", ("Login", "manager"), ("Password", Site.Password));
        Assert.Equal(HttpStatusCode.Redirect, later.Status);
    }

    [Fact]
    public void Nobody_locks_out_somebody_else_from_an_address_they_have_used()
    {
        var throttle = new SignInThrottle(TimeProvider.System);
        var home = IPAddress.Parse("192.0.2.1");
        throttle.Succeeded("jeanne", home);
        for (var i = 0; i < 200; i++)
            throttle.Failed("jeanne", new IPAddress([203, 0, 113, (byte)i]));
        Assert.Null(throttle.MustWait("jeanne", home));
        Assert.NotNull(throttle.MustWait("jeanne", IPAddress.Parse("198.51.100.1")));
    }

    [Fact]
    public async Task A_sign_in_leads_back_to_the_page_asked_for_but_never_to_another_site()
    {
        await using var site = await Site.StartAsync();
        var asked = await site.Browse().OpenAsync("/profil");
        Assert.Equal("/connexion?retour=%2Fprofil", asked.Location);
        var back = await site.Browse().SendAsync(asked.Location!, ("Login", "payroll"), ("Password", Site.Password));
        Assert.Equal("/profil", back.Location);
        var away = await site.Browse().SendAsync("/connexion?retour=//exemple.fr",
            ("Login", "payroll"), ("Password", Site.Password));
        Assert.Equal("/", away.Location);
    }

    [Fact]
    public async Task A_session_that_was_signed_out_cannot_be_used_again()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        var copy = browser.Jar.GetCookies(browser.Address)["essaim-session"]!.Value;
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync("/deconnexion")).Status);
        browser.Jar.Add(browser.Address, new Cookie("essaim-session", copy));
        Assert.Equal("/connexion?retour=%2F", (await browser.OpenAsync("/")).Location);
    }

    [Fact]
    public async Task A_change_of_password_ends_the_sessions_of_other_devices()
    {
        await using var site = await Site.StartAsync();
        var phone = await site.SignInAsync("advisor");
        var desk = await site.SignInAsync("advisor");
        await phone.OpenAsync("/");
        var changed = await desk.SendAsync("/profil/mot-de-passe",
            ("CurrentPassword", Site.Password), ("NewPassword", "aiguille-fil-bobine"));
        Assert.Equal("/profil", changed.Location);
        Assert.Contains("Mot de passe changé.", (await desk.OpenAsync("/profil")).Text);
        Assert.Equal(HttpStatusCode.Redirect, (await phone.OpenAsync("/")).Status);
    }

    [Fact]
    public async Task The_team_is_signed_out_after_half_an_hour_and_entrepreneurs_are_not()
    {
        await using var site = await Site.StartAsync();
        var desk = await site.SignInAsync("accountant");
        var phone = await site.SignInAsync();
        site.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Redirect, (await desk.OpenAsync("/")).Status);
        Assert.Equal(HttpStatusCode.OK, (await phone.OpenAsync("/")).Status);
    }

    [Fact]
    public async Task Whoever_has_two_roles_chooses_one_and_sees_nothing_before()
    {
        await using var site = await Site.StartAsync();
        var user = site.AddUser("deux", "Deux Rôles");
        site.Catalogue.Add(new Coop("ruche", "La Ruche", "987654324", "sqlite:coops/ruche.db")
        {
            IsDemonstration = true,
        });
        site.Catalogue.Grant(user, "etabli", Role.Entrepreneur, "12");
        site.Catalogue.Grant(user, "ruche", Role.Accountant);
        var browser = await site.SignInAsync("deux");
        Assert.StartsWith("/cooperative", (await browser.OpenAsync("/profil")).Location);
        await browser.SendAsync("/cooperative", ("Chosen", "ruche/accountant"));
        var home = await browser.OpenAsync("/");
        Assert.Contains("La Ruche", home.Text);
        var foreign = await browser.SendAsync("/cooperative", ("Chosen", "etabli/manager"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.Status);
    }

    [Fact]
    public async Task A_role_withdrawn_closes_the_session_that_used_it()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync("payroll");
        var user = site.Catalogue.SignIn("payroll", Site.Password)!;
        site.Catalogue.Revoke(user.Id, "etabli", Role.Payroll);
        ((Sessions)site.Services.GetService(typeof(Sessions))!).Forget(user.Id);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/")).Status);
    }
}
