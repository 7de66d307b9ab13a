using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sealing;
using Essaim.App.Tests.Banking;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Purchases;
using Essaim.Domain.Activities;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using static Essaim.App.Tests.Ledger.FecFiles;

namespace Essaim.App.Tests.Ledger;

/// <summary>
/// A little of everything that writes in the books: imported years of which one is closed, sales of two activities,
/// part receipts, a credit note, purchases, payments, an internal sale, an answered request.
/// </summary>
internal static class BooksStory
{
    public static readonly Guid Request = new("5d1f2a5e-3c55-4d5e-9a3f-0d6a1f0c2b11");

    public static async Task<TestCoop> MakeAsync(string engine)
    {
        var coop = await TestCoop.NewAsync(engine);
        await coop.ImportFileAsync("2024.txt", Year2024);
        await CloseFiscalYear.RunAsync(coop.Store, 2024, "Odile");
        var (jeanne, paul) = (await coop.ActivityAsync("jeanne"), await coop.ActivityAsync("paul"));
        var (theatre, town) = (await coop.CustomerAsync(jeanne), await coop.CustomerAsync(paul, "Ville de Lyon"));
        await SellAsync(coop, jeanne, paul, theatre, town);
        await BuyAsync(coop, jeanne, paul);
        await coop.Store.WriteAsync(w =>
            SellInternally.SellAsync(w, jeanne, paul, Money.Euros(300), Day(28), "Retouches"));
        await BankAsync(coop);
        await ReceiveInvoiceAsync(coop, paul);
        foreach (var day in new[] { new DateOnly(2026, 9, 20), new DateOnly(2026, 9, 30) })
            await coop.Store.WriteAsync(w => PublishCover.PublishAsync(w, day, "Odile"));
        return coop;
    }

    /// <summary>An invoice that came as a file and was booked from it.</summary>
    private static async Task ReceiveInvoiceAsync(TestCoop coop, ActivityId paul)
    {
        var file = ReceivedFile.Read("facture.xml", new SupplierFile { Date = "2026-09-22" }.Bytes);
        var taken = await coop.Store.WriteAsync(w => TakeReceivedInvoice.TakeAsync(w, file, InvoiceOrigin.Page,
            new("Odile", 1)));
        await coop.Store.WriteAsync(w => BookReceived.BookAsync(w, taken.Row.Id, new ReceivedBooking(
            new Supplier { Name = "Imprimerie du Pont" }, Day(22), Day(30), [new PurchaseLine(paul,
                Accounts.PurchasedServices, "Tirage", Money.Euros(100), Money.Euros(20), true)], true), "Odile"));
    }

    /// <summary>A receipt noted before its statement came, a fee, and money that somebody will look for.</summary>
    private static async Task BankAsync(TestCoop coop)
    {
        await coop.Store.WriteAsync(w => OpenBankAccount.OpenAsync(w, "Banque", BankDesk.Iban, "", BankDesk.First));
        var folder = Directory.CreateTempSubdirectory("essaim-keys-");
        var keys = SealingKeys.Open(Path.Combine(folder.FullName, "coop.key"));
        folder.Delete(recursive: true);
        var file = System.Text.Encoding.UTF8.GetString(BankDesk.Statement(null, (500m, "VIR"), (-12m, "FRAIS")))
            .Replace("20261123", "20260920");
        await coop.Store.WriteAsync(w => TakeStatement.TakeAsync(w, keys,
            BankFile.Read(System.Text.Encoding.UTF8.GetBytes(file)), new GivenStatement("releve.ofx", "", "Odile")));
        await coop.Store.WriteAsync(async w => await ExplainLine.ByAccountsAsync(w,
            (await w.Db.BankLines.SingleAsync(l => l.ExplainedAt == null)).Id,
            [new ImputedPart(Accounts.BankFees, ActivityId.Structure, Money.Euros(-12))], "", "Odile"));
    }

    private static async Task SellAsync(TestCoop coop, ActivityId jeanne, ActivityId paul, Customer theatre,
        Customer town)
    {
        var first = await IssueAsync(coop, jeanne, theatre, Day(14), TestCoop.Service(jeanne, 1200m));
        var both = await IssueAsync(coop, paul, town, Day(15), TestCoop.Service(paul, 333.33m),
            TestCoop.Service(jeanne, 250m));
        await IssueAsync(coop, jeanne, theatre, Day(16), TestCoop.Service(jeanne, 99.99m));
        await coop.Store.WriteOnceAsync(Request, async w => (await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(
            SaleDocumentKind.Invoice, paul, town, new SaleContent([TestCoop.Service(paul, 77m)], Rate.Zero, ""),
                Day(17)),
            await SellerData.ReadAsync(w.Db, paul, TestCoop.Law, Day(17)))).Number);
        await ReceiveAsync(coop, first.Id, 500m, 20);
        await ReceiveAsync(coop, first.Id, 940m, 21);
        await ReceiveAsync(coop, both.Id, 200m, 22);
        await coop.Store.WriteAsync(async w => await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(
            SaleDocumentKind.CreditNote, jeanne, theatre,
                new SaleContent([TestCoop.Service(jeanne, 100m)], Rate.Zero, ""), Day(24))
        {
            CreditsInvoiceId = first.Id,
        }, await SellerData.ReadAsync(w.Db, jeanne, TestCoop.Law, Day(24))));
    }

    private static async Task BuyAsync(TestCoop coop, ActivityId jeanne, ActivityId paul)
    {
        var supplier = new Supplier { Name = "Tissus du Rhône" };
        var goods = await coop.Store.WriteAsync(w => BookPurchase.BookAsync(w, supplier, "A-1", Day(18), Day(30),
            [new PurchaseLine(jeanne, Accounts.PurchasedGoods, "Lin", Money.Euros(100), Money.Euros(20), false)]));
        var service = await coop.Store.WriteAsync(w => BookPurchase.BookAsync(w, supplier, "A-2", Day(19), Day(30),
            [new PurchaseLine(paul, Accounts.PurchasedServices, "Transport", Money.Euros(80), Money.Euros(16), true)]));
        foreach (var purchase in new[] { goods, service })
            await KeptSamples.KeepAsync(coop.Store, Purchase.DocumentKind, purchase.Id,
                FileSamples.Photograph(300_000, (int)purchase.Id));
        await PayAsync(coop, goods.EntryId, 120m, 25);
        await PayAsync(coop, service.EntryId, 40m, 26);
    }

    private static async Task PayAsync(TestCoop coop, EntryId entry, decimal amount, int day)
    {
        var item = (await coop.ItemsAsync()).First(i => i.Id.Entry == entry);
        await coop.Store.WriteAsync(w =>
            PayItem.PayAsync(w, item.Id, Money.Round(amount), Day(day), "Règlement Tissus du Rhône"));
    }

    private static Task<Receipt> ReceiveAsync(TestCoop coop, long invoice, decimal amount, int day) =>
        coop.Store.WriteAsync(w => RecordReceipt.RecordAsync(w, invoice, Money.Round(amount), Day(day), "virement"));

    private static Task<Invoice> IssueAsync(TestCoop coop, ActivityId activity, Customer customer, DateOnly date,
        params SaleLine[] lines) =>
        coop.Store.WriteAsync(async w =>
            await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.Invoice,
            activity, customer, new SaleContent([.. lines], Rate.Zero, ""), date),
                await SellerData.ReadAsync(w.Db, activity, TestCoop.Law, date)));

    private static DateOnly Day(int day) => new(2026, 9, day);
}
