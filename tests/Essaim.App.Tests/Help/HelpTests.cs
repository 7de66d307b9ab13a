using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Essaim.App.Web;

namespace Essaim.App.Tests.Help;

public sealed class HelpTests
{
    [Fact]
    public async Task Each_page_of_each_menu_leads_to_a_help_of_its_own()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        foreach (var role in Enum.GetValues<Role>())
        {
            var browser = await desk.Site.SignInAsync(role.Stored());
            foreach (Match entry in Regex.Matches((await browser.OpenAsync("/plus")).Html,
                "<li class=\"(?:far)?\"><a href=\"([^\"]+)\""))
            {
                var path = entry.Groups[1].Value;
                var page = await browser.OpenAsync(path);
                if (page.Status != HttpStatusCode.OK)
                    continue; // a role whose person has no activity in this co-op
                var help = Regex.Match(page.Html, "href=\"/aide/([^\"]+)\"").Groups[1].Value;
                Assert.Equal(path == "/" ? HelpTexts.Home : path[1..].Replace('/', '-'), help);
                Assert.Contains(HelpTexts.TitleOf(help), (await browser.OpenAsync("/aide/" + help)).Text);
            }
        }
    }

    [Fact]
    public void Each_help_is_short_has_a_title_and_no_typewriter_signs() => Assert.All(HelpTexts.Names, name =>
    {
        var text = HelpTexts.Source(name)!;
        Assert.StartsWith("# ", text);
        Assert.InRange(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 25, 250);
        Assert.DoesNotContain("'", text);
        Assert.DoesNotMatch("[^\u00a0 ]:|[^\u202f];|[^\u202f][!?]| [:;!?%»]|«[^\u00a0]", text);
    });

    [Theory]
    [InlineData("/", "accueil")]
    [InlineData("/ventes/clients/12", "ventes-clients")]
    [InlineData("/ventes/factures/nouvelle", "ventes-factures")]
    [InlineData("/cloture/2026-10", "cloture")]
    [InlineData("/paie/2026-10/3", "paie")]
    [InlineData("/rien", null)]
    public void A_page_without_a_help_of_its_own_has_that_of_the_page_above(string path, string? help) =>
        Assert.Equal(help, HelpTexts.NameFor(path));

    [Fact]
    public async Task Help_opens_in_place_or_as_a_page_and_what_is_not_there_is_not_found()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var accountant = await desk.Site.SignInAsync("accountant");
        var part = await accountant.OpenAsync("/aide/balance?handler=Text");
        Assert.StartsWith("<details", part.Html.Trim());
        Assert.Contains("<strong>Ouverture</strong>", part.Html);
        Assert.Equal(HttpStatusCode.NotFound, (await accountant.OpenAsync("/aide/rien")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await accountant.OpenAsync("/aide/rien?handler=Text")).Status);
        Assert.DoesNotContain("/aide/", (await desk.Site.Browse().OpenAsync("/connexion")).Html);
    }
}
