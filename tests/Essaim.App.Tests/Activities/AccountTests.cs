using System.Net;
using System.Text;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Activities;

[Trait("Length", "Slow")]
public sealed class AccountTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Every_figure_is_the_sum_of_its_lines(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        for (var i = 0; i < 60; i++)
            await selling.InvoiceAsync(selling.Jeanne, selling.Customer, 10.37m + i);
        await selling.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, 3, Money.Euros(5), SellingSite.Today, "virement"));
        var jeanne = await selling.SignInAsync();
        await using var db = selling.Store.Read();
        var activity = await db.Activities.SingleAsync(a => a.Id == selling.Jeanne);
        var account = await ActivityReport.ReadAsync(db, activity, SellingSite.Today);
        (string Key, Money Amount)[] figures =
        [
            ("facture", account.Turnover), ("contribution", account.Contribution), ("frais", account.Costs),
            ("salaires", account.PayCost), ("autres", account.OtherIncome), ("tresorerie", account.Cash),
        ];

        Assert.Equal(Money.Zero, account.Costs);
        foreach (var (key, amount) in figures)
        {
            var csv = await (await jeanne.OpenAsync($"/compte/lignes?compte={key}&format=csv")).Response.Content
                .ReadAsByteArrayAsync();
            var lines = Encoding.UTF8.GetString(csv[3..]).Split("\r\n")[1..^2].Select(l => l.Split(';')[^1]);
            Assert.Equal(amount, lines.Sum(l => FrenchText.ParseMoney(l)));
        }
        var page = await jeanne.OpenAsync("/compte/lignes?compte=facture&p=2");
        Assert.Contains("Lignes 51 à 60 sur 60", page.Text);
        Assert.Contains(FrenchText.Amount(account.Turnover), page.Text);
        Assert.Contains("/ventes/factures/60", page.Html);
    }

    [Fact]
    public async Task Lines_are_exported_as_French_spreadsheets_open_them()
    {
        await using var selling = await SellingSite.StartAsync();
        await selling.Store.WriteAsync(async w =>
            (await w.Db.Customers.FindAsync(selling.Customer))!.Name = "Client;1");
        await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var jeanne = await selling.SignInAsync();

        var answer = await jeanne.OpenAsync("/compte/lignes?compte=411&format=csv");

        var bytes = await answer.Response.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains("\"Facture F2026-0001 Client;1\"", Encoding.UTF8.GetString(bytes));
        Assert.Contains(";1440,00\r\n", Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("/compte?du=31/02/2026", "Février 2026 a 28 jours")]
    [InlineData("/compte?du=01/11/2026&au=01/10/2026", "avant son début")]
    [InlineData("/compte?au=demain", "n’est pas une date")]
    public async Task A_period_that_cannot_be_read_is_said_and_kept(string path, string said)
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();

        var answer = await jeanne.OpenAsync(path);

        Assert.Contains(said, answer.Text);
        Assert.Contains("à corriger", answer.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/compte/lignes?compte=rien")).Status);
    }

    [Fact]
    public async Task The_first_page_says_what_can_be_paid_and_what_is_next()
    {
        await using var selling = await SellingSite.StartAsync();
        var invoice = await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        await selling.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(720), SellingSite.Today, "virement"));
        await selling.DraftAsync(selling.Jeanne, selling.Customer, 50m);
        selling.Site.Time.Advance(TimeSpan.FromDays(40));
        var jeanne = await selling.SignInAsync();

        var text = SellingJourneyTests.Flat((await jeanne.OpenAsync("/")).Text);

        // 600 received without VAT, less 120 of contribution on all that is invoiced.
        Assert.Contains($"Vous pouvez vous verser {Money.Euros(480)}", text);
        Assert.Contains("Relancer Client de jeanne", text);
        Assert.Contains("Vérifier et émettre la facture de Client de jeanne", text);
    }
}
