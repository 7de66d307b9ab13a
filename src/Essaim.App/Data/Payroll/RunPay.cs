using Essaim.App.Data.Approvals;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>The pay of a month as it was validated (paie validée): a row a month, kept.</summary>
public sealed class PayRunRow
{
    public required Month Month { get; init; }
    public required string ValidatedAt { get; set; }
    public required string ValidatedBy { get; set; }
}

/// <summary>
/// The pay of a month on its own (validation de la paie), before its closing: payslips are issued, posted and owed. The
/// closing then finds them done, and pays whoever came since.
/// </summary>
public static class RunPay
{
    /// <summary>Under way at once, or asked of a second person: which of the two is the answer.</summary>
    public static async Task<string> AskAsync(WriteSession w, Month month, DateOnly today) =>
        await RefusalAsync(w.Db, month, today) is { } refusal ? throw new BrokenRuleException(refusal)
            : await FourEyes.DoOrAskAsync(w, ApprovalKinds.Pay, month.ToIso(), "Valider la paie " + month.AfterDe(),
                "");

    /// <summary>Why it cannot be validated now; null when it can.</summary>
    public static async Task<string?> RefusalAsync(CoopDb db, Month month, DateOnly today)
    {
        if (await db.MonthClosings.AnyAsync(c => c.Month == month))
            return $"La clôture {month.AfterDe()} est commencée : elle émet elle-même les bulletins.";
        if (month.FirstDay > today)
            return $"Le mois {month.AfterDe()} n’a pas commencé. Sa paie se valide à partir du "
                + $"{FrenchText.Long(month.FirstDay)}.";
        var before = month.Add(-1);
        return month.MonthOfYear != 1 && !await IsPaidAsync(db, before) && await HasPayAsync(db, before)
            ? $"La paie {before.AfterDe()} n’est pas faite, et celle-ci continue ses cumuls. Validez-la d’abord."
            : null;
    }

    public static async Task<MonthClosed> RunAsync(Store store, PayCalculator calculator, Month? lastPayMonth,
        Month month, string by, IProgress<ClosingProgress>? progress = null, CancellationToken cancel = default)
    {
        var work = new MonthWork(store);
        await using (var db = store.Read())
            if (await RefusalAsync(db, month, DateOnly.FromDateTime(store.Time.GetUtcNow().UtcDateTime)) is { } refusal)
                throw new BrokenRuleException(refusal);
        await new PostPay(store, calculator, lastPayMonth).RunAsync(work, month, progress, cancel);
        await store.WriteAsync(async w =>
        {
            if (await w.Db.PayRuns.SingleOrDefaultAsync(r => r.Month == month) is { } run)
                (run.ValidatedAt, run.ValidatedBy) = (w.Now, by);
            else
                w.Db.PayRuns.Add(new PayRunRow { Month = month, ValidatedAt = w.Now, ValidatedBy = by });
        });
        return new MonthClosed(0, work.Entries, work.Lines, 0);
    }

    private static async Task<bool> IsPaidAsync(CoopDb db, Month month) =>
        await db.PayRuns.AnyAsync(r => r.Month == month)
        || await db.MonthClosings.AnyAsync(c => c.Month == month && c.ClosedAt != null);

    private static async Task<bool> HasPayAsync(CoopDb db, Month month) => (await db.Contracts
        .Where(c => PaidMonth.Kinds.Contains(c.Kind)).ToListAsync()).Any(c => c.CoversMonth(month))
        && (await (await db.BooksAsync()).FirstDayAsync() is { } first && first <= month.LastDay);
}
