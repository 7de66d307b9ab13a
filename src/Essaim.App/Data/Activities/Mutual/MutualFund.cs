using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Mutual;

/// <summary>What the fund had, took in, paid and has, over a range of days (relevé du fonds).</summary>
/// <param name="Other">What moved its cash and is neither dues nor help.</param>
public sealed record MutualStatement(Money Opening, Money Dues, Money Help, Money Other)
{
    public Money Closing => Opening + Dues - Help + Other;
}

/// <summary>The fund itself, its voted rule and its dues (fonds mutuel).</summary>
public static class MutualFund
{
    /// <summary>Null until the first rule is voted.</summary>
    public static Task<Activity?> FindAsync(CoopDb db) =>
        db.Activities.SingleOrDefaultAsync(a => a.Code == MutualFundPosting.Code);

    public static Task<MutualRuleRow?> RuleOnAsync(CoopDb db, DateOnly day) => db.MutualRules
        .Where(r => r.FromDay <= day).OrderByDescending(r => r.FromDay).FirstOrDefaultAsync();

    public static Task<List<MutualRuleRow>> RulesAsync(CoopDb db) =>
        db.MutualRules.OrderByDescending(r => r.FromDay).ToListAsync();

    /// <summary>Keeps a rule from the first of a month; the first one opens the fund.</summary>
    public static async Task<long> VoteAsync(WriteSession w, MutualRule rule, Month from, string resolution, string by)
    {
        if (string.IsNullOrWhiteSpace(resolution))
            throw new BrokenRuleException("Indiquez l’assemblée ou le conseil, et la résolution de cette règle.");
        if (await w.Db.MutualRules.AnyAsync(r => r.FromDay == from.FirstDay))
            throw new BrokenRuleException($"Une règle vaut déjà à partir {from.AfterDe()}. Donnez un autre mois.");
        if (await FindAsync(w.Db) is null)
        {
            await KnownAccounts.KnowAsync(w, Accounts.MutualPaid, Accounts.MutualReceived);
            await OpenActivity.OpenAsync(w, new Activity
            {
                Code = MutualFundPosting.Code, TradeName = "Fonds mutuel", Trade = "Solidarité entre les activités",
                OpenedOn = from.FirstDay,
            });
        }
        var row = new MutualRuleRow
        {
            FromDay = from.FirstDay, Content = rule, Resolution = resolution.Trim(), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.MutualRules.Add(row);
        await w.SaveAsync();
        return row.Id;
    }

    /// <summary>Co-ops older than the fund have a chart without its accounts.</summary>
    /// <summary>What each activity owes the fund for a month and has not paid yet, with what it invoiced.</summary>
    public static async Task<List<(ActivityId Activity, Money Base, Money Amount)>> DuesAsync(CoopDb db, Month month)
    {
        if (await RuleOnAsync(db, month.LastDay) is not { } rule || await FindAsync(db) is not { } fund)
            return [];
        var paid = (await db.MutualDues.Where(d => d.Month == month).Select(d => d.ActivityId).ToListAsync())
            .ToHashSet();
        var invoiced = (await (await db.BooksAsync()).BalancesAsync(month.FirstDay, month.LastDay,
            withOpening: false)).Where(b => b.Account.StartsWith("70") || b.Account == Accounts.CustomerDeposits)
            .GroupBy(b => b.Activity).ToDictionary(g => g.Key, g => -g.Sum(b => b.Balance));
        var (first, last) = (month.FirstDay, month.LastDay);
        var open = await db.Activities.Where(a => a.Id != ActivityId.Structure && a.Id != fund.Id && a.OpenedOn <= last
            && (a.ClosedOn == null || a.ClosedOn >= first)).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync();
        return [.. open.Where(a => !paid.Contains(a)).Select(a => (Activity: a, Base: invoiced.GetValueOrDefault(a)))
            .Select(a => (a.Activity, a.Base, rule.Content.Of(a.Base))).Where(d => !d.Item3.IsZero)];
    }

    /// <summary>Posts one of them; does nothing where it was posted meanwhile.</summary>
    public static async Task<bool> PostDueAsync(
        WriteSession w, Month month, (ActivityId Activity, Money Base, Money Amount) due)
    {
        if (await w.Db.MutualDues.AnyAsync(d => d.ActivityId == due.Activity && d.Month == month))
            return false;
        var fund = (await FindAsync(w.Db))!;
        var id = await w.Ledger.NextNumberAsync(MutualDue.DocumentKind);
        var posted = await w.Ledger.PostAsync(MutualFundPosting.Due(due.Activity, fund.Id, due.Amount, month.LastDay,
            $"Fonds mutuel, cotisation {month.AfterDe()}",
            new DocumentRef(MutualDue.DocumentKind, id)));
        w.Db.MutualDues.Add(new MutualDue
        {
            Id = id, ActivityId = due.Activity, Month = month, Base = due.Base, Amount = due.Amount,
            EntryId = posted.Id,
        });
        return true;
    }

    /// <summary>All dues of a month that is over, before it is closed: by the button.</summary>
    public static async Task<int> PostMonthAsync(WriteSession w, Month month)
    {
        if (month.LastDay >= w.Today)
            throw new BrokenRuleException($"Le mois {month.AfterDe()} n’est pas fini : ce qui y est facturé peut "
                + "encore changer.");
        await w.SaveAsync();
        var done = 0;
        foreach (var due in await DuesAsync(w.Db, month))
            done += await PostDueAsync(w, month, due) ? 1 : 0;
        return done;
    }

    /// <summary>What the fund has on a day.</summary>
    public static async Task<Money> HeldAsync(CoopDb db, DateOnly day) => await FindAsync(db) is not { } fund
        ? Money.Zero
        : (await (await db.BooksAsync()).PositionAsync(day, fund.Id, Accounts.Liaison)).Sum(b => b.Balance);

    /// <summary>From the books of the fund, so that nobody has to believe it.</summary>
    public static async Task<MutualStatement> StatementAsync(CoopDb db, DateOnly from, DateOnly to)
    {
        if (await FindAsync(db) is not { } fund)
            return new MutualStatement(Money.Zero, Money.Zero, Money.Zero, Money.Zero);
        var flows = await (await db.BooksAsync()).BalancesAsync(from, to, fund.Id, withOpening: false);
        var (opening, closing) = (await HeldAsync(db, from.AddDays(-1)), await HeldAsync(db, to));
        var dues = -flows.Where(b => b.Account == Accounts.MutualReceived).Sum(b => b.Balance);
        var help = flows.Where(b => b.Account == Accounts.MutualPaid).Sum(b => b.Balance);
        return new MutualStatement(opening, dues, help, closing - opening - dues + help);
    }
}
