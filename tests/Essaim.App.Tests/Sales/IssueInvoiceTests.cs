using Essaim.App.Data.Sales;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Sales;

public sealed class IssueInvoiceTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_issued_invoice_is_in_the_books_with_its_contribution(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        var activity = await coop.ActivityAsync("jeanne");
        var customer = await coop.CustomerAsync(activity);

        var invoice = await IssueAsync(coop, activity, customer, 1200m);

        Assert.Equal("F2026-0001", invoice.Number);
        Assert.Equal(Money.Euros(1440), invoice.Total);
        await using var db = coop.Store.Read();
        var balances = await (await db.BooksAsync()).PositionAsync(new DateOnly(2026, 9, 30), activity);
        Assert.Equal(Money.Euros(1440), Of(balances, "411"));
        Assert.Equal(Money.Euros(-1200), Of(balances, "706"));
        Assert.Equal(Money.Euros(-240), Of(balances, "44574"));
        Assert.Equal(Money.Euros(-120), Of(balances, "181"));
        Assert.Equal(Money.Euros(120), Of(balances, "1861"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_receipt_in_parts_releases_the_vat_and_matches_the_invoice(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        var activity = await coop.ActivityAsync("jeanne");
        var customer = await coop.CustomerAsync(activity);
        var invoice = await IssueAsync(coop, activity, customer, 1200m);

        await coop.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(500), new DateOnly(2026, 9, 20), "virement"));
        await coop.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(940), new DateOnly(2026, 9, 25), "virement"));

        await using var db = coop.Store.Read();
        var books = await db.BooksAsync();
        var balances = await books.PositionAsync(new DateOnly(2026, 9, 30));
        Assert.Equal(Money.Zero, Of(balances, "411"));
        Assert.Equal(Money.Zero, Of(balances, "44574"));
        Assert.Equal(Money.Euros(-240), Of(balances, "44571"));
        Assert.Equal(Money.Zero, Of(balances, "181"));
        Assert.Empty(await books.Items.OpenAsync(activity, Accounts.Customers));
        var matched = await db.Database.SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM matched_line")
            .SingleAsync();
        Assert.Equal(3, matched);
    }

    internal static Task<Invoice> IssueAsync(TestCoop coop, ActivityId activity, Customer customer, decimal price) =>
        coop.Store.WriteAsync(async w =>
            await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.Invoice,
            activity, customer, new SaleContent([TestCoop.Service(activity, price)], Rate.Zero, ""),
                new DateOnly(2026, 9, 14)),
            await SellerData.ReadAsync(w.Db, activity, TestCoop.Law, new DateOnly(2026, 9, 14))));

    internal static Money Of(IEnumerable<AccountBalance> balances, string account) =>
        balances.Where(b => b.Account == new AccountNumber(account)).Sum(b => b.Balance);
}
