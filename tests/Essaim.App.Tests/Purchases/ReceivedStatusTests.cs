using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Jobs;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Purchases;

/// <summary>What is answered to a seller, in which order, and who sees it.</summary>
public sealed class ReceivedStatusTests
{
    private const string Page = "/achats/recues/1";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Statuses_follow_each_other_as_the_norm_says_and_nothing_follows_a_refusal(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await TakeAsync(desk);
        var browser = await desk.Site.SignInAsync("accountant");

        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync(browser, 204)).Status);
        Assert.Contains("ne peut pas suivre", (await SetAsync(browser, 204)).Text);
        Assert.Contains("demande un motif", (await SetAsync(browser, 210)).Text);
        Assert.Contains("Ce motif ne va pas", (await SetAsync(browser, 210, "QTE_ERR")).Text);
        Assert.Contains("demande une explication", (await SetAsync(browser, 207, "AUTRE")).Text);
        Assert.Contains("n’est pas à vous", (await SetAsync(browser, 212)).Text);
        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync(browser, 207, "AUTRE", "Il manque dix tirages.")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync(browser, 210, "DOUBLON")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SetAsync(browser, 205)).Status);

        await using var db = desk.Store.Read();
        Assert.Equal([203, 204, 207, 210], (await db.ReceivedStatuses.OrderBy(s => s.Id).ToListAsync())
            .Select(s => s.Status.Code));
        Assert.Equal(ReceivedInvoiceStatus.Refused, (await db.ReceivedInvoices.SingleAsync()).Status);
        Assert.DoesNotContain("/comptabiliser", (await browser.OpenAsync(Page)).Html);
        Assert.Contains("Refusée", (await browser.OpenAsync("/achats/recues?etat=refusees")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_status_that_is_sent_twice_is_set_once_and_a_booked_invoice_is_not_refused(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await TakeAsync(desk);
        var browser = await desk.Site.SignInAsync("accountant");
        var page = await browser.OpenAsync(Page);
        (string, string)[] form =
        [
            ("Code", "211"), ("request", page.Field("request")),
            ("__RequestVerificationToken", page.Field("__RequestVerificationToken")),
        ];
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(Page, (await browser.PostAsync(Page + "?handler=Status", form)).Location);
        Assert.Equal(2L, await desk.CountAsync("received_status"));

        var purchase = await BookAsync(desk);
        Assert.Contains("Annulez d’abord son écriture", (await SetAsync(browser, 210, "DOUBLON")).Text);
        await desk.Store.WriteAsync(w => ReverseEntry.ReverseAsync(w, purchase.EntryId, new DateOnly(2026, 11, 23),
            "Refusée"));
        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync(browser, 210, "DOUBLON")).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_credit_note_takes_off_what_its_invoice_still_has_to_pay(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await TakeAsync(desk);
        await BookAsync(desk);
        var browser = await desk.Site.SignInAsync("accountant");
        await browser.UploadAsync("/achats/recues", "Files", "avoir.xml", new SupplierFile
        {
            Number = "AV-1", IsCredit = true, Credits = "f77", Groups = [(20m, 40m, 8m)],
        }.Bytes);
        Assert.Contains("réduit ce qui reste à payer de la facture F-77",
            (await browser.OpenAsync("/achats/recues/2/comptabiliser")).Text);

        await browser.SendAsync("/achats/recues/2/comptabiliser", ("SupplierId", "1"), ("On", "20/11/2026"),
            ("act", "save"), ("Lines[0].Activity", "jeanne"), ("Lines[0].Account", "604000"),
            ("Lines[0].Description", "Tirage"), ("Lines[0].Net", "40"), ("Lines[0].Vat", "8"));

        await using var db = desk.Store.Read();
        var item = Assert.Single(await (await db.BooksAsync()).Items.OpenAsync(null, Accounts.Suppliers));
        Assert.Equal((Money.Euros(-72), Money.Euros(12)), (item.Remaining, item.Deferred.Single().Left));
        var note = await db.Purchases.SingleAsync(p => p.Number == "AV-1");
        Assert.Equal((Money.Euros(-40), Money.Euros(-8)), (note.Net, note.Vat));
        var check = await App.Data.Ledger.Checks.BooksCheck.RunAsync(desk.Store.Engine);
        Assert.True(check.Ok, string.Join('\n', check.Checks.Where(c => !c.Ok).Select(c => c.Detail)));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_entrepreneur_reads_what_is_of_their_activity_and_changes_nothing(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("ali", Money.Zero);
        await TakeAsync(desk, new SupplierFile { Reference = "Pour jeanne" });
        await TakeAsync(desk, new SupplierFile { Number = "F-78", Reference = "ALI" });
        await TakeAsync(desk, new SupplierFile { Number = "F-79" });
        var jeanne = await desk.SignInOwnerAsync("jeanne");

        Assert.Equal("F-77", Assert.Single(await Desk.RowsAsync(jeanne, "/achats/recues?format=csv"))[2]);
        var page = await jeanne.OpenAsync(Page);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("F-77", page.Text);
        Assert.DoesNotContain("handler=Status", page.Html);
        Assert.Equal(HttpStatusCode.OK, (await jeanne.FetchAsync("/documents/1")).Response.StatusCode);
        foreach (var foreign in new[] { "/achats/recues/2", "/achats/recues/3", "/documents/2", "/documents/3" })
            Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync(foreign)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await jeanne.PressAsync("/profil", Page + "?handler=Status",
            ("Code", "204"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await jeanne.PressAsync("/profil", "/documents/1?handler=Remove"))
            .Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await desk.Site.SignInAsync("advisor"))
            .OpenAsync("/achats/recues")).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_activity_of_the_last_invoice_is_proposed_and_shown_to_nobody_before_it_is_said(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await TakeAsync(desk);
        await BookAsync(desk);
        await TakeAsync(desk, new SupplierFile { Number = "F-78" });

        await using var db = desk.Store.Read();
        var row = await db.ReceivedInvoices.SingleAsync(r => r.Number == "F-78");
        Assert.Equal((1L, null), (row.SupplierId, row.ActivityId));
        var form = await (await desk.Site.SignInAsync("accountant")).OpenAsync("/achats/recues/2/comptabiliser");
        Assert.Contains("L’activité est celle de la facture F-77 de ce fournisseur, du 02/11/2026.", form.Text);
        Assert.Contains("<option value=\"jeanne\" selected", form.Html);
        Assert.Contains("value=\"604000\"", form.Html);
        Assert.Equal(HttpStatusCode.NotFound, (await (await desk.SignInOwnerAsync("jeanne"))
            .OpenAsync("/achats/recues/2")).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_a_received_invoice_says_cannot_be_changed_in_the_database_either(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await TakeAsync(desk);
        await BookAsync(desk);
        foreach (var sql in new[]
        {
            "UPDATE received_invoice SET total = 1", "UPDATE received_invoice SET purchase_id = NULL",
            "DELETE FROM received_invoice", "UPDATE received_status SET status = 210", "DELETE FROM received_status",
            "UPDATE received_status SET state = 'Waiting'", "UPDATE kept_document SET removed_at = 'x'",
        })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => desk.Store.WriteAsync(
                w => w.Connection.ExecuteAsync(sql, w.Transaction)));
    }

    private static Task<Answer> SetAsync(Browser browser, int code, string reason = "", string words = "") =>
        browser.PressAsync("/profil", Page + "?handler=Status", ("Code", code.ToString()), ("Reason", reason),
            ("Words", words));

    private static Task TakeAsync(Desk desk, SupplierFile? file = null) => desk.Store.WriteAsync(w =>
        TakeReceivedInvoice.TakeAsync(w, ReceivedFile.Read("facture.xml", (file ?? new SupplierFile()).Bytes),
            InvoiceOrigin.Page, new Asker("Claire", 1)));

    private static Task<Purchase> BookAsync(Desk desk) => desk.Store.WriteAsync(w => BookReceived.BookAsync(w, 1,
        new ReceivedBooking(new Supplier { Name = "Imprimerie du Pont" }, new DateOnly(2026, 11, 2),
            new DateOnly(2026, 12, 2), [new PurchaseLine(desk.Jeanne, new AccountNumber("604000"), "Tirage",
                Money.Euros(100), Money.Euros(20), true)], Approves: false), "Claire"));
}
