using System.Net;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Documents;

/// <summary>V5.3, V5.4, V8.2.2: who reads a document, and how it is served.</summary>
[Trait("Length", "Slow")]
public sealed class ShownSafelyTests
{
    [Fact]
    public async Task A_document_is_served_under_a_made_name_with_a_policy_of_its_own()
    {
        await using var selling = await SellingSite.StartAsync();
        var (jeanne, record) = await UploadTests.ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        (string Name, byte[] Bytes, string Type, string Extension, bool Shown)[] files =
        [
            ("\"; x=\r\n<b>.jpg", FileSamples.Jpeg, "image/jpeg", "jpg", true),
            ("../../a.exe", FileSamples.Png, "image/png", "png", true),
            ("a", FileSamples.WebP, "image/webp", "webp", true),
            ("reçu.pdf", FileSamples.Pdf, "application/pdf", "pdf", true),
            ("a.heic", FileSamples.Heic, "image/heic", "heic", false),
            ("a.xml", FileSamples.Xml, "application/xml", "xml", false),
            ("a.csv", FileSamples.Csv, "text/csv", "csv", false),
            ("a.txt", FileSamples.Western, "text/plain", "txt", false),
        ];
        foreach (var (at, file) in files.Index())
        {
            Assert.Equal(HttpStatusCode.OK, (await handing.SendAsync(file.Name, file.Bytes)).Status);
            var (response, bytes) = await jeanne.FetchAsync($"/documents/{at + 1}");
            Assert.Equal(file.Bytes, bytes);
            Assert.Equal(file.Type, response.Content.Headers.ContentType!.ToString());
            var way = file.Shown ? "inline" : "attachment";
            Assert.Equal($"{way}; filename=\"justificatif-{at + 1}.{file.Extension}\"",
                response.Content.Headers.GetValues("Content-Disposition").Single());
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy);
            Assert.Equal(file.Extension != "pdf", policy.StartsWith("sandbox;", StringComparison.Ordinal));
            Assert.DoesNotContain("script", policy);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.True(response.Headers.CacheControl!.NoStore);
        }
        var page = (await jeanne.OpenAsync(record)).Html;
        Assert.DoesNotContain("<b>", page);
        Assert.DoesNotContain("..", WebUtility.HtmlDecode(page).Split("justificatifs-liste")[1]);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_stretch_of_a_document_is_read_by_its_place(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (jeanne, record) = await UploadTests.ClaimAsync(selling);
        var photo = FileSamples.Photograph(450_000);
        await (await Handing.AtAsync(jeanne, record)).SendAsync("a.jpg", photo);
        foreach (var (from, to) in new[] { (0, 0), (99_990, 100_010), (100_000, 349_999), (449_999, 449_999) })
        {
            var (response, bytes) = await jeanne.FetchAsync("/documents/1", $"bytes={from}-{to}");
            Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
            Assert.Equal(photo[from..(to + 1)], bytes);
        }
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_document_of_somebody_else_is_not_found_and_nothing_of_it_can_be_done(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (ali, his) = await UploadTests.ClaimAsync(selling, "2026-11", "ali");
        var alis = await Handing.AtAsync(ali, his);
        await alis.SendAsync("a.jpg", FileSamples.Jpeg);
        var photo = FileSamples.Photograph(60_000);
        var (open, _) = await alis.BeginAsync("b.jpg", photo);

        var jeanne = await selling.SignInAsync();
        var hers = await Handing.AtAsync(jeanne, his);
        foreach (var path in new[] { "/documents/1", $"/documents/envoi/{open}", hers.Address, "/documents/999" })
            Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync(path)).Status);
        foreach (var answer in new[]
        {
            await hers.AnnounceAsync("c.jpg", 10), await hers.PieceAsync(open, 0, photo), await hers.FinishAsync(open),
            await hers.FinishAsync(1), await hers.PostAsync("c.jpg", photo), await hers.ChangeAsync(1, "Remove"),
            await hers.ChangeAsync(1, "Restore"),
        })
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        // The accountant reads it, and may add to it; but goes on with nobody's file.
        var claire = await selling.SignInAsync("claire");
        Assert.Equal(FileSamples.Jpeg, (await claire.FetchAsync("/documents/1")).Bytes);
        Assert.Contains("a.jpg", (await claire.OpenAsync(his)).Text);
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await Handing.AtAsync(claire, his)).PieceAsync(open, 0, photo)).Status);
        Assert.Equal(0, await alis.ReceivedAsync(open));
        Assert.Equal(HttpStatusCode.OK, (await ali.OpenAsync("/documents/1")).Status);
        Assert.StartsWith("/connexion", (await selling.Site.Browse().OpenAsync("/documents/1")).Location);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Each_role_reads_and_hands_in_what_the_table_of_rights_says(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        await accountant.SendAsync("/achats/nouvelle", ("SupplierName", "Fil et Compagnie"), ("Number", "F-77"),
            ("On", "02/11/2026"), ("Due", ""), ("act", "save"), ("Lines[0].Activity", "jeanne"),
            ("Lines[0].Account", "604000"), ("Lines[0].Description", "Couture"), ("Lines[0].Net", "100"),
            ("Lines[0].Vat", "20"), ("Lines[0].When", ""));
        await desk.Store.WriteAsync(w => Data.Purchases.KeepExpenseClaim.StartAsync(w, new ExpenseClaim
        {
            PersonId = 1, ActivityId = desk.Jeanne, Month = new Month(2026, 11), Content = ExpenseClaimContent.Empty,
        }));
        await (await Handing.AtAsync(accountant, "/achats/1")).SendAsync("a.jpg", FileSamples.Jpeg);
        await (await Handing.AtAsync(accountant, "/depenses/1")).SendAsync("a.jpg", FileSamples.Jpeg);
        // Who is signed in here as entrepreneur is not Jeanne.
        (string Role, HttpStatusCode Purchase, HttpStatusCode Claim, HttpStatusCode Sent)[] table =
        [
            ("entrepreneur", HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            ("advisor", HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK),
            ("accountant", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK),
            ("payroll", HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            ("manager", HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK),
            ("administrator", HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
        ];
        foreach (var (at, row) in table.Index())
        {
            var browser = await desk.Site.SignInAsync(row.Role);
            Assert.Equal((row.Role, row.Purchase), (row.Role, (await browser.OpenAsync("/documents/1")).Status));
            Assert.Equal((row.Role, row.Claim), (row.Role, (await browser.OpenAsync("/documents/2")).Status));
            Assert.Equal((row.Role, row.Sent), (row.Role, (await (await Handing.AtAsync(browser, "/depenses/1"))
                .AnnounceAsync("b.jpg", 100 + at)).Status));
        }
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_document_is_taken_off_and_put_back_until_its_record_is_in_the_books(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (jeanne, record) = await UploadTests.ClaimAsync(selling);
        var handing = await Handing.AtAsync(jeanne, record);
        await handing.SendAsync("a.jpg", FileSamples.Jpeg);
        await handing.SendAsync("b.png", FileSamples.Png);
        await handing.SendAsync("c.webp", FileSamples.WebP);
        Assert.Equal(record + "#justificatifs", (await handing.ChangeAsync(1, "Remove")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/documents/1")).Status);
        await handing.ChangeAsync(1, "Restore");
        Assert.Equal(HttpStatusCode.OK, (await jeanne.OpenAsync("/documents/1")).Status);
        // Handed in again, it is the one that was taken off.
        await handing.ChangeAsync(2, "Remove");
        await handing.SendAsync("b.png", FileSamples.Png);
        Assert.Equal(HttpStatusCode.OK, (await jeanne.OpenAsync("/documents/2")).Status);
        Assert.Equal(3L, await UploadTests.CountAsync(selling.Store, "kept_document"));
        await handing.ChangeAsync(3, "Remove");

        await jeanne.SendAsync(record, ("Version", "0"), ("Expenses[0].Date", "12/11/2026"),
            ("Expenses[0].Kind", "625"), ("Expenses[0].What", "Train"), ("Expenses[0].Total", "48,70"),
            ("Expenses[0].Vat", "4,43"), ("Act", "envoyer"));
        await (await selling.SignInAsync("claire")).PressAsync(record, record + "?handler=Accept");
        var refused = await handing.ChangeAsync(1, "Remove");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("gardé dix ans", refused.Text);
        Assert.Contains("d.txt", (await handing.SendAsync("d.txt", FileSamples.Western)).Text);

        selling.Site.Time.Advance(TimeSpan.FromDays(31));
        jeanne = await selling.SignInAsync();
        await (await Handing.AtAsync(jeanne, record)).BeginAsync("e.heic", FileSamples.Heic);
        Assert.Equal(3L, await UploadTests.CountAsync(selling.Store, "kept_document"));
        Assert.Equal(3L, await UploadTests.CountAsync(selling.Store, "document_piece"));
        Assert.Equal(HttpStatusCode.OK, (await jeanne.OpenAsync("/documents/1")).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_documents_of_a_draft_go_to_the_bin_and_come_back_with_it(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (jeanne, record) = await UploadTests.ClaimAsync(selling);
        await (await Handing.AtAsync(jeanne, record)).SendAsync("a.jpg", FileSamples.Jpeg);
        await jeanne.PressAsync(record, record + "?handler=Drop");
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync("/documents/1")).Status);
        await jeanne.PressAsync("/corbeille", "/corbeille?handler=restore&id=1");
        Assert.Equal(FileSamples.Jpeg, (await jeanne.FetchAsync("/documents/1")).Bytes);
        await jeanne.PressAsync(record, record + "?handler=Drop");
        // Thirty days in the bin, then thirty more.
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(1L, await UploadTests.CountAsync(selling.Store, "kept_document"));
            selling.Site.Time.Advance(TimeSpan.FromDays(31));
            await selling.Store.WriteAsync(Data.Documents.ReceiveDocument.ForgetOldAsync);
        }
        Assert.Equal(0L, await UploadTests.CountAsync(selling.Store, "kept_document"));
        Assert.Equal(0L, await UploadTests.CountAsync(selling.Store, "document_piece"));
    }
}
