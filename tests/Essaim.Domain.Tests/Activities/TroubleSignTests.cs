using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Activities;

public sealed class TroubleSignTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly Activity Jeanne = new()
    {
        Id = A, Code = "jeanne", TradeName = "Fil d’or", Trade = "Couture", OpenedOn = new DateOnly(2025, 1, 1),
    };

    private static readonly ActivitySituation Sound = new()
    {
        Activity = Jeanne, Day = Today, Cash = Eur(2000), Turnover = Eur(5000), Earned = Eur(6000), EarnedMonths = 6,
        FixedPayCost = Eur(1000), ContractEnd = new DateOnly(2027, 12, 31),
    };

    [Fact]
    public void A_sound_activity_gives_no_sign() => Assert.Empty(Signs(Sound));

    [Fact]
    public void Cash_below_zero_is_urgent_and_cash_that_was_lent_asks_to_act()
    {
        Assert.Equal((TroubleGravity.Urgent, Eur(-50)), Found(Sound with { Cash = Eur(-50) },
            TroubleKind.NegativeCash));
        // 300 are there, 500 were lent: 200 are missing.
        Assert.Equal((TroubleGravity.Act, Eur(-200)), Found(Sound with { Cash = Eur(300), Advances = Eur(500) },
            TroubleKind.NegativeCash));
    }

    [Fact]
    public void Nothing_invoiced_for_three_months_and_this_one_is_a_sign_for_those_open_so_long()
    {
        var idle = Sound with { Turnover = Money.Zero };
        var sign = Assert.Single(Signs(idle with { FixedPayCost = Money.Zero }));
        Assert.Equal((TroubleKind.NoTurnover, TroubleGravity.Act, 3, (DateOnly?)new DateOnly(2026, 8, 1)),
            (sign.Kind, sign.Gravity, sign.Count, sign.Date));
        Assert.Equal(TroubleGravity.Urgent, Found(idle, TroubleKind.NoTurnover).Gravity); // and pay is due each month
        Assert.Equal(TroubleGravity.Urgent, Found(Sound with { Turnover = Eur(-10) }, TroubleKind.NoTurnover).Gravity);
        Assert.Empty(Signs(idle with { Activity = Opened(new DateOnly(2026, 8, 2)) }));
        Assert.NotEmpty(Signs(idle with { Activity = Opened(new DateOnly(2026, 8, 1)) }));
    }

    [Fact]
    public void Customers_are_late_after_thirty_days_and_weigh_more_than_what_is_there()
    {
        var due = new DateOnly(2026, 10, 24); // 30 days before: not yet
        Assert.Empty(Signs(Sound with { Customers = [Owing(due, 5000)] }));
        var late = Sound with { Customers = [Owing(due.AddDays(-1), 1500), Owing(due.AddDays(-9), 500)] };
        var sign = Assert.Single(Signs(late));
        Assert.Equal((TroubleKind.LateCustomers, TroubleGravity.Watch, Eur(2000), 2, (DateOnly?)due.AddDays(-9)),
            (sign.Kind, sign.Gravity, sign.Amount, sign.Count, sign.Date));
        Assert.Equal(TroubleGravity.Act, Assert.Single(Signs(late with { Cash = Eur(1999.99m) })).Gravity);
        Assert.Empty(Signs(Sound with { Customers = [Owing(due.AddDays(-1), -80)] })); // to be refunded
    }

    [Fact]
    public void Pay_is_above_means_from_one_cent_over_the_average()
    {
        // 6 000 over 6 months: 1 000 a month.
        Assert.Empty(Signs(Sound with { FixedPayCost = Eur(1000) }));
        var over = Sound with { FixedPayCost = Eur(1000.01m) };
        var sign = Assert.Single(Signs(over));
        Assert.Equal((TroubleKind.PayAboveMeans, TroubleGravity.Act, Eur(1000.01m), Eur(1000), 6),
            (sign.Kind, sign.Gravity, sign.Amount, sign.Compared, sign.Count));
        Assert.Equal(TroubleGravity.Urgent, Assert.Single(Signs(over with { Cash = Eur(1000) })).Gravity);
        Assert.Empty(Signs(over with { EarnedMonths = 0, Earned = Money.Zero }));
        Assert.Equal(Eur(-20), Assert.Single(Signs(over with { Earned = Eur(-120) })).Compared);
    }

    [Fact]
    public void A_contract_that_ends_within_sixty_days_is_watched_and_within_thirty_asks_to_act()
    {
        Assert.Empty(Signs(Sound with { ContractEnd = Today.AddDays(61) }));
        Assert.Equal(TroubleGravity.Watch, Found(Sound with { ContractEnd = Today.AddDays(60) },
            TroubleKind.ContractEnding).Gravity);
        Assert.Equal(TroubleGravity.Act, Found(Sound with { ContractEnd = Today.AddDays(30) },
            TroubleKind.ContractEnding).Gravity);
        Assert.Empty(Signs(Sound with { ContractEnd = Today.AddDays(-1) }));
    }

    [Fact]
    public void The_gravest_come_first()
    {
        var other = new Activity
        {
            Id = B, Code = "paul", TradeName = "Paul", Trade = "Bois", OpenedOn = new DateOnly(2025, 1, 1),
        };
        Assert.Equal([TroubleGravity.Urgent, TroubleGravity.Act, TroubleGravity.Watch], TroubleSign.Of(
        [
            Sound with { ContractEnd = Today.AddDays(60) }, Sound with { Activity = other, Cash = Eur(-1) },
            Sound with { Cash = Eur(2000), Advances = Eur(2500), FixedPayCost = Eur(100) },
        ], TroubleRule.Usual).Select(s => s.Gravity));
    }

    [Fact]
    public void A_rule_that_cannot_be_counted_is_refused()
    {
        TroubleRule.Usual.Check();
        Assert.Throws<BrokenRuleException>((TroubleRule.Usual with { NoTurnoverMonths = 0 }).Check);
        Assert.Throws<BrokenRuleException>((TroubleRule.Usual with { LateDays = 366 }).Check);
    }

    private static IReadOnlyList<TroubleSign> Signs(ActivitySituation situation) =>
        TroubleSign.Of([situation], TroubleRule.Usual);

    private static (TroubleGravity Gravity, Money Amount) Found(ActivitySituation situation, TroubleKind kind)
    {
        var sign = Assert.Single(Signs(situation), s => s.Kind == kind);
        return (sign.Gravity, sign.Amount);
    }

    private static Activity Opened(DateOnly on) => new()
    {
        Id = A, Code = "jeanne", TradeName = "Fil d’or", Trade = "Couture", OpenedOn = on,
    };

    private static OpenItem Owing(DateOnly due, decimal euros) => new(new OpenItemId(new EntryId(2026, 1), 1),
        Accounts.Customers, A, null, due, false, Eur(euros), Money.Zero, Money.Zero, []);
}
