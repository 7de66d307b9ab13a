using Essaim.Domain.Funding;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Funding;

/// <summary>Row 22 of the postings: a grant.</summary>
public sealed class GrantRowTests
{
    [Fact]
    public void Row_22_a_grant_is_income_when_announced_and_money_when_received()
    {
        var books = new TestBooks();
        var announced = books.Post(GrantPosting.Announced("Région", Eur(5000), Day, Day.AddDays(90))).Content;
        var received = books.Post(ReceiptPosting.Entry(
            [books.Item(Accounts.GrantsReceivable)], Eur(5000), Day, "Subvention reçue", "R1", null)).Content;
        PostingsPage.Matches(22, announced, received);
    }
}
