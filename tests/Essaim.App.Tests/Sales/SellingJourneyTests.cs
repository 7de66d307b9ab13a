using System.Net;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Sales;

[Trait("Length", "Slow")]
public sealed class SellingJourneyTests
{
    private static readonly (string, string)[] OneLine =
    [
        ("Version", "0"), ("Subject", "Costumes d’hiver"), ("Lines[0].Description", "Costumes"),
        ("Lines[0].Quantity", "2"),
        ("Lines[0].Unit", "pièce"), ("Lines[0].Price", "500,00"), ("Lines[0].Vat", "20"), ("Lines[0].Kind", "Services"),
        ("Lines[0].Discount", ""), ("Discount", ""), ("Notes", ""), ("Act", "verifier"),
    ];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_quote_becomes_a_deposit_a_balance_and_money_in_the_account(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();

        var started = await jeanne.SendAsync("/ventes/devis/nouveau",
            ("CustomerId", selling.Customer.ToString()), ("Subject", "Costumes d’hiver"));
        var quote = (await jeanne.SendAsync(started.Location!, OneLine)).Location!;
        await jeanne.PressAsync(quote, quote + "?handler=Send");
        Assert.Contains("Devis D2026-0001", (await jeanne.OpenAsync(quote)).Text);
        await jeanne.PressAsync(quote, quote + "?handler=Accept");

        var deposit = await jeanne.PressAsync(quote, quote + "?handler=Deposit", ("Part", "30"));
        Assert.Equal("/ventes/factures/1", (await IssueAsync(jeanne, deposit.Location!, 36000)).Location);
        await jeanne.PressAsync("/ventes/factures/1", "/ventes/factures/1?handler=Receive",
            ("Amount", "360"), ("Date", "23/11/2026"), ("Method", "virement"));
        var balance = await jeanne.PressAsync(quote, quote + "?handler=Invoice");
        Assert.Equal("/ventes/factures/2", (await IssueAsync(jeanne, balance.Location!, 84000)).Location);
        await jeanne.PressAsync("/ventes/factures/2", "/ventes/factures/2?handler=Receive",
            ("Amount", "840,00"), ("Date", "23/11/2026"), ("Method", "chèque"));

        var invoice = (await jeanne.OpenAsync("/ventes/factures/2")).Text;
        Assert.Contains("Payée", invoice);
        var account = (await jeanne.OpenAsync("/compte")).Text;
        Assert.Contains(Money.Euros(1000).ToString(), account);
        // 1,000 received without VAT less the contribution of 10 %.
        Assert.Contains($"Trésorerie {Money.Euros(900)}", Flat(account));
    }

    [Fact]
    public async Task Paying_too_much_leaves_the_customer_in_credit_until_the_accountant_refunds()
    {
        await using var selling = await SellingSite.StartAsync();
        await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var jeanne = await selling.SignInAsync();
        const string page = "/ventes/factures/1";

        await jeanne.PressAsync(page, page + "?handler=Receive",
            ("Amount", "1500"), ("Date", "23/11/2026"), ("Method", "virement"));

        Assert.Contains($"Le client a {Money.Euros(60)} d’avance.", (await jeanne.OpenAsync(page)).Text);
        var refused = await jeanne.PressAsync(page, page + "?handler=Refund");
        Assert.NotEqual("/ventes/factures/1", refused.Location);
        var claire = await selling.SignInAsync("claire");
        Assert.Equal(page, (await claire.PressAsync(page, page + "?handler=Refund")).Location);
        Assert.DoesNotContain("d’avance", (await claire.OpenAsync(page)).Text);
    }

    [Fact]
    public async Task A_credit_note_takes_the_invoice_back_and_nothing_is_left_to_pay()
    {
        await using var selling = await SellingSite.StartAsync();
        await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var jeanne = await selling.SignInAsync();

        var draft = await jeanne.PressAsync("/ventes/factures/1", "/ventes/factures/1?handler=Credit");
        var issued = await IssueAsync(jeanne, draft.Location!, 144000);

        Assert.Contains("Avoir AV2026-0001", (await jeanne.OpenAsync(issued.Location!)).Text);
        Assert.Contains($"Reste dû {Money.Zero}", Flat((await jeanne.OpenAsync("/ventes/factures/1")).Text));
        var again = await jeanne.PressAsync("/ventes/factures/1", "/ventes/factures/1?handler=Credit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
    }

    [Fact]
    public async Task Only_the_accountant_writes_an_invoice_off()
    {
        await using var selling = await SellingSite.StartAsync();
        await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        const string page = "/ventes/factures/1";
        var jeanne = await selling.SignInAsync();
        await jeanne.PressAsync(page, page + "?handler=WriteOff");
        Assert.Contains("À encaisser", (await jeanne.OpenAsync(page)).Text);

        var claire = await selling.SignInAsync("claire");
        await claire.PressAsync(page, page + "?handler=WriteOff");

        Assert.Contains($"Reste dû {Money.Zero}", Flat((await claire.OpenAsync(page)).Text));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Pressing_the_button_twice_issues_one_invoice(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var draft = await selling.DraftAsync(selling.Jeanne, selling.Customer);
        var jeanne = await selling.SignInAsync();
        var page = await jeanne.OpenAsync($"/ventes/brouillons/{draft}/verifier");
        (string, string)[] form =
        [
            ("Shown", page.Field("Shown")), ("request", page.Field("request")),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
        ];

        var answers = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => jeanne.PostAsync($"/ventes/brouillons/{draft}/verifier", form)));

        Assert.All(answers, a => Assert.Equal("/ventes/factures/1", a.Location));
        await using var db = selling.Store.Read();
        Assert.Equal("F2026-0001", (await db.Invoices.SingleAsync()).Number);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_paper_of_an_invoice_is_kept_and_never_differs(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var first = await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var second = await selling.InvoiceAsync(selling.Jeanne, selling.Customer, 80m);
        var jeanne = await selling.SignInAsync();

        var papers = new List<byte[]>();
        foreach (var id in new[] { first.Id, second.Id, first.Id })
        {
            var answer = await jeanne.OpenAsync($"/ventes/factures/{id}?handler=Pdf");
            Assert.StartsWith("attachment", answer.Response.Content.Headers.ContentDisposition!.ToString());
            Assert.Equal("nosniff", answer.Response.Headers.GetValues("X-Content-Type-Options").Single());
            papers.Add(await answer.Response.Content.ReadAsByteArrayAsync());
        }

        Assert.Equal(papers[0], papers[2]);
        await using var db = selling.Store.Read();
        var files = await db.IssuedFiles.OrderBy(f => f.Id).ToListAsync();
        Assert.Equal(2, files.Count);
        Assert.Equal(papers[0], files[0].Bytes);
        Assert.Equal(files[0].Hash, files[1].Previous);
        Assert.All(files, f => Assert.Equal(KeepIssuedFile.Chain(f.Previous, f.Name, f.Sha256), f.Hash));
        Assert.Equal(IssuedEInvoice.Paper(first, SaleEInvoice.Of(first)), files[0].Bytes);
    }

    internal static async Task<Answer> IssueAsync(Browser browser, string draft, long cents) =>
        await browser.SendAsync(draft + "/verifier", ("Shown", cents.ToString()));

    internal static string Flat(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"[ \n\r\t]+", " ");
}
