using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Activities;

/// <summary>Advances that are paid back out of what customers pay, whichever way it comes.</summary>
public sealed class AdvanceReceiptTests
{
    private static readonly AdvancePlan ThirtyPercent = AdvancePlan.ByReceipts(Rate.Percent(30), new Month(2026, 12));

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Each_receipt_pays_back_its_share_in_its_own_transaction(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var customer = await coop.Coop.CustomerAsync(a);
        var id = await coop.LendAsync(a, 500, ThirtyPercent);
        var first = await IssueAsync(coop, a, customer, 1200); // VAT 240, contribution 120
        await PayAsync(coop, first, 500); // VAT 83.33: 416.67 stay, 30 % is 125.00
        Assert.Equal(new Money(12500), (await coop.AdvanceAsync(id)).Repaid);
        await PayAsync(coop, first, 940); // VAT 156.67: 783.33 stay, 30 % is 235.00
        Assert.Equal(new Money(36000), (await coop.AdvanceAsync(id)).Repaid);
        // 500 − 120 + 416.67 − 125 + 783.33 − 235
        Assert.Equal(1220m, (await coop.StandAsync(a)).Cash);

        var second = await IssueAsync(coop, a, customer, 1000); // contribution 100; 30 % would be 300, 140 are left
        await PayAsync(coop, second, 1200);
        Assert.Equal((AdvanceState.Repaid, Money.Zero), (await coop.AdvanceAsync(id)) is var done
            ? (done.State, done.Left) : default);
        Assert.Equal(1980m, (await coop.StandAsync(a)).Cash); // 1 220 − 100 + 1 000 − 140
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_receipt_out_of_suspense_or_of_an_item_of_other_books_pays_back_too(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var id = await coop.LendAsync(a, 500, ThirtyPercent);
        var imported = await coop.Store.WriteAsync(w => w.Ledger.PostAsync(new EntryBuilder(Journal.General,
            coop.Today, "Reprise").Debit(Accounts.Customers, a, Money.Euros(600),
                opens: new OpenItemTerms(coop.Today)).Credit(Accounts.ServicesSold, a, Money.Euros(600)).Build()));
        await coop.Store.WriteAsync(async w => await w.Ledger.PostAsync(BankPostings.Settled(MoneySide.Bank,
            (await w.Books.Items.FindAsync(new OpenItemId(imported.Id, 1)))!, Money.Euros(200), coop.Today, "Reçu")));
        Assert.Equal(Money.Euros(60), (await coop.AdvanceAsync(id)).Repaid); // 30 % of 200

        var unknown = await coop.Store.WriteAsync(w => w.Ledger.PostAsync(
            BankPostings.UnknownMoney(Money.Euros(400), coop.Today, "Virement inconnu")));
        Assert.Equal(Money.Euros(60), (await coop.AdvanceAsync(id)).Repaid); // nobody knows whose it is
        await coop.Store.WriteAsync(async w =>
        {
            var line = unknown.Content.Lines.Index().Single(l => l.Item.Account == Accounts.Suspense).Index + 1;
            var waiting = (await w.Books.Items.FindAsync(new OpenItemId(unknown.Id, line)))!;
            await w.Ledger.PostAsync(BankPostings.Settled(MoneySide.Known(waiting),
                (await w.Books.Items.FindAsync(new OpenItemId(imported.Id, 1)))!, Money.Euros(400), coop.Today, "Su"));
        });
        Assert.Equal(Money.Euros(180), (await coop.AdvanceAsync(id)).Repaid); // 60, and 30 % of 400
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_receipt_that_leaves_the_activity_below_zero_pays_nothing_back(string engine)
    {
        await using var coop = await LendingCoop.NewAsync(engine);
        var a = await coop.Coop.ActivityAsync("jeanne");
        var customer = await coop.Coop.CustomerAsync(a);
        var id = await coop.LendAsync(a, 500, ThirtyPercent);
        await coop.EarnAsync(a, -1000);
        var invoice = await IssueAsync(coop, a, customer, 500); // contribution 50
        await PayAsync(coop, invoice, 300); // leaves 250: 500 − 1 000 − 50 + 250 = −300
        Assert.Equal(Money.Zero, (await coop.AdvanceAsync(id)).Repaid);
        await coop.EarnAsync(a, 320);
        await PayAsync(coop, invoice, 300); // leaves 250: 270 are there, 30 % of 250 is 75
        Assert.Equal(Money.Euros(75), (await coop.AdvanceAsync(id)).Repaid);
    }

    private static Task<Invoice> IssueAsync(LendingCoop coop, ActivityId activity, Customer customer, decimal net) =>
        coop.Store.WriteAsync(async w => await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(
            SaleDocumentKind.Invoice, activity, customer, new SaleContent([TestCoop.Service(activity, net)], Rate.Zero,
            ""), coop.Today), await SellerData.ReadAsync(w.Db, activity, TestCoop.Law, coop.Today)));

    private static Task PayAsync(LendingCoop coop, Invoice invoice, long euros) => coop.Store.WriteAsync(w =>
        RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(euros), coop.Today, "virement"));
}
