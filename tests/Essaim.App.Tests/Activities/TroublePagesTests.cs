using System.Net;
using Essaim.App.Data;
using Essaim.App.Tests.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Activities;

public sealed class TroublePagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Each_sign_is_found_in_the_books_with_its_figures_and_the_gravest_comes_first(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        // Jeanne invoiced 1 200 + 240 in September, due for long, and has 1 300 − 120: watched only.
        await CoverPagesTests.EarnAsync(desk, desk.Jeanne, 1300, new DateOnly(2026, 10, 5));
        await CoverPagesTests.LateInvoiceAsync(desk, 100);
        // Paul sold nothing since May and has a pay of 2 000; nothing is there.
        var paul = await desk.PersonAsync("paul", Money.Euros(2000));
        await CoverPagesTests.EarnAsync(desk, paul, 600, new DateOnly(2026, 5, 5));
        await SpendAsync(desk, paul, 700);

        var advisor = await desk.Site.SignInAsync("advisor");
        var rows = await Desk.RowsAsync(advisor, "/signaux?format=csv");

        Assert.Equal(
        [
            ("Enseigne paul", "Trésorerie négative", "Urgent"), ("Enseigne paul", "Rien de facturé", "Urgent"),
            ("Enseigne paul", "Salaire au-dessus des moyens", "Urgent"),
            ("Enseigne jeanne", "Clients en retard", "À suivre"),
        ], rows.Select(r => (r[0], r[1], r[2])));
        Assert.Equal((Money.Euros(-100), Money.Euros(120)), (Desk.Amount(rows[0][3]), Desk.Amount(rows[3][3])));
        // 600 earned in May, six whole months from May to October; the 700 fall in November, which is not whole.
        Assert.Contains($"l’activité a gagné {Money.Euros(100)} par mois", (await advisor.OpenAsync("/signaux")).Text);
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        Assert.Equal(HttpStatusCode.Forbidden, (await jeanne.OpenAsync("/signaux")).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_sign_that_was_seen_is_silent_until_its_day_or_until_it_gets_worse(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var paul = await desk.PersonAsync("paul", Money.Zero);
        await CoverPagesTests.EarnAsync(desk, paul, 600, new DateOnly(2026, 5, 5));
        await CoverPagesTests.EarnAsync(desk, desk.Jeanne, 600);
        var advisor = await desk.Site.SignInAsync("advisor");
        const string address = "/signaux/vu?signe=paul-NoTurnover";

        var late = await advisor.SendAsync(address, ("Until", "22/11/2026"), ("Note", "vu"));
        var unsaid = await advisor.SendAsync(address, ("Until", "20/12/2026"), ("Note", " "));
        Assert.Contains("à venir", late.Text);
        Assert.Contains("Dites en quelques mots", unsaid.Text);
        Assert.Equal("/signaux",
            (await advisor.SendAsync(address, ("Until", "20/12/2026"), ("Note", "deux devis partent"))).Location);

        var page = await advisor.OpenAsync("/signaux");
        Assert.Contains("Rien à signaler", page.Text);
        Assert.Contains("deux devis partent", page.Text);
        await desk.Store.WriteAsync(async w =>
            (await w.Db.Contracts.SingleAsync(c => c.PersonId == 2)).FixedPay = Money.Euros(500));
        Assert.Contains("2 signaux", (await advisor.OpenAsync("/signaux")).Text); // urgent now, and pay above means
        Assert.Equal(HttpStatusCode.NotFound, (await advisor.OpenAsync("/signaux/vu?signe=jeanne-NoTurnover")).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Thresholds_are_the_coops_own_from_the_day_it_chose(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await CoverPagesTests.EarnAsync(desk, desk.Jeanne, 600, new DateOnly(2026, 8, 5));
        var manager = await desk.Site.SignInAsync("manager");
        Assert.Contains("Rien à signaler", (await manager.OpenAsync("/signaux")).Text);

        (string, string)[] rule =
            [("NoTurnoverMonths", "1"), ("LateDays", "30"), ("MeansMonths", "6"), ("EndingDays", "60")];
        Assert.Equal("/signaux/regle", (await manager.SendAsync("/signaux/regle", [.. rule, ("From", "24/11/2026")]))
            .Location);
        Assert.Contains("Rien à signaler", (await manager.OpenAsync("/signaux")).Text);
        await manager.SendAsync("/signaux/regle", [.. rule, ("From", "23/11/2026")]);
        Assert.Contains("depuis le " + FrenchText.Long(new DateOnly(2026, 10, 1)),
            (await manager.OpenAsync("/signaux")).Text);
        var wrong = await manager.SendAsync("/signaux/regle", [("NoTurnoverMonths", "x"), .. rule[1..],
            ("From", "01/12/2026")]);
        Assert.Contains("nombre entier", wrong.Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_entrepreneur_reads_at_home_what_to_do_and_only_of_their_own(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await CoverPagesTests.EarnAsync(desk, desk.Jeanne, 600, new DateOnly(2026, 5, 5));
        var paul = await desk.PersonAsync("paul", Money.Zero);
        await CoverPagesTests.EarnAsync(desk, paul, 600);
        Assert.Contains("Préparer un devis", (await (await desk.SignInOwnerAsync("jeanne")).OpenAsync("/")).Text);
        Assert.DoesNotContain("Préparer un devis", (await (await desk.SignInOwnerAsync("paul")).OpenAsync("/")).Text);
    }

    private static Task SpendAsync(Desk desk, ActivityId activity, long euros) =>
        desk.Store.WriteAsync(w => w.Ledger.PostAsync(new EntryBuilder(Journal.Bank, new DateOnly(2026, 11, 5), "Payé")
            .Debit(Accounts.Travel, activity, Money.Euros(euros))
            .Credit(Accounts.Bank, ActivityId.Structure, Money.Euros(euros)).Bridge().Build()));
}
