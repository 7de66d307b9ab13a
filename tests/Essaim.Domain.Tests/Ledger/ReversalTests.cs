using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Ledger;

public sealed class ReversalTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void A_reversed_receipt_opens_the_invoice_again_with_its_vat()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        _books.Receive("F1", 500);
        Reverse(_books.Entries[^1]);
        var item = _books.ItemsOf("F1")[0];
        Assert.Equal((Eur(1440), Eur(240)), (item.Remaining, item.Deferred[0].Left));
        _books.Receive("F1", 1440);
        Assert.Equal(Eur(-240), _books.Balance(Accounts.VatCollected));
    }

    [Fact]
    public void A_reversed_invoice_leaves_nothing_open_and_no_vat_waiting()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        Reverse(_books.Entries[0]);
        Assert.True(_books.ItemsOf("F1")[0].IsSettled);
        Assert.Equal(Money.Zero, _books.Balance(Accounts.VatAwaitingReceipt));
    }

    [Fact]
    public void A_reversed_payment_of_a_service_takes_its_deductible_vat_back()
    {
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        _books.Pay(_books.Item(Accounts.Suppliers));
        Reverse(_books.Entries[^1]);
        Assert.Equal(Money.Zero, _books.Balance(Accounts.DeductibleVat));
        Assert.Equal(Eur(-120), _books.Item(Accounts.Suppliers).Remaining);
    }

    [Fact]
    public void A_reversed_credit_note_is_owed_again()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        _books.TakeBack(CreditNote("N1", Service(A, 600)), "F1");
        Reverse(_books.Entries[^1]);
        Assert.Equal(Eur(1440), _books.ItemsOf("F1")[0].Remaining);
        Assert.Equal(Eur(240), _books.ItemsOf("F1")[0].Deferred[0].Left);
    }

    [Fact]
    public void An_invoice_paid_in_part_cannot_be_reversed_before_its_receipt()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        _books.Receive("F1", 500);
        var invoice = _books.Entries[0];
        Assert.Throws<BrokenRuleException>(() => Reversal.Of(invoice, Day, "erreur", _books.ItemsOf("F1")));
        Assert.Throws<BrokenRuleException>(() => _books.Post(Reversal.Of(invoice, Day, "erreur")));
    }

    [Fact]
    public void A_reversal_names_its_original_and_its_reason()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        var reversal = Reversal.Of(_books.Entries[0], Day.AddDays(1), "doublon");
        Assert.Equal(_books.Entries[0].Id, reversal.Reverses);
        Assert.Equal("Annulation de VT-2026-000001 : doublon", reversal.Label);
        Assert.Equal("F1", reversal.PieceRef);
        Assert.Throws<BrokenRuleException>(() => Reversal.Of(_books.Entries[0], Day, " "));
    }

    [Fact]
    public void An_opening_entry_is_not_reversed()
    {
        _books.Holds(A, 10);
        _books.OpenNextYear();
        Assert.Throws<BrokenRuleException>(() => Reversal.Of(_books.Entries[^1], Day, "erreur"));
    }

    private void Reverse(PostedEntry entry) => _books.Post(Reversal.Of(entry, Day, "erreur"));
}
