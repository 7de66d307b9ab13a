using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Banking;

/// <summary>Rows 21 and 29 of the postings: what only the bank knows of.</summary>
public sealed class BankRowTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void Row_21_a_bank_fee_is_borne_by_whoever_bears_it() =>
        PostingsPage.Matches(21, _books.Post(
            [BankPostings.Fee(S, Eur(12), Day, "Frais"), BankPostings.Fee(A, Eur(12), Day, "Frais")]));

    [Fact]
    public void Row_29_unknown_money_waits_and_then_pays_the_invoice_with_its_vat()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        var unknown = _books.Post(BankPostings.UnknownMoney(Eur(1440), Day, "VIR INCONNU")).Content;
        PostingsPage.Matches(29, unknown, Found());
    }

    [Fact]
    public void Unknown_money_is_not_counted_as_covering_what_activities_are_owed()
    {
        _books.Post(BankPostings.UnknownMoney(Eur(1440), Day, "VIR INCONNU"));
        Assert.Equal(Money.Zero, _books.Cover().Held);
    }

    [Fact]
    public void Unknown_money_beyond_the_invoice_is_to_be_refunded()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        _books.Post(BankPostings.UnknownMoney(Eur(1500), Day, "VIR INCONNU"));
        Found();
        Assert.Equal(Eur(-60), _books.Refundable().Remaining);
    }

    [Fact]
    public void A_settled_invoice_cannot_be_what_unknown_money_paid()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        _books.Receive("F1", 1440);
        _books.Post(BankPostings.UnknownMoney(Eur(10), Day, "VIR INCONNU"));
        Assert.Throws<BrokenRuleException>(Found);
    }

    [Fact]
    public void More_than_waits_cannot_be_taken_from_the_suspense_account()
    {
        _books.Sell(Invoice("F1", Service(A, 1200)));
        _books.Post(BankPostings.UnknownMoney(Eur(10), Day, "VIR INCONNU"));
        var waiting = MoneySide.Known(_books.Item(Accounts.Suspense));
        Assert.Throws<BrokenRuleException>(() => ReceiptPosting.Entry(_books.ItemsOf("F1"), Eur(11), Day, "", "", null,
            waiting));
        Assert.Throws<BrokenRuleException>(() => BankPostings.Imputed(waiting,
            [new ImputedPart(Accounts.BankFees, S, Eur(-1))], Day, "Frais"));
    }

    [Fact]
    public void A_movement_is_imputed_to_accounts_that_no_open_item_keeps()
    {
        _books.Post(BankPostings.Imputed(MoneySide.Bank,
            [new ImputedPart(Accounts.BankFees, A, Eur(-10)), new ImputedPart(Accounts.DeductibleVat, S, Eur(-2))],
            Day, "Frais"));
        Assert.Equal((Eur(-12), Eur(-10)), (_books.Balance(Accounts.Bank, S), _books.Balance(Accounts.Liaison, A)));
        foreach (var account in new[] { "401", "411", "421", "467", "471", "181", "5121" })
            Assert.Throws<BrokenRuleException>(() => BankPostings.Imputed(MoneySide.Bank,
                [new ImputedPart(new AccountNumber(account), S, Eur(-12))], Day, "Frais"));
    }

    private DraftEntry Found()
    {
        var waiting = _books.Item(Accounts.Suspense);
        return _books.Post(ReceiptPosting.Entry([.. _books.ItemsOf("F1").Take(1)], -waiting.Remaining, Day, "Identifié",
            "F1", null, MoneySide.Known(waiting))).Content;
    }
}
