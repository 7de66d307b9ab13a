using System.Net;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;

namespace Essaim.App.Tests.Identity;

public sealed class RolePagesTests
{
    [Fact]
    public async Task What_a_coop_takes_from_a_role_is_refused_from_the_next_page_on()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var (manager, accountant) = (await desk.Site.SignInAsync("manager"), await desk.Site.SignInAsync("accountant"));
        Assert.Equal(HttpStatusCode.OK, (await accountant.OpenAsync("/journaux")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await accountant.OpenAsync("/personnes")).Status);

        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(manager, Role.Accountant,
            Capability.SeeAllActivities, Capability.ManagePeople)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await accountant.OpenAsync("/journaux")).Status);
        Assert.Equal(HttpStatusCode.OK, (await accountant.OpenAsync("/personnes")).Status);
        var menu = (await accountant.OpenAsync("/")).Html;
        Assert.DoesNotContain("href=\"/journaux\"", menu);
        Assert.Contains("href=\"/personnes\"", menu);

        var log = (await manager.OpenAsync("/journal-actes?genre=roles")).Text;
        Assert.Contains("Tenir les comptes : retiré", log);
        Assert.Contains("Tenir les fiches des personnes : donné", log);
        Assert.Contains("Changé par la coopérative", (await manager.OpenAsync("/roles")).Text);
    }

    [Fact]
    public async Task Nobody_is_given_keys_or_the_rights_of_entrepreneurs_here()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var manager = await desk.Site.SignInAsync("manager");
        foreach (var role in new[] { Role.Entrepreneur, Role.Administrator })
            Assert.Equal(HttpStatusCode.UnprocessableEntity,
                (await ChangeAsync(manager, role, Capability.SeeAllActivities)).Status);
        foreach (var key in new[] { Capability.ManageUsers, Capability.ManageCoop, Capability.SeeOwnActivity })
            Assert.Equal(HttpStatusCode.UnprocessableEntity,
                (await ChangeAsync(manager, Role.Advisor, key)).Status);
        Assert.All(Enum.GetValues<Role>(), role =>
            Assert.Equal(Rights.Of(role), desk.Site.Catalogue.RightsOf("etabli")[role]));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await desk.Site.SignInAsync("administrator")).OpenAsync("/roles")).Status);
    }

    [Fact]
    public async Task One_coops_roles_are_not_anothers()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        desk.Site.Catalogue.Add(new Data.Coop("voisine", "La Voisine", "552100554", "sqlite:coops/voisine.db"));
        await ChangeAsync(await desk.Site.SignInAsync("manager"), Role.Accountant, Capability.SeeAllActivities);
        Assert.Equal(Rights.Of(Role.Accountant), desk.Site.Catalogue.RightsOf("voisine")[Role.Accountant]);
        Assert.Equal([Capability.SeeAllActivities],
            desk.Site.Catalogue.RightsOf("etabli")[Role.Accountant]);
    }

    private static Task<Answer> ChangeAsync(Browser browser, Role role, params Capability[] allowed) =>
        browser.PressAsync("/roles", "/roles",
            [("Chosen", role.ToString()), .. allowed.Select(c => ("Allowed", c.ToString()))]);
}
