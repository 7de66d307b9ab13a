using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Sales;

/// <summary>Two invoices of Jeanne's, issued on 1 September and 1 November 2026; today is 23 November.</summary>
public sealed class ReminderPageTests
{
    private const string Page = "/ventes/relances";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_late_is_asked_for_step_by_step_and_each_asking_is_kept(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var (late, fresh) = (await IssueAsync(selling, new(2026, 9, 1)), await IssueAsync(selling, new(2026, 11, 1)));
        var (jeanne, ali) = (await selling.SignInAsync(), await selling.SignInAsync("ali"));
        var list = (await jeanne.OpenAsync(Page)).Text;
        Assert.Contains("53 jours", list); // due on 1 October
        Assert.Contains("sans courriel", list);
        Assert.DoesNotContain(fresh.Number, list);
        Assert.Contains("pas d’adresse de courriel", (await SendAsync(jeanne, late.Id)).Text);
        await selling.Store.WriteAsync(async w =>
            (await w.Db.Customers.SingleAsync(c => c.Id == selling.Customer)).Email = new("client@exemple.fr"));

        Assert.Contains("à faire : première relance", Flat(await jeanne.OpenAsync(Page)));
        Assert.Contains("Cochez au moins une", (await jeanne.PressAsync(Page, Page)).Text);
        Assert.Contains("n’est due que le", (await SendAsync(jeanne, fresh.Id)).Text);
        Assert.Equal(Page, (await SendAsync(jeanne, late.Id)).Location);
        Assert.Contains("déjà été relancée aujourd’hui", (await SendAsync(jeanne, late.Id)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await ali.OpenAsync($"{Page}/{late.Id}")).Status);

        jeanne = await AfterAsync(selling, 8);
        Assert.Contains("à faire : deuxième relance", Flat(await jeanne.OpenAsync(Page)));
        Assert.Contains("est passé", (await NoteAsync(jeanne, late.Id, "01/11/2026")).Text);
        Assert.Equal($"{Page}/{late.Id}", (await NoteAsync(jeanne, late.Id, "05/12/2026")).Location);
        Assert.Contains("promis pour le 05/12/2026", Flat(await jeanne.OpenAsync(Page)));
        jeanne = await AfterAsync(selling, 14);
        Assert.Equal(Page, (await SendAsync(jeanne, late.Id)).Location);
        jeanne = await AfterAsync(selling, 8);
        Assert.Equal(Page, (await SendAsync(jeanne, late.Id)).Location);

        await using var db = selling.Store.Read();
        Assert.Equal([ReminderStep.First, ReminderStep.First, ReminderStep.Second, ReminderStep.FormalNotice],
            await db.Reminders.OrderBy(r => r.Id).Select(r => r.Step).ToListAsync());
        var notice = await LetterAsync(db, "mise-en-demeure");
        Assert.Contains("le 23 novembre 2026, le 1er décembre 2026, le 15 décembre 2026", notice);
        Assert.Contains("1 440,00 €", notice);
        Assert.Contains("indemnité forfaitaire de 40,00 €", notice);
        Assert.Contains("tout a été dit", (await jeanne.OpenAsync(Page)).Text);
        await Assert.ThrowsAnyAsync<Exception>(() => selling.Store.WriteAsync(w =>
            w.Connection.ExecuteAsync("UPDATE reminder SET words = 'x'", w.Transaction)));
        await PayAsync(selling, late);
        Assert.Contains("est payée", (await SendAsync(jeanne, late.Id)).Text);
    }

    /// <summary>The session has ended meanwhile.</summary>
    private static Task<Browser> AfterAsync(SellingSite selling, int days)
    {
        selling.Site.Time.Advance(TimeSpan.FromDays(days));
        return selling.SignInAsync();
    }

    private static Task<Answer> SendAsync(Browser browser, long invoice) =>
        browser.PressAsync(Page, Page, ("Chosen", $"{invoice}"));

    private static Task<Answer> NoteAsync(Browser browser, long invoice, string promised) =>
        browser.PressAsync($"{Page}/{invoice}", $"{Page}/{invoice}", ("Means", "Call"), ("PromisedFor", promised),
            ("Words", "Le comptable paie en fin de semaine."));

    private static Task PayAsync(SellingSite selling, Invoice invoice) => selling.Store.WriteAsync(w =>
        RecordReceipt.RecordAsync(w, invoice.Id, invoice.Total, new DateOnly(2026, 12, 20), "Virement"));

    private static Task<Invoice> IssueAsync(SellingSite selling, DateOnly day) => selling.Store.WriteAsync(async w =>
        await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.Invoice, selling.Jeanne,
            (await w.Db.Customers.FindAsync(selling.Customer))!,
            new SaleContent([TestCoop.Service(selling.Jeanne, 1200)], Rate.Zero, ""), day),
            await SellerData.ReadAsync(w.Db, selling.Jeanne, TestCoop.Law, day)));

    private static async Task<string> LetterAsync(CoopDb db, string purpose) => Flat((string)(await db.ScalarAsync(
        "SELECT body FROM mail WHERE purpose = @p0", purpose))!);

    private static string Flat(Answer answer) => Flat(answer.Text);

    private static string Flat(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
