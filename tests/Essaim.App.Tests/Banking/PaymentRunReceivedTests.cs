using Essaim.App.Data.Purchases;
using Essaim.App.Jobs;
using Essaim.App.Tests.Purchases;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Banking;

/// <summary>A received invoice between its statuses and the order that pays it.</summary>
public sealed class PaymentRunReceivedTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_contested_is_not_paid_and_the_seller_hears_of_the_order(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        var id = await ReceiveAsync(desk);
        await SetAsync(desk, id, ReceivedInvoiceStatus.Disputed);
        var refused = await Assert.ThrowsAsync<BrokenRuleException>(() => desk.PrepareAsync(null, "F-77"));
        Assert.Contains("« En litige »", refused.Message);

        await SetAsync(desk, id, ReceivedInvoiceStatus.Approved);
        await desk.OrderedAsync(null, "F-77");

        await using var db = desk.Store.Read();
        Assert.Equal(ReceivedInvoiceStatus.PaymentSent, (await db.ReceivedInvoices.SingleAsync()).Status);
        Assert.Equal((ReceivedInvoiceStatus.PaymentSent, TellingState.Waiting), (await db.ReceivedStatuses
            .OrderByDescending(s => s.Id).FirstAsync()) is var last ? (last.Status, last.State) : default);
        Assert.Equal(Money.Euros(-120), await desk.Bank.BalanceAsync("512"));
        await desk.Bank.AssertBooksAsync();
    }

    private static async Task<long> ReceiveAsync(RunDesk desk)
    {
        var file = ReceivedFile.Read("facture.xml", new SupplierFile().Bytes);
        var taken = await desk.Store.WriteAsync(w => TakeReceivedInvoice.TakeAsync(w, file, InvoiceOrigin.Platform,
            new Asker("Claire", 1)));
        var purchase = await desk.Store.WriteAsync(w => BookReceived.BookAsync(w, taken.Row.Id, new ReceivedBooking(
            new Supplier { Name = "Imprimerie du Pont" }, new DateOnly(2026, 11, 2), BankDesk.Day,
            [new PurchaseLine(desk.Bank.Selling.Jeanne, Accounts.PurchasedServices, "Tirage", Money.Euros(100),
                Money.Euros(20), true)], false), "Claire"));
        await desk.KeepAsync(ThirdParty.Supplier(purchase.SupplierId).Code, SupplierFile.Iban);
        return taken.Row.Id;
    }

    private static Task SetAsync(RunDesk desk, long id, ReceivedInvoiceStatus status) => desk.Store.WriteAsync(w =>
        SetReceivedStatus.SetAsync(w, id, status, status.Reasons.Count > 0 ? status.Reasons[0] : null,
            "le prix n’est pas celui du devis", "Claire"));
}
