using System.Net;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Purchases;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Ledger;

/// <summary>The pages of fixed assets, from the purchase to the exit.</summary>
public sealed class AssetPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_purchase_is_put_in_service_written_off_corrected_and_taken_out_on_its_pages(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        var line = await BuyAsync(desk, 450);
        var register = await accountant.OpenAsync("/immobilisations");
        Assert.Contains("Petit matériel", register.Text);
        Assert.Contains(line, register.Html);
        Assert.Contains("Moins de 500,00\u00a0€ hors taxes", (await accountant.OpenAsync(line)).Text);
        (string, string)[] form =
            [("Label", "Ordinateur de Jeanne"), ("InService", "01/10/2026"), ("Months", "36"), ("Articles", "1")];
        var refused = await accountant.SendAsync(line, [.. form[..2], ("Months", "trois"), form[3]]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("/immobilisations/1", (await accountant.SendAsync(line, form)).Location);

        Assert.Contains("450,00", (await accountant.OpenAsync("/immobilisations?q=jeanne")).Text);
        Assert.Contains("12,50", (await accountant.OpenAsync("/immobilisations")).Text); // October is over: 450 ÷ 36
        await accountant.PressAsync("/immobilisations", "/immobilisations");
        var shown = await accountant.OpenAsync("/immobilisations/1");
        Assert.Contains("/journaux/ecriture/", shown.Html);
        Assert.Contains("Passé", shown.Text);
        Assert.Equal([["1", "Ordinateur de Jeanne", "Enseigne jeanne", "218300", "01/10/2026", "36", "450,00", "12,50",
            "437,50", "En service"]], await Desk.RowsAsync(accountant, "/immobilisations?format=csv"));

        var late = await accountant.SendAsync("/immobilisations/1?handler=Revise",
            ("From", "10/2026"), ("MonthsLeft", "7"), ("WhyRevised", "Elle s’use"));
        Assert.Contains("à partir de novembre 2026", late.Text);
        Assert.Equal(HttpStatusCode.Redirect, (await accountant.SendAsync("/immobilisations/1?handler=Revise",
            ("From", "11/2026"), ("MonthsLeft", "7"), ("WhyRevised", "Elle s’use"))).Status);
        Assert.Contains("62,50", (await accountant.OpenAsync("/immobilisations/1")).Text); // 437.50 ÷ 7
        await accountant.SendAsync("/immobilisations/1", ("Kind", "Scrapped"), ("LeftOn", "01/11/2026"),
            ("Reason", "Tombé à l’eau"));
        var gone = (await accountant.OpenAsync("/immobilisations/1")).Text;
        Assert.Contains("TVA à vérifier", gone);
        Assert.Contains("435,42", gone); // 437.50 less a day of 62.50: 2.08
        var table = (await Desk.RowsAsync(accountant, "/immobilisations/mouvements?format=csv")).Single();
        Assert.Equal(["450,00", "450,00", "0,00", "0,00", "14,58", "14,58", "0,00"], table[3..10]);
        Assert.True((await BooksCheck.RunAsync(desk.Store.Engine)).Ok);
    }

    [Fact]
    public async Task An_entrepreneur_sees_what_their_activity_bought_and_changes_nothing()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var other = await desk.PersonAsync("paul", Money.Zero);
        foreach (var (owner, label) in new[] { (desk.Jeanne, "Machine de Jeanne"), (other, "Tour de Paul") })
            await desk.Store.WriteAsync(w => EnterAsset.EnterAsync(w, new NewAsset(owner, label, new(
                new AccountNumber("2154"), Money.Euros(900), Money.Zero, new DateOnly(2026, 1, 1), 60)), "Essai"));
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        var list = await jeanne.OpenAsync("/immobilisations");
        Assert.Contains("Votre équipement", list.Text);
        Assert.Contains("Machine de Jeanne", list.Text);
        Assert.DoesNotContain("Paul", list.Text);
        Assert.DoesNotContain("/grand-livre", list.Html);
        var shown = await jeanne.OpenAsync("/immobilisations/1");
        Assert.Contains("2026, mois par mois", shown.Text);
        Assert.DoesNotContain("Sortir ce bien", shown.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/immobilisations/2")).Status);
        Assert.Single(await Desk.RowsAsync(jeanne, "/immobilisations?format=csv"));
        var administrator = await desk.Site.SignInAsync("administrator");
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.OpenAsync("/immobilisations")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync("/immobilisations/1")).Status);
        // The closing of a month tells what is not posted: ten months of 15.00 for each of the two, to October.
        Assert.Contains("300,00", (await (await desk.Site.SignInAsync("accountant")).OpenAsync("/cloture/2026-10"))
            .Text);
    }

    private static async Task<string> BuyAsync(Desk desk, long euros)
    {
        await desk.Store.WriteAsync(w => BookPurchase.BookAsync(w, new Supplier { Name = "Merceries réunies" }, "X1",
            new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31), [new PurchaseLine(desk.Jeanne,
                new AccountNumber("2183"), "Ordinateur", Money.Euros(euros), Money.Zero, false)]));
        await using var db = desk.Store.Read();
        var line = (await AssetRegister.WaitingAsync(db)).Single();
        return "/immobilisations/nouvelle?ligne=" + line.Key;
    }
}
