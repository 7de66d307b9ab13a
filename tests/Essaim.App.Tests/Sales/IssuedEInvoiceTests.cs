using System.Net;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Web;
using Essaim.Domain.EInvoices;
using Essaim.Domain.EInvoices.Pdf;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Sales;

/// <summary>An issued invoice as people and programs get it: PDF, XML and books say the same.</summary>
public sealed class IssuedEInvoiceTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_page_the_xml_and_the_books_say_the_same_amounts(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var invoice = await selling.InvoiceAsync(selling.Jeanne, selling.Customer, 1234.56m);
        var jeanne = await selling.SignInAsync();
        var here = $"/ventes/factures/{invoice.Id}";
        var pdf = await BytesAsync(jeanne, $"{here}?handler=Pdf");
        var cii = await BytesAsync(jeanne, $"{here}?handler=Cii");
        var ubl = await BytesAsync(jeanne, $"{here}?handler=Ubl");

        Assert.Equal(cii, EmbeddedInvoice.Xml(pdf).ToArray());
        var text = PaperReader.Text(pdf);
        foreach (var file in new[] { pdf, cii, ubl })
        {
            var reading = EInvoiceReader.Read(file);
            // 1,234.56 at 20 % is 246.91 of VAT: 1,481.47.
            Assert.Equal((1234.56m, 246.91m, 1481.47m), (reading.Invoice.Totals.Net, reading.Invoice.Totals.Vat,
                reading.Invoice.Totals.Due));
            Assert.All(new[] { 1234.56m, 246.91m, 1481.47m },
                a => Assert.Contains(PaperReader.AsRead(Money.Round(a).ToString()), text));
        }
        await using var db = selling.Store.Read();
        var balances = await (await db.BooksAsync()).PositionAsync(SellingSite.Today, selling.Jeanne);
        Assert.Equal(new Money(148_147), IssueInvoiceTests.Of(balances, "411"));
        Assert.Equal(new Money(-123_456), IssueInvoiceTests.Of(balances, "706"));
    }

    [Fact]
    public async Task The_page_offers_each_format_and_says_when_sending_is_a_duty()
    {
        await using var selling = await SellingSite.StartAsync();
        await selling.Store.WriteAsync(async w =>
            (await w.Db.Customers.SingleAsync(c => c.Id == selling.Customer)).Siren = new Siren("732829320"));
        var invoice = await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        var jeanne = await selling.SignInAsync();
        var page = await jeanne.OpenAsync($"/ventes/factures/{invoice.Id}");
        Assert.Contains("?handler=Cii", page.Html);
        Assert.Contains("?handler=Ubl", page.Html);
        Assert.Contains("obligatoire à partir du", page.Html);
        var ali = await selling.SignInAsync("ali");
        foreach (var handler in new[] { "Cii", "Ubl" })
            Assert.Equal(HttpStatusCode.NotFound, (await ali.OpenAsync(
                $"/ventes/factures/{invoice.Id}?handler={handler}")).Response.StatusCode);
    }

    [Fact]
    public async Task A_credit_note_of_a_deposit_says_so()
    {
        await using var selling = await SellingSite.StartAsync();
        var deposit = await IssueAsync(selling, SaleDocumentKind.DepositInvoice, TestCoop.Vat20);
        var note = await IssueAsync(selling, SaleDocumentKind.CreditNote, TestCoop.Vat20, deposit.Id);
        var file = await IssuedEInvoice.FileAsync(selling.Store, note, EInvoiceFormat.Ubl);
        var said = EInvoiceReader.Read(file.Bytes).Invoice;
        Assert.Equal(("503", deposit.Number), (said.TypeCode, said.Preceding.Single().Number));
    }

    /// <summary>No number of the customer: VAT may not be left out, and nothing is written.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_breaks_the_norm_is_not_issued(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var reverse = new VatTreatment("service-ue", "Service", Rate.Zero, "AE", "VATEX-EU-AE", "Autoliquidation");
        var refused = await Assert.ThrowsAsync<BrokenRuleException>(() =>
            IssueAsync(selling, SaleDocumentKind.Invoice, reverse));
        Assert.Contains("Complétez la fiche du client", refused.Message);
        await using var db = selling.Store.Read();
        Assert.Equal(0, await db.Invoices.CountAsync());
    }

    [Fact]
    public async Task A_large_coop_is_refused_what_a_small_one_is_only_told()
    {
        await using var selling = await SellingSite.StartAsync();
        await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        await selling.Store.WriteAsync(async w =>
        {
            (await w.Db.Cooperatives.SingleAsync()).Headcount = 250;
            return true;
        });
        var refused = await Assert.ThrowsAsync<BrokenRuleException>(() =>
            selling.InvoiceAsync(selling.Jeanne, selling.Customer));
        Assert.Contains("SIREN manque", refused.Message);
    }

    private static Task<Invoice> IssueAsync(
        SellingSite selling, SaleDocumentKind kind, VatTreatment vat, long? credits = null) =>
        selling.Store.WriteAsync(async w => await IssueInvoice.IssueAsync(w,
            new IssueInvoice.Order(kind, selling.Jeanne,
            (await w.Db.Customers.FindAsync(selling.Customer))!,
            new SaleContent([TestCoop.Service(selling.Jeanne, 100m) with { Vat = vat }], Rate.Zero, ""),
            SellingSite.Today) { CreditsInvoiceId = credits },
            await SellerData.ReadAsync(w.Db, selling.Jeanne, TestCoop.Law, SellingSite.Today)));

    private static async Task<byte[]> BytesAsync(Browser browser, string address) =>
        await (await browser.OpenAsync(address)).Response.Content.ReadAsByteArrayAsync();
}
