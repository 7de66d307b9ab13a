using System.Diagnostics;
using Essaim.App.Api;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>What the closing of a month has done: activities seen, entries and lines posted, time taken.</summary>
public sealed record MonthClosed(int Activities, long Entries, long Lines, double Seconds);

/// <summary>How far a closing is, for whoever watches.</summary>
public sealed record ClosingProgress(string Step, int Done, int Total);

/// <summary>
/// Closes a month (clôture mensuelle): settles contributions, takes dues of the mutual fund, posts pay, opens the
/// advances that missing cash makes necessary, then locks the month. Commits in short batches so that nobody waits;
/// killed in the middle and run again it goes on where it was, because each step asks the books what is already done.
/// </summary>
public sealed class CloseMonth(Store store, PayCalculator calculator, Month? lastPayMonth)
{
    private readonly MonthWork _work = new(store);

    public async Task<MonthClosed> RunAsync(
        Month month, string by, IProgress<ClosingProgress>? progress = null, CancellationToken cancel = default)
    {
        var watch = Stopwatch.StartNew();
        if (!await StartAsync(month, by))
            return new MonthClosed(0, 0, 0, watch.Elapsed.TotalSeconds);
        var activities = await ContributionsAsync(month, progress, cancel);
        await MutualDuesAsync(month, progress, cancel);
        await new PostPay(store, calculator, lastPayMonth).RunAsync(_work, month, progress, cancel);
        await VariableAsync(month, by, progress, cancel);
        await AdvancesAsync(month, progress, cancel);
        await LockAsync(month, by);
        return new MonthClosed(activities, _work.Entries, _work.Lines, watch.Elapsed.TotalSeconds);
    }

    /// <summary>False when the month is already closed: closing twice does nothing.</summary>
    private Task<bool> StartAsync(Month month, string by) => store.WriteAsync(async w =>
    {
        var closing = await w.Db.MonthClosings.FindAsync(month);
        if (closing?.ClosedAt is not null)
            return false;
        if (month.LastDay >= DateOnly.FromDateTime(store.Time.GetUtcNow().UtcDateTime))
            throw new BrokenRuleException(
                $"Le mois {month.AfterDe()} n’est pas fini. Il pourra être clos à partir du "
                + $"{FrenchText.Long(month.Next().FirstDay)}.");
        if (await EarlierOpenMonthAsync(w, month) is { } earlier)
            throw new BrokenRuleException($"Le mois {earlier.AfterDe()} n’est pas clos. Clôturez d’abord {earlier}.");
        if (closing is null)
            w.Db.MonthClosings.Add(new MonthClosing { Month = month, StartedAt = w.Now, ClosedBy = by });
        return true;
    });

    private static async Task<Month?> EarlierOpenMonthAsync(WriteSession w, Month month)
    {
        var open = await w.Connection.ScalarAsync(
            "SELECT min(b.month) FROM balance b WHERE b.month < @p0 AND NOT b.is_opening "
            + "AND NOT EXISTS (SELECT 1 FROM month_lock l WHERE l.month = b.month) AND EXISTS (SELECT 1 FROM "
            + "fiscal_year y WHERE y.closed_at IS NULL AND y.year >= b.month / 100)", w.Transaction, month.Number);
        return open is null ? null : Month.FromNumber(Convert.ToInt32(open));
    }

    private async Task<int> ContributionsAsync(Month month, IProgress<ClosingProgress>? progress,
        CancellationToken cancel)
    {
        await using var db = store.Read();
        var rules = await Rules.ReadAsync(db);
        if (!rules.Any)
            return 0;
        var dues = await new ContributionCount(db, rules).CountAsync(month, month.LastDay);
        await _work.InBatchesAsync("Contributions", dues, progress, cancel, async (w, due) =>
        {
            if (await w.Db.Adjustments.AnyAsync(a => a.ActivityId == due.Activity && a.Month == month))
                return;
            EntryId? entry = null;
            if (!due.Due.ToPost.IsZero)
                entry = (await _work.PostAsync(w, ContributionPosting.Entry(due.Activity, due.Due.ToPost, month.LastDay,
                    $"Contribution de {month}, régularisation", "", null))).Id;
            w.Db.Adjustments.Add(new ContributionAdjustment
            {
                ActivityId = due.Activity, Month = month, Base = due.Due.Base, Due = due.Due.Due,
                Posted = due.Due.ToPost, EntryId = entry,
            });
        });
        return Convert.ToInt32(await db.ScalarAsync("SELECT count(*) FROM activity WHERE id <> 1"));
    }

    private async Task MutualDuesAsync(Month month, IProgress<ClosingProgress>? progress, CancellationToken cancel)
    {
        await using var db = store.Read();
        await _work.InBatchesAsync("Fonds mutuel", await MutualFund.DuesAsync(db, month), progress, cancel,
            async (w, due) => _work.Count(await MutualFund.PostDueAsync(w, month, due) ? 1 : 0));
    }

    /// <summary>With the last month of a fiscal year, once its pay is posted: what the year still owes.</summary>
    private async Task VariableAsync(Month month, string by, IProgress<ClosingProgress>? progress,
        CancellationToken cancel)
    {
        await using var db = store.Read();
        if (await SettleVariable.EndingAsync(db, month) is { } year)
            await _work.InBatchesAsync("Part variable",
                (await VariableList.ReadAsync(db, calculator, year)).Where(p => p.IsToPost).ToList(), progress, cancel,
                async (w, due) => _work.Count(await SettleVariable.PostAsync(w, year, due, by)));
    }

    /// <summary>
    /// At month end no current account stays below zero without an advance: the shortfall becomes one, to be ratified;
    /// and an advance opened so is repaid first from the cash that has come since; then what plans ask by that day.
    /// </summary>
    private async Task AdvancesAsync(Month month, IProgress<ClosingProgress>? progress, CancellationToken cancel)
    {
        await using var db = store.Read();
        var position = await (await db.BooksAsync()).PositionAsync(month.LastDay);
        var activities = position.Where(b => !b.Activity.IsStructure).GroupBy(b => b.Activity)
            .Select(g => (Id: g.Key, Cash: Of(g, Accounts.Liaison), Advance: -Of(g, Accounts.Advance)))
            .Where(a => a.Cash.IsNegative || (a.Cash.IsPositive && a.Advance.IsPositive)).ToList();
        await _work.InBatchesAsync("Avances", activities, progress, cancel, async (w, activity) =>
        {
            var amount = activity.Cash.IsNegative ? -activity.Cash : -Money.Min(activity.Cash,
                await RepayAdvances.WithoutPlanAsync(w, activity.Id, activity.Advance));
            if (!amount.IsZero)
                await MoveByLawAsync(w, activity.Id, month, amount);
            if (activity.Cash.IsPositive)
                _work.Count(await RepayAdvances.DueOfAsync(w, activity.Id, month.LastDay));
        });
    }

    private async Task MoveByLawAsync(WriteSession w, ActivityId activity, Month month, Money amount)
    {
        var id = await w.Ledger.NextNumberAsync("cash-advance");
        var document = new DocumentRef(CashAdvance.DocumentKind, id);
        var entry = amount.IsPositive
            ? CashAdvancePosting.Grant(activity, amount, month.LastDay, $"Avance de {month}, à ratifier", document)
            : CashAdvancePosting.Repay(activity, -amount, month.LastDay, $"Remboursement d’avance, {month}", document);
        var posted = await _work.PostAsync(w, entry);
        w.Db.CashAdvances.Add(new CashAdvance
        {
            Id = id, ActivityId = activity, Month = month, Amount = amount, OpenedByLaw = true, EntryId = posted.Id,
        });
    }

    private Task LockAsync(Month month, string by) => store.WriteAsync(async w =>
    {
        var closing = await w.Db.MonthClosings.FindAsync(month);
        closing!.ClosedAt = w.Now;
        await w.Connection.ExecuteAsync("INSERT INTO month_lock (month, locked_at, locked_by) VALUES (@p0, @p1, @p2)",
            w.Transaction, month.Number, w.Now, by);
        await PublishCover.AtMonthEndAsync(w, month, by);
        await Webhook.TellAsync(w, Webhook.MonthClosed, new { month });
    });

    private static Money Of(IEnumerable<AccountBalance> balances, AccountNumber account) =>
        balances.Where(b => b.Account == account).Sum(b => b.Balance);
}
