using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Ledger;

public sealed class EntryTests
{
    [Fact]
    public void An_unbalanced_entry_cannot_be_posted() => Assert.Contains("pas équilibrée", Refused(
        EntryLine.OnDebit(Accounts.Bank, S, Eur(10)), EntryLine.OnCredit(Accounts.Suspense, S, Eur(9))));

    [Fact]
    public void An_entry_balances_within_each_activity_too() => Assert.Contains("activité 1", Refused(
        EntryLine.OnDebit(Accounts.Bank, S, Eur(10)), EntryLine.OnCredit(Accounts.ServicesSold, A, Eur(10))));

    [Fact]
    public void An_entry_has_two_lines_and_says_what_it_tells()
    {
        Assert.Contains("deux lignes", Refused());
        Assert.Throws<BrokenRuleException>(() => new DraftEntry("OD", Day, " ",
            [EntryLine.OnDebit(Accounts.Bank, S, Eur(1)), EntryLine.OnCredit(Accounts.Suspense, S, Eur(1))]));
    }

    [Fact]
    public void A_line_has_one_side_and_no_sign()
    {
        Assert.Throws<BrokenRuleException>(() => EntryLine.OnDebit(Accounts.Bank, S, Eur(-1)));
        Assert.Equal(Eur(5), EntryLine.Signed(Accounts.Bank, S, Eur(-5)).Credit);
    }

    [Fact]
    public void The_builder_bridges_every_activity_through_the_structure()
    {
        var entry = new EntryBuilder("OD", Day, "Essai")
            .Debit(Accounts.Travel, A, Eur(10)).Debit(Accounts.Travel, B, Eur(5))
            .Credit(Accounts.Bank, S, Eur(15)).Build();
        Assert.Equal(7, entry.Lines.Count);
        Assert.All(entry.Lines.GroupBy(l => l.Activity), g => Assert.Equal(Money.Zero, g.Sum(l => l.Amount)));
    }

    [Fact]
    public void The_builder_leaves_out_lines_of_nothing() =>
        Assert.True(new EntryBuilder("OD", Day, "Essai").Debit(Accounts.Bank, S, Money.Zero).IsEmpty);

    [Fact]
    public void No_more_than_remains_of_an_item_can_be_settled()
    {
        var books = new TestBooks();
        books.Buy(Purchase(A, "607", 100, 20, onPayment: false));
        var item = books.Item(Accounts.Suppliers);
        foreach (var amount in new[] { 120.01m, 0, -1 })
            Assert.Throws<BrokenRuleException>(() => books.Pay(item, amount));
    }

    [Theory]
    [InlineData("181", "181000")]
    [InlineData("1811", "181100")]
    [InlineData("41100000", "411000")]
    [InlineData("4110000012", "4110000012")]
    [InlineData("12", "120000")]
    public void An_account_is_kept_in_six_digits_unless_it_says_more(string given, string kept) =>
        Assert.Equal(kept, new AccountNumber(given).Digits);

    [Theory]
    [InlineData("4")]
    [InlineData("911")]
    [InlineData("011")]
    [InlineData("41A")]
    [InlineData("41100000001")]
    public void What_is_no_account_is_refused(string text) =>
        Assert.Throws<BrokenRuleException>(() => new AccountNumber(text));

    [Theory]
    [InlineData("706", true)]
    [InlineData("6411", true)]
    [InlineData("1861", true)]
    [InlineData("1872", true)]
    [InlineData("181", false)]
    [InlineData("1811", false)]
    [InlineData("512", false)]
    public void Results_contributions_and_internal_sales_close_into_the_result(string account, bool closes) =>
        Assert.Equal(closes, new AccountNumber(account).ClosesIntoResult);

    private static string Refused(params EntryLine[] lines) =>
        Assert.Throws<BrokenRuleException>(() => new DraftEntry("OD", Day, "Essai", lines)).Message;
}
