using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Web;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Essaim.App.Tests.Web;

public sealed class ProtectionTests
{
    /// <summary>
    /// All that a stranger may open. To add a page here is to decide that the whole world may read it.
    /// </summary>
    private static readonly string[] OpenToStrangers =
        ["/connexion", "/connexion/lien", "/erreur/404", "/api/v1/openapi.json"];

    [Fact]
    public async Task Strangers_get_nothing_but_the_sign_in()
    {
        await using var site = await Site.StartAsync();
        foreach (var path in Pages(site))
        {
            var answer = await site.Browse().OpenAsync(path);
            if (OpenToStrangers.Contains(path))
                Assert.Equal(HttpStatusCode.OK, answer.Status);
            else if (path.StartsWith("/sante"))
                Assert.True((int)answer.Status is 200 or 503, $"{path}: {answer.Status}"); // no books here yet
            else if (path is CalendarFeed.Path or QuoteAddress.Path)
                Assert.Equal(HttpStatusCode.NotFound, answer.Status); // a private link is missing
            else if (path.StartsWith("/api/"))
                Assert.True((int)answer.Status is 401 or 404 or 405, $"{path}: {answer.Status}");
            else
                Assert.True(answer.Location?.StartsWith("/connexion?retour=") ?? false, $"{path}: {answer.Status}");
        }
        Assert.StartsWith("/connexion?retour=", (await site.Browse().OpenAsync("/nulle-part")).Location);
    }

    [Fact]
    public async Task Every_answer_carries_the_protective_headers()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        foreach (var path in (string[])[.. Pages(site), "/nulle-part", "/essaim.css", "/essaim.js"])
        {
            var headers = (await browser.OpenAsync(path)).Response.Headers;
            var policy = headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", headers.GetValues("Referrer-Policy").Single());
            Assert.False(headers.Contains("Server"));
            Assert.Equal(path is not ("/essaim.css" or "/essaim.js"), headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task No_page_holds_a_script_or_a_style_of_its_own()
    {
        await using var site = await Site.StartAsync();
        foreach (var login in (string[])["entrepreneur", "accountant"])
        {
            var browser = await site.SignInAsync(login);
            foreach (var path in Pages(site))
            {
                var html = (await browser.OpenAsync(path)).Html;
                Assert.DoesNotMatch(@"<style|\sstyle=|\son[a-z]+=|javascript:", html);
                Assert.All(Regex.Matches(html, "<script[^>]*>(.*?)</script>", RegexOptions.Singleline), script =>
                {
                    Assert.Contains("src=\"/", script.Value);
                    Assert.Equal("", script.Groups[1].Value);
                });
            }
        }
    }

    [Fact]
    public async Task What_people_read_has_hard_spaces_before_double_marks()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        foreach (var path in Pages(site).Where(p => !p.StartsWith("/api/")))
            Assert.DoesNotMatch(@"[\w»] [?!;:](\s|$)|« | »|\d €", Readable(await browser.OpenAsync(path)));
    }

    [Fact]
    public async Task A_form_sent_from_another_site_is_refused()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        var page = await browser.OpenAsync("/profil");
        var answer = await browser.PostAsync("/profil",
            [("Theme", "sombre"), ("__RequestVerificationToken", page.Field("__RequestVerificationToken"))],
            "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("Cette page n’est pas pour vous", answer.Text);
    }

    [Fact]
    public async Task Behind_https_cookies_are_bound_to_the_host()
    {
        await using var site = await Site.StartAsync(behindHttps: true);
        using var proxy = new HttpClient { BaseAddress = site.Address };
        proxy.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var answer = await proxy.GetAsync("/connexion");
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.StartsWith("__Host-essaim-", cookie);
            Assert.Contains("secure", cookie);
            Assert.Contains("httponly", cookie);
            Assert.Contains("path=/", cookie);
        });
    }

    [Fact]
    public async Task Files_with_a_fingerprint_are_kept_for_ever_and_found_from_any_current_folder()
    {
        await using var site = await Site.StartAsync();
        var html = (await site.Browse().OpenAsync("/connexion")).Html;
        var address = Regex.Match(html, "/essaim\\.css\\?v=[\\w-]+").Value;
        var file = (await site.Browse().OpenAsync(address)).Response;
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Contains("immutable", file.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_guide_of_components_is_not_there_in_production()
    {
        await using var site = await Site.StartAsync(development: false);
        var browser = await site.SignInAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/composants")).Status);
    }

    private static string Readable(Answer page) =>
        Regex.Replace((page with { Html = Regex.Replace(page.Html, "<kbd>.*?</kbd>", "") }).Text, @"[ \n\r\t]+", " ");

    /// <summary>Every address the program answers to, with something in the place of what varies.</summary>
    private static IEnumerable<string> Pages(Site site) =>
        ((EndpointDataSource)site.Services.GetService(typeof(EndpointDataSource))!)
        .Endpoints.OfType<RouteEndpoint>()
        .Select(e => "/" + Regex.Replace(e.RoutePattern.RawText!.TrimStart('/'), @"\{[^}]*\}", "404")).Distinct();
}
