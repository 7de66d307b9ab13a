using System.Net;
using Essaim.App.Identity;
using Xunit;

namespace Essaim.App.Tests.Web;

[Trait("Length", "Slow")]
public sealed class FreshSignInTests
{
    [Fact]
    public async Task Within_ten_minutes_of_the_sign_in_nothing_more_is_asked()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var manager = await desk.Site.SignInAsync("manager");
        desk.Site.Time.Advance(TimeSpan.FromMinutes(9));
        var answer = await GiveAccessAsync(manager);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("zoe peut entrer", answer.Text);
    }

    [Fact]
    public async Task Later_the_password_is_asked_for_and_the_form_goes_on_from_where_it_was()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var manager = await desk.Site.SignInAsync("manager");
        desk.Site.Time.Advance(TimeSpan.FromMinutes(11));
        var asked = await GiveAccessAsync(manager);
        Assert.StartsWith("/connexion/preuve?retour=%2Freprise%3Fcle%3D", asked.Location);
        Assert.Null(Known(desk.Site, "zoe"));

        var wrong = await ProveAsync(manager, asked.Location!, "velours-et-soie-bleue");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        var proved = await ProveAsync(manager, asked.Location!, Site.Password);
        Assert.StartsWith("/reprise?cle=", proved.Location);
        var resume = await manager.OpenAsync(proved.Location!);
        Assert.Contains("Il reste à confirmer l’envoi.", resume.Text);
        Assert.Equal("zoe", resume.Field("Login"));
        var done = await manager.PostAsync("/utilisateurs?handler=Add",
        [
            ("Name", resume.Field("Name")), ("Login", resume.Field("Login")), ("NewRole", resume.Field("NewRole")),
            ("__RequestVerificationToken", resume.Field("__RequestVerificationToken")),
        ]);
        Assert.Contains("zoe peut entrer", done.Text);
        Assert.NotNull(Known(desk.Site, "zoe"));
    }

    [Fact]
    public async Task A_proof_does_not_lengthen_the_session()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var manager = await desk.Site.SignInAsync("manager");
        for (var hour = 0; hour < 29; hour++)
        {
            desk.Site.Time.Advance(TimeSpan.FromMinutes(20));
            await ProveAsync(manager, "/connexion/preuve?retour=%2F", Site.Password);
        }
        desk.Site.Time.Advance(TimeSpan.FromMinutes(21));
        Assert.StartsWith("/connexion?retour=", (await manager.OpenAsync("/")).Location);
    }

    [Theory]
    [InlineData("/cloture/2026-10", "/cloture/2026-10")]
    [InlineData("/avances", "/avances")]
    [InlineData("/reglages", "/reglages")]
    public async Task What_moves_money_asks_again(string page, string address)
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var manager = await desk.Site.SignInAsync("manager");
        desk.Site.Time.Advance(TimeSpan.FromMinutes(11));
        var token = (await manager.OpenAsync("/profil")).Field("__RequestVerificationToken");
        var answer = await manager.PostAsync(address, [("__RequestVerificationToken", token)]);
        Assert.StartsWith("/connexion/preuve?retour=", answer.Location);
        Assert.Equal(HttpStatusCode.OK, (await manager.OpenAsync(page)).Status);
    }

    [Fact]
    public async Task A_person_is_corrected_without_asking_unless_the_bank_details_change()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var manager = await desk.Site.SignInAsync("manager");
        desk.Site.Time.Advance(TimeSpan.FromMinutes(11));
        var page = await manager.OpenAsync("/personnes/nouvelle");
        var token = page.Field("__RequestVerificationToken");
        var without = await manager.PostAsync("/personnes/nouvelle",
            [("FirstName", "Zoé"), ("Iban", " "), ("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        var with = await manager.PostAsync("/personnes/nouvelle",
            [("FirstName", "Zoé"), ("Iban", "FR7630006000011234567890189"), ("__RequestVerificationToken", token)]);
        Assert.StartsWith("/connexion/preuve?retour=", with.Location);
    }

    private static Task<Answer> GiveAccessAsync(Browser manager) => SendAsync(manager, "/utilisateurs",
        "/utilisateurs?handler=Add", ("Name", "Zoé Vidal"), ("Login", "zoe"), ("NewRole", nameof(Role.Advisor)));

    private static Task<Answer> ProveAsync(Browser browser, string page, string password) => SendAsync(browser, page,
        page.Replace("/preuve?", "/preuve?handler=Password&"), ("Password", password));

    private static async Task<Answer> SendAsync(
        Browser browser, string page, string address, params (string Name, string Value)[] fields)
    {
        var shown = await browser.OpenAsync(page);
        return await browser.PostAsync(address,
        [
            .. fields, ("__RequestVerificationToken", shown.Field("__RequestVerificationToken")),
        ]);
    }

    private static object? Known(Site site, string login) =>
        site.Catalogue.UsersOf("etabli").FirstOrDefault(u => u.Login == login);
}
