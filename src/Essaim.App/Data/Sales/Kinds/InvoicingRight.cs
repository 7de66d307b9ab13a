using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>Whether an activity may invoice a day (droit de facturer): by contract, or by ratification.</summary>
public static class InvoicingRight
{
    private const int LongestDays = 366;

    /// <summary>By the contracts of its person; an activity of the co-op itself has none and always may.</summary>
    public static async Task<MayInvoice> OfAsync(CoopDb db, ActivityId activity, DateOnly day)
    {
        var person = await db.Activities.Where(a => a.Id == activity && a.PersonId != null)
            .Join(db.People, a => a.PersonId, p => p.Id, (_, p) => p).AsNoTracking().SingleOrDefaultAsync();
        if (person is null)
            return MayInvoice.Yes;
        var contracts = await db.Contracts.AsNoTracking().Where(c => c.PersonId == person.Id).ToListAsync();
        return MayInvoice.On(day, person.FullName, contracts, await TradeSettings.InvoicingAsync(db, day));
    }

    public static Task<InvoicingRatification?> RatifiedAsync(CoopDb db, ActivityId activity, DateOnly day) =>
        db.InvoicingRatifications.AsNoTracking().Where(r => r.ActivityId == activity && r.FromDay <= day
            && r.Until >= day).OrderByDescending(r => r.Id).FirstOrDefaultAsync();

    /// <summary>Refuses to issue what neither the contract nor the management allows.</summary>
    public static async Task RequireAsync(CoopDb db, ActivityId activity, DateOnly day)
    {
        if (await OfAsync(db, activity, day) is { IsAllowed: false } refused
            && await RatifiedAsync(db, activity, day) is null)
            throw new BrokenRuleException(refused.Sentence);
    }

    /// <summary>The management answers for it: why, and until when.</summary>
    public static async Task<long> RatifyAsync(
        WriteSession w, ActivityId activity, DateOnly from, DateOnly until, string reason, string by)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new BrokenRuleException("Dites pourquoi la coopérative laisse facturer : on le relira.");
        if (until < from || until > from.AddDays(LongestDays))
            throw new BrokenRuleException("Une ratification vaut d’un jour à un an. Corrigez les dates.");
        var row = new InvoicingRatification
        {
            ActivityId = activity, FromDay = from, Until = until, Reason = reason.Trim(), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.InvoicingRatifications.Add(row);
        await w.SaveAsync();
        return row.Id;
    }
}
