using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Advances;

/// <summary>
/// Moves the money of advances with a plan: pays out what was granted (row 18 of the postings), and pays back by
/// instalments, from receipts or by hand (its mirror). Only from cash that is there; what is missing stays due.
/// </summary>
public static class RepayAdvances
{
    /// <summary>Row 18, once.</summary>
    public static async Task<CashAdvance> PayOutAsync(WriteSession w, long id, DateOnly on)
    {
        var advance = await AskAdvance.FindAsync(w, id);
        if (advance.State != AdvanceState.Granted)
            throw new BrokenRuleException("Seule une avance accordée et pas encore versée peut l’être.");
        if (on > w.Today || on < advance.DecidedOn)
            throw new BrokenRuleException("L’avance se verse entre sa décision et aujourd’hui. Donnez un autre jour.");
        var movement = await MoveAsync(w, advance, advance.Amount, on, $"Avance n° {id}");
        (advance.State, advance.PaidOutOn) = (AdvanceState.PaidOut, on);
        return movement;
    }

    /// <summary>Any part that is there, or the whole: early is welcome.</summary>
    public static async Task ByHandAsync(WriteSession w, long id, Money amount, DateOnly on)
    {
        var advance = await AskAdvance.FindAsync(w, id);
        if (advance.State != AdvanceState.PaidOut)
            throw new BrokenRuleException("Cette avance n’a rien à rembourser. Rechargez la page.");
        if (!amount.IsPositive || amount > advance.Left)
            throw new BrokenRuleException($"Il reste {advance.Left} à rembourser. Donnez un montant jusque-là.");
        if (on > w.Today || on < advance.PaidOutOn)
            throw new BrokenRuleException(
                "L’avance se rembourse entre son versement et aujourd’hui. Donnez un autre jour.");
        var cash = await CashAsync(w, advance.ActivityId, on);
        if (amount > cash)
            throw new BrokenRuleException(
                $"L’activité n’a que {Money.Max(Money.Zero, cash)} en trésorerie : une avance se rembourse avec "
                + "l’argent qui est là.");
        await RepayAsync(w, advance, amount, on);
    }

    /// <summary>What is due of all advances, as far as each activity's cash goes; how many were paid back.</summary>
    public static async Task<int> DueAsync(WriteSession w, DateOnly on)
    {
        var done = 0;
        foreach (var activity in (await RunningAsync(w.Db)).Select(a => a.ActivityId).Distinct())
            done += await DueOfAsync(w, activity, on);
        return done;
    }

    /// <summary>As <see cref="DueAsync"/>, for one activity: the oldest advance first.</summary>
    public static async Task<int> DueOfAsync(WriteSession w, ActivityId activity, DateOnly on)
    {
        var due = (await RunningAsync(w.Db, activity)).Where(a => a.PaidOutOn <= on && a.DueOn(on).IsPositive)
            .OrderBy(a => a.Id).ToList();
        if (due.Count == 0)
            return 0;
        var done = 0;
        var cash = await CashAsync(w, activity, on);
        foreach (var advance in due)
        {
            var amount = Money.Min(advance.DueOn(on), cash);
            if (!amount.IsPositive)
                continue;
            await RepayAsync(w, advance, amount, on);
            cash -= amount;
            done++;
        }
        return done;
    }

    /// <summary>What of <paramref name="lent"/> on an earlier day still is lent, and has no plan.</summary>
    public static async Task<Money> WithoutPlanAsync(WriteSession w, ActivityId activity, Money lent)
    {
        var planned = await RunningAsync(w.Db, activity);
        if (planned.Count == 0)
            return lent;
        await w.SaveAsync();
        var now = -(await w.Books.PositionAsync(w.Today, activity, Accounts.Advance)).Sum(b => b.Balance);
        return Money.Max(Money.Zero, Money.Min(lent, now - planned.Sum(a => a.Left)));
    }

    /// <summary>
    /// The share that receipts just posted pay back. Called once before each transaction commits, so that a receipt
    /// repays whichever way it came: by hand, from the bank, out of the suspense account.
    /// </summary>
    public static async Task FromReceiptsAsync(WriteSession w)
    {
        var received = w.Ledger.TakeReceipts();
        if (received.Count == 0)
            return;
        var running = (await RunningAsync(w.Db)).Where(a => a.Plan.IsByReceipts).ToLookup(a => a.ActivityId);
        if (running.Count == 0)
            return;
        foreach (var entry in received.Select(r => r.Content))
            foreach (var activity in entry.Lines.Where(l => l.Account == Accounts.Liaison && !l.Activity.IsStructure)
                .GroupBy(l => l.Activity))
                foreach (var advance in running[activity.Key].Where(a => a.PaidOutOn <= entry.Date).OrderBy(a => a.Id))
                {
                    var amount = advance.Plan.OfReceipt(activity.Sum(l => l.Amount), advance.Left,
                        await CashAsync(w, activity.Key, entry.Date));
                    if (amount.IsPositive)
                        await RepayAsync(w, advance, amount, entry.Date);
                }
    }

    /// <summary>Those that are paid out and not paid back, of one activity or of all.</summary>
    public static Task<List<Advance>> RunningAsync(CoopDb db, ActivityId? only = null)
    {
        var running = db.Advances.Where(a => a.State == AdvanceState.PaidOut);
        return (only is { } activity ? running.Where(a => a.ActivityId == activity) : running).ToListAsync();
    }

    private static async Task RepayAsync(WriteSession w, Advance advance, Money amount, DateOnly on)
    {
        await MoveAsync(w, advance, -amount, on, $"Remboursement de l’avance n° {advance.Id}");
        advance.Repaid += amount;
        if (advance.Left.IsZero)
            advance.State = AdvanceState.Repaid;
        await w.SaveAsync();
    }

    private static async Task<CashAdvance> MoveAsync(
        WriteSession w, Advance advance, Money amount, DateOnly on, string label)
    {
        var id = await w.Ledger.NextNumberAsync("cash-advance");
        var document = new DocumentRef(CashAdvance.DocumentKind, id);
        var posted = await w.Ledger.PostAsync(amount.IsPositive
            ? CashAdvancePosting.Grant(advance.ActivityId, amount, on, label, document)
            : CashAdvancePosting.Repay(advance.ActivityId, -amount, on, label, document));
        var movement = new CashAdvance
        {
            Id = id, ActivityId = advance.ActivityId, Month = Month.Of(on), Amount = amount, OpenedByLaw = false,
            EntryId = posted.Id, AdvanceId = advance.Id,
        };
        w.Db.CashAdvances.Add(movement);
        return movement;
    }

    /// <summary>What is there on the day, and still is today: an earlier day must not spend what left since.</summary>
    private static async Task<Money> CashAsync(WriteSession w, ActivityId activity, DateOnly on)
    {
        await w.SaveAsync();
        var then = await AtAsync(w, activity, on);
        return on >= w.Today ? then : Money.Min(then, await AtAsync(w, activity, w.Today));
    }

    private static async Task<Money> AtAsync(WriteSession w, ActivityId activity, DateOnly day) =>
        (await w.Books.PositionAsync(day, activity, Accounts.Liaison)).Sum(b => b.Balance);
}
