using Essaim.App.Data;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Purchases;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Essaim.App.Tests.Purchases.ReceivedPagesTests;

namespace Essaim.App.Tests.Purchases;

/// <summary>The account on which a received invoice asks to be paid.</summary>
public sealed class ReceivedIbanTests
{
    [Fact]
    public async Task Another_iban_than_the_suppliers_is_told_and_never_taken_over()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var browser = await desk.Site.SignInAsync("accountant");
        var keys = desk.Site.Services.GetRequiredService<Installation>().Keys("etabli");
        await desk.Store.WriteAsync(async w =>
        {
            var supplier = await EnterSupplier.EnterAsync(w, new Supplier
            {
                Name = "Imprimerie", Siren = new Siren("303265045"),
            });
            await w.SaveAsync();
            return await Payees.KeepAsync(w, ThirdParty.Supplier(supplier.Id).Code,
                keys.Seal(new Iban(SupplierFile.Iban)), null);
        });
        await UploadAsync(browser, new SupplierFile { Account = SupplierFile.OtherIban }.Bytes);

        Assert.Contains("n’est pas celui du fournisseur", (await browser.OpenAsync("/achats/recues/1")).Text);
        await browser.SendAsync(BookAddress,
            [.. Booking(("100", "20")).Where(f => f.Item1 != "SupplierName"), ("SupplierId", "1"),
                ("KeepIban", "true")]);

        await using var db = desk.Store.Read();
        Assert.Equal(SupplierFile.Iban, keys.OpenIban((await db.PayeeAccounts.SingleAsync()).Iban).Text);
        Assert.Equal(1L, await desk.CountAsync("purchase"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_iban_of_the_invoice_becomes_a_suppliers_first_one_where_somebody_ticks_it(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var browser = await desk.Site.SignInAsync("accountant");
        await UploadAsync(browser, new SupplierFile { Account = SupplierFile.Iban }.Bytes);

        await browser.SendAsync(BookAddress, [.. Booking(("100", "20")), ("KeepIban", "true")]);

        await using var db = desk.Store.Read();
        var keys = desk.Site.Services.GetRequiredService<Installation>().Keys("etabli");
        Assert.Equal(SupplierFile.Iban, keys.OpenIban((await db.PayeeAccounts.SingleAsync()).Iban).Text);
    }
}
