using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Funding;

/// <summary>
/// Cash that the co-op places for a time (placement de trésorerie): it leaves the bank, stays held (account 50 counts
/// in the cover), and comes back with what it earned or lost. It is always the structure's.
/// </summary>
public static class PlacementPosting
{
    public static DraftEntry Placed(
        AccountNumber bank, Money amount, DateOnly date, string label, DocumentRef? document = null) =>
        new EntryBuilder(Journal.Bank, date, label) { Document = document }
            .Debit(Accounts.Placements, ActivityId.Structure, amount)
            .Credit(bank, ActivityId.Structure, amount)
            .Build();

    /// <summary>Interest or a coupon that comes while the placement lasts.</summary>
    public static DraftEntry Earned(
        AccountNumber bank, Money amount, DateOnly date, string label, DocumentRef? document = null) =>
        new EntryBuilder(Journal.Bank, date, label) { Document = document }
            .Debit(bank, ActivityId.Structure, amount)
            .Credit(Accounts.FinancialIncome, ActivityId.Structure, amount)
            .Build();

    /// <summary>What comes back of <paramref name="placed"/>: more is income, less is a loss.</summary>
    public static DraftEntry Returned(AccountNumber bank, Money placed, Money received, DateOnly date, string label,
        DocumentRef? document = null)
    {
        var entry = new EntryBuilder(Journal.Bank, date, label) { Document = document }
            .Debit(bank, ActivityId.Structure, received)
            .Credit(Accounts.Placements, ActivityId.Structure, placed);
        return (received < placed
            ? entry.Debit(Accounts.PlacementLosses, ActivityId.Structure, placed - received)
            : entry.Credit(Accounts.FinancialIncome, ActivityId.Structure, received - placed)).Build();
    }

    /// <summary>The part of the income that the members gave to the activities, into each one's cash.</summary>
    public static DraftEntry Shared(IReadOnlyList<ActivityShare> shares, DateOnly date, string label,
        DocumentRef? document = null)
    {
        var entry = new EntryBuilder(Journal.General, date, label) { Document = document };
        foreach (var share in shares)
            entry.Credit(Accounts.FinancialIncome, share.Activity, share.Amount);
        return entry.Debit(Accounts.FinancialIncome, ActivityId.Structure, shares.Sum(s => s.Amount)).Build();
    }
}

/// <summary>What one activity gets of an income that was shared.</summary>
public sealed record ActivityShare(ActivityId Activity, Money Amount);

/// <summary>
/// How the income of pooled cash is shared (partage du revenu des placements): in proportion of the cash that each
/// activity had in the pool, day by day. A day below zero counts for nothing, and takes nothing from the others.
/// </summary>
public static class PlacementShare
{
    /// <summary>
    /// Cents × days in the pool, from the first day to the day before the last: what an activity holds on a day is what
    /// it holds when that day ends.
    /// </summary>
    /// <param name="opening">Its cash when the day before the first ends.</param>
    public static long CentDays(
        Money opening, IEnumerable<(DateOnly Day, Money Change)> changes, DateOnly first, DateOnly last)
    {
        var (held, since, total) = (opening, first, 0L);
        foreach (var (day, change) in changes.Where(c => c.Day >= first && c.Day < last).OrderBy(c => c.Day))
        {
            total += Weight(held, since, day);
            (held, since) = (held + change, day);
        }
        return total + Weight(held, since, last);
    }

    /// <summary>
    /// The voted part of an income, among those who had cash in the pool; empty when nobody had. To the cent.
    /// </summary>
    public static IReadOnlyList<ActivityShare> Of(
        Money income, Rate part, IReadOnlyList<(ActivityId Activity, long CentDays)> pool)
    {
        if (part.Fraction is <= 0m or > 1m)
            throw new BrokenRuleException("La part des activités va de plus de 0 à 100 %.");
        var weights = pool.Where(p => p.CentDays > 0).ToList();
        if (weights.Count == 0 || !income.IsPositive)
            return [];
        var shares = Money.Round(part.Of(income)).Share([.. weights.Select(w => w.CentDays)]);
        return [.. weights.Select((w, i) => new ActivityShare(w.Activity, shares[i])).Where(s => s.Amount.IsPositive)];
    }

    private static long Weight(Money held, DateOnly from, DateOnly to) =>
        Math.Max(0L, held.Cents) * (to.DayNumber - from.DayNumber);
}
