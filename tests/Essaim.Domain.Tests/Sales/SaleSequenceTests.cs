using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Sales;

/// <summary>
/// Sales over several documents: parts, deposits, credit notes and losses, in the orders in which they come.
/// </summary>
public sealed class SaleSequenceTests
{
    private readonly TestBooks _books = new();

    [Theory]
    [InlineData(500, 700, 240)]
    [InlineData(240, 500, 700)]
    [InlineData(700, 240, 500)]
    [InlineData(0.01, 1439.98, 0.01)]
    [InlineData(479.99, 480.01, 480)]
    public void Part_receipts_in_any_order_release_the_same_vat(double one, double two, double three)
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        foreach (var part in new[] { one, two, three })
            _books.Receive("F1", (decimal)part);
        _books.Shows(1080, 0, 1080, 1200, 1080);
        Assert.Equal(Eur(-240), _books.Balance(Accounts.VatCollected));
    }

    [Fact]
    public void Each_rate_releases_its_own_vat_and_goods_none()
    {
        _books.Sell(Invoice("F1", Service(A, 100), Service(A, 100, Vat10), Service(A, 100, Vat55),
            Service(A, 100, Training), Goods(A, 100))); // total 555.50, of which 35.50 of VAT waits and 20 is due
        Assert.Equal(Eur(-20), _books.Balance(Accounts.VatCollected));
        _books.Receive("F1", 277.75m);
        Assert.Equal([Eur(10), Eur(5), Eur(2.75m)], _books.ItemsOf("F1")[0].Deferred.Select(d => d.Done));
        _books.Receive("F1", 277.75m);
        Assert.Equal(Eur(-55.50m), _books.Balance(Accounts.VatCollected));
    }

    [Fact]
    public void A_joint_invoice_paid_in_parts_gives_each_its_share_to_the_cent()
    {
        _books.Sell(Invoice("F1", Service(A, 800), Service(B, 400)));
        _books.Receive("F1", 100);
        Assert.Equal([Eur(66.67m), Eur(33.33m)], _books.ItemsOf("F1").Select(i => i.Settled));
        _books.Receive("F1", 1340);
        Assert.Equal((Eur(800), Eur(400)), (_books.Account(A).Cash, _books.Account(B).Cash));
    }

    [Fact]
    public void Deposit_then_progress_then_balance()
    {
        _books.Sell(Deposit("D1", Service(A, 300)), TenPercent);
        _books.Shows(-30, 0, -30, 0, 0);
        _books.Receive("D1", 360);
        _books.Shows(270, 0, 270, 300, 270);
        _books.Sell(Invoice("S1", Service(A, 500)) with { Deposits = [Taken("D1", A, 100, 20)] }, TenPercent);
        _books.Shows(230, 0, 230, 300, 230);
        _books.Receive("S1", 480);
        _books.Shows(630, 0, 630, 700, 630);
        _books.Sell(Invoice("F1", Service(A, 700)) with { Deposits = [Taken("D1", A, 200, 40)] }, TenPercent);
        _books.Shows(580, 0, 580, 700, 580);
        _books.Receive("F1", 600);
        _books.Shows(1080, 0, 1080, 1200, 1080);
        Assert.Equal(Money.Zero, _books.Balance(Accounts.CustomerDeposits));
        Assert.Equal(Eur(1200), _books.Account(A).Turnover);
    }

    [Fact]
    public void A_deposit_on_goods_and_services_comes_off_the_vat_that_waits_before_the_vat_due()
    {
        _books.Sell(Deposit("D1", Service(A, 300)));
        _books.Receive("D1", 360);
        _books.Sell(Invoice("F1", Service(A, 100), Goods(A, 900)) with { Deposits = [Taken("D1", A, 300, 60)] });
        Assert.Equal(Eur(-200), _books.Balance(Accounts.VatCollected)); // 60 received, 180 − 40 of the goods
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatAwaitingReceipt));
        _books.Receive("F1", 840);
        Assert.Equal(Eur(-200), _books.Balance(Accounts.VatCollected));
    }

    [Fact]
    public void An_invoice_that_its_deposit_paid_in_full_asks_nothing_and_can_be_credited()
    {
        _books.Sell(Deposit("D1", Service(A, 300)), TenPercent);
        _books.Receive("D1", 360);
        Assert.Single(_books.Sell(Invoice("F1", Service(A, 300)) with { Deposits = [Taken("D1", A, 300, 60)] },
            TenPercent));
        Assert.Empty(_books.ItemsOf("F1"));
        _books.TakeBack(CreditNote("N1", Service(A, 300)), "F1", TenPercent);
        _books.Shows(360, 360, 0, 0, 0);
        _books.Pay(_books.Refundable());
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatCollected));
    }

    [Fact]
    public void A_credit_note_of_an_unpaid_balance_invoice_gives_the_deposit_back_too()
    {
        _books.Sell(Deposit("D1", Service(A, 300)), TenPercent);
        _books.Receive("D1", 360);
        _books.Sell(Invoice("F1", Service(A, 1200)) with { Deposits = [Taken("D1", A, 300, 60)] }, TenPercent);
        _books.TakeBack(CreditNote("N1", Service(A, 1200)), "F1", TenPercent);
        Assert.Equal(Eur(-360), _books.Refundable().Remaining);
        _books.Shows(360, 360, 0, 0, 0);
    }

    [Fact]
    public void A_credit_note_of_a_deposit_undoes_the_deposit_and_no_sale()
    {
        _books.Sell(Deposit("D1", Goods(A, 300)), TenPercent);
        _books.TakeBack(CreditNote("N1", Goods(A, 300)) with { OfDeposit = true }, "D1", TenPercent);
        Assert.Equal(Money.Zero, _books.Balance(Accounts.CustomerDeposits));
        _books.Shows(0, 0, 0, 0, 0);
    }

    [Fact]
    public void Deposits_beyond_what_their_activity_invoices_are_refused() =>
        Assert.Throws<BrokenRuleException>(() => _books.Sell(
            Invoice("F1", Service(A, 100), Service(B, 900)) with { Deposits = [Taken("D1", A, 300, 60)] }));

    [Fact]
    public void A_document_changed_before_it_is_issued_counts_its_new_lines()
    {
        var draft = Invoice("F1", Service(A, 100));
        Assert.Equal(Eur(120), draft.ToPay);
        Assert.Equal(Eur(240), (draft with { Lines = [Service(A, 200)] }).ToPay);
        Assert.Equal(Eur(60), (draft with { Discount = Rate.Percent(50) }).ToPay);
    }

    [Fact]
    public void A_receipt_on_a_settled_invoice_is_refused()
    {
        _books.Sell(Invoice("F1", Service(A, 100)));
        _books.Receive("F1", 120);
        Assert.Throws<BrokenRuleException>(() => _books.Receive("F1", 1));
    }
}
