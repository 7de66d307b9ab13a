using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Opens the job of a quote (affaire): one is there as soon as a quote is accepted or has a second version.
/// </summary>
public static class OpenEngagement
{
    public static async Task<Engagement> OfAsync(WriteSession w, Quote quote)
    {
        if (quote.EngagementId is { } id)
            return await w.Db.Engagements.SingleAsync(e => e.Id == id);
        var engagement = new Engagement
        {
            ActivityId = quote.ActivityId, CustomerId = quote.CustomerId, Title = quote.Subject, MadeAt = w.Now,
        };
        w.Db.Engagements.Add(engagement);
        await w.SaveAsync();
        quote.EngagementId = engagement.Id;
        return engagement;
    }

    /// <summary>Opens a job of a kind before any quote: visits and sessions are noted in it.</summary>
    public static async Task<Engagement> NewAsync(
        WriteSession w, ActivityId activity, long customer, EngagementKind kind, string title)
    {
        var engagement = new Engagement
        {
            ActivityId = activity, CustomerId = customer, Kind = kind, Title = "", MadeAt = w.Now,
        };
        engagement.Rename(title);
        w.Db.Engagements.Add(engagement);
        await w.SaveAsync();
        return engagement;
    }

    /// <summary>The job that a new quote is added to: of the same activity and the same customer.</summary>
    public static async Task<Engagement> JoinAsync(WriteSession w, Quote quote, long id)
    {
        var engagement = await w.Db.Engagements.SingleOrDefaultAsync(e => e.Id == id);
        if (engagement is null || engagement.ActivityId != quote.ActivityId
            || engagement.CustomerId != quote.CustomerId)
            throw new BrokenRuleException("Cette affaire est celle d’un autre client. Faites un devis à part.");
        quote.EngagementId = id;
        return engagement;
    }
}
