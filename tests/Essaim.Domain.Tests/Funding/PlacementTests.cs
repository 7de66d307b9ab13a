using Essaim.Domain.Funding;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Funding;

/// <summary>Rows 41 to 43 of the postings: placed cash, its income, a grant to one activity.</summary>
public sealed class PlacementTests
{
    [Fact]
    public void Row_41_placed_cash_leaves_the_bank_and_comes_back_with_its_income()
    {
        var books = new TestBooks();
        PostingsPage.Matches(41,
            books.Post(PlacementPosting.Placed(Accounts.Bank, Eur(10_000), Day, "Compte à terme")).Content,
            books.Post(PlacementPosting.Returned(Accounts.Bank, Eur(10_000), Eur(10_150), Day, "Échéance")).Content);
    }

    [Fact]
    public void Row_42_the_activities_part_of_the_income_goes_into_their_cash()
    {
        var books = new TestBooks();
        var shares = PlacementShare.Of(Eur(150), Rate.Percent(60), [(A, 2_000_00), (B, 1_000_00)]);
        PostingsPage.Matches(42, books.Post(PlacementPosting.Shared(shares, Day, "Partage")).Content);
    }

    [Fact]
    public void Row_43_a_grant_to_one_activity_is_its_income_and_its_cash()
    {
        var books = new TestBooks();
        var announced = books.Post(GrantPosting.Announced(
            A, "Région", [new GrantInstalment(Day.AddDays(30), Eur(3000))], Day, null)).Content;
        PostingsPage.Matches(43, announced, books.Post(ReceiptPosting.Entry([books.Item(Accounts.GrantsReceivable)],
            Eur(3000), Day, "Subvention reçue", "R1", null)).Content);
    }

    [Fact]
    public void What_comes_back_of_a_placement_below_its_price_is_a_loss()
    {
        var entry = PlacementPosting.Returned(Accounts.Bank, Eur(10_000), Eur(9_970), Day, "Rachat");
        Assert.Equal(Eur(30), entry.Lines.Single(l => l.Account == Accounts.PlacementLosses).Amount);
        Assert.DoesNotContain(entry.Lines, l => l.Account == Accounts.FinancialIncome);
    }

    [Fact]
    public void A_day_counts_by_what_is_held_when_it_ends_and_below_zero_for_nothing()
    {
        // 100 for two days, −50 for three (nothing), 200 for five: 200 + 0 + 1,000 euro-days.
        var days = PlacementShare.CentDays(Eur(100),
            [(Day.AddDays(5), Eur(250)), (Day.AddDays(2), Eur(-150))], Day, Day.AddDays(10));
        Assert.Equal(1_200_00, days);
        // What moves before the first day is in the opening, and from the last on it no longer counts.
        Assert.Equal(1_000_00, PlacementShare.CentDays(Eur(100),
            [(Day.AddDays(-1), Eur(7)), (Day.AddDays(10), Eur(7))], Day, Day.AddDays(10)));
    }

    [Fact]
    public void Shares_add_up_to_the_part_that_was_voted_to_the_cent()
    {
        var shares = PlacementShare.Of(Eur(100), Rate.Percent(50), [(A, 1), (B, 1), (new ActivityId(4), 1), (S, 0)]);
        Assert.Equal([Eur(16.67m), Eur(16.67m), Eur(16.66m)], shares.Select(s => s.Amount));
        Assert.Empty(PlacementShare.Of(Eur(100), Rate.Percent(50), [(A, 0)]));
        Assert.Empty(PlacementShare.Of(Eur(-1), Rate.Percent(50), [(A, 1)]));
        Assert.Throws<BrokenRuleException>(() => PlacementShare.Of(Eur(1), Rate.Percent(101), [(A, 1)]));
    }
}
