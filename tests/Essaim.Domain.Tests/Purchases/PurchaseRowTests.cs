using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Purchases;

/// <summary>Rows 9 to 14, 31, 33 and 34 of the postings: what purchases and claims write.</summary>
public sealed class PurchaseRowTests
{
    private static readonly ExpenseLine Train = new(Day, Accounts.Travel, "Train", Eur(50), Eur(10));
    private static readonly ExpenseLine Drive = new(Day, Accounts.Mileage, "80 km", Eur(42.32m), Eur(0));

    private readonly TestBooks _books = new();

    [Fact]
    public void Row_9_the_vat_of_goods_is_deductible_at_once() =>
        PostingsPage.Matches(9, _books.Buy(Purchase(A, "607", 100, 20, onPayment: false)));

    [Fact]
    public void Row_10_the_vat_of_a_service_waits_for_its_payment() =>
        PostingsPage.Matches(10, _books.Buy(Purchase(A, "604", 100, 20, onPayment: true)));

    [Fact]
    public void Row_11_paying_a_service_makes_its_vat_deductible()
    {
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        PostingsPage.Matches(11, _books.Pay(_books.Item(Accounts.Suppliers)));
    }

    [Fact]
    public void Row_12_a_person_who_advanced_an_expense_is_owed_it_with_its_vat() =>
        PostingsPage.Matches(12, Claim(Train));

    [Fact]
    public void Row_13_a_mileage_allowance_has_no_vat() => PostingsPage.Matches(13, Claim(Drive));

    [Fact]
    public void Row_14_a_reimbursement_takes_the_cash_of_the_activity()
    {
        Claim(Train, Drive);
        PostingsPage.Matches(14, _books.Pay(_books.Item(Accounts.PeopleToReimburse)));
    }

    [Fact]
    public void Row_34_what_a_person_gives_up_is_income_of_the_activity_and_the_rest_stays_owed()
    {
        Claim(Train);
        var item = _books.Item(Accounts.PeopleToReimburse);
        PostingsPage.Matches(34, _books.Post(ExpenseClaimPosting.Waiver(item, Eur(20), Day, "Jeanne")).Content);
        Assert.Equal(Eur(-40), _books.Item(Accounts.PeopleToReimburse).Remaining);
        Assert.Throws<BrokenRuleException>(() => ExpenseClaimPosting.Waiver(
            _books.Item(Accounts.PeopleToReimburse), Eur(40.01m), Day, "Jeanne"));
        Assert.Throws<BrokenRuleException>(() => ExpenseClaimPosting.Waiver(
            _books.Item(Accounts.PeopleToReimburse), Eur(0), Day, "Jeanne"));
    }

    [Fact]
    public void Row_31_the_structure_buys_without_any_current_account()
    {
        var bought = _books.Buy(Purchase(S, "61", 100, 20, onPayment: true));
        PostingsPage.Matches(31, bought, _books.Pay(_books.Item(Accounts.Suppliers)));
    }

    [Fact]
    public void Row_33_a_credit_note_takes_what_is_open_and_the_rest_is_to_be_received()
    {
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        var unpaid = Credit(100, 20);
        Assert.True(_books.ItemsOf("X1").Single().IsSettled);

        var paidBooks = new TestBooks();
        paidBooks.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        paidBooks.Pay(paidBooks.Item(Accounts.Suppliers));
        var paid = paidBooks.Post(PurchasePosting.CreditNote(Note(100, 20), paidBooks.ItemsOf("X1"))).Content;

        PostingsPage.Matches(33, unpaid, paid);
        Assert.Equal(Eur(120), paidBooks.ItemsOf("AV1").Single().Remaining);
        Assert.Equal(Eur(0), paidBooks.Balance(Accounts.DeductibleVat));
    }

    /// <summary>Of 120, 60 are paid and freed 10 of VAT; the note takes 48 off: 72 are left, which bear 12 of VAT.
    /// </summary>
    [Fact]
    public void A_credit_note_of_a_part_leaves_the_rest_to_pay_with_its_share_of_vat()
    {
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        _books.Pay(_books.Item(Accounts.Suppliers), 60);
        Credit(40, 8);
        Assert.Equal((Eur(-12), Eur(10)), (_books.ItemsOf("X1").Single().Remaining,
            _books.Balance(Accounts.DeductibleVat)));
        _books.Pay(_books.ItemsOf("X1").Single());
        Assert.Equal((Eur(12), Eur(0)), (_books.Balance(Accounts.DeductibleVat),
            _books.Balance(Accounts.DeductibleVatPending)));
    }

    [Fact]
    public void A_credit_note_larger_than_what_is_open_settles_it_and_the_supplier_owes_the_rest()
    {
        _books.Buy(Purchase(A, "607", 100, 20, onPayment: false));
        _books.Pay(_books.Item(Accounts.Suppliers), 90);
        Credit(50, 10, onPayment: false);
        Assert.True(_books.ItemsOf("X1").Single().IsSettled);
        Assert.Equal(Eur(30), _books.ItemsOf("AV1").Single().Remaining);
        Assert.Equal(Eur(10), _books.Balance(Accounts.DeductibleVat));
    }

    [Fact]
    public void Row_35_vat_that_the_co_op_owes_itself_is_declared_and_deducted_at_once() =>
        PostingsPage.Matches(35, _books.Buy(Regime("604", PurchaseVat.SelfAssessedInUnion)),
            _books.Buy(Part("604", PurchaseVat.SelfAssessedInUnion, 30) with { Number = "X2" }));

    [Fact]
    public void Row_36_vat_that_may_not_be_deducted_is_a_cost() =>
        PostingsPage.Matches(36, _books.Buy(Regime("613", PurchaseVat.InCost)));

    [Fact]
    public void Building_work_that_is_subcontracted_bears_collected_vat_and_the_supplier_gets_the_net()
    {
        _books.Buy(Regime("604", PurchaseVat.SelfAssessed));
        Assert.Equal((Eur(-20), Eur(20), Eur(-100)), (_books.Balance(Accounts.VatCollected),
            _books.Balance(Accounts.DeductibleVat), _books.Balance(Accounts.Suppliers)));
    }

    /// <summary>10.01 at a third is 3.3366…, so 3.34 come back and 6.67 stay a cost: 50.05 + 6.67 = 56.72.</summary>
    [Theory]
    [InlineData(0, 0, 60.06)]
    [InlineData(33.33, 3.34, 56.72)]
    [InlineData(100, 10.01, 50.05)]
    public void What_of_self_assessed_vat_may_not_be_deducted_is_a_cost_to_the_cent(
        decimal percent, decimal deducted, decimal cost)
    {
        _books.Buy(Part("604", PurchaseVat.SelfAssessed, percent, 50.05m, 10.01m));
        Assert.Equal((Eur(deducted), Eur(cost), Eur(-10.01m), Eur(-50.05m)), (_books.Balance(Accounts.DeductibleVat),
            _books.Balance(Accounts.PurchasedServices), _books.Balance(Accounts.VatCollected),
            _books.Balance(Accounts.Suppliers)));
    }

    [Theory]
    [InlineData(PurchaseVat.Deductible, 50, "faites deux lignes")]
    [InlineData(PurchaseVat.SelfAssessed, 101, "de 0 à 100")]
    public void A_share_of_deductible_vat_is_of_what_the_co_op_owes_itself(
        PurchaseVat regime, decimal percent, string says) => Assert.Contains(says,
        Assert.Throws<BrokenRuleException>(() => _books.Buy(Part("604", regime, percent))).Message);

    [Fact]
    public void Row_40_what_the_person_paid_is_owed_to_them_and_the_co_op_pays_the_rest()
    {
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        var share = _books.Post(PersonShare.Entry(Paid(60), "Jeanne", _books.ItemsOf("X1"), "X1")).Content;
        PostingsPage.Matches(40, share, _books.Pay(_books.Item(Accounts.Suppliers)));
        Assert.Equal((Eur(-60), Eur(20), Eur(0)), (_books.Item(Accounts.PeopleToReimburse).Remaining,
            _books.Balance(Accounts.DeductibleVat), _books.Balance(Accounts.DeductibleVatPending)));
    }

    /// <summary>
    /// 60 + 12 of services and 40 + 8 of goods, 120 in all, of which the person paid 50: 72/120 of it, 30, on the
    /// services, and 20 on the goods. VAT of the services: 12 × 30/72 = 5. The co-op pays 42 and 28.
    /// </summary>
    [Fact]
    public void A_person_who_paid_a_part_of_a_mixed_invoice_frees_its_vat_to_the_cent_and_the_co_op_the_rest()
    {
        _books.Post(PurchasePosting.Entry(Mixed()));
        Assert.Equal(Eur(8), _books.Balance(Accounts.DeductibleVat));
        _books.Post(PersonShare.Entry(Paid(50), "Jeanne", _books.ItemsOf("X1"), "X1"));

        Assert.Equal([Eur(-42), Eur(-28)], _books.ItemsOf("X1").Where(i => i.Account == Accounts.Suppliers)
            .Select(i => i.Remaining));
        Assert.Equal((Eur(13), Eur(7), Eur(-50)), (_books.Balance(Accounts.DeductibleVat),
            _books.Balance(Accounts.DeductibleVatPending), _books.Balance(Accounts.PeopleToReimburse)));
        foreach (var item in _books.ItemsOf("X1").Where(i => i.Account == Accounts.Suppliers).ToList())
            _books.Pay(item);
        Assert.Equal((Eur(20), Eur(0), Eur(0)), (_books.Balance(Accounts.DeductibleVat),
            _books.Balance(Accounts.DeductibleVatPending), _books.Balance(Accounts.Suppliers)));
    }

    [Theory]
    [InlineData(0, 1, "est positif")]
    [InlineData(120.01, 1, "Il ne reste que 120,00")]
    [InlineData(60, 0, "Dites comment")]
    public void A_share_paid_by_a_person_is_a_part_of_what_is_to_pay_and_says_by_which_means(
        decimal amount, int said, string says)
    {
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        Assert.Contains(says, Assert.Throws<BrokenRuleException>(() => PersonShare.Entry(
            Paid(amount) with { Means = said == 1 ? "carte" : " " }, "Jeanne", _books.ItemsOf("X1"), "X1")).Message);
    }

    [Theory]
    [InlineData(PurchaseVat.Margin, 20, "sur la marge ne porte pas de TVA")]
    [InlineData(PurchaseVat.SelfAssessed, 0, "ce serait 20,00")]
    public void A_regime_refuses_the_vat_that_it_cannot_have(PurchaseVat regime, int vat, string says) =>
        Assert.Contains(says, Assert.Throws<Domain.Values.BrokenRuleException>(
            () => _books.Buy(Regime("604", regime, vat))).Message);

    /// <summary>Bought and given back, any regime leaves nothing behind but what waits.</summary>
    [Theory]
    [InlineData(PurchaseVat.Deductible)]
    [InlineData(PurchaseVat.InCost)]
    [InlineData(PurchaseVat.SelfAssessed)]
    [InlineData(PurchaseVat.SelfAssessedInUnion)]
    public void A_credit_note_is_the_mirror_of_its_purchase_under_any_regime(PurchaseVat regime)
    {
        _books.Buy(Regime("604", regime));
        _books.Post(PurchasePosting.CreditNote(Regime("604", regime) with { Number = "AV1" }, _books.ItemsOf("X1")));
        foreach (var account in new[] { Accounts.PurchasedServices, Accounts.Suppliers, Accounts.DeductibleVat,
            Accounts.VatCollected, Accounts.VatOnAcquisitions })
            Assert.Equal(Eur(0), _books.Balance(account));
    }

    [Fact]
    public void A_service_paid_in_two_parts_frees_its_vat_in_two_parts()
    {
        _books.Buy(Purchase(A, "604", 100, 20, onPayment: true));
        _books.Pay(_books.Item(Accounts.Suppliers), 70);
        Assert.Equal(Eur(11.67m), _books.Balance(Accounts.DeductibleVat));
        _books.Pay(_books.Item(Accounts.Suppliers));
        Assert.Equal(Eur(20), _books.Balance(Accounts.DeductibleVat));
    }

    [Fact]
    public void One_invoice_may_be_for_several_activities()
    {
        _books.Post(PurchasePosting.Entry(Mixed()));
        Assert.Equal([Eur(-72), Eur(-48)], _books.ItemsOf("X1").Select(i => i.Remaining));
    }

    private static PurchaseInvoice Mixed() => Purchase(A, "604", 60, 12, onPayment: true) with
    {
        Lines =
        [
            new PurchaseLine(A, Accounts.PurchasedServices, "Stand", Eur(60), Eur(12), VatOnPayment: true),
            new PurchaseLine(B, Accounts.PurchasedGoods, "Tissu", Eur(40), Eur(8), VatOnPayment: false),
        ],
    };

    private static PersonShare Paid(decimal amount) => new(Person, Eur(amount), Day, "carte personnelle");

    private static PurchaseInvoice Part(
        string account, PurchaseVat regime, decimal percent, decimal net = 100, decimal vat = 20)
    {
        var ordinary = Purchase(A, account, net, vat, onPayment: false);
        return ordinary with
        {
            Lines = [ordinary.Lines[0] with { Regime = regime, DeductibleShare = Rate.Percent(percent) }],
        };
    }

    private static PurchaseInvoice Regime(string account, PurchaseVat regime, decimal vat = 20)
    {
        var ordinary = Purchase(A, account, 100, vat, onPayment: false);
        return ordinary with { Lines = [ordinary.Lines[0] with { Regime = regime }] };
    }

    private DraftEntry Credit(decimal net, decimal vat, bool onPayment = true) =>
        _books.Post(PurchasePosting.CreditNote(Note(net, vat, onPayment), _books.ItemsOf("X1"))).Content;

    private static PurchaseInvoice Note(decimal net, decimal vat, bool onPayment = true) =>
        Purchase(A, onPayment ? "604" : "607", net, vat, onPayment) with { Number = "AV1" };

    private DraftEntry Claim(params ExpenseLine[] lines) =>
        _books.Post(ExpenseClaimPosting.Entry(Person, "Jeanne", A, Day, lines)).Content;
}
