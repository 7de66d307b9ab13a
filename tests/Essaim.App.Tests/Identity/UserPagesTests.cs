using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Identity;

public sealed class UserPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Access_is_given_with_a_password_shown_once_and_taken_away_at_once(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var manager = await desk.Site.SignInAsync("manager");

        var given = await PressAsync(manager, "Add", ("Name", "Lina Roux"), ("Login", "lina"), ("NewRole", "Advisor"));
        var password = Regex.Match(given.Html, "<strong class=\"code\">([^<]+)</strong>").Groups[1].Value;
        Assert.DoesNotContain(password, (await manager.OpenAsync("/utilisateurs")).Html);

        var lina = desk.Site.Browse();
        await lina.SendAsync("/connexion", ("Login", "lina"), ("Password", password));
        Assert.Equal(HttpStatusCode.OK, (await lina.OpenAsync("/activites")).Status);

        await PressAsync(manager, "Revoke", ("UserId", IdOf(desk, "lina")), ("RevokedRole", "Advisor"));
        Assert.StartsWith("/connexion", (await lina.OpenAsync("/activites")).Location);
        Assert.DoesNotContain(desk.Site.Catalogue.UsersOf("etabli"), u => u.Login == "lina");
    }

    [Fact]
    public async Task A_second_click_shows_the_same_password_and_makes_nobody_else()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var manager = await desk.Site.SignInAsync("manager");
        var form = await manager.OpenAsync("/utilisateurs");
        (string, string)[] fields =
        [
            ("Name", "Lina Roux"), ("Login", "lina"), ("NewRole", "Advisor"),
            .. new[] { FirstPasswords.Field, "request", "__RequestVerificationToken" }.Select(f => (f, form.Field(f))),
        ];

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
            manager.PostAsync("/utilisateurs?handler=Add", fields)));

        var passwords = answers.Select(a =>
            Regex.Match(a.Html, "<strong class=\"code\">([^<]+)</strong>").Groups[1].Value).Distinct().ToList();
        Assert.NotNull(desk.Site.Catalogue.SignIn("lina", Assert.Single(passwords)));
        Assert.DoesNotContain(passwords[0], form.Html);
        Assert.Single(await Desk.RowsAsync(manager, "/journal-actes?format=csv&genre=user"));
        // The next form makes another one.
        Assert.NotEqual(form.Field(FirstPasswords.Field), answers[0].Field(FirstPasswords.Field));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_log_tells_each_access_given_and_taken_and_nothing_that_was_refused(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var manager = await desk.Site.SignInAsync("manager");
        await PressAsync(manager, "Add", ("Name", "Lina Roux"), ("Login", "lina"), ("NewRole", "Advisor"));
        await PressAsync(manager, "Add", ("Name", "Lina Roux"), ("Login", "lina"), ("NewRole", "Advisor"));
        await PressAsync(manager, "Disable", ("UserId", IdOf(desk, "lina")));
        await PressAsync(manager, "Disable", ("UserId", IdOf(desk, "manager")));
        await PressAsync(manager, "Enable", ("UserId", IdOf(desk, "lina")));
        await PressAsync(manager, "ForgetFactors", ("UserId", IdOf(desk, "lina")));
        await PressAsync(manager, "Staff", ("StaffNeedPasskey", "false"));
        await PressAsync(manager, "Revoke", ("UserId", IdOf(desk, "lina")), ("RevokedRole", "Advisor"));

        var log = await Desk.RowsAsync(manager, "/journal-actes?format=csv&genre=user");
        Assert.Equal(
        [
            "Retrait lina Accompagnement", "Changement Équipe Clé d’accès laissée au choix.",
            "Changement lina Secondes preuves oubliées", "Changement lina Identifiant rouvert",
            "Changement lina Identifiant fermé", "Ajout lina Lina Roux, Accompagnement",
        ], log.Select(r => $"{r[2]} {r[4]} {r[5]}"));
        Assert.All(log, r => Assert.Equal("Prénom Manager", r[1]));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_refused_access_keeps_what_was_typed(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var manager = await desk.Site.SignInAsync("manager");

        var without = await PressAsync(manager, "Add",
            ("Name", "Lina Roux"), ("Login", "lina"), ("NewRole", "Entrepreneur"));
        var taken = await PressAsync(manager, "Add",
            ("Name", "Lina Roux"), ("Login", "advisor"), ("NewRole", "Advisor"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.Contains("Choisissez la personne", without.Text);
        Assert.Equal("Lina Roux", without.Field("Name"));
        Assert.Contains("est déjà pris", taken.Text);
        Assert.Equal("advisor", taken.Field("Login"));
        Assert.DoesNotContain(desk.Site.Catalogue.UsersOf("etabli"), u => u.Name == "Lina Roux");
    }

    [Fact]
    public async Task An_administrator_names_no_manager_and_closes_none()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var administrator = await desk.Site.SignInAsync("administrator");

        var named = await PressAsync(administrator, "Add",
            ("Name", "Lina Roux"), ("Login", "lina"), ("NewRole", "Manager"));
        var closed = await PressAsync(administrator, "Disable", ("UserId", IdOf(desk, "manager")));

        Assert.Contains("Choisissez un rôle", named.Text);
        Assert.Contains("Seule la gérance", closed.Text);
        Assert.Equal(HttpStatusCode.Redirect,
            (await desk.Site.Browse().SendAsync("/connexion", ("Login", "manager"), ("Password", Site.Password)))
            .Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_closed_sign_in_ends_its_session_at_the_next_request_and_may_be_opened_again(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var manager = await desk.Site.SignInAsync("manager");
        var advisor = await desk.Site.SignInAsync("advisor");
        Assert.Equal(HttpStatusCode.OK, (await advisor.OpenAsync("/activites")).Status);

        await PressAsync(manager, "Disable", ("UserId", IdOf(desk, "advisor")));
        Assert.StartsWith("/connexion", (await advisor.OpenAsync("/activites")).Location);
        var shut = await advisor.SendAsync("/connexion", ("Login", "advisor"), ("Password", Site.Password));
        Assert.Contains("ne vont pas ensemble", shut.Text);
        Assert.Contains("Fermé", (await manager.OpenAsync("/utilisateurs")).Text);

        await PressAsync(manager, "Enable", ("UserId", IdOf(desk, "advisor")));
        var back = await desk.Site.SignInAsync("advisor");
        Assert.Equal(HttpStatusCode.OK, (await back.OpenAsync("/activites")).Status);
        Assert.DoesNotContain("Fermé", (await manager.OpenAsync("/utilisateurs")).Text);
    }

    [Fact]
    public async Task Nobody_closes_their_own_sign_in_nor_one_that_is_not_of_the_coop()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var catalogue = desk.Site.Catalogue;
        catalogue.Add(new Coop("ruche", "La Ruche", "123456782", "sqlite:coops/ruche.db"));
        var elsewhere = catalogue.AddUser("ali", "Ali", Site.Password);
        catalogue.Grant(elsewhere, "ruche", Role.Advisor);
        catalogue.Grant(long.Parse(IdOf(desk, "advisor")), "ruche", Role.Advisor);
        var manager = await desk.Site.SignInAsync("manager");

        var own = await PressAsync(manager, "Disable", ("UserId", IdOf(desk, "manager")));
        var others = await PressAsync(manager, "Disable", ("UserId", elsewhere.ToString()));
        var both = await PressAsync(manager, "Disable", ("UserId", IdOf(desk, "advisor")));

        Assert.Contains("votre propre identifiant", own.Text);
        Assert.Contains("n’entre pas dans la coopérative", others.Text);
        Assert.Contains("entre aussi dans une autre coopérative", both.Text);
        Assert.NotNull(catalogue.SignIn("ali", Site.Password));
        Assert.NotNull(catalogue.SignIn("advisor", Site.Password));
        Assert.NotNull(catalogue.SignIn("manager", Site.Password));
    }

    [Fact]
    public async Task The_last_one_who_can_give_access_cannot_be_closed_even_when_two_close_each_other()
    {
        await using var site = await Site.StartAsync();
        var ids = site.Catalogue.UsersOf("etabli").ToDictionary(u => u.Role, u => u.Id);

        site.Catalogue.Disable(ids[Role.Administrator]);
        var refused = Assert.Throws<BrokenRuleException>(() => site.Catalogue.Disable(ids[Role.Manager]));

        Assert.Contains("dernière personne", refused.Message);
        Assert.NotNull(site.Catalogue.SignIn("manager", Site.Password));
        site.Catalogue.Disable(ids[Role.Accountant]);
        Assert.Null(site.Catalogue.SignIn("accountant", Site.Password));
    }

    private static string IdOf(Desk desk, string login) =>
        desk.Site.Catalogue.UsersOf("etabli").First(u => u.Login == login).Id.ToString();

    private static Task<Answer> PressAsync(Browser browser, string handler, params (string, string)[] fields) =>
        browser.PressAsync("/utilisateurs", "/utilisateurs?handler=" + handler, fields);
}
