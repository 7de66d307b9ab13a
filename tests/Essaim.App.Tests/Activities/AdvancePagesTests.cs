using System.Net;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Jobs;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Essaim.App.Tests.Activities;

public sealed class AdvancePagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_advance_a_month_end_opened_is_ratified_once_and_not_in_the_future(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(500));
        await desk.CloseAsync(new Month(2026, 10));
        var accountant = await desk.Site.SignInAsync("accountant");
        Assert.Contains("À ratifier", (await accountant.OpenAsync("/avances")).Text);

        var none = await accountant.SendAsync("/avances", ("On", "20/11/2026"));
        var future = await accountant.SendAsync("/avances", ("Chosen", "1"), ("On", "24/11/2026"));
        Assert.Contains("Cochez au moins une avance", none.Text);
        Assert.Contains("pas dans l’avenir", future.Text);
        Assert.Equal("24/11/2026", future.Field("On"));

        var page = await accountant.OpenAsync("/avances");
        (string, string)[] form =
        [
            ("Chosen", "1"), ("On", "20/11/2026"), ("request", page.Field("request")),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
        ];
        Assert.Equal("/avances", (await accountant.PostAsync("/avances", form)).Location);
        var row = Assert.Single(await Desk.RowsAsync(accountant, "/avances?format=csv"));
        Assert.Equal(("2026-10", "Enseigne paul", "20/11/2026"), (row[0], row[1], row[4]));

        var again = await accountant.PostAsync("/avances", [.. form.Where(f => f.Item1 != "request")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("déjà ratifiée", again.Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_advance_is_asked_granted_by_two_people_paid_out_and_paid_back(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.Store.WriteAsync(async w => (await w.Db.Cooperatives.SingleAsync()).FourEyes = true);
        await desk.PersonAsync("paul", Money.Zero);
        var (jeanne, paul) = (await desk.SignInOwnerAsync("jeanne"), await desk.SignInOwnerAsync("paul"));
        Assert.Contains("/compte/avances", (await jeanne.OpenAsync("/compte")).Html);
        var wordless = await jeanne.SendAsync("/compte/avances", ("Amount", "500"), ("Purpose", " "),
            ("Plan.How", "mois"), ("Plan.First", "2026-11"), ("Plan.Count", "2,5"));
        Assert.Contains("nombre entier de mois", wordless.Text);
        Assert.Equal("500", wordless.Field("Amount"));
        var asked = await jeanne.SendAsync("/compte/avances", ("Amount", "500"), ("Purpose", "Du tissu pour mars"),
            ("Plan.How", "mois"), ("Plan.First", "2026-11"), ("Plan.Count", "2"));
        Assert.Equal("/avances/1", asked.Location);
        Assert.Equal(HttpStatusCode.NotFound, (await paul.OpenAsync("/avances/1")).Status);
        Assert.DoesNotContain("Noter la décision", (await jeanne.OpenAsync("/avances/1")).Text);

        var (accountant, manager) = (await desk.Site.SignInAsync("accountant"), await desk.Site.SignInAsync("manager"));
        Assert.Contains("Répondre à une demande d’avance", (await accountant.OpenAsync("/")).Text);
        (string, string)[] grant =
        [
            ("On", "20/11/2026"), ("People", "Conseil : Anne, Karim"), ("Resolution", "Résolution 3"),
            ("Amount", "400"), ("Plan.How", "mois"), ("Plan.First", "2026-11"), ("Plan.Count", "2"),
        ];
        var none = await accountant.PressAsync("/avances/1", "/avances/1?handler=Grant", grant);
        Assert.Contains("Aucun plafond d’avances", none.Text);
        await manager.SendAsync("/avances/plafond", ("Total", "1000"), ("PerActivity", "500"), ("Months", "12"),
            ("Share", ""), ("From", "01/11/2026"), ("Resolution", "CA du 2 novembre, résolution 1"));
        Assert.Contains("il reste 1\u202f000,00", (await accountant.OpenAsync("/avances/1")).Text);
        await accountant.PressAsync("/avances/1", "/avances/1?handler=Grant", grant);
        Assert.Contains("Demandée", (await jeanne.OpenAsync("/avances/1")).Text);
        await manager.PressAsync("/accords", "/accords?handler=Grant", ("Id", "1"));
        Assert.Contains("Accordée, à verser", (await jeanne.OpenAsync("/avances/1")).Text);

        await accountant.PressAsync("/avances/1", "/avances/1?handler=PayOut", ("On", "23/11/2026"));
        var running = (await jeanne.OpenAsync("/avances/1")).Text;
        Assert.Contains("novembre 2026", running);
        Assert.Contains("Conseil : Anne, Karim", running);
        var row = Assert.Single(await Desk.RowsAsync(jeanne, "/compte/avances?format=csv"));
        Assert.Equal(("En cours", Money.Euros(400)), (row[1], Desk.Amount(row[4])));

        var most = await accountant.PressAsync("/avances/1", "/avances/1?handler=Repay", ("Amount", "401"),
            ("On", "23/11/2026"));
        Assert.Contains("Il reste 400,00", most.Text);
        await accountant.PressAsync("/avances/1", "/avances/1?handler=Repay", ("Amount", "400"), ("On", "23/11/2026"));
        Assert.Contains("Remboursée", (await jeanne.OpenAsync("/avances/1")).Text);
        Assert.Contains("Avance n° 1", (await manager.OpenAsync("/journal-actes")).Text);
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_refusal_is_read_by_whoever_asked_and_a_request_can_be_taken_back(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        for (var i = 0; i < 2; i++)
            await jeanne.SendAsync("/compte/avances", ("Amount", "500"), ("Purpose", "Une machine"),
                ("Plan.How", "encaissements"), ("Plan.Share", "20"), ("Plan.Latest", "2027-06"));
        Assert.Contains("20\u202f% de chaque encaissement", (await jeanne.OpenAsync("/avances/1")).Text
            .Replace("\u00a0", "\u202f"));
        var accountant = await desk.Site.SignInAsync("accountant");
        await accountant.PressAsync("/avances/1", "/avances/1?handler=Refuse", ("On", "20/11/2026"),
            ("People", "Conseil"), ("Resolution", "Une aide de la région existe"));
        Assert.Contains("Une aide de la région existe", (await jeanne.OpenAsync("/avances/1")).Text);
        await jeanne.PressAsync("/avances/2", "/avances/2?handler=Withdraw");
        Assert.Contains("Retirée", (await accountant.OpenAsync("/avances")).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await jeanne.PressAsync("/compte/avances", "/avances/2?handler=Repay",
            ("Amount", "1"), ("On", "23/11/2026"))).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_round_takes_back_what_is_due_and_a_ratified_advance_gets_a_plan(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var rounds = desk.Site.Services.GetServices<IHostedService>().OfType<AdvanceRounds>().Single();
        await rounds.StopAsync(CancellationToken.None);
        var paul = await desk.PersonAsync("paul", Money.Euros(500));
        await desk.CloseAsync(new Month(2026, 10));
        var accountant = await desk.Site.SignInAsync("accountant");
        await accountant.SendAsync("/avances", ("Chosen", "1"), ("On", "20/11/2026"));
        var planned = await accountant.SendAsync("/avances/echeancier/1", ("On", "20/11/2026"), ("People", "Conseil"),
            ("Resolution", "Résolution 2"), ("Plan.How", "mois"), ("Plan.First", "2026-11"), ("Plan.Count", "1"));
        Assert.Equal("/avances", planned.Location);
        await CoverPagesTests.EarnAsync(desk, paul, 100);
        Assert.Equal(0, await rounds.RoundAsync(CancellationToken.None)); // not due before the 30th
        desk.Site.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await rounds.RoundAsync(CancellationToken.None));
        Assert.Equal(0, await rounds.RoundAsync(CancellationToken.None));
        await using var db = desk.Store.Read();
        Assert.Equal(Money.Euros(100), (await db.Advances.SingleAsync()).Repaid);
    }
}
