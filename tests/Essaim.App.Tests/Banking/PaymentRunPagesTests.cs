using System.Net;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Banking;

/// <summary>An order to the bank as two people give it, on the pages.</summary>
[Trait("Length", "Slow")]
public sealed class PaymentRunPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task One_prepares_another_grants_and_the_file_is_taken_once_it_is_granted(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine, fourEyes: true);
        var claire = await desk.Bank.Selling.SignInAsync("claire");
        var paul = await PaulAsync(desk);
        var list = await claire.OpenAsync("/achats/a-payer");
        var keys = await KeysAsync(desk);
        var prepared = await claire.PressAsync("/achats/a-payer", "/achats/a-payer?handler=order", ("which", "chosen"),
            ("Account", "1"), ("ExecutionOn", "23/11/2026"), ("Chosen", keys[0]), ("Chosen", keys[1]),
            ("Chosen", keys[2]));
        Assert.Contains("Faire un ordre de virement", list.Text);
        Assert.Equal("/banque/virements/1", prepared.Location);
        var page = await claire.OpenAsync("/banque/virements/1");
        Assert.Contains("2 virements, 420,00", page.Text);
        Assert.Contains("aucun ordre n’a encore payé sur ce compte", page.Text);
        Assert.Contains("Le compte n’a pas assez", page.Text);
        await OrderTheRestAsync(desk, claire);

        await claire.PressAsync("/banque/virements/1", "/banque/virements/1?handler=Ask");
        Assert.Contains("demande un accord", (await claire.OpenAsync("/banque/virements/1")).Text);
        var early = await claire.PressAsync("/achats/a-payer", "/banque/virements/1?handler=File");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        var own = await claire.PressAsync("/accords", "/accords?handler=Grant", ("Id", "1"));
        Assert.Contains("une autre personne doit y répondre", own.Text);
        Assert.Equal(Money.Zero, await desk.Bank.BalanceAsync("512"));

        Assert.Contains("2 virements, 420,00", (await paul.OpenAsync("/accords")).Text);
        await NoraReadsAsync(desk);
        await paul.PressAsync("/accords", "/accords?handler=Grant", ("Id", "1"));
        Assert.Equal(Money.Euros(-420), await desk.Bank.BalanceAsync("512"));
        Assert.Contains("À remettre à la banque", (await claire.OpenAsync("/banque/virements")).Text);
        var file = await claire.PressAsync("/banque/virements/1", "/banque/virements/1?handler=File");
        Assert.Contains("pain.001.001.09", file.Html);
        Assert.Contains("Remis à la banque", (await claire.OpenAsync("/banque/virements")).Text);

        await using var db = desk.Store.Read();
        var run = await db.PaymentRuns.SingleAsync(r => r.Id == 1);
        var transfers = await desk.TransfersAsync(1);
        var read = await claire.UploadAsync("/banque/virements", "Answer", "reponse.xml", RunDesk.Answer(run,
            (transfers[0].EndToEndId, "RJCT", "AC04"), (transfers[1].EndToEndId, "ACSC", "")));
        Assert.Equal("/banque/virements/1", read.Location);
        Assert.Contains("1 accepté, 1 refusé", (await claire.OpenAsync("/banque/virements/1")).Text);
        await desk.Bank.AssertBooksAsync();
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_account_that_changes_between_asking_and_granting_stops_the_order(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine, fourEyes: true);
        var run = await desk.PrepareAsync();
        var claire = await desk.Bank.Selling.SignInAsync("claire");
        await claire.PressAsync($"/banque/virements/{run.Id}", $"/banque/virements/{run.Id}?handler=Ask");
        var locked = await claire.PressAsync("/achats/a-payer",
            $"/banque/virements/{run.Id}?handler=Cancel");
        Assert.Contains("a demandé un accord", locked.Text);
        await claire.SendAsync("/banque/beneficiaires/" + desk.Tissus, ("Iban", RunDesk.OtherIban),
            ("Email", "compta@fournisseur.example"));
        var paul = await PaulAsync(desk);
        await paul.PressAsync("/accords", "/accords?handler=Grant", ("Id", "2"));

        var refused = await paul.PressAsync("/accords", "/accords?handler=Grant", ("Id", "1"));

        Assert.Contains("L’IBAN de Tissus du Rhône a changé", refused.Text);
        Assert.Equal(Money.Zero, await desk.Bank.BalanceAsync("512"));
        await using var db = desk.Store.Read();
        Assert.Equal(RunState.Prepared, (await db.PaymentRuns.SingleAsync()).State);
        Assert.Equal(Approval.Waiting, (await db.Approvals.SingleAsync(a => a.Id == 1)).State);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_supplier_gets_an_iban_that_is_never_shown_again_and_a_double_click_orders_once(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        var code = await desk.OweAsync("Sans RIB", ("S-1", 10m));
        var claire = await desk.Bank.Selling.SignInAsync("claire");
        Assert.Contains("À demander", (await claire.OpenAsync("/banque/beneficiaires")).Text);
        var wrong = await claire.SendAsync("/banque/beneficiaires/" + code, ("Iban", "FR76 1"));
        Assert.Equal("FR76 1", wrong.Field("Iban"));
        await claire.SendAsync("/banque/beneficiaires/" + code, ("Iban", RunDesk.OtherIban));
        var known = await claire.OpenAsync("/banque/beneficiaires/" + code);
        Assert.Contains("••89", known.Text);
        Assert.DoesNotContain(RunDesk.OtherIban[8..20], known.Html);
        Assert.Equal(HttpStatusCode.NotFound, (await claire.OpenAsync("/banque/beneficiaires/fou-999")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await claire.OpenAsync("/banque/virements/999")).Status);

        var run = await desk.PrepareAsync();
        var page = await claire.OpenAsync($"/banque/virements/{run.Id}");
        (string, string)[] form = 
        [
            ("request", page.Field("request")),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
        ];
        var twice = await Task.WhenAll(claire.PostAsync($"/banque/virements/{run.Id}?handler=Ask", form),
            claire.PostAsync($"/banque/virements/{run.Id}?handler=Ask", form));
        Assert.All(twice, answer => Assert.Equal(HttpStatusCode.Redirect, answer.Status));
        Assert.Equal(Money.Euros(-432), await desk.Bank.BalanceAsync("512"));
        await desk.Bank.AssertBooksAsync();
    }

    /// <summary>Of a whole list, what is in an order already stays there.</summary>
    private static async Task OrderTheRestAsync(RunDesk desk, Browser claire)
    {
        Assert.Contains("href=\"/banque/virements/1\"", (await claire.OpenAsync("/achats/a-payer")).Html);
        await desk.OweAsync("Sans RIB", ("S-1", 10m));
        var suppliers = await claire.OpenAsync("/achats/a-payer?nature=fournisseurs");
        var rest = await claire.PressAsync("/achats/a-payer?nature=fournisseurs",
            "/achats/a-payer?nature=fournisseurs&handler=order", ("which", "all"), ("Account", "1"),
            ("ExecutionOn", "23/11/2026"), ("Expected", suppliers.Field("Expected")));
        Assert.Contains("Un virement, 12,00", (await claire.OpenAsync(rest.Location!)).Text);
    }

    /// <summary>Who may grant reads what it is about, and can do nothing else with it.</summary>
    private static async Task NoraReadsAsync(RunDesk desk)
    {
        var site = desk.Bank.Selling.Site;
        site.Catalogue.Grant(site.AddUser("nora", "Nora Paie"), "atelier", Role.Payroll, null);
        var nora = await desk.Bank.Selling.SignInAsync("nora");
        var page = await nora.OpenAsync("/banque/virements/1");
        Assert.Contains("Tissus du Rhône", page.Text);
        Assert.DoesNotContain("href=\"/banque/virements\"", page.Html);
        Assert.Equal(HttpStatusCode.OK, (await nora.OpenAsync("/banque/beneficiaires/" + desk.Tissus)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await nora.OpenAsync("/banque/virements")).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await nora.PressAsync("/accords", "/banque/virements/1?handler=Cancel")).Status);
    }

    private static async Task<Browser> PaulAsync(RunDesk desk)
    {
        var site = desk.Bank.Selling.Site;
        site.Catalogue.Grant(site.AddUser("paul", "Paul Gérant"), "atelier", Role.Manager, null);
        return await desk.Bank.Selling.SignInAsync("paul");
    }

    private static async Task<List<string>> KeysAsync(RunDesk desk)
    {
        await using var db = desk.Store.Read();
        return [.. (await Data.Purchases.PayableItems.ReadAsync(db)).Select(i => i.Key)];
    }
}
