using System.Net;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Purchases;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Purchases;

/// <summary>The inbox of received invoices, as the accountant works through it.</summary>
public sealed class ReceivedPagesTests
{
    internal const string BookAddress = "/achats/recues/1/comptabiliser";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_file_that_is_handed_in_waits_in_the_list_and_is_kept_byte_for_byte(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        var bytes = new SupplierFile().Bytes;

        var answer = await UploadAsync(browser, bytes);

        Assert.Equal("/achats/recues/1", answer.Location);
        var row = Assert.Single(await Desk.RowsAsync(browser, "/achats/recues?format=csv"));
        Assert.Equal(("Imprimerie du Pont", "F-77", Money.Euros(120), "À comptabiliser"),
            (row[1], row[2], Desk.Amount(row[8]), row[10]));
        var page = await browser.OpenAsync("/achats/recues/1");
        Assert.Contains("303\u00a0265\u00a0045", page.Text);
        Assert.Contains("FR76\u00a03000\u00a06000", page.Text);
        Assert.Equal(bytes, (await browser.FetchAsync("/documents/1")).Bytes);
        Assert.Contains("Factures reçues (1)", (await browser.OpenAsync("/achats")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_same_bytes_add_nothing_and_another_file_of_the_invoice_leads_to_the_first(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        await UploadAsync(browser, new SupplierFile().Bytes);

        var again = await UploadAsync(browser, new SupplierFile().Bytes);
        var other = await UploadAsync(browser, new SupplierFile { Number = "f 77", Reference = "Autre" }.Bytes);

        Assert.Equal("/achats/recues/1", again.Location);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("déjà là, reçue dans un autre fichier", other.Text);
        Assert.Contains("href=\"/achats/recues/1\">Voir la première", other.Html);
        Assert.Equal((1L, 1L, 1L), (await desk.CountAsync("received_invoice"), await desk.CountAsync("kept_document"),
            await desk.CountAsync("received_status")));
        Assert.Equal(0L, await desk.CountAsync("document_upload"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_no_invoice_is_refused_with_a_sentence_and_nothing_of_it_stays(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        string[] hostile =
        [
            "<!DOCTYPE a [<!ENTITY b \"c\">]><Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\">"
                + "&b;</Invoice>",
            "<html><script>alert(1)</script></html>", "%PDF-1.7 rien", "",
        ];
        var before = await EveryRow.OfAsync(desk.Store);

        foreach (var content in hostile)
        {
            var answer = await browser.UploadAsync("/achats/recues", "Files", "piege.xml", content);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains(content.Length == 0 ? "Choisissez la facture" : "piege.xml", answer.Text);
        }
        Assert.Equal(before, await EveryRow.OfAsync(desk.Store));
    }

    /// <summary>100 + 20 at 20 %, 50.10 + 2.76 at 5.5 %: 172.86 in all.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_invoice_of_two_rates_is_booked_to_the_cent_once_and_the_seller_is_answered(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        await UploadAsync(browser, new SupplierFile
        {
            Reference = "Commande jeanne", Groups = [(20m, 100m, 20m), (5.5m, 50.10m, 2.76m)],
        }.Bytes);

        var form = await browser.OpenAsync(BookAddress);
        Assert.Contains("porte la référence « Commande jeanne »", form.Text);
        (string, string)[] fields =
        [
            .. Booking(("100", "20"), ("50,10", "2,76")), ("request", form.Field("request")),
            ("__RequestVerificationToken", form.Field("__RequestVerificationToken")),
        ];
        Assert.Equal("/achats/recues/1", (await browser.PostAsync(BookAddress, fields)).Location);
        Assert.Equal("/achats/recues/1", (await browser.PostAsync(BookAddress, fields)).Location);

        await using var db = desk.Store.Read();
        var purchase = await db.Purchases.SingleAsync();
        Assert.Equal((Money.Round(150.10m), Money.Round(22.76m)), (purchase.Net, purchase.Vat));
        Assert.Equal(desk.Jeanne, purchase.ActivityId);
        var row = await db.ReceivedInvoices.SingleAsync();
        Assert.Equal((purchase.Id, ReceivedInvoiceStatus.Approved), (row.PurchaseId, row.Status));
        Assert.Equal("303265045", (await db.Suppliers.SingleAsync()).Siren!.Value.Digits);
        var item = Assert.Single(await (await db.BooksAsync()).Items.OpenAsync(null, Accounts.Suppliers));
        Assert.Equal(-Money.Round(172.86m), item.Remaining);
        await AssertBooksAsync(desk);
        var again = await browser.SendAsync(BookAddress, Booking(("100", "20"), ("50,10", "2,76")));
        Assert.Contains("déjà comptabilisée", again.Text);
        Assert.Equal(1L, await desk.CountAsync("purchase"));
    }

    [Theory]
    [InlineData("100", "19,99", "il ne doit pas manquer un centime")]
    [InlineData("99,99", "20,01", "la facture n’en porte que")]
    [InlineData("120", "", null)]
    public async Task Lines_make_the_total_to_the_cent_and_deduct_no_more_than_the_invoice_bears(
        string net, string vat, string? refusal)
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        await UploadAsync(browser, new SupplierFile().Bytes);

        var answer = await browser.SendAsync(BookAddress, Booking((net, vat)));

        Assert.Equal(refusal is null ? HttpStatusCode.Redirect : HttpStatusCode.UnprocessableEntity, answer.Status);
        if (refusal is not null)
            Assert.Contains(refusal, answer.Text);
        Assert.Equal(refusal is null ? 1L : 0L, await desk.CountAsync("purchase"));
        Assert.Equal(refusal is null ? 1L : 0L, await desk.CountAsync("supplier"));
    }

    [Theory]
    [InlineData("fault", "ne peut pas être comptabilisée telle quelle")]
    [InlineData("dollars", "les livres sont en euros")]
    public async Task What_cannot_be_booked_says_why_and_is_not(string kind, string sentence)
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        await UploadAsync(browser, (kind switch
        {
            "fault" => new SupplierFile { Total = 125m },
            _ => new SupplierFile { Currency = "USD" },
        }).Bytes);

        var page = await browser.OpenAsync("/achats/recues/1");
        Assert.Contains(sentence, page.Text);
        Assert.DoesNotContain("href=\"" + BookAddress, page.Html);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PressAsync("/achats/recues/1", BookAddress,
            Booking(("100", "20")))).Status);
        Assert.Equal(0L, await desk.CountAsync("purchase"));
    }

    /// <summary>The supplier bills 100 and no VAT; the co-op owes 20, and deducts them.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_invoice_under_reverse_charge_is_proposed_with_the_vat_that_the_co_op_owes(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        await UploadAsync(browser, new SupplierFile { Category = "AE", Groups = [(0m, 100m, 0m)] }.Bytes);

        var form = await browser.OpenAsync(BookAddress);
        Assert.Contains("<option value=\"self\" selected=\"selected\">", form.Html);
        Assert.Contains("value=\"20,00\"", form.Html);
        var ordinary = await browser.SendAsync(BookAddress, Booking(("100", "")));
        Assert.Contains("Choisissez ce régime", ordinary.Text);
        Assert.Equal("/achats/recues/1", (await browser.SendAsync(BookAddress,
            [.. Booking(("100", "20")).Where(f => f.Item1 != "Lines[0].When"), ("Lines[0].When", "self")])).Location);

        await using var db = desk.Store.Read();
        var purchase = await db.Purchases.SingleAsync();
        Assert.Equal((Money.Euros(100), Money.Zero), (purchase.Net, purchase.Vat));
        await AssertBooksAsync(desk);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_invoice_typed_before_its_file_came_is_joined_to_it_and_not_booked_again(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        await TypeAsync(desk, "f77", 120);
        await UploadAsync(browser, new SupplierFile().Bytes);

        Assert.Contains("est déjà saisi", (await browser.OpenAsync("/achats/recues/1")).Text);
        await browser.PressAsync("/achats/recues/1", "/achats/recues/1?handler=Join");

        await using var db = desk.Store.Read();
        Assert.Equal(1L, (await db.ReceivedInvoices.SingleAsync()).PurchaseId);
        Assert.Equal(1L, await desk.CountAsync("purchase"));
        Assert.Contains("/achats/recues/1", (await browser.OpenAsync("/achats/1")).Html);
        await AssertBooksAsync(desk);
    }

    [Fact]
    public async Task A_purchase_of_another_total_is_not_taken_for_the_invoice()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        await TypeAsync(desk, "F-77", 119);
        await UploadAsync(browser, new SupplierFile().Bytes);

        var answer = await browser.PressAsync("/achats/recues/1", "/achats/recues/1?handler=Join");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("L’achat saisi est de", answer.Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_invoice_of_a_closed_month_is_booked_in_the_open_one_and_keeps_its_own_date(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        await desk.LockAsync(202610);
        await UploadAsync(browser, new SupplierFile { Date = "2026-10-20" }.Bytes);

        Assert.Equal("01/11/2026", (await browser.OpenAsync(BookAddress)).Field("On"));
        await browser.SendAsync(BookAddress, [.. Booking(("100", "20")).Where(f => f.Item1 != "On"),
            ("On", "01/11/2026")]);

        await using var db = desk.Store.Read();
        Assert.Equal(new DateOnly(2026, 11, 1), (await db.Purchases.SingleAsync()).Date);
        Assert.Equal(new DateOnly(2026, 10, 20), (await db.SqlAsync(r => r.GetFieldValue<DateOnly>(0),
            "SELECT piece_date FROM posted_entry WHERE document_kind = 'purchase'")).Single());
        await AssertBooksAsync(desk);
    }

    [Fact]
    public async Task The_vat_of_a_seller_abroad_goes_with_the_cost()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        await UploadAsync(browser, new SupplierFile
        {
            Siren = null, VatNumber = "DE123456789", Country = "DE", Groups = [(19m, 100m, 19m)],
        }.Bytes);

        var form = await browser.OpenAsync(BookAddress);

        Assert.Contains("n’est pas française", form.Text);
        Assert.Equal(("119,00", ""), (form.Field("Lines\\[0\\].Net"), form.Field("Lines\\[0\\].Vat")));
    }

    [Fact]
    public async Task A_supplier_of_the_same_name_is_proposed_and_given_the_siren_once_somebody_says_so()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        await desk.Store.WriteAsync(w => EnterSupplier.EnterAsync(w, new Supplier { Name = "IMPRIMERIE du Pont" }));
        await UploadAsync(browser, new SupplierFile().Bytes);
        await using var db = desk.Store.Read();
        Assert.Null((await db.ReceivedInvoices.SingleAsync()).SupplierId);

        var form = await browser.OpenAsync(BookAddress);
        Assert.Contains("vérifiez que c’est lui", form.Text);
        Assert.Contains("<option value=\"1\" selected", form.Html);
        await browser.SendAsync(BookAddress, [.. Booking(("100", "20")).Where(f => f.Item1 != "SupplierName"),
            ("SupplierId", "1")]);

        var supplier = await db.Suppliers.SingleAsync();
        Assert.Equal("303265045", supplier.Siren?.Digits);
        Assert.Empty(await db.PayeeAccounts.ToListAsync());
    }

    internal static Task<Answer> UploadAsync(Browser browser, byte[] bytes) =>
        browser.UploadAsync("/achats/recues", "Files", "facture.xml", bytes);

    internal static (string, string)[] Booking(params (string Net, string Vat)[] lines) =>
    [
        ("SupplierName", "Imprimerie du Pont"), ("On", "02/11/2026"), ("Due", ""), ("act", "save"),
        ("Approves", "true"),
        .. lines.SelectMany((l, at) => new[]
        {
            ($"Lines[{at}].Activity", "jeanne"), ($"Lines[{at}].Account", "604000"),
            ($"Lines[{at}].Description", "Tirage"), ($"Lines[{at}].Net", l.Net), ($"Lines[{at}].Vat", l.Vat),
            ($"Lines[{at}].When", ""),
        }),
    ];

    private static Task TypeAsync(Desk desk, string number, long total) => desk.Store.WriteAsync(w =>
        BookPurchase.BookAsync(w, new Supplier { Name = "Imprimerie", Siren = new Siren("303265045") }, number,
            new DateOnly(2026, 11, 2), new DateOnly(2026, 12, 2), [new PurchaseLine(desk.Jeanne,
                new AccountNumber("604000"), "Tirage", Money.Euros(total - 20), Money.Euros(20), true)]));

    internal static async Task AssertBooksAsync(Desk desk)
    {
        var result = await BooksCheck.RunAsync(desk.Store.Engine);
        Assert.True(result.Ok, string.Join('\n', result.Checks.Where(c => !c.Ok).Select(c => $"{c.Name}: {c.Detail}")));
    }
}
