using System.Net;
using Essaim.App.Data;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Approvals;

public sealed class FourEyesTests
{
    private const string OldIban = "FR1420041010050500013M02606";
    private const string NewIban = "FR7630006000011234567890189";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Closing_a_month_waits_for_somebody_else(string engine)
    {
        await using var desk = await WithFourEyesAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        var asked = await accountant.PressAsync("/cloture/2026-10", "/cloture/2026-10");
        Assert.Equal(HttpStatusCode.Redirect, asked.Status);
        Assert.Contains("Une autre personne doit donner son accord",
            (await accountant.OpenAsync(asked.Location!)).Text);
        Assert.Equal(0, await desk.CountAsync("job"));

        var own = await accountant.PressAsync("/accords", "/accords?handler=Grant", ("Id", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.Status);
        Assert.Contains("une autre personne doit y répondre", own.Text);
        Assert.Equal(0, await desk.CountAsync("job"));

        var manager = await desk.Site.SignInAsync("manager");
        Assert.Contains("Donner un accord", (await manager.OpenAsync("/")).Text);
        Assert.Contains("Clore octobre 2026", (await manager.OpenAsync("/accords")).Text);
        var granted = await manager.PressAsync("/accords", "/accords?handler=Grant", ("Id", "1"));
        Assert.Equal(HttpStatusCode.Redirect, granted.Status);
        var job = await desk.FinishedJobAsync();
        Assert.Equal(("2026-10", "Prénom Accountant"), (job.Argument, job.AskedBy));
        Assert.Equal(1, await desk.CountAsync("month_lock"));
        Assert.True((await Data.Ledger.Checks.BooksCheck.RunAsync(desk.Store.Engine)).Ok);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_changed_iban_is_told_to_its_owner_granted_by_another_and_held_for_two_days(string engine)
    {
        await using var desk = await WithFourEyesAsync(engine);
        var payroll = await desk.Site.SignInAsync("payroll");
        await EnterAsync(payroll, OldIban);
        var first = (await payroll.OpenAsync("/personnes/1")).Text;
        Assert.Contains("••06", first);

        await EnterAsync(payroll, NewIban);
        Assert.Contains("••06", (await payroll.OpenAsync("/personnes/1")).Text);
        await using (var db = desk.Store.Read())
        {
            Assert.Equal("jeanne@exemple.fr", await db.ScalarAsync("SELECT recipient FROM mail"));
            var text = (string)(await db.ScalarAsync("SELECT body FROM mail"))!;
            Assert.Contains("••06", text);
            Assert.Contains("••89", text);
            Assert.DoesNotContain(NewIban[8..20], text);
        }
        var twice = await EnterAsync(payroll, NewIban);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Contains("l’a déjà demandé", twice.Text);

        var manager = await desk.Site.SignInAsync("manager");
        await manager.PressAsync("/accords", "/accords?handler=Grant", ("Id", "1"));
        var held = (await payroll.OpenAsync("/personnes/1")).Text;
        Assert.Contains("••89", held);
        Assert.Contains("changé, à utiliser dès le 25/11/2026", held);
        Assert.Contains("IBAN : FR14", held);
        desk.Site.Time.Advance(TimeSpan.FromHours(49));
        Assert.DoesNotContain("à utiliser dès",
            (await (await desk.Site.SignInAsync("payroll")).OpenAsync("/personnes/1")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_refusal_says_why_and_a_request_can_be_withdrawn_by_whoever_made_it(string engine)
    {
        await using var desk = await WithFourEyesAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        var manager = await desk.Site.SignInAsync("manager");
        await accountant.PressAsync("/cloture/2026-10", "/cloture/2026-10");
        var silent = await manager.PressAsync("/accords", "/accords?handler=Refuse", ("Id", "1"), ("Reason", " "));
        Assert.Contains("Dites en quelques mots pourquoi", silent.Text);
        var seenBefore = await manager.OpenAsync("/accords");
        await manager.PressAsync("/accords", "/accords?handler=Refuse", ("Id", "1"), ("Reason", "Il manque une paie"));
        Assert.Contains("Il manque une paie", (await accountant.OpenAsync("/accords")).Text);
        Assert.Contains("a déjà répondu", (await GrantAsync(manager, seenBefore)).Text);

        await accountant.PressAsync("/cloture/2026-10", "/cloture/2026-10");
        Assert.Contains("Seule la personne qui a demandé",
            (await manager.PressAsync("/accords", "/accords?handler=Withdraw", ("Id", "2"))).Text);
        await accountant.PressAsync("/accords", "/accords?handler=Withdraw", ("Id", "2"));
        Assert.Equal(1, await desk.CountAsync("approval WHERE state = 'withdrawn'"));
        Assert.Equal(0, await desk.CountAsync("job"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Two_who_grant_at_once_do_it_once(string engine)
    {
        await using var desk = await WithFourEyesAsync(engine);
        await (await desk.Site.SignInAsync("accountant")).PressAsync("/cloture/2026-10", "/cloture/2026-10");
        var (manager, payroll) = (await desk.Site.SignInAsync("manager"), await desk.Site.SignInAsync("payroll"));
        var pages = (await manager.OpenAsync("/accords"), await payroll.OpenAsync("/accords"));
        var answers = await Task.WhenAll(GrantAsync(manager, pages.Item1), GrantAsync(payroll, pages.Item2));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
        Assert.Equal(1, await desk.CountAsync("job"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_database_itself_refuses_that_one_grants_what_one_asked(string engine)
    {
        await using var desk = await WithFourEyesAsync(engine);
        await (await desk.Site.SignInAsync("accountant")).PressAsync("/cloture/2026-10", "/cloture/2026-10");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => desk.Store.WriteAsync(w =>
            w.Connection.ExecuteAsync("UPDATE approval SET state = 'granted', decided_at = asked_at, "
                + "decided_by_id = asked_by_id, decided_by = asked_by", w.Transaction)));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Ratifying_an_advance_waits_for_somebody_else(string engine)
    {
        await using var desk = await WithFourEyesAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(1500));
        await desk.CloseAsync(new Month(2026, 10));
        await using var db = desk.Store.Read();
        var advance = await db.CashAdvances.SingleAsync();
        var accountant = await desk.Site.SignInAsync("accountant");
        await accountant.PressAsync("/avances", "/avances", ("Chosen", advance.Id.ToString()), ("On", "12/11/2026"));
        Assert.Null((await db.CashAdvances.SingleAsync()).RatifiedOn);
        await (await desk.Site.SignInAsync("manager")).PressAsync("/accords", "/accords?handler=Grant", ("Id", "1"));
        Assert.Equal(new DateOnly(2026, 11, 12), (await db.CashAdvances.SingleAsync()).RatifiedOn);
    }

    private static async Task<Desk> WithFourEyesAsync(string engine)
    {
        var desk = await Desk.StartAsync(engine);
        await desk.Store.WriteAsync(async w => (await w.Db.Cooperatives.SingleAsync()).FourEyes = true);
        return desk;
    }

    /// <summary>Presses the button of a page that was opened before.</summary>
    private static Task<Answer> GrantAsync(Browser browser, Answer page) => browser.PostAsync(
        "/accords?handler=Grant",
        [
            ("Id", "1"), ("request", page.Field("request")),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
        ]);

    private static Task<Answer> EnterAsync(Browser browser, string iban) => browser.PressAsync(
        "/personnes/nouvelle?id=1", "/personnes/nouvelle?id=1", ("FirstName", "jeanne"), ("LastName", "Durand"),
        ("Email", "jeanne@exemple.fr"), ("Iban", iban), ("Nir", ""), ("MemberSince", ""));
}
