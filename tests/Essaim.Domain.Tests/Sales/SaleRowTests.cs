using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Sales;

/// <summary>Rows 1 to 8, 20, 26, 30, 32, 44 and 45 of the postings: what sales write.</summary>
public sealed class SaleRowTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void Row_1_a_service_invoiced_leaves_its_vat_waiting() =>
        PostingsPage.Matches(1, _books.Sell(Invoice("F1", Service(A, 1200))));

    [Fact]
    public void Row_2_goods_invoiced_owe_their_vat_at_once() =>
        PostingsPage.Matches(2, _books.Sell(Invoice("F1", Goods(A, 1200))));

    [Fact]
    public void Row_2_a_service_under_the_option_for_debits_differs_from_goods_by_its_income_account_only()
    {
        var service = _books.Sell(Invoice("F1", Service(A, 1200)) with { VatOnDebits = true })[0].Lines;
        var goods = _books.Sell(Invoice("F2", Goods(A, 1200)))[0].Lines;
        Assert.Equal(goods.Select(l => l.Account == Accounts.GoodsSold ? Accounts.ServicesSold : l.Account),
            service.Select(l => l.Account));
        Assert.Equal(goods.Select(l => l.Amount), service.Select(l => l.Amount));
    }

    [Fact]
    public void Row_3_the_contribution_is_posted_with_the_invoice() =>
        PostingsPage.Matches(3, _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent)[1]);

    [Fact]
    public void Row_3_a_contribution_on_receipts_is_posted_with_the_receipt()
    {
        Assert.Single(_books.Sell(Invoice("F1", Service(A, 1200)), TenOnReceipts));
        _books.Receive("F1", 500);
        Assert.Equal(Eur(41.67m), _books.Balance(Accounts.ContributionPaid, A)); // 120 × 500 / 1440
        _books.Receive("F1", 940);
        Assert.Equal(Eur(120), _books.Balance(Accounts.ContributionPaid, A));
    }

    [Fact]
    public void Row_4_a_whole_receipt_releases_the_whole_vat()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        PostingsPage.Matches(4, _books.Receive("F1", 1440));
    }

    [Fact]
    public void Row_5_part_receipts_release_parts_of_the_vat_that_add_up()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        PostingsPage.Matches(5, _books.Receive("F1", 500), _books.Receive("F1", 940));
    }

    [Fact]
    public void Row_6_a_balance_invoice_takes_its_deposit_back_and_counts_only_the_rest() =>
        PostingsPage.Matches(6,
        [
            .. _books.Sell(Deposit("D1", Service(A, 300)), TenPercent), _books.Receive("D1", 360),
            .. _books.Sell(Invoice("F1", Service(A, 1200)) with { Deposits = [Taken("D1", A, 300, 60)] }, TenPercent),
        ]);

    [Fact]
    public void Row_7_a_credit_note_mirrors_its_invoice_and_brings_back_vat_already_due()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        var unpaid = _books.TakeBack(CreditNote("N1", Service(A, 1200)), "F1", TenPercent);
        _books.Sell(Invoice("F2", Service(A, 1200)), TenPercent);
        _books.Receive("F2", 1440);
        var paid = _books.TakeBack(CreditNote("N2", Service(A, 1200)), "F2", TenPercent);
        PostingsPage.Matches(7, [.. unpaid, .. paid]);
        Assert.Equal(Eur(-1440), _books.Refundable().Remaining);
    }

    [Fact]
    public void Row_8_a_bad_debt_is_a_cost_without_the_vat_that_never_fell_due()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        PostingsPage.Matches(8, _books.Lose("F1", TenPercent));
    }

    [Fact]
    public void Row_20_a_joint_invoice_gives_each_activity_its_part() =>
        PostingsPage.Matches(20, _books.Sell(Invoice("F1", Service(A, 800), Service(B, 400))));

    [Fact]
    public void Row_26_the_vat_of_a_period_becomes_one_debt_to_the_state()
    {
        _books.Sell(Invoice("F1", Goods(A, 1200)));
        _books.Buy(Purchase(A, "607", 100, 20, onPayment: false));
        var settled = _books.Post(VatSettlement.Entry(Eur(240), Eur(20), Day, Day.AddDays(14), "TVA de mars"));
        PostingsPage.Matches(26, settled.Content, _books.Pay(_books.Item(Accounts.VatToPay)));
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatCollected) + _books.Balance(Accounts.DeductibleVat));
    }

    [Fact]
    public void More_vat_deductible_than_collected_is_carried_to_the_next_period()
    {
        _books.Sell(Invoice("F1", Goods(A, 500)));
        _books.Buy(Purchase(A, "607", 1000, 200, onPayment: false));
        _books.Post(VatSettlement.Entry(Eur(100), Eur(200), Day, Day.AddDays(14), "TVA de mars"));
        Assert.Equal(Eur(100), _books.Balance(Accounts.VatCredit));
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatToPay));
        _books.Sell(Invoice("F2", Goods(A, 1500)));
        _books.Post(VatSettlement.Entry(Eur(300), Eur(0), Day, Day.AddDays(45), "TVA d’avril", Eur(100)));
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatCredit));
        Assert.Equal(Eur(-200), _books.Item(Accounts.VatToPay).Remaining);
    }

    [Fact]
    public void Row_30_what_is_paid_too_much_stays_in_the_customers_credit_until_refunded()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        PostingsPage.Matches(30, _books.Receive("F1", 1480), _books.Pay(_books.Refundable()));
    }

    [Fact]
    public void Row_32_the_vat_of_a_deposit_on_goods_waits_for_its_receipt() =>
        PostingsPage.Matches(32, [.. _books.Sell(Deposit("D1", Goods(A, 100))), _books.Receive("D1", 120)]);

    [Fact]
    public void Row_44_the_balance_sells_what_progress_has_not_sold()
    {
        var progress = _books.Sell(Invoice("F1", Service(A, 400)) with { Kind = SaleDocumentKind.ProgressInvoice });
        var balance = _books.Sell(Invoice("F2", Service(A, 1000)) with
        {
            Deposits = [Taken("F1", A, 400, 80) with { Sold = SupplyKind.Services }],
        });
        PostingsPage.Matches(44, [.. progress, .. balance]);
    }

    [Fact]
    public void Row_45_what_a_customer_keeps_back_waits_apart_with_its_vat_and_is_paid_last()
    {
        var sold = _books.Sell(Invoice("F1", Service(A, 1000)));
        var kept = Kept("F1", 60);
        PostingsPage.Matches(45, [.. sold, kept, _books.Receive("F1", 1140), _books.Receive("F1", 60)]);
    }

    [Fact]
    public void What_is_kept_back_goes_back_before_a_credit_note_unless_something_was_paid()
    {
        _books.Sell(Invoice("F1", Service(A, 1000)), TenOnReceipts);
        Kept("F1", 60);
        _books.Post(RetentionPosting.Back(_books.ItemsOf("F1")[0], _books.Item(Accounts.Retentions), Day, "F1", null));
        Assert.Equal(Money.Zero, _books.Balance(Accounts.Retentions));
        Assert.Equal((Eur(1200), Eur(200)), (_books.ItemsOf("F1")[0].Remaining,
            _books.ItemsOf("F1")[0].Deferred.Where(d => d.IsVat).Sum(d => d.Left)));

        _books.Sell(Invoice("F2", Service(A, 500)));
        Kept("F2", 30);
        _books.Receive("F2", 100);
        Assert.Throws<BrokenRuleException>(() => RetentionPosting.Back(_books.ItemsOf("F2")[0],
            _books.ItemsOf("F2").Single(i => i.Account == Accounts.Retentions), Day, "F2", null));
    }

    private DraftEntry Kept(string invoice, decimal amount) => _books.Post(RetentionPosting.Entry(
        _books.ItemsOf(invoice)[0], Eur(amount), Day, Day.AddYears(1), invoice, null)).Content;
}
