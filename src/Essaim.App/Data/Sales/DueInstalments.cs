using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>A payment of an accepted quote's plan whose day has come and that no invoice asks for yet.</summary>
public sealed record DueInstalment(long QuoteId, string Customer, InstalmentAmount Amount);

/// <summary>What the plans of an activity's quotes say it is time to invoice (échéances à facturer).</summary>
public static class DueInstalments
{
    public static async Task<List<DueInstalment>> ReadAsync(CoopDb db, ActivityId activity, DateOnly today)
    {
        var planned = (await db.Quotes.AsNoTracking()
            .Where(q => q.ActivityId == activity && q.Status == QuoteStatus.Accepted).ToListAsync())
            .Where(q => q.Content.Plan is { } plan && plan.Any(i => i.Day <= today)).ToList();
        var due = new List<DueInstalment>();
        foreach (var quote in planned)
        {
            var standing = await QuoteStandings.ReadAsync(db, quote);
            if (standing.IsClosed)
                continue;
            var drafts = await db.SaleDrafts.AsNoTracking().Where(d => d.QuoteId == quote.Id).ToListAsync();
            var taken = drafts.Select(d => d.Content.PlanPart).OfType<int>().Concat(standing.AskedParts).ToHashSet();
            if (drafts.Any(d => d.Kind == SaleDocumentKind.Invoice))
                taken.Add(quote.Content.Plan!.Count - 1);
            var customer = await db.Customers.Where(c => c.Id == quote.CustomerId).Select(c => c.Name).SingleAsync();
            due.AddRange(InstalmentPlan.Amounts(quote.Content).Where((amount, at) =>
                amount.Instalment.Day <= today && !taken.Contains(at))
                .Select(amount => new DueInstalment(quote.Id, customer, amount)));
        }
        return due;
    }
}
