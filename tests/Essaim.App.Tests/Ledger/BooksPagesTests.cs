using System.Net;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Essaim.App.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Ledger;

public sealed class BooksPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Each_figure_of_the_balance_equals_the_lines_of_its_account(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.EntryAsync("625100", "512000", 80, new DateOnly(2025, 12, 5));
        await desk.EntryAsync("625100", "512000", 120);
        var sale = await Sales.Sale(desk);
        var browser = await desk.Site.SignInAsync("accountant");

        var balance = await Desk.RowsAsync(browser, "/balance?format=csv&du=01/01/2026&au=31/12/2026");

        Assert.Contains(balance, r => r[0] == "411000" && Desk.Amount(r[5]) == sale.Total);
        Assert.Equal(balance.Sum(r => Desk.Amount(r[3])), balance.Sum(r => Desk.Amount(r[4])));
        Assert.Equal(balance.Sum(r => Desk.Amount(r[7])), balance.Sum(r => Desk.Amount(r[8])));
        Assert.Contains(balance, r => r[0] == "129000" && Desk.Amount(r[3]) == Money.Euros(80));
        foreach (var row in balance)
        {
            var lines = await Desk.RowsAsync(browser,
                $"/grand-livre?format=csv&compte={row[0]}&du=01/01/2026&au=31/12/2026");
            Assert.Equal(Desk.Amount(row[5]), lines.Sum(l => Desk.Amount(l[8])));
            Assert.Equal(Desk.Amount(row[6]), lines.Sum(l => Desk.Amount(l[9])));
        }
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_second_page_of_a_ledger_starts_where_the_first_ended(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        for (var i = 0; i < 53; i++)
            await desk.EntryAsync("625100", "512000", 10);
        var browser = await desk.Site.SignInAsync("accountant");

        var second = await browser.OpenAsync("/grand-livre?compte=512&p=2");

        Assert.Contains("Report de la page précédente", second.Text);
        Assert.Contains(FrenchText.Amount(Money.Euros(-500)), second.Text);
        Assert.Contains(FrenchText.Amount(Money.Euros(-530)), second.Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Both_sides_of_the_balance_sheet_are_equal_and_current_accounts_vanish_over_the_company(
        string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await Sales.Sale(desk);
        var browser = await desk.Site.SignInAsync("accountant");
        foreach (var scope in new[] { "", "&activite=jeanne" })
        {
            var rows = await Desk.RowsAsync(browser, "/bilan?format=csv" + scope);
            Assert.Equal(rows.Where(r => r[0] == "Actif").Sum(r => Desk.Amount(r[4])),
                rows.Where(r => r[0] == "Passif").Sum(r => Desk.Amount(r[4])));
            Assert.Equal(scope.Length > 0, rows.Any(r => r[2].StartsWith("18", StringComparison.Ordinal)));
        }
        var company = await Desk.RowsAsync(browser, "/resultat?format=csv");
        Assert.Equal(["706000"], company.Select(r => r[2]));
    }

    [Fact]
    public void A_file_runs_no_formula_and_writes_amounts_as_french_people_do()
    {
        var file = CsvAnswer.Of(
            new Sheet("essai", ["Libellé", "Montant"], [["=1+1", new Money(-123456)], ["a;\"b\"", null]]));
        var text = System.Text.Encoding.UTF8.GetString(file.FileContents);
        Assert.Equal("\ufeffLibellé;Montant\r\n'=1+1;-1234,56\r\n\"a;\"\"b\"\"\";\r\n", text);
    }

    [Fact]
    public async Task A_wrong_date_in_the_address_is_said_and_not_an_error()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        foreach (var path in new[] { "/balance", "/grand-livre", "/bilan", "/resultat" })
        {
            var answer = await browser.OpenAsync(path + "?au=31/11/2026&compte=411");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Contains("Novembre 2026 a 30 jours", answer.Text);
        }
    }

    private static class Sales
    {
        public static async Task<Invoice> Sale(Desk desk)
        {
            var customer = await desk.Store.WriteAsync(w => EnterCustomer.EnterAsync(w, new Customer
            {
                ActivityId = desk.Jeanne, Name = "Théâtre", Street = "1 place", PostalCode = "69002", City = "Lyon",
                IsCompany = true,
            }));
            return await desk.Store.WriteAsync(async w => await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(
                SaleDocumentKind.Invoice, desk.Jeanne, customer,
                new SaleContent([TestCoop.Service(desk.Jeanne, 1200)], Rate.Zero, ""), new DateOnly(2026, 9, 14)),
                await SellerData.ReadAsync(w.Db, desk.Jeanne, TestCoop.Law, new DateOnly(2026, 9, 14))));
        }
    }
}
