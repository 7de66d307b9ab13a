using System.Net;
using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Activities;

public sealed class CoverPagesTests
{
    private static readonly DateOnly Day = new(2026, 11, 10);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_member_reads_and_takes_away_the_proof_that_their_money_is_counted(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var paul = await desk.PersonAsync("paul", Money.Zero);
        await desk.PersonAsync("ali", Money.Zero); // owed nothing, counted all the same
        await EarnAsync(desk, desk.Jeanne, 800);
        await EarnAsync(desk, paul, 200);
        var accountant = await desk.Site.SignInAsync("accountant");
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        Assert.DoesNotContain("Mon solde est compté", (await jeanne.OpenAsync("/coffre")).Text);

        var published = await accountant.PressAsync("/coffre", "/coffre?handler=Publish");

        Assert.Equal("/coffre", published.Location);
        var page = await jeanne.OpenAsync("/coffre");
        Assert.Contains("Mon solde est compté", page.Text);
        Assert.Contains("Vérifié", page.Text);
        Assert.Contains("Enseigne jeanne\u00a0: " + Money.Euros(800), page.Text);
        Assert.Contains("Total dû à toutes les activités\u00a0: " + Money.Euros(1000), page.Text);
        Assert.DoesNotContain("Enseigne paul", page.Text);

        var file = await jeanne.OpenAsync("/coffre?handler=Proof&activite=jeanne");
        Assert.Equal("application/json", file.Response.Content.Headers.ContentType!.MediaType);
        var proof = CoverProofFile.Read(file.Html).Verified();
        Assert.Equal(("jeanne", Money.Euros(800), Money.Euros(1000)),
            (proof.Leaf.Code, proof.Leaf.Amount, proof.Head.Root.Sum));
        Assert.Contains(proof.Head.Fingerprint.Hex[..4], page.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/coffre?handler=Proof&activite=paul")).Status);
        foreach (var (code, euros) in new[] { ("paul", 200), ("ali", 0) })
            Assert.Equal(Money.Euros(euros), CoverProofFile.Read(
                (await accountant.OpenAsync($"/coffre?handler=Proof&activite={code}")).Html).Verified().Leaf.Amount);

        var again = await accountant.PressAsync("/coffre", "/coffre?handler=Publish");
        Assert.Contains("déjà publié", again.Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await jeanne.PostAsync("/coffre?handler=Publish",
            [("__RequestVerificationToken", (await jeanne.OpenAsync("/profil")).Field("__RequestVerificationToken"))]))
            .Status);
        Assert.Equal(1L, await desk.CountAsync("cover_publication"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_was_published_stays_provable_after_the_books_go_on(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await EarnAsync(desk, desk.Jeanne, 800, new DateOnly(2026, 10, 5));
        await desk.CloseAsync(new Month(2026, 10));
        await EarnAsync(desk, desk.Jeanne, 55);
        await desk.Store.WriteAsync(w => PublishCover.PublishAsync(w, Day, "Essai"));

        await using var db = desk.Store.Read();
        var all = await CoverProofs.LatestAsync(db);
        Assert.Equal([(Day, Money.Euros(855)), (new DateOnly(2026, 10, 31), Money.Euros(800))],
            all.Select(p => (p.Day, p.Total)));
        Assert.Equal(all[1].Fingerprint, all[0].Previous);
        var activity = await db.Activities.SingleAsync(a => a.Code == "jeanne");
        foreach (var publication in all)
        {
            var proof = (await CoverProofs.ReadAsync(db, publication, activity))!;
            proof.Verify();
            Assert.Equal(publication.Fingerprint, proof.Head.Fingerprint.Hex);
        }
        foreach (var change in new[] { "UPDATE cover_leaf SET amount = 0", "DELETE FROM cover_leaf",
            "UPDATE cover_publication SET total = 0", "DELETE FROM cover_publication" })
            Assert.Matches("append-only|permission denied", (await Assert.ThrowsAnyAsync<Exception>(() =>
                desk.Store.WriteAsync(w => w.Connection.ExecuteAsync(change, w.Transaction)))).ToString());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_page_says_what_late_customers_could_cost_and_names_them_to_the_team_only(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await EarnAsync(desk, desk.Jeanne, 1300);
        await LateInvoiceAsync(desk, 1200);
        // Jeanne: 1 300 − 120 of contribution = 1 180 owed, 1 300 held. Never paid: 1 300 owed, 1 300 held.
        var accountant = await (await desk.Site.SignInAsync("accountant")).OpenAsync("/coffre");
        Assert.Contains("Théâtre", accountant.Text);
        Assert.Matches(@"Taux maintenant\s*100\s*%", accountant.Text);
        var jeanne = await (await desk.SignInOwnerAsync("jeanne")).OpenAsync("/coffre");
        Assert.DoesNotContain("Théâtre", jeanne.Text);
        Assert.Contains("n’étaient jamais payés", jeanne.Text);

        await using var db = desk.Store.Read();
        var cover = await CoverReport.ReadAsync(db, new DateOnly(2026, 11, 23));
        var without = (await CoverReport.WithoutLateAsync(db, cover))!;
        Assert.Equal((Money.Euros(1440), 1.1017m, 1.00m), (without.Lost, cover.Now.Ratio, without.Now.Ratio));
        await desk.Store.WriteAsync(w => WriteOffInvoice.WriteOffAsync(w, 1, new DateOnly(2026, 11, 23)));
        await using var after = desk.Store.Read();
        var real = await CoverReport.ReadAsync(after, new DateOnly(2026, 11, 23));
        Assert.Equal((without.Now.Ratio, without.At90.Ratio), (real.Now.Ratio, real.At90.Ratio));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Another_day_may_be_asked_and_a_wrong_one_is_told(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await EarnAsync(desk, desk.Jeanne, 800);
        var accountant = await desk.Site.SignInAsync("accountant");
        Assert.Contains("100 %", (await accountant.OpenAsync("/coffre")).Text.Replace('\u00a0', ' '));
        Assert.Contains("Rien n’est dû", (await accountant.OpenAsync("/coffre?au=09/11/2026")).Text);
        Assert.Contains("Novembre 2026 a 30 jours", (await accountant.OpenAsync("/coffre?au=31/11/2026")).Text);
    }

    internal static Task EarnAsync(Desk desk, ActivityId activity, long euros, DateOnly? on = null) =>
        desk.Store.WriteAsync(w => w.Ledger.PostAsync(new EntryBuilder(Journal.Bank, on ?? Day, "Reçu")
            .Debit(Accounts.Bank, ActivityId.Structure, Money.Euros(euros))
            .Credit(Accounts.ServicesSold, activity, Money.Euros(euros)).Bridge().Build()));

    internal static Task LateInvoiceAsync(Desk desk, decimal net) => desk.Store.WriteAsync(async w =>
    {
        var customer = await EnterCustomer.EnterAsync(w, new Customer
        {
            ActivityId = desk.Jeanne, Name = "Théâtre", Street = "1 place", PostalCode = "69002", City = "Lyon",
            IsCompany = true,
        });
        var day = new DateOnly(2026, 9, 2);
        await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.Invoice, desk.Jeanne, customer,
            new SaleContent([TestCoop.Service(desk.Jeanne, net)], Rate.Zero, ""), day),
            await SellerData.ReadAsync(w.Db, desk.Jeanne, TestCoop.Law, day));
    });
}
