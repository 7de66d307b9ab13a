using System.Net;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Ledger;

public sealed class MatchingTests
{
    /// <summary>100.00 to be settled: 30.00, then 70.00, then all three lines carry one letter.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_item_is_settled_in_parts_by_hand_and_the_letter_comes_with_the_last(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var item = await ItemAsync(desk, 100);
        var (first, second) = (await desk.EntryAsync("512000", "467000", 30),
            await desk.EntryAsync("512000", "467000", 70));
        var browser = await desk.Site.SignInAsync("accountant");
        const string path = "/grand-livre?compte=467000";

        var refused = await browser.SendAsync(path, ("Chosen", $"{item}"), ("Chosen", $"{first.Id}-2"));
        Assert.Contains("il reste 70,00\u00a0€ au débit. Cochez ce qui manque, ou lettrez en partie", refused.Text);
        await browser.SendAsync(path, ("Chosen", $"{item}"), ("Chosen", $"{first.Id}-2"), ("Part", "true"));

        await using var db = desk.Store.Read();
        Assert.Equal(Money.Euros(70), (await (await db.BooksAsync()).Items.FindAsync(item))!.Remaining);
        Assert.Equal(0L, await desk.CountAsync("matched_line"));
        var again = await browser.SendAsync(path, ("Chosen", $"{first.Id}-2"), ("Chosen", $"{second.Id}-2"),
            ("Part", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("règle déjà une partie", again.Text);
        Assert.All((await BooksCheck.RunAsync(desk.Store.Engine)).Checks, c => Assert.True(c.Ok, c.Detail));

        await browser.SendAsync(path, ("Chosen", $"{item}"), ("Chosen", $"{second.Id}-2"));
        Assert.Equal(3L, await desk.CountAsync("matched_line"));
        Assert.All((await BooksCheck.RunAsync(desk.Store.Engine)).Checks, c => Assert.True(c.Ok, c.Detail));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_part_that_was_settled_by_hand_is_undone_by_taking_its_entry_back(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var item = await ItemAsync(desk, 100);
        var part = await desk.EntryAsync("512000", "467000", 30);
        await desk.Store.WriteAsync(w => MatchLines.MatchAsync(w, [item, new OpenItemId(part.Id, 2)], partial: true));
        await desk.Store.WriteAsync(w => ReverseEntry.ReverseAsync(w, part.Id, new DateOnly(2026, 11, 20), "Erreur"));
        await using var db = desk.Store.Read();
        Assert.Equal(Money.Euros(100), (await (await db.BooksAsync()).Items.FindAsync(item))!.Remaining);
        Assert.All((await BooksCheck.RunAsync(desk.Store.Engine)).Checks, c => Assert.True(c.Ok, c.Detail));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_proposed_is_matched_when_a_person_accepts_it(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var item = await ItemAsync(desk, 40);
        await desk.EntryAsync("512000", "467000", 40);
        await desk.EntryAsync("512000", "467000", 9);
        var browser = await desk.Site.SignInAsync("accountant");
        const string path = "/grand-livre/lettrage?compte=467";
        var page = await browser.OpenAsync(path);
        Assert.Contains("Deux lignes du même montant", page.Text);
        await using var db = desk.Store.Read();
        var proposal = Assert.Single(MatchProposals.Of(await MatchableLines.ReadAsync(db, new AccountNumber("467"))));

        Assert.Contains("au moins une", (await browser.SendAsync(path)).Text);
        await browser.SendAsync(path, ("Chosen", string.Join(',', proposal.Lines.Select(l => l.Id))));

        Assert.Equal(2L, await desk.CountAsync("matched_line"));
        Assert.Contains(item, proposal.Lines.Select(l => l.Id));
        Assert.Contains("Rien à proposer", (await browser.OpenAsync(path)).Text);
        Assert.Contains("classe 4", (await browser.OpenAsync("/grand-livre/lettrage?compte=613")).Text);
        Assert.All((await BooksCheck.RunAsync(desk.Store.Engine)).Checks, c => Assert.True(c.Ok, c.Detail));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Without_an_account_all_are_searched_by_amount_text_or_number(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var one = await desk.EntryAsync("613000", "471000", 80);
        await desk.EntryAsync("626000", "471000", 9);
        var browser = await desk.Site.SignInAsync("accountant");
        Assert.Equal(["613000", "471000"],
            (await Desk.RowsAsync(browser, "/grand-livre?q=80,00&format=csv")).Select(r => r[0]));
        Assert.Equal(4, (await Desk.RowsAsync(browser, "/grand-livre?q=essai&format=csv")).Count);
        var number = (await Desk.RowsAsync(browser, "/grand-livre?q=80,00&format=csv"))[0][3];
        Assert.Equal(2, (await Desk.RowsAsync(browser, $"/grand-livre?q={number}&format=csv")).Count);
        var page = await browser.OpenAsync("/grand-livre?q=80,00");
        Assert.Contains($"/journaux/ecriture/{one.Id}", page.Html);
        Assert.Contains("Garder cette vue", page.Text);
    }

    /// <summary>A debit of 467 that waits to be settled, and whose settlement posts nothing more.</summary>
    private static async Task<OpenItemId> ItemAsync(Desk desk, long euros)
    {
        var posted = await desk.Store.WriteAsync(w => w.Ledger.PostAsync(
            new EntryBuilder(Journal.General, new DateOnly(2026, 11, 3), "Prêt")
                .Debit(new AccountNumber("467"), ActivityId.Structure, Money.Euros(euros),
                    opens: new OpenItemTerms(new DateOnly(2026, 12, 1)))
                .Credit(new AccountNumber("512"), ActivityId.Structure, Money.Euros(euros)).Build()));
        return new OpenItemId(posted.Id, 1);
    }
}
