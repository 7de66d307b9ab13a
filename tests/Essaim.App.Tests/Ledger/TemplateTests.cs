using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Jobs;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Essaim.App.Tests.Ledger;

public sealed class TemplateTests
{
    private static readonly (string, string)[] Rent =
    [
        ("Name", "Loyer"), ("Label", "Loyer de l’atelier"), ("Lines[0].Account", "613000"),
        ("Lines[0].Activity", "jeanne"), ("Lines[0].Side", "debit"), ("Lines[0].From", "Share"),
        ("Lines[0].Value", "33,3333"), ("Lines[1].Account", "613000"), ("Lines[1].Activity", "structure"),
        ("Lines[1].Side", "debit"), ("Lines[1].From", "Rest"), ("Lines[2].Account", "471000"),
        ("Lines[2].Activity", "structure"), ("Lines[2].Side", "credit"), ("Lines[2].From", "Share"),
        ("Lines[2].Value", "100"),
    ];

    /// <summary>A third of 100.00 is 33.33, and the rest line takes 66.67.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_template_shares_out_what_is_typed_and_the_rest_balances_it_to_the_cent(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        var page = (await browser.SendAsync("/journaux/modele", [.. Rent, ("Every", "None"), ("act", "keep")]))
            .Location!;
        var draft = await browser.PressAsync(page, page + "?handler=Use", ("On", "20/11/2026"), ("Amount", "100"));
        var shown = await browser.OpenAsync(draft.Location!);
        Assert.Contains("name=\"Lines[0].Debit\" value=\"33,33\"", shown.Html);
        Assert.Contains("name=\"Lines[1].Debit\" value=\"66,67\"", shown.Html);
        Assert.Contains("name=\"Lines[2].Credit\" value=\"100,00\"", shown.Html);
        Assert.Equal(0L, await desk.CountAsync("posted_entry"));
        var search = await browser.OpenAsync("/journaux/modeles?q=613");
        Assert.Contains("Loyer de l’atelier", search.Text);
        Assert.Contains("Aucun modèle", (await browser.OpenAsync("/journaux/modeles?q=rien")).Text);
        var twice = await browser.SendAsync("/journaux/modele", [.. Rent, ("Every", "None"), ("act", "keep")]);
        Assert.Contains("déjà un modèle", twice.Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_round_prepares_each_day_that_has_come_once_and_posts_nothing(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        await browser.SendAsync("/journaux/modele", [.. Rent, ("Every", "Monthly"), ("First", "30/09/2026"),
            ("Until", "31/12/2026"), ("act", "keep")]);
        var rounds = desk.Site.Services.GetServices<IHostedService>().OfType<TemplateRounds>().Single();
        await Task.WhenAll(rounds.RoundAsync(default),
            EntryTemplates.PrepareDueAsync(desk.Store, new DateOnly(2026, 11, 23)));
        await rounds.RoundAsync(default);

        Assert.Equal((2L, 0L), (await desk.CountAsync("draft_entry"), await desk.CountAsync("posted_entry")));
        Assert.Contains("Compléter 2 écritures préparées", (await browser.OpenAsync("/")).Text);
        await using var db = desk.Store.Read();
        Assert.Equal(new DateOnly(2026, 11, 30), (await db.EntryTemplates.SingleAsync()).NextDay);
        Assert.Equal(2, await EntryTemplates.PrepareDueAsync(desk.Store, new DateOnly(2027, 6, 1)));
        await using var after = desk.Store.Read();
        Assert.Null((await after.EntryTemplates.SingleAsync()).NextDay);
    }

    [Fact]
    public async Task A_retired_template_comes_no_more_and_a_changed_one_is_not_prepared_twice()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        (string, string)[] monthly = [.. Rent, ("Every", "Monthly"), ("First", "01/11/2026"), ("act", "keep")];
        var page = (await browser.SendAsync("/journaux/modele", monthly)).Location!;
        Assert.Equal(1, await EntryTemplates.PrepareDueAsync(desk.Store, new DateOnly(2026, 11, 23)));
        await browser.SendAsync(page, [("Version", "2"), .. monthly]);
        Assert.Equal(0, await EntryTemplates.PrepareDueAsync(desk.Store, new DateOnly(2026, 11, 23)));
        Assert.Contains("a changé ailleurs", (await browser.SendAsync(page, [("Version", "1"), .. monthly])).Text);
        await browser.PressAsync(page, page + "?handler=Retire", ("retired", "true"));
        Assert.Equal(0, await EntryTemplates.PrepareDueAsync(desk.Store, new DateOnly(2027, 11, 23)));
        Assert.Contains("Loyer", (await browser.OpenAsync("/journaux/modeles?etat=retires")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_entry_to_be_reversed_posts_its_mirror_on_the_first_of_the_next_month(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        await browser.SendAsync("/journaux/nouvelle", ("On", "30/11/2026"), ("Label", "Charge à payer"),
            ("Draft", "0"), ("Reverse", "true"), ("Lines[0].Account", "613000"), ("Lines[0].Activity", "structure"),
            ("Lines[0].Debit", "80"), ("Lines[1].Account", "471000"), ("Lines[1].Activity", "structure"),
            ("Lines[1].Credit", "80"), ("act", "post"));
        await using var db = desk.Store.Read();
        var heads = await db.SqlAsync(r => (r.GetInt64(0), r.GetFieldValue<DateOnly>(1),
                r.IsDBNull(2) ? 0L : r.GetInt64(2)), "SELECT id, date, reverses FROM posted_entry ORDER BY id");
        Assert.Equal([new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 1)], heads.Select(h => h.Item2));
        Assert.Equal(heads[0].Item1, heads[1].Item3);
        Assert.All((await BooksCheck.RunAsync(desk.Store.Engine)).Checks, c => Assert.True(c.Ok, c.Detail));
    }

    [Fact]
    public async Task A_template_is_made_of_an_entry_or_of_a_draft_and_what_cannot_balance_is_refused()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var entry = await desk.EntryAsync("613000", "471000", 80);
        var browser = await desk.Site.SignInAsync("accountant");
        var made = await browser.OpenAsync($"/journaux/modele?ecriture={entry.Id}");
        Assert.Contains("value=\"613000\"", made.Html);
        Assert.Contains("value=\"80,00\"", made.Html);
        var draft = await browser.SendAsync("/journaux/nouvelle", ("On", "20/11/2026"), ("Label", "Abonnement"),
            ("Draft", "0"), ("Lines[0].Account", "626000"), ("Lines[0].Activity", "jeanne"), ("Lines[0].Debit", "9"),
            ("act", "model"));
        Assert.Contains("Abonnement", (await browser.OpenAsync(draft.Location!)).Html);
        var wrong = await browser.SendAsync("/journaux/modele", ("Name", "x"), ("Label", "x"), ("Every", "None"),
            ("Lines[0].Account", "613000"), ("Lines[0].Activity", "jeanne"), ("Lines[0].From", "Fixed"),
            ("Lines[0].Value", "5"), ("Lines[1].Account", "999000"), ("Lines[1].Activity", "jeanne"), ("act", "keep"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Ligne 2", wrong.Text);
    }
}
