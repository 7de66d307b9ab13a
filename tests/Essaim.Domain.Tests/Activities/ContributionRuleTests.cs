using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

public sealed class ContributionRuleTests
{
    private static readonly ContributionRule Tiered = TenPercent with
    {
        Tiers = [new(Eur(0), Rate.Percent(12)), new(Eur(1000), Rate.Percent(10)), new(Eur(5000), Rate.Percent(5))],
    };

    /// <summary>
    /// Cap Services, 1998: members whose 10 % passed 3,000 francs a month could opt for a flat 3,000.
    /// </summary>
    private static readonly ContributionRule Flat = TenPercent with
    {
        Tiers = [], Flat = Eur(3000), OptIn = true, Eligibility = ContributionEligibility.Members,
    };

    [Theory]
    [InlineData(ContributionBase.Invoiced, 120)]
    [InlineData(ContributionBase.Received, 120)]
    [InlineData(ContributionBase.GrossMargin, 0)]
    public void What_is_invoiced_or_received_counts_at_once_and_a_margin_at_month_end(
        ContributionBase @base, int atOnce)
    {
        var rule = Contributing(10, @base);
        Assert.Equal(Eur(atOnce), rule.AtOnce(Eur(1200)));
        Assert.Equal(@base == ContributionBase.GrossMargin, rule.NeedsMonthEnd);
        Assert.Equal(Eur(120), rule.ForPeriod(Eur(1200)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(500, 60)]
    [InlineData(1000, 120)]
    [InlineData(3000, 320)]
    [InlineData(5000, 520)]
    [InlineData(8000, 670)]
    public void Each_tier_counts_only_what_lies_above_it(int @base, int due)
    {
        Assert.Equal(Eur(due), Tiered.ForPeriod(Eur(@base)));
        Assert.True(Tiered.NeedsMonthEnd);
        Assert.Equal(Eur(144), Tiered.AtOnce(Eur(1200))); // the first tier at once, the rest at month end
    }

    [Fact]
    public void A_floor_is_due_even_without_sales_and_a_ceiling_is_never_passed()
    {
        var rule = TenPercent with { Floor = Eur(25), Ceiling = Eur(300) };
        Assert.Equal([Eur(25), Eur(25), Eur(100), Eur(300)],
            new[] { 0m, 100, 1000, 9000 }.Select(b => rule.ForPeriod(Eur(b))));
        Assert.True(rule.NeedsMonthEnd);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(30_000)]
    [InlineData(90_000)]
    public void A_flat_amount_is_the_same_whatever_is_sold(int sold)
    {
        Flat.Check();
        Assert.Equal(Eur(3000), Flat.ForPeriod(Eur(sold)));
        Assert.Equal(Money.Zero, Flat.AtOnce(Eur(sold)));
        Assert.Equal(sold > 30_000, TenPercent.ForPeriod(Eur(sold)) > Flat.ForPeriod(Eur(sold)));
    }

    [Fact]
    public void More_credit_notes_than_sales_give_back_and_no_floor_holds_it() =>
        Assert.Equal(Eur(-50), (TenPercent with { Floor = Eur(25) }).ForPeriod(Eur(-500)));

    [Theory]
    [InlineData(ContributionPeriod.Month, 8)]
    [InlineData(ContributionPeriod.Quarter, 7)]
    [InlineData(ContributionPeriod.Year, 1)]
    public void A_period_is_a_calendar_month_quarter_or_year(ContributionPeriod period, int first) =>
        Assert.Equal(new Month(2026, first), (Tiered with { Period = period }).PeriodStart(new Month(2026, 8)));

    [Fact]
    public void A_credit_note_gives_the_contribution_back()
    {
        var books = new TestBooks();
        books.Sell(Invoice("F1", Service(A, 1200)), TenPercent);
        books.TakeBack(CreditNote("N1", Service(A, 300)), "F1", TenPercent);
        Assert.Equal(Eur(90), books.Account(A).Contribution);
        Assert.Equal(Eur(90), books.Account(S).OtherIncome);
    }

    [Fact]
    public void A_month_end_posts_what_the_invoices_had_not()
    {
        var books = new TestBooks();
        books.Sell(Invoice("F1", Service(A, 8000)), Tiered);
        var missing = Tiered.ForPeriod(Eur(8000)) - books.Account(A).Contribution;
        books.Post(ContributionPosting.Entry(A, missing, Day, "Contribution de mars", "C1", null));
        Assert.Equal((Eur(670), Eur(-290)), (books.Account(A).Contribution, missing));
    }

    [Fact]
    public void The_structure_does_not_contribute_to_itself()
    {
        var books = new TestBooks();
        Assert.Single(books.Sell(Invoice("F1", Service(S, 1200)), TenPercent));
        Assert.Single(books.Sell(Invoice("F2", Service(S, 1200)), TenOnReceipts));
        books.Receive("F2", 1440);
        Assert.Equal(Money.Zero, books.Balance(Accounts.ContributionEarned));
    }

    [Fact]
    public void A_rule_that_cannot_be_counted_is_refused()
    {
        TenPercent.Check();
        Tiered.Check();
        foreach (var wrong in new[]
        {
            TenPercent with { Resolution = " " }, TenPercent with { Tiers = [] }, TenPercent with { Flat = Eur(1) },
            TenPercent with { Tiers = [new(Eur(10), Rate.Percent(10))] },
            TenPercent with { Tiers = [Tiered.Tiers[0], Tiered.Tiers[2], Tiered.Tiers[1]] },
            TenPercent with { Tiers = [new(Eur(0), Rate.Percent(101))] },
            TenPercent with { Floor = Eur(2), Ceiling = Eur(1) },
        })
            Assert.Throws<BrokenRuleException>(wrong.Check);
    }
}
