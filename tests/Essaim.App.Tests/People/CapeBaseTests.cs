using Essaim.App.Data;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.People;

/// <summary>The base of a Cape's contributions, from an invoice half paid and two costs. Today is 23 November 2026.
/// </summary>
public sealed class CapeBaseTests
{
    private const string Page = "/personnes/cotisations-cape?trimestre=2026-07";

    /// <summary>
    /// A Cape from 1 August. Of 1,200 without VAT invoiced on 10 August, half is paid in August; 30 of travel are of
    /// July, 100 of September; the contribution is 10 % of what is invoiced, 120. 600 + 0 − 100 − 120 = 380.
    /// </summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_base_counts_what_was_paid_and_spent_on_the_days_under_cape(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        desk.Tampers = true; // money is moved here without the structure’s side
        await desk.Store.WriteAsync(async w =>
        {
            w.Db.Contracts.RemoveRange(w.Db.Contracts);
            await w.SaveAsync();
            w.Db.Contracts.Add(new Contract { PersonId = 1, Kind = ContractKind.Cape, FirstDay = new(2026, 8, 1) });
            await SpendAsync(w, desk.Jeanne, 30, new(2026, 7, 20));
            await SpendAsync(w, desk.Jeanne, 100, new(2026, 9, 20));
            await SellAsync(w, desk.Jeanne);
        });
        var nora = await desk.Site.SignInAsync("payroll");
        var page = (await nora.OpenAsync(Page)).Text;
        foreach (var word in new[] { "600,00", "100,00", "120,00", "380,00", "en retard", "15 octobre 2026" })
            Assert.Contains(word, page.Replace('\u00a0', ' '));
        Assert.Contains("Cotisations des Cape à verser", (await nora.OpenAsync("/personnes/echeances")).Text);

        Assert.Contains("après le trimestre", (await DeclareAsync(nora, Page, "30/09/2026")).Text);
        Assert.Contains("pas fini", (await DeclareAsync(nora, Page.Replace("07", "10"), "23/11/2026")).Text);
        Assert.StartsWith("/personnes/cotisations-cape", (await DeclareAsync(nora, Page, "12/10/2026")).Location);
        await using var db = desk.Store.Read();
        var row = await db.CapeDeclarations.SingleAsync();
        Assert.Equal((new Month(2026, 7), Money.Euros(380), new Money(8_317)),
            (row.Quarter, row.Content.Amount, row.Amount));
        Assert.Contains("83,17", (await nora.OpenAsync(Page)).Text);
        var lines = await db.SqlAsync(r => (r.GetString(0), r.GetInt64(1)), """
            SELECT l.account, l.debit - l.credit FROM posted_line l JOIN posted_entry e ON e.id = l.entry_id
            WHERE e.document_kind = 'cape-declaration' AND l.account NOT LIKE '181%' ORDER BY l.account
            """);
        Assert.Equal([("431000", -8_317), ("645000", 8_317)], lines);
        var claire = await desk.Site.SignInAsync("accountant");
        var entry = (await claire.OpenAsync($"/journaux/ecriture/{row.EntryId!.Value.Value}")).Text;
        Assert.Contains("Cotisations d’un Cape", entry);
        Assert.Contains("30 septembre 2026", entry.Replace('\u00a0', ' '));
        Assert.DoesNotContain((await BooksCheck.RunAsync(desk.Store.Engine)).Checks,
            c => !c.Ok && c.Name == "documents");
        await Assert.ThrowsAnyAsync<Exception>(() => desk.Store.WriteAsync(w =>
            w.Connection.ExecuteAsync("UPDATE cape_declaration SET amount = 1", w.Transaction)));
    }

    private static Task<Answer> DeclareAsync(Browser browser, string page, string on) =>
        browser.PressAsync(Page, page, ("PersonId", "1"), ("Amount", "83,17"), ("DeclaredOn", on));

    private static async Task SpendAsync(WriteSession w, ActivityId activity, long euros, DateOnly on) =>
        await w.Ledger.PostAsync(new EntryBuilder(Journal.General, on, "Train")
            .Debit(Accounts.Travel, activity, Money.Euros(euros))
            .Credit(Accounts.Liaison, activity, Money.Euros(euros))
            .Debit(Accounts.Liaison, ActivityId.Structure, Money.Euros(euros))
            .Credit(Accounts.Bank, ActivityId.Structure, Money.Euros(euros)).Build());

    private static async Task SellAsync(WriteSession w, ActivityId activity)
    {
        var customer = await EnterCustomer.EnterAsync(w, new Customer
        {
            ActivityId = activity, Name = "Théâtre", Street = "1 place", PostalCode = "69002", City = "Lyon",
            IsCompany = true,
        });
        var day = new DateOnly(2026, 8, 10);
        var invoice = await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.Invoice, activity,
            customer, new SaleContent([TestCoop.Service(activity, 1200)], Rate.Zero, ""), day),
            await SellerData.ReadAsync(w.Db, activity, TestCoop.Law, day));
        await RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(720), new DateOnly(2026, 8, 25), "Virement");
    }
}
