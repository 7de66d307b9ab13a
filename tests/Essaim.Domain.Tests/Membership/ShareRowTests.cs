using Essaim.Domain.Ledger;
using Essaim.Domain.Membership;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Membership;

/// <summary>Rows 23 and 24 of the postings: capital shares.</summary>
public sealed class ShareRowTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void Row_23_shares_are_paid_by_transfer_or_kept_from_pay()
    {
        _books.PaySlip(A, March);
        var subscribed = _books.Post(SharePosting.Subscribed(Person, Eur(100), Day, "Jeanne"));
        var paid = _books.Post(SharePosting.Paid(Subscription, Eur(60), Day, "Jeanne"));
        var kept = _books.Post(SharePosting.DeductedFromPay(
            _books.Item(Accounts.PayOwed), Subscription, Eur(40), Day, "Jeanne"));
        PostingsPage.Matches(23, subscribed.Content, paid.Content, kept.Content);
        Assert.Equal(Eur(-730), _books.Item(Accounts.PayOwed).Remaining);
    }

    [Fact]
    public void Row_24_shares_are_refunded_at_nominal_value()
    {
        var refunded = _books.Post(SharePosting.Refunded(Person, Eur(100), Day, Day.AddYears(1), "Jeanne"));
        PostingsPage.Matches(24, refunded.Content, _books.Pay(_books.Item(Accounts.MemberRefunds)));
    }

    [Fact]
    public void No_more_than_was_subscribed_can_be_paid()
    {
        _books.Post(SharePosting.Subscribed(Person, Eur(100), Day, "Jeanne"));
        Assert.Throws<BrokenRuleException>(() => SharePosting.Paid(Subscription, Eur(100.01m), Day, "Jeanne"));
    }

    private OpenItem Subscription => _books.Item(Accounts.MemberSubscriptions);
}
