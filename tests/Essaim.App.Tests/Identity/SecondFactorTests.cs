using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using OtpNet;
using Xunit;

namespace Essaim.App.Tests.Identity;

[Trait("Length", "Slow")]
public sealed class SecondFactorTests
{
    [Fact]
    public async Task Whoever_has_no_second_factor_in_a_real_coop_is_led_to_one_and_nowhere_else()
    {
        await using var site = await RealCoop.StartAsync();
        var browser = await site.SignInAsync("claire");
        foreach (var path in (string[])["/", "/balance", "/profil", "/utilisateurs"])
            Assert.Equal("/profil/securite?retour=" + Uri.EscapeDataString(path),
                (await browser.OpenAsync(path)).Location);
        var page = await browser.OpenAsync("/profil/securite?retour=%2Fprofil");
        Assert.Contains("Protégez votre accès", page.Text);
        Assert.DoesNotContain("Menu principal", page.Html);

        await RealCoop.AddApplicationAsync(site, browser);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/profil")).Status);
        Assert.DoesNotContain("démonstration", (await browser.OpenAsync("/profil")).Text);
    }

    [Fact]
    public async Task In_a_demonstration_nobody_is_obliged_and_every_page_says_so()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        foreach (var path in (string[])["/", "/profil", "/plus"])
            Assert.Contains("Coopérative de démonstration\u00a0:", (await browser.OpenAsync(path)).Text);
    }

    [Fact]
    public async Task After_the_password_the_code_is_asked_for_and_no_session_is_open_before()
    {
        await using var site = await RealCoop.StartAsync();
        var totp = await RealCoop.AddApplicationAsync(site, await site.SignInAsync("claire"));
        site.Time.Advance(TimeSpan.FromMinutes(1));

        var browser = site.Browse();
        var half = await browser.SendAsync("/connexion?retour=%2Fprofil",
            ("Login", "claire"), ("Password", Site.Password));
        Assert.Equal("/connexion/code?retour=%2Fprofil", half.Location);
        Assert.Null(browser.Jar.GetCookies(browser.Address)["essaim-session"]);
        Assert.StartsWith("/connexion?retour=", (await browser.OpenAsync("/profil")).Location);

        var wrong = await browser.SendAsync(half.Location!, ("Code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Ce code ne va pas", wrong.Text);
        var right = await browser.SendAsync(half.Location!, ("Code", CodeOf(totp, site)));
        Assert.Equal("/profil", right.Location);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/profil")).Status);
    }

    [Fact]
    public async Task A_code_works_once_and_one_step_late_or_early()
    {
        await using var site = await RealCoop.StartAsync();
        var totp = await RealCoop.AddApplicationAsync(site, await site.SignInAsync("claire"));
        site.Time.Advance(TimeSpan.FromMinutes(5));
        var code = CodeOf(totp, site);
        Assert.Equal("/", (await TryCodeAsync(site, code)).Location);
        Assert.Contains("a déjà servi", (await TryCodeAsync(site, code)).Text);

        site.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("/", (await TryCodeAsync(site, CodeOf(totp, site, -30))).Location);
        site.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("/", (await TryCodeAsync(site, CodeOf(totp, site, 30))).Location);
        site.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await TryCodeAsync(site, CodeOf(totp, site, -60))).Status);
    }

    [Fact]
    public async Task Ten_recovery_codes_work_once_each_and_new_ones_replace_them()
    {
        await using var site = await RealCoop.StartAsync();
        var browser = await site.SignInAsync("claire");
        await RealCoop.AddApplicationAsync(site, browser);
        var codes = await MakeCodesAsync(browser);
        Assert.Equal(10, codes.Distinct().Count());

        Assert.Equal("/", (await TryCodeAsync(site, codes[3])).Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryCodeAsync(site, codes[3])).Status);
        Assert.Equal("/", (await TryCodeAsync(site, codes[4].ToUpperInvariant().Replace("-", " "))).Location);
        Assert.Contains("Il vous en reste 8.", (await browser.OpenAsync("/profil/securite")).Text);

        await MakeCodesAsync(browser);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryCodeAsync(site, codes[5])).Status);
    }

    [Fact]
    public async Task After_five_wrong_codes_one_waits_even_with_the_right_one_from_anywhere()
    {
        await using var site = await RealCoop.StartAsync();
        var totp = await RealCoop.AddApplicationAsync(site, await site.SignInAsync("claire"));
        site.Time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 5; i++)
            await TryCodeAsync(site, $"00000{i}");
        Assert.Contains("Attendez 5 minutes", (await TryCodeAsync(site, CodeOf(totp, site))).Text);
        site.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("/", (await TryCodeAsync(site, CodeOf(totp, site))).Location);
    }

    [Fact]
    public async Task The_half_way_stops_holding_after_ten_minutes_and_when_the_password_changes()
    {
        await using var site = await RealCoop.StartAsync();
        var first = await site.SignInAsync("claire");
        var totp = await RealCoop.AddApplicationAsync(site, first);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        var slow = await HalfWayAsync(site);
        site.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.StartsWith("/connexion?retour=", (await slow.OpenAsync("/connexion/code")).Location);

        var other = await HalfWayAsync(site);
        await first.SendAsync("/profil/mot-de-passe",
            ("CurrentPassword", Site.Password), ("NewPassword", "aiguille-fil-bobine"));
        Assert.StartsWith("/connexion?retour=", (await other.OpenAsync("/connexion/code")).Location);
        Assert.NotNull(totp);
    }

    [Fact]
    public async Task The_last_second_factor_cannot_be_removed()
    {
        await using var site = await RealCoop.StartAsync();
        var browser = await site.SignInAsync("claire");
        await RealCoop.AddApplicationAsync(site, browser);
        var page = await browser.OpenAsync("/profil/securite");
        var refused = await browser.PostAsync("/profil/securite?handler=RemoveApplication",
            [("__RequestVerificationToken", page.Field("__RequestVerificationToken"))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("votre seule seconde preuve", refused.Text);
    }

    [Fact]
    public async Task A_new_second_factor_ends_the_sessions_of_other_devices()
    {
        await using var site = await RealCoop.StartAsync();
        var phone = await site.SignInAsync("claire");
        var desk = await site.SignInAsync("claire");
        await phone.OpenAsync("/profil/securite");
        await RealCoop.AddApplicationAsync(site, desk);
        Assert.StartsWith("/connexion?", (await phone.OpenAsync("/profil/securite")).Location);
    }

    [Fact]
    public async Task The_secret_is_not_readable_in_the_catalogue()
    {
        await using var site = await RealCoop.StartAsync();
        var browser = await site.SignInAsync("claire");
        var secret = await RealCoop.SecretAsync(browser);
        await RealCoop.AddApplicationAsync(site, browser);
        var kept = site.Catalogue.CodeSecret(site.Catalogue.SignIn("claire", Site.Password)!.Id)!;
        Assert.DoesNotContain(secret, kept);
        Assert.True(kept.Length > 80);
    }

    private static string CodeOf(Totp totp, Site site, int seconds = 0) =>
        totp.ComputeTotp(site.Time.GetUtcNow().AddSeconds(seconds).UtcDateTime);

    private static async Task<Browser> HalfWayAsync(Site site)
    {
        var browser = site.Browse();
        var half = await browser.SendAsync("/connexion", ("Login", "claire"), ("Password", Site.Password));
        Assert.Equal("/connexion/code?retour=%2F", half.Location);
        return browser;
    }

    private static async Task<Answer> TryCodeAsync(Site site, string code) =>
        await (await HalfWayAsync(site)).SendAsync("/connexion/code?retour=%2F", ("Code", code));

    private static async Task<List<string>> MakeCodesAsync(Browser browser)
    {
        var page = await browser.SendAsync("/profil/securite/secours");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return [.. Regex.Matches(page.Html, "<li><span class=\"code\">([^<]+)</span>").Select(m => m.Groups[1].Value)];
    }
}

/// <summary>A site with one more co-op, "ruche", which is no demonstration, and its accountant "claire".</summary>
internal static class RealCoop
{
    public static async Task<Site> StartAsync()
    {
        var site = await Site.StartAsync();
        site.Catalogue.Add(new Coop("ruche", "La Ruche", "987654324", "sqlite:coops/ruche.db"));
        site.Catalogue.Grant(site.AddUser("claire", "Claire Compte"), "ruche",
            Role.Accountant);
        return site;
    }

    public static async Task<string> SecretAsync(Browser browser)
    {
        var page = await browser.OpenAsync("/profil/securite/application");
        Assert.Contains("<svg class=\"qr\"", page.Html);
        return Regex.Match(page.Html, "dans l’application.*?class=\"code\">([A-Z2-7 ]+)<").Groups[1].Value
            .Replace(" ", "");
    }

    /// <summary>Photographs the picture, so to speak, and copies the first code.</summary>
    public static async Task<Totp> AddApplicationAsync(Site site, Browser browser)
    {
        var page = await browser.OpenAsync("/profil/securite/application");
        var secret = Regex.Match(page.Html, "class=\"code\">([A-Z2-7 ]+)<").Groups[1].Value.Replace(" ", "");
        var totp = new Totp(Base32Encoding.ToBytes(secret));
        var added = await browser.PostAsync("/profil/securite/application",
        [
            ("Sealed", page.Field("Sealed")), ("Code", totp.ComputeTotp(site.Time.GetUtcNow().UtcDateTime)),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
        ]);
        Assert.Equal("/profil/securite/secours", added.Location);
        return totp;
    }
}
