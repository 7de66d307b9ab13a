using System.Net;
using Essaim.App.Tests.Web;

namespace Essaim.App.Tests.Views;

public sealed class ViewPagesTests
{
    private const string Late = "/vues?garder=%2Fpersonnes%3Fq%3Droux%26p%3D2";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_view_is_kept_offered_beside_its_filters_renamed_and_forgotten(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var payroll = await desk.Site.SignInAsync("payroll");

        var kept = await payroll.PressAsync(Late, Late.Replace("?", "?handler=keep&"), ("Name", " Les Roux "));
        Assert.Equal("/personnes?q=roux", kept.Location);
        Assert.Contains("<a href=\"/personnes?q=roux\">Les Roux</a>", (await payroll.OpenAsync("/personnes")).Html);
        Assert.DoesNotContain("Les Roux", (await payroll.OpenAsync("/paie")).Html);
        var manager = await desk.Site.SignInAsync("manager");
        Assert.DoesNotContain("Les Roux", (await manager.OpenAsync("/personnes")).Html);

        await payroll.PressAsync("/vues", "/vues?handler=rename", ("Id", "1"), ("Name", "Roux et Cie"));
        Assert.Contains("Roux et Cie", (await payroll.OpenAsync("/vues")).Text);
        await payroll.PressAsync("/vues", "/vues?handler=forget", ("Id", "1"));
        Assert.Contains("/vues?garder=%2Fpersonnes%3Fq%3Droux", (await payroll.OpenAsync("/vues")).Html);
        Assert.Equal(0L, await desk.CountAsync("saved_view"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Views_of_others_other_sites_a_name_taken_and_a_thirty_first_are_refused(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var (payroll, manager) = (await desk.Site.SignInAsync("payroll"), await desk.Site.SignInAsync("manager"));
        for (var i = 1; i <= 30; i++)
            await KeepAsync(payroll, "Vue " + i);
        await RefusedAsync(KeepAsync(payroll, "Vue 31"), "déjà 30 vues");
        await RefusedAsync(payroll.PressAsync("/vues", "/vues?handler=rename", ("Id", "2"), ("Name", "Vue 1")),
            "déjà une vue");
        await KeepAsync(manager, "La mienne");
        await RefusedAsync(manager.PressAsync("/vues", "/vues?handler=forget", ("Id", "1")), "n’existe plus");
        await RefusedAsync(manager.PressAsync("/vues", "/vues?handler=rename", ("Id", "1"), ("Name", "À moi")),
            "n’existe plus");
        await RefusedAsync(KeepAsync(manager, "  "), "Donnez à la vue un nom");
        foreach (var elsewhere in new[] { "https://exemple.fr/", "//exemple.fr", "javascript:x", "/\\exemple.fr" })
        {
            var address = "/vues?handler=keep&garder=" + Uri.EscapeDataString(elsewhere);
            await RefusedAsync(manager.PressAsync("/vues", address, ("Name", "Ailleurs")), "ne peut pas être gardée");
        }
        Assert.Equal(31L, await desk.CountAsync("saved_view"));
    }

    [Fact]
    public async Task Each_entry_of_the_menu_has_a_key_of_its_own_and_the_page_of_shortcuts_says_it()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var manager = await desk.Site.SignInAsync("manager");
        var keys = System.Text.RegularExpressions.Regex.Matches((await manager.OpenAsync("/")).Html,
            "data-key=\"(.)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.True(keys.Count > 15);
        Assert.Equal(keys.Count, keys.Distinct().Count());
        var page = await manager.OpenAsync("/raccourcis");
        foreach (var key in keys)
            Assert.Contains($"<kbd>g</kbd> <kbd>{key}</kbd>", page.Html);
        Assert.Contains("en service", page.Text);
    }

    private static Task<Answer> KeepAsync(Browser browser, string name) =>
        browser.PressAsync(Late, Late.Replace("?", "?handler=keep&"), ("Name", name));

    private static async Task RefusedAsync(Task<Answer> sent, string why)
    {
        var answer = await sent;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(why, answer.Text);
    }
}
