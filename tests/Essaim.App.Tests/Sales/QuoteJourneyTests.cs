using System.Net;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using static Essaim.App.Tests.Sales.SellingJourneyTests;

namespace Essaim.App.Tests.Sales;

/// <summary>From the editor with its chapters, options and plan to the last cent of the balance.</summary>
[Trait("Length", "Slow")]
public sealed class QuoteJourneyTests
{
    private static readonly (string, string)[] Typed =
    [
        ("Version", "0"), ("Subject", "Façade"), ("ValidDays", "15"), ("OrderNumber", "EJ-2026-77"), ("Discount", ""),
        ("Notes", ""), ("Lines[0].IsChapter", "true"), ("Lines[0].Description", "Dépose"),
        .. Line(1, "Échafaudage", "1000"), ("Lines[2].IsChapter", "true"), ("Lines[2].Description", "Pose"),
        .. Line(3, "Enduit", "500"), .. Line(4, "Peinture", "100"), ("Lines[4].IsOption", "true"),
        ("Plan[0].Label", "Acompte"), ("Plan[0].Part", "30"), ("Plan[0].Net", ""), ("Plan[0].Day", "01/12/2026"),
        ("Plan[1].Label", "Solde"), ("Plan[1].Day", ""),
    ];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_quote_with_chapters_is_invoiced_by_deposit_progress_and_balance(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        var started = await jeanne.SendAsync("/ventes/devis/nouveau",
            ("CustomerId", selling.Customer.ToString()), ("Subject", "Façade"));
        var quote = (await jeanne.SendAsync(started.Location!, [.. Typed, ("Act", "verifier")])).Location!;
        await jeanne.PressAsync(quote, quote + "?handler=Send");
        var shown = Flat((await jeanne.OpenAsync(quote)).Text);
        Assert.Contains(FrenchText.Long(new DateOnly(2026, 12, 8)), shown);
        Assert.Contains("EJ-2026-77", shown);
        var first = FrenchText.Long(new DateOnly(2026, 12, 1));
        Assert.Contains($"Acompte, {Rate.Percent(30)} le {first} {Money.Euros(540)}", shown);
        await jeanne.PressAsync(quote, quote + "?handler=Accept", ("Chosen", "2"));

        // Accepted: 1,600 € and 320 €. A third of it first, then 40 % and 100 % of the first chapter.
        var drafts = new List<string>
        {
            (await jeanne.PressAsync(quote, quote + "?handler=Instalment", ("PlanPart", "0"))).Location!,
        };
        await IssueAsync(jeanne, drafts[0], 57600);
        foreach (var (dismantled, laid, cents) in new[] { ("40", "0", 48000), ("65", "10", 37200) })
        {
            drafts.Add((await jeanne.PressAsync(quote + "/avancement", quote + "/avancement",
                ("Done[0]", dismantled), ("Done[1]", laid))).Location!);
            await IssueAsync(jeanne, drafts[^1], cents);
        }
        var again = await jeanne.PressAsync(quote + "/avancement", quote + "/avancement",
            ("Done[0]", "65"), ("Done[1]", "10"));
        Assert.Contains("Rien de nouveau", again.Text);
        var balance = (await jeanne.PressAsync(quote, quote + "?handler=Invoice")).Location!;
        Assert.Equal("/ventes/factures/4",
            (await IssueAsync(jeanne, balance, 192000 - 57600 - 48000 - 37200)).Location);

        await using var db = selling.Store.Read();
        Assert.Equal(
            [SaleDocumentKind.DepositInvoice, SaleDocumentKind.ProgressInvoice, SaleDocumentKind.ProgressInvoice,
                SaleDocumentKind.Invoice],
            await db.Invoices.OrderBy(i => i.Id).Select(i => i.Kind).ToListAsync());
        var invoices = await db.Invoices.ToListAsync();
        Assert.Equal((Money.Euros(1600), Money.Euros(320)), (invoices.Sum(i => i.Net), invoices.Sum(i => i.Vat)));
        Assert.All(invoices, i => Assert.Equal("EJ-2026-77", i.Content.Content.OrderNumber));
        var job = Flat((await jeanne.OpenAsync("/ventes/affaires/1")).Text);
        Assert.Contains($"Accepté {Money.Euros(1920)} Facturé {Money.Euros(1920)}", job);
        Assert.Contains($"Reste à facturer {Money.Zero}", job);
        Assert.Contains("déjà facturé en entier",
            (await jeanne.PressAsync(quote, quote + "?handler=Invoice")).Text);
    }

    [Fact]
    public async Task Two_drafts_that_together_go_over_the_quote_are_not_both_issued()
    {
        await using var selling = await SellingSite.StartAsync();
        var quote = await QuoteDesk.SentAsync(selling);
        var drafts = await selling.Store.WriteAsync(async w =>
        {
            var accepted = await AnswerQuote.NoteAsync(w, quote.Id, accepted: true);
            return new[]
            {
                (await KeepDraft.DepositAsync(w, accepted, Rate.Percent(60))).Id,
                (await KeepDraft.DepositAsync(w, accepted, Rate.Percent(60))).Id,
            };
        });
        var jeanne = await selling.SignInAsync();
        Assert.Equal("/ventes/factures/1",
            (await IssueAsync(jeanne, $"/ventes/brouillons/{drafts[0]}", 108000)).Location);
        var second = await IssueAsync(jeanne, $"/ventes/brouillons/{drafts[1]}", 108000);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        Assert.Contains($"il reste {Money.Euros(600)} hors taxes", second.Text);
    }

    [Fact]
    public async Task What_is_wrong_in_a_plan_or_a_chapter_is_said_and_nothing_is_kept()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var page = (await jeanne.SendAsync("/ventes/devis/nouveau",
            ("CustomerId", selling.Customer.ToString()), ("Subject", "Façade"))).Location!;
        foreach (var (field, typed, said) in new[]
        {
            ("Lines[0].Description", "", "nommez le chapitre"), ("Lines[2].Description", "Dépose", "Deux chapitres"),
            ("Plan[0].Part", "beaucoup", "n’est pas un nombre"), ("Plan[0].Part", "100", "moins que le tout"),
            ("Plan[0].Net", "10", "pas les deux"), ("Plan[1].Day", "30/11/2026", "se suivent"),
            ("ValidDays", "400", "de 1 à 366 jours"),
        })
        {
            var answer = await jeanne.SendAsync(page, [.. Typed.Where(f => f.Item1 != field), (field, typed),
                ("Act", "garder")]);
            Assert.True(answer.Status == HttpStatusCode.UnprocessableEntity && answer.Text.Contains(said),
                $"{field} {typed}: {answer.Status} {answer.Text}");
        }
        await using var db = selling.Store.Read();
        Assert.Empty((await db.Quotes.SingleAsync()).Content.Lines);
    }

    [Fact]
    public async Task A_payment_of_the_plan_is_proposed_on_its_day_until_it_is_invoiced()
    {
        await using var selling = await SellingSite.StartAsync();
        var quote = await QuoteDesk.SentAsync(selling);
        var jeanne = await selling.SignInAsync();
        const string task = "« Acompte à la commande » à Client de jeanne";
        Assert.DoesNotContain(task, await HomeAsync(jeanne));
        await selling.Store.WriteAsync(w => AnswerQuote.NoteAsync(w, quote.Id, accepted: true));
        Assert.Contains(task, await HomeAsync(jeanne));
        var page = $"/ventes/devis/{quote.Id}";
        var draft = (await jeanne.PressAsync(page, page + "?handler=Instalment", ("PlanPart", "0"))).Location!;
        Assert.DoesNotContain(task, await HomeAsync(jeanne));
        await jeanne.SendAsync(draft, [.. Line(0, "Acompte convenu", "400"), ("Version", "0"), ("Act", "garder")]);
        Assert.Contains("Acompte convenu", (await jeanne.OpenAsync(draft)).Text);
        Assert.DoesNotContain(task, await HomeAsync(jeanne));
    }

    private static async Task<string> HomeAsync(Browser browser) =>
        Flat((await browser.OpenAsync("/")).Text).Replace('\u00a0', ' ');

    [Fact]
    public async Task An_expired_quote_is_accepted_only_with_a_word()
    {
        await using var selling = await SellingSite.StartAsync();
        var quote = $"/ventes/devis/{(await QuoteDesk.SentAsync(selling)).Id}";
        selling.Site.Time.Advance(TimeSpan.FromDays(31));
        var jeanne = await selling.SignInAsync();
        Assert.Contains("Expiré", (await jeanne.OpenAsync("/ventes")).Text);
        var bare = await jeanne.PressAsync(quote, quote + "?handler=Accept");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.Status);
        Assert.Equal(quote, (await jeanne.PressAsync(quote, quote + "?handler=Accept", ("Word", "Prix tenus")))
            .Location);
    }

    [Fact]
    public async Task The_quote_leaves_by_mail_with_its_paper_and_a_link_that_works()
    {
        await using var selling = await SellingSite.StartAsync();
        var quote = $"/ventes/devis/{(await QuoteDesk.SentAsync(selling)).Id}";
        await selling.Store.WriteAsync(async w =>
            (await w.Db.Customers.FindAsync(selling.Customer))!.Email = new EmailAddress("anne@exemple.fr"));
        var jeanne = await selling.SignInAsync();
        await jeanne.PressAsync(quote, quote + "?handler=Mail");
        await using var db = selling.Store.Read();
        var body = (string)(await db.ScalarAsync("SELECT body FROM mail WHERE recipient = 'anne@exemple.fr'"))!;
        Assert.Equal("D2026-0001.pdf", await db.ScalarAsync("SELECT attachment_name FROM mail"));
        var link = System.Text.RegularExpressions.Regex.Match(body, @"/devis\?cle=\S+").Value;
        Assert.Contains("Façade", (await selling.Site.Browse().OpenAsync(link)).Text);
    }

    private static (string, string)[] Line(int at, string what, string price) =>
    [
        ($"Lines[{at}].Description", what), ($"Lines[{at}].Quantity", "1"), ($"Lines[{at}].Unit", "forfait"),
        ($"Lines[{at}].Price", price), ($"Lines[{at}].Vat", "20"), ($"Lines[{at}].Kind", "Services"),
        ($"Lines[{at}].Discount", ""),
    ];

    private static Task<Answer> IssueAsync(Browser browser, string draft, long cents) =>
        browser.SendAsync(draft + "/verifier", ("Shown", cents.ToString()));
}
