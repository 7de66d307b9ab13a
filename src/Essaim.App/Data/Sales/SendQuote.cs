using Essaim.App.Data.Sales.Kinds;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Writes and sends quotes (devis). Their numbers are one gapless series a year: D2026-0001.</summary>
public static class SendQuote
{
    public static async Task<Quote> StartAsync(WriteSession w, Quote quote, long? engagement = null)
    {
        quote.Revise(quote.Content);
        if (engagement is { } job)
            await OpenEngagement.JoinAsync(w, quote, job);
        w.Db.Quotes.Add(quote);
        await w.SaveAsync();
        return quote;
    }

    /// <summary>The same lines for the same customer, from today on; days of its plan are to be said again.</summary>
    public static Task<Quote> CopyAsync(WriteSession w, Quote quote, DateOnly today) => StartAsync(w, new Quote
    {
        ActivityId = quote.ActivityId, CustomerId = quote.CustomerId, Date = today,
        ValidUntil = today.AddDays(quote.ValidDays), ValidDays = quote.ValidDays, Subject = quote.Subject,
        Content = quote.Content.Anew() with
        {
            Plan = quote.Content.Plan is { } plan ? [.. plan.Select(i => i with { Day = null })] : null,
        },
    });

    /// <summary>
    /// What will replace a quote that the customer has: they may still accept the first until the second is sent.
    /// </summary>
    public static async Task<Quote> NewEditionAsync(WriteSession w, long id, DateOnly today)
    {
        var quote = await FindAsync(w, id);
        if (quote.Status is QuoteStatus.Draft or QuoteStatus.Accepted or QuoteStatus.Replaced)
            throw new BrokenRuleException(quote.Status switch
            {
                QuoteStatus.Draft => "Ce devis n’est pas envoyé : modifiez-le plutôt.",
                QuoteStatus.Accepted => "Ce devis est accepté. Faites un devis de plus dans la même affaire.",
                _ => "Ce devis est déjà remplacé. Partez de sa dernière version.",
            });
        var draft = await w.Db.Quotes.FirstOrDefaultAsync(q => q.ReplacesId == id && q.Status == QuoteStatus.Draft);
        if (draft is not null)
            return draft;
        var engagement = await OpenEngagement.OfAsync(w, quote);
        return await StartAsync(w, new Quote
        {
            ActivityId = quote.ActivityId, CustomerId = quote.CustomerId, Date = today,
            ValidUntil = today.AddDays(quote.ValidDays), ValidDays = quote.ValidDays, Subject = quote.Subject,
            Content = quote.Content.Anew(), Edition = quote.Edition + 1, ReplacesId = id,
            EngagementId = engagement.Id,
        });
    }

    public static async Task<Quote> ReviseAsync(
        WriteSession w, long id, int version, string subject, SaleContent content, int? validDays = null)
    {
        var quote = await FindAsync(w, id);
        if (quote.Version != version)
            throw new BrokenRuleException(
                "Ce devis a changé ailleurs entre-temps. Rechargez la page pour voir sa dernière version.");
        quote.Revise(content);
        if (validDays is { } days)
            quote.Hold(days);
        (quote.Subject, quote.Version) = (subject, version + 1);
        return quote;
    }

    public static async Task<Quote> SendAsync(WriteSession w, long id, DateOnly day, LawBook law)
    {
        var quote = await FindAsync(w, id);
        if (quote.Status != QuoteStatus.Draft)
            throw new BrokenRuleException("Ce devis est déjà envoyé.");
        if (await FactsAsync(w.Db, quote, day) is { } facts)
            EngagementCheck.Require(facts, law);
        quote.Send(await NumberAsync(w, quote, day), day);
        quote.Version++;
        return quote;
    }

    /// <summary>What the kind of its job prints and asks that day; null for a plain one.</summary>
    public static async Task<EngagementFacts?> FactsAsync(CoopDb db, Quote quote, DateOnly day) =>
        await EngagementState.FactsAsync(db, quote.EngagementId, null,
            await db.Customers.SingleAsync(c => c.Id == quote.CustomerId), quote.Content, day);

    /// <summary>A later version has the number of the first and its own mark, and takes its place.</summary>
    private static async Task<string> NumberAsync(WriteSession w, Quote quote, DateOnly day)
    {
        if (quote.ReplacesId is not { } id)
        {
            var series = $"D{day.Year}";
            return $"{series}-{await w.Ledger.NextNumberAsync(series):0000}";
        }
        var before = await FindAsync(w, id);
        before.Replace();
        var number = before.Number!;
        return $"{(before.Edition > 1 ? number[..number.LastIndexOf("-V", StringComparison.Ordinal)] : number)}"
            + $"-V{quote.Edition}";
    }

    internal static async Task<Quote> FindAsync(WriteSession w, long id) =>
        await w.Db.Quotes.SingleOrDefaultAsync(q => q.Id == id)
        ?? throw new BrokenRuleException("Ce devis n’existe pas. Revenez à la liste de vos ventes.");
}
