using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>What is going wrong with an activity, or soon will (signal).</summary>
public enum TroubleKind
{
    /// <summary>Less is there than was lent, or than nothing.</summary>
    NegativeCash,

    /// <summary>Nothing was invoiced for some months.</summary>
    NoTurnover,

    /// <summary>Customers owe for longer than the co-op tolerates.</summary>
    LateCustomers,

    /// <summary>The fixed pay costs more than the activity earns.</summary>
    PayAboveMeans,

    /// <summary>The contract that binds its person ends soon, and with it what it gives a right to.</summary>
    ContractEnding,
}

/// <summary>How soon something must be done; the greater the sooner.</summary>
public enum TroubleGravity
{
    Watch,
    Act,
    Urgent,
}

/// <summary>
/// From when on a co-op calls something a sign of trouble (règle des signaux): its own choice, dated. Refuses what
/// could not be counted.
/// </summary>
/// <param name="NoTurnoverMonths">Whole months without turnover, besides the one that runs.</param>
/// <param name="LateDays">Days after the due date.</param>
/// <param name="MeansMonths">Whole months over which earnings are averaged.</param>
/// <param name="EndingDays">Days before the last day of a contract.</param>
public sealed record TroubleRule(int NoTurnoverMonths, int LateDays, int MeansMonths, int EndingDays)
{
    public static readonly TroubleRule Usual = new(3, 30, 6, 60);

    public void Check()
    {
        if (NoTurnoverMonths is < 1 or > 24 || MeansMonths is < 1 or > 24)
            throw new BrokenRuleException("Un nombre de mois va de 1 à 24.");
        if (LateDays is < 0 or > 365 || EndingDays is < 1 or > 365)
            throw new BrokenRuleException("Un nombre de jours va jusqu’à 365.");
    }
}

/// <summary>What the rules look at: one activity on a day, from kept balances, open items and contracts.</summary>
public sealed record ActivitySituation
{
    public required Activity Activity { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>The debit of 181.</summary>
    public Money Cash { get; init; }

    /// <summary>Lent and not paid back, positive.</summary>
    public Money Advances { get; init; }

    /// <summary>Invoiced in the months of the rule and in the one that runs.</summary>
    public Money Turnover { get; init; }

    /// <summary>Earned before pay, less contribution and costs, in <see cref="EarnedMonths"/> whole months.</summary>
    public Money Earned { get; init; }

    public int EarnedMonths { get; init; }

    /// <summary>What a month of fixed pay costs, all charges included.</summary>
    public Money FixedPayCost { get; init; }

    /// <summary>What customers owe; due dates may be past.</summary>
    public IReadOnlyList<OpenItem> Customers { get; init; } = [];

    /// <summary>The last day of the person's last contract; null when it has no end, or when there is none.</summary>
    public DateOnly? ContractEnd { get; init; }

    public Money OwnCash => Cash - Advances;
}

/// <summary>
/// A sign of trouble (signal), with the figures that say why: what it is about, what that is compared with, how many
/// months, invoices or days, and since or until when.
/// </summary>
public sealed record TroubleSign(
    Activity Activity, TroubleKind Kind, TroubleGravity Gravity, Money Amount, Money Compared, int Count,
    DateOnly? Date)
{
    /// <summary>The gravest first, then the largest sums.</summary>
    public static IReadOnlyList<TroubleSign> Of(IEnumerable<ActivitySituation> situations, TroubleRule rule) =>
        [.. situations.SelectMany(s => Of(s, rule)).OrderByDescending(s => s.Gravity).ThenBy(s => s.Kind)
            .ThenByDescending(s => s.Amount.Abs()).ThenBy(s => s.Activity.Id)];

    private static IEnumerable<TroubleSign> Of(ActivitySituation s, TroubleRule rule)
    {
        if (s.OwnCash.IsNegative)
            yield return new TroubleSign(s.Activity, TroubleKind.NegativeCash,
                s.Cash.IsNegative ? TroubleGravity.Urgent : TroubleGravity.Act, s.OwnCash, s.Advances, 0, null);
        if (!s.Turnover.IsPositive && s.Activity.OpenedOn <= StartOf(s.Day, rule))
            yield return new TroubleSign(s.Activity, TroubleKind.NoTurnover,
                s.FixedPayCost.IsPositive ? TroubleGravity.Urgent : TroubleGravity.Act, Money.Zero, s.FixedPayCost,
                rule.NoTurnoverMonths, StartOf(s.Day, rule));
        if (Late(s, rule) is { Count: > 0 } late)
            yield return new TroubleSign(s.Activity, TroubleKind.LateCustomers,
                late.Sum(i => i.Remaining) > s.OwnCash ? TroubleGravity.Act : TroubleGravity.Watch,
                late.Sum(i => i.Remaining), s.OwnCash, late.Count, late.Min(i => i.Due));
        if (MeansOf(s) is { } means && s.FixedPayCost > means)
            yield return new TroubleSign(s.Activity, TroubleKind.PayAboveMeans,
                s.OwnCash < s.FixedPayCost ? TroubleGravity.Urgent : TroubleGravity.Act, s.FixedPayCost, means,
                s.EarnedMonths, null);
        if (s.ContractEnd is { } end && end >= s.Day && end <= s.Day.AddDays(rule.EndingDays))
            yield return new TroubleSign(s.Activity, TroubleKind.ContractEnding,
                end <= s.Day.AddDays(rule.EndingDays / 2) ? TroubleGravity.Act : TroubleGravity.Watch, Money.Zero,
                Money.Zero, end.DayNumber - s.Day.DayNumber, end);
    }

    /// <summary>The first day of the months in which something should have been invoiced.</summary>
    public static DateOnly StartOf(DateOnly day, TroubleRule rule) =>
        Month.Of(day).Add(-rule.NoTurnoverMonths).FirstDay;

    private static List<OpenItem> Late(ActivitySituation s, TroubleRule rule) =>
        [.. s.Customers.Where(i => i.Remaining.IsPositive && i.Due < s.Day.AddDays(-rule.LateDays))];

    /// <summary>Null before a whole month has been lived.</summary>
    private static Money? MeansOf(ActivitySituation s) =>
        s.EarnedMonths == 0 || s.FixedPayCost.IsZero ? null : Money.Round(s.Earned.ToDecimal() / s.EarnedMonths);
}
