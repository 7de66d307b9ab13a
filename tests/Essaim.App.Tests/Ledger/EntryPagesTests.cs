using System.Net;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Xunit;
using Essaim.App.Data.Purchases;

namespace Essaim.App.Tests.Ledger;

public sealed class EntryPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_entry_is_taken_back_once_and_what_it_settled_is_open_again(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var payment = await PaidServiceAsync(desk);
        var browser = await desk.Site.SignInAsync("accountant");
        var path = $"/journaux/ecriture/{payment}";

        var answer = await browser.SendAsync(path, ("Reason", "payé deux fois"), ("On", "20/11/2026"));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        await using var db = desk.Store.Read();
        var books = await db.BooksAsync();
        var item = Assert.Single(await books.Items.OpenAsync(desk.Jeanne, Accounts.Suppliers));
        Assert.Equal(Money.Euros(-120), item.Remaining);
        Assert.Equal(Money.Euros(20), item.Deferred.Single().Left);
        Assert.Equal(0L, await desk.CountAsync("matched_line"));
        Assert.Contains("est annulée", (await browser.OpenAsync(path)).Text);
        var again = await TwiceAsync(browser, path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("Une annulation ne se fait qu’une fois", again.Text);
    }

    [Fact]
    public async Task A_reversal_dated_in_a_closed_month_is_refused_with_the_month_named()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var entry = await desk.EntryAsync("625100", "512000", 80, new DateOnly(2026, 10, 5));
        await desk.LockAsync(202610);
        var browser = await desk.Site.SignInAsync("accountant");
        var path = $"/journaux/ecriture/{entry.Id}";

        Assert.Equal("01/11/2026", (await browser.OpenAsync(path)).Field("On"));
        var answer = await browser.SendAsync(path, ("Reason", "erreur"), ("On", "05/10/2026"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Le mois d’octobre 2026 est clos", answer.Text);
        Assert.Equal("erreur", answer.Field("Reason"));
        Assert.Equal(1L, await desk.CountAsync("posted_entry"));
    }

    [Fact]
    public async Task An_unbalanced_entry_is_refused_and_what_was_typed_stays()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");

        var answer = await browser.SendAsync("/journaux/nouvelle", Typed("100", "90"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Il manque 10,00\u00a0€ au crédit", answer.Text);
        Assert.Contains("value=\"625100\"", answer.Html);
        Assert.Contains("name=\"Lines[0].Debit\" value=\"100\"", answer.Html);
        Assert.Equal(0L, await desk.CountAsync("posted_entry"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_entry_between_two_activities_sent_twice_is_posted_once_with_its_current_accounts(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        var page = await browser.OpenAsync("/journaux/nouvelle");
        (string, string)[] form =
        [
            .. Typed("100", "100"), ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
            ("request", page.Field("request")),
        ];

        var first = await browser.PostAsync("/journaux/nouvelle", form);
        var second = await browser.PostAsync("/journaux/nouvelle", form);

        Assert.Equal(HttpStatusCode.Redirect, first.Status);
        Assert.Equal(first.Location, second.Location);
        Assert.Equal(1L, await desk.CountAsync("posted_entry"));
        Assert.Equal(4L, await desk.CountAsync("posted_line"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_draft_is_kept_and_goes_away_when_it_is_posted(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        var kept = await browser.SendAsync("/journaux/nouvelle", [.. Typed("100", "90")[..^1], ("act", "keep")]);
        Assert.Equal(1L, await desk.CountAsync("draft_entry"));
        var draft = await browser.OpenAsync(kept.Location!);
        Assert.Contains("name=\"Lines[0].Debit\" value=\"100\"", draft.Html);

        await browser.SendAsync(kept.Location!,
            [.. Typed("100", "100").Where(f => f.Item1 != "Draft"), ("Draft", draft.Field("Draft"))]);

        Assert.Equal(0L, await desk.CountAsync("draft_entry"));
        Assert.Equal(1L, await desk.CountAsync("posted_entry"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Only_lines_that_sum_to_zero_are_matched_and_a_letter_can_be_taken_off(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var debit = await desk.EntryAsync("471000", "512000", 50);
        var other = await desk.EntryAsync("512000", "471000", 30);
        var credit = await desk.EntryAsync("512000", "471000", 50);
        var browser = await desk.Site.SignInAsync("accountant");
        const string path = "/grand-livre?compte=471000";

        var refused = await browser.SendAsync(path, ("Chosen", $"{debit.Id}-1"), ("Chosen", $"{other.Id}-2"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("il reste 20,00\u00a0€ au débit", refused.Text);

        await browser.SendAsync(path, ("Chosen", $"{debit.Id}-1"), ("Chosen", $"{credit.Id}-2"));
        Assert.Equal(2L, await desk.CountAsync("matched_line"));
        Assert.Single(await Desk.RowsAsync(browser, path + "&lettre=non&format=csv"));

        await browser.SendAsync(path, ("Unmatch", $"{debit.Id}-1"));
        Assert.Equal(0L, await desk.CountAsync("matched_line"));
        Assert.All((await BooksCheck.RunAsync(desk.Store.Engine)).Checks, c => Assert.True(c.Ok, c.Detail));
    }

    private static (string, string)[] Typed(string debit, string credit) =>
    [
        ("On", "20/11/2026"), ("Label", "Reclassement"), ("Draft", "0"),
        ("Lines[0].Account", "625100"), ("Lines[0].Activity", "jeanne"), ("Lines[0].Debit", debit),
        ("Lines[1].Account", "625100"), ("Lines[1].Activity", "structure"), ("Lines[1].Credit", credit),
        ("act", "post"),
    ];

    private static async Task<EntryId> PaidServiceAsync(Desk desk)
    {
        var purchase = await desk.Store.WriteAsync(w => BookPurchase.BookAsync(w, new Supplier { Name = "Fil" }, "A1",
            new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 30),
            [new PurchaseLine(desk.Jeanne, new AccountNumber("604"), "Couture", Money.Euros(100), Money.Euros(20),
                true)]));
        await using var db = desk.Store.Read();
        var item = (await (await db.BooksAsync()).Items.OfEntryAsync(purchase.EntryId)).Single();
        return (await desk.Store.WriteAsync(w =>
            PayItem.PayAsync(w, item.Id, Money.Euros(120), new DateOnly(2026, 11, 15), "Règlement"))).EntryId;
    }

    /// <summary>As somebody who kept the form open in another tab.</summary>
    private static async Task<Answer> TwiceAsync(Browser browser, string path)
    {
        var token = (await browser.OpenAsync("/journaux/nouvelle")).Field("__RequestVerificationToken");
        return await browser.PostAsync(path,
            [("Reason", "encore"), ("On", "21/11/2026"), ("__RequestVerificationToken", token)]);
    }
}
