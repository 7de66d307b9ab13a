using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Sales;

/// <summary>Credit notes and bad debts in the middle of part receipts: the VAT follows to the cent.</summary>
public sealed class CorrectionTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void A_part_credit_note_between_two_receipts()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        _books.Receive("F1", 500);
        _books.Shows(296.67m, 0, 296.67m, 416.67m, 296.67m);
        _books.TakeBack(CreditNote("N1", Service(A, 600)), "F1", TenPercent);
        _books.Shows(356.67m, 0, 356.67m, 416.67m, 356.67m);
        Assert.Equal(Eur(220), _books.ItemsOf("F1")[0].Remaining);
        _books.Receive("F1", 220);
        _books.Shows(540, 0, 540, 600, 540);
        Assert.Equal(Eur(-120), _books.Balance(Accounts.VatCollected));
    }

    [Fact]
    public void A_credit_note_larger_than_what_remains_returns_the_vat_already_due()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        _books.Receive("F1", 500);
        _books.TakeBack(CreditNote("N1", Service(A, 1000)), "F1");
        Assert.Equal(Eur(-40), _books.Balance(Accounts.VatCollected)); // VAT of the 200 that stay
        Assert.Equal(Eur(-260), _books.Refundable().Remaining); // 500 − 240
        _books.TakeBack(CreditNote("N2", Service(A, 200)), "F1");
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatCollected));
    }

    [Fact]
    public void A_credit_note_on_the_goods_makes_the_vat_of_the_services_already_paid_fall_due()
    {
        _books.Sell(Invoice("F1", Service(A, 600), Goods(A, 600)));
        _books.Receive("F1", 720);
        Assert.Equal(Eur(-180), _books.Balance(Accounts.VatCollected)); // 120 of the goods, half of the services'
        _books.TakeBack(CreditNote("N1", Goods(A, 600)), "F1");
        Assert.True(_books.ItemsOf("F1")[0].IsSettled);
        Assert.Equal(Eur(-120), _books.Balance(Accounts.VatCollected));
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatAwaitingReceipt));
    }

    [Fact]
    public void A_credit_note_on_the_taxed_part_returns_vat_before_the_next_receipt()
    {
        _books.Sell(Invoice("F1", Service(A, 600), Service(A, 720, Training)));
        _books.Receive("F1", 720);
        _books.TakeBack(CreditNote("N1", Service(A, 300)), "F1");
        Assert.Equal(Eur(-40), _books.Balance(Accounts.VatCollected)); // 60 × 720 / 1080
        Assert.All(_books.Receive("F1", 100).Lines.Where(l => l.Account == Accounts.VatCollected),
            l => Assert.True(l.Credit.IsPositive));
    }

    [Fact]
    public void A_contribution_on_receipts_follows_the_credit_note()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenOnReceipts);
        _books.Receive("F1", 720);
        Assert.Equal(Eur(60), _books.Balance(Accounts.ContributionPaid, A));
        _books.TakeBack(CreditNote("N1", Service(A, 1200)), "F1", TenOnReceipts);
        Assert.Equal(Money.Zero, _books.Balance(Accounts.ContributionPaid, A));
        _books.Pay(_books.Refundable());
        _books.Shows(0, 0, 0, 0, 0);
    }

    [Fact]
    public void Thirty_credit_notes_of_a_third_of_a_cent_of_vat_leave_nothing_waiting()
    {
        _books.Sell(Invoice("F1", Service(A, 1)));
        for (var i = 1; i <= 30; i++) // each 0.03 and 0.01 of VAT: one and a half times their share
            _books.TakeBack(CreditNote($"N{i}", Service(A, 0.03m)), "F1");
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatAwaitingReceipt)
            + _books.ItemsOf("F1")[0].Deferred.Sum(d => d.Left));
    }

    [Fact]
    public void A_bad_debt_after_a_part_receipt_loses_only_what_remains()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        _books.Receive("F1", 480);
        _books.Lose("F1", TenPercent);
        Assert.Equal(Eur(800), _books.Balance(Accounts.BadDebts, A));
        _books.Shows(360, 0, 360, 400, 360); // 400 earned net, its contribution of 40
        Assert.Throws<BrokenRuleException>(() => _books.Lose("F1", TenPercent));
    }

    [Fact]
    public void A_bad_debt_on_goods_returns_the_contribution_on_their_net_though_their_vat_is_lost()
    {
        _books.Sell(Invoice("F1", Goods(A, 1200)), TenPercent);
        _books.Lose("F1", TenPercent, net: Eur(1200));
        Assert.Equal(Eur(1440), _books.Balance(Accounts.BadDebts, A));
        Assert.Equal(Money.Zero, _books.Balance(Accounts.ContributionPaid, A));
    }

    [Fact]
    public void A_rule_may_keep_the_contribution_on_bad_debts()
    {
        var kept = TenPercent with { ReversedByBadDebts = false };
        _books.Sell(Invoice("F1", Service(A, 1200)), kept);
        Assert.Single(_books.Lose("F1", kept));
        Assert.Equal(Eur(120), _books.Balance(Accounts.ContributionPaid, A));
    }

    [Fact]
    public void A_contribution_on_receipts_is_never_posted_on_a_bad_debt()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)), TenOnReceipts);
        Assert.Single(_books.Lose("F1", TenOnReceipts));
        Assert.Equal(Money.Zero, _books.Balance(Accounts.ContributionPaid, A));
    }
}
