using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Tests.Commands;
using Essaim.App.Tests.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Essaim.App.Tests.Cooperatives;

/// <summary>The co-ops of the installation, for who keeps it and for nobody else.</summary>
[Trait("Length", "Slow")]
public sealed class CooperativesPageTests
{
    private static readonly (string, string)[] Ruche =
    [
        ("Name", "La Ruche"), ("Id", "ruche"), ("Siren", "552 100 554"), ("FirstDay", "01/07/2026"),
        ("Login", "lina@exemple.fr"), ("UserName", "Lina Roux"),
    ];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_keeper_creates_a_coop_whose_first_user_enters_and_names_its_manager(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var keeper = await KeeperAsync(desk.Site);

        var made = await keeper.SendAsync("/cooperatives", Ruche);
        var password = Regex.Match(made.Html, "<strong class=\"code\">([^<]+)</strong>").Groups[1].Value;
        var again = (await keeper.OpenAsync("/cooperatives")).Text;

        Assert.Contains("La coopérative La Ruche est créée.", made.Text);
        Assert.DoesNotContain(password, again);
        Assert.Contains("Coopérative créée : La Ruche (ruche)", Plain(again));
        await using var db = (await desk.Site.Services.GetRequiredService<Installation>().StoreAsync("ruche")).Read();
        Assert.Equal("2026-07-01", Convert.ToString(await db.ScalarAsync("SELECT first_day FROM fiscal_year")));
        Assert.Equal("2027-06-30", Convert.ToString(await db.ScalarAsync("SELECT last_day FROM fiscal_year")));

        // A demonstration asks no second factor, which is not what is looked at here.
        desk.Site.Catalogue.MarkDemonstration("ruche");
        var lina = desk.Site.Browse();
        await lina.SendAsync("/connexion", ("Login", "lina@exemple.fr"), ("Password", password));
        var named = await lina.PressAsync("/utilisateurs", "/utilisateurs?handler=Add",
            ("Name", "Ana Cruz"), ("Login", "ana"), ("NewRole", nameof(Role.Manager)));
        var second = await lina.PressAsync("/utilisateurs", "/utilisateurs?handler=Add",
            ("Name", "Bob Cruz"), ("Login", "bob"), ("NewRole", nameof(Role.Manager)));
        Assert.Contains("ana peut entrer", named.Text);
        Assert.Contains("Choisissez un rôle", second.Text);
        Assert.DoesNotContain(desk.Site.Catalogue.UsersOf("etabli"), u => u.Login is "ana" or "lina@exemple.fr");
    }

    [Fact]
    public async Task A_second_click_shows_the_password_again_and_makes_one_coop()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var keeper = await KeeperAsync(desk.Site);
        var form = await keeper.OpenAsync("/cooperatives");
        (string, string)[] fields =
        [
            .. Ruche,
            .. new[] { FirstPasswords.Field, "request", "__RequestVerificationToken" }.Select(f => (f, form.Field(f))),
        ];

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => keeper.PostAsync("/cooperatives", fields)));

        var password = Assert.Single(answers.Select(a =>
            Regex.Match(a.Html, "<strong class=\"code\">([^<]+)</strong>").Groups[1].Value).Distinct());
        Assert.NotNull(desk.Site.Catalogue.SignIn("lina@exemple.fr", password));
        Assert.Equal(2, desk.Site.Catalogue.Coops().Count);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Nobody_but_a_keeper_sees_the_coops_or_makes_one(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        Assert.StartsWith("/connexion", (await desk.Site.Browse().OpenAsync("/cooperatives")).Location);
        foreach (var role in Enum.GetValues<Role>())
        {
            var browser = await desk.Site.SignInAsync(role.Stored());
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.OpenAsync("/cooperatives")).Status);
            Assert.DoesNotContain("\"/cooperatives\"", (await browser.OpenAsync("/plus")).Html);
            var sent = await browser.PressAsync("/profil", "/cooperatives", Ruche);
            Assert.Equal(HttpStatusCode.Forbidden, sent.Status);
        }
        Assert.Single(desk.Site.Catalogue.Coops());
    }

    [Fact]
    public async Task Whatever_the_role_a_keeper_finds_the_page_in_the_menu_until_the_right_is_taken()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var keeper = await KeeperAsync(desk.Site, "entrepreneur");
        Assert.Contains("\"/cooperatives\"", (await keeper.OpenAsync("/plus")).Html);
        desk.Site.Catalogue.NameKeeper("entrepreneur", keeps: false);
        desk.Site.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Forbidden, (await keeper.OpenAsync("/cooperatives")).Status);
    }

    [Theory]
    [InlineData("Siren", "552 100 555", "faute de frappe")]
    [InlineData("Id", "La Ruche", "ne peut pas nommer")]
    [InlineData("Id", "etabli", "existe déjà")]
    [InlineData("Name", " ", "Il manque le nom de la coopérative")]
    [InlineData("FirstDay", "01/07/1926", "Vérifiez l’année")]
    [InlineData("Login", "deux mots", "un seul mot")]
    [InlineData("UserName", "", "Il manque le nom de la personne")]
    public async Task A_wrong_answer_is_said_and_nothing_is_made(string field, string typed, string said)
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var keeper = await KeeperAsync(desk.Site);
        var refused = await keeper.SendAsync("/cooperatives",
            [.. Ruche.Where(f => f.Item1 != field), (field, typed)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(said, refused.Text);
        Assert.Single(desk.Site.Catalogue.Coops());
        Assert.Null(desk.Site.Catalogue.UserByLogin("lina@exemple.fr"));
        // Nothing of it is in the way of the next attempt.
        Assert.Contains("est créée", (await keeper.SendAsync("/cooperatives", Ruche)).Text);
    }

    [Fact]
    public async Task A_login_known_here_enters_the_new_coop_with_its_own_password()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var keeper = await KeeperAsync(desk.Site);
        var made = await keeper.SendAsync("/cooperatives",
            [.. Ruche.Where(f => f.Item1 is not ("Login" or "UserName")), ("Login", "advisor"), ("UserName", "")]);
        Assert.Contains("avec son mot de passe", made.Text);
        Assert.Contains(desk.Site.Catalogue.SignIn("advisor", Site.Password)!.Grants,
            g => g.Coop.Id == "ruche" && g.Role == Role.Administrator);
    }

    [Fact]
    public async Task Creating_a_coop_asks_for_a_recent_proof()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var keeper = await KeeperAsync(desk.Site);
        desk.Site.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.StartsWith("/connexion/preuve?retour=", (await keeper.SendAsync("/cooperatives", Ruche)).Location);
        Assert.Single(desk.Site.Catalogue.Coops());
    }

    [Fact]
    public async Task No_act_on_the_installation_is_changed_or_taken_away()
    {
        await using var site = await Site.StartAsync();
        site.Catalogue.NameKeeper("manager", keeps: true);
        site.Catalogue.NameKeeper("manager", keeps: true);
        var act = Assert.Single(site.Catalogue.InstallationActs(9), a => a.Verb == InstallationAct.KeeperNamed);
        Assert.Equal("manager", act.About);
        var folder = site.Services.GetRequiredService<Installation>().DataFolder;
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, Catalogue.FileName)}");
        await connection.OpenAsync();
        foreach (var sql in new[] { "UPDATE installation_acts SET by_name = 'x'", "DELETE FROM installation_acts" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Contains("An act is not", Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).Message);
        }
    }

    [Fact]
    public async Task The_team_of_one_coop_does_not_weaken_the_door_of_a_keeper()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        desk.Site.Catalogue.NameKeeper("advisor", keeps: true);
        var manager = await desk.Site.SignInAsync("manager");
        var id = desk.Site.Catalogue.UsersOf("etabli").Single(u => u.Login == "advisor").Id.ToString();
        var refused = await manager.PressAsync(
            "/utilisateurs", "/utilisateurs?handler=ForgetFactors", ("UserId", id));
        Assert.Contains("tient l’installation", refused.Text);
    }

    [Fact]
    public async Task The_command_line_names_a_keeper_and_begins_a_year_on_another_day()
    {
        using var terminal = new Terminal();
        var coop = await terminal.JsonAsync("coop create --coop ruche --name Ruche --siren 552100554 --year-start "
            + TimeProvider.System.GetUtcNow().Year + "-07-01");
        Assert.Equal(0, coop.Status);
        await terminal.JsonAsync("user add --login lina --name Lina");
        var keeper = await terminal.JsonAsync("user keeper --login lina");
        Assert.True(keeper.Json.GetProperty("keeper").GetBoolean());
        Assert.Equal(["Lina"], Catalogue.Open(terminal.Data).Keepers());
        Assert.Equal("Ligne de commande", Catalogue.Open(terminal.Data).InstallationActs(1)[0].By);
        await terminal.JsonAsync("user keeper --login lina --withdraw");
        Assert.Empty(Catalogue.Open(terminal.Data).Keepers());
        Assert.Equal(1, (await terminal.JsonAsync("user keeper --login personne")).Status);
        SqliteConnection.ClearAllPools();
    }

    private static async Task<Browser> KeeperAsync(Site site, string login = "administrator")
    {
        site.Catalogue.NameKeeper(login, keeps: true);
        return await site.SignInAsync(login);
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}
