using Essaim.App.Data.Ledger;
using Essaim.App.Data.Payroll;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>A sign, and who has seen it so that it is silent; null while it speaks.</summary>
public sealed record FoundSign(TroubleSign Sign, TroubleSeenRow? Seen);

/// <summary>
/// Finds the signs of trouble of one activity or of all: from kept balances of the last months, open items and
/// contracts, so that looking costs the same after ten years.
/// </summary>
public sealed class TroubleSigns(CoopDb db, Installation installation)
{
    private const int LongestSilence = 183;

    public static async Task<TroubleRule> RuleOnAsync(CoopDb db, DateOnly day) => (await db.TroubleRules
        .Where(r => r.FromDay <= day).OrderByDescending(r => r.FromDay).FirstOrDefaultAsync())?.Content
        ?? TroubleRule.Usual;

    /// <summary>The gravest first; those that were seen are among them.</summary>
    public async Task<List<FoundSign>> ReadAsync(DateOnly day, Activity? only = null)
    {
        var rule = await RuleOnAsync(db, day);
        var signs = TroubleSign.Of(await SituationsAsync(day, rule, only), rule);
        var rows = only is null ? db.TroubleSeen : db.TroubleSeen.Where(s => s.ActivityId == only.Id);
        var seen = (await rows.ToListAsync()).ToDictionary(s => (s.ActivityId, s.Kind));
        return [.. signs.Select(s => new FoundSign(s,
            seen.TryGetValue((s.Activity.Id, s.Kind), out var row) && row.Silences(s, day) ? row : null))];
    }

    private async Task<List<ActivitySituation>> SituationsAsync(DateOnly day, TroubleRule rule, Activity? only)
    {
        var books = await db.BooksAsync();
        var activities = only is not null ? [only] : (await db.Activities.Where(a => a.OpenedOn <= day
            && (a.ClosedOn == null || a.ClosedOn >= day)).ToListAsync()).Where(a => !a.Id.IsStructure).ToList();
        var position = (await books.PositionAsync(day, only?.Id)).ToLookup(b => b.Activity);
        var month = Month.Of(day);
        var sold = await FlowsAsync(books, TroubleSign.StartOf(day, rule), month.LastDay, only?.Id);
        var earned = await FlowsAsync(books, month.Add(-rule.MeansMonths).FirstDay, month.FirstDay.AddDays(-1),
            only?.Id);
        var customers = (await books.Items.OpenAsync(only?.Id, Accounts.Customers)).ToLookup(i => i.Activity);
        var pay = (await FixedPays.ReadAsync(db, installation, day, only?.PersonId)).Where(p => p.Contract.CoversMonth(
            month)).ToLookup(p => p.Activity, p => p.TotalCost);
        var ends = await ContractEndsAsync(day, only?.PersonId);
        return [.. activities.Select(a => new ActivitySituation
        {
            Activity = a, Day = day,
            Cash = Of(position[a.Id]).Cash, Advances = Of(position[a.Id]).Advances,
            Turnover = Of(sold[a.Id]).Turnover, Earned = Of(earned[a.Id]) is var e ? e.Result + e.PayCost : default,
            EarnedMonths = Math.Min(rule.MeansMonths, WholeMonths(a.OpenedOn, month)), FixedPayCost = pay[a.Id].Sum(),
            Customers = [.. customers[a.Id]],
            ContractEnd = a.PersonId is { } person && ends.TryGetValue(person, out var end) ? end : null,
        })];
    }

    private static async Task<ILookup<ActivityId, AccountBalance>> FlowsAsync(
        LedgerReader books, DateOnly from, DateOnly to, ActivityId? only) =>
        (await books.BalancesAsync(from, to, only, withOpening: false)).ToLookup(b => b.Activity);

    /// <summary>The same words for the figures as on the activity account.</summary>
    private static ActivityAccount Of(IEnumerable<AccountBalance> balances)
    {
        var all = balances.ToList();
        return ActivityAccount.From(all, all, Money.Zero, Money.Zero, Commitments.None);
    }

    /// <summary>The month in which it opened is not whole.</summary>
    private static int WholeMonths(DateOnly opened, Month running)
    {
        var first = opened.Day == 1 ? Month.Of(opened) : Month.Of(opened).Next();
        return Math.Max(0, (running.Year - first.Year) * 12 + running.MonthOfYear - first.MonthOfYear);
    }

    /// <summary>When the last contract of each person ends; a person of whom one has no end is left out.</summary>
    private async Task<Dictionary<long, DateOnly>> ContractEndsAsync(DateOnly day, long? person) =>
        (await db.Contracts.Where(c => (person == null || c.PersonId == person)
            && (c.LastDay == null || c.LastDay >= day)).Select(c => new { c.PersonId, c.LastDay }).ToListAsync())
        .GroupBy(c => c.PersonId).Where(g => g.All(c => c.LastDay is not null))
        .ToDictionary(g => g.Key, g => g.Max(c => c.LastDay!.Value));

    /// <summary>Keeps that somebody has seen a sign that is there, which is then silent until a day.</summary>
    public static async Task SeeAsync(WriteSession w, TroubleSign sign, DateOnly today, DateOnly until, string note,
        string by)
    {
        if (until < today || until > today.AddDays(LongestSilence))
            throw new BrokenRuleException(
                $"Un signal se tait jusqu’à un jour à venir, au plus tard le "
                + $"{FrenchText.Long(today.AddDays(LongestSilence))}.");
        if (string.IsNullOrWhiteSpace(note))
            throw new BrokenRuleException("Dites en quelques mots ce qui est prévu : les autres le liront.");
        var row = await w.Db.TroubleSeen.SingleOrDefaultAsync(s => s.ActivityId == sign.Activity.Id
            && s.Kind == sign.Kind);
        if (row is null)
            w.Db.TroubleSeen.Add(new TroubleSeenRow
            {
                ActivityId = sign.Activity.Id, Kind = sign.Kind, Gravity = sign.Gravity, Until = until,
                Note = note.Trim(), SeenAt = w.Now, SeenBy = by,
            });
        else
            (row.Gravity, row.Until, row.Note, row.SeenAt, row.SeenBy) =
                (sign.Gravity, until, note.Trim(), w.Now, by);
    }

    /// <summary>Keeps the co-op's own thresholds from a day on; earlier ones stay as they were.</summary>
    public static async Task<long> ChooseAsync(WriteSession w, TroubleRule rule, DateOnly from, string by)
    {
        rule.Check();
        if (await w.Db.TroubleRules.AnyAsync(r => r.FromDay == from))
            throw new BrokenRuleException(
                $"Une règle vaut déjà à partir du {FrenchText.Long(from)}. Donnez un autre jour.");
        var row = new TroubleRuleRow { FromDay = from, Content = rule, MadeAt = w.Now, MadeBy = by };
        w.Db.TroubleRules.Add(row);
        await w.SaveAsync();
        return row.Id;
    }
}
