using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Writes and sends quotes (devis). Their numbers are one gapless series a year: D2026-0001.</summary>
public static class SendQuote
{
    public const int DaysValid = 30;

    public static async Task<Quote> StartAsync(WriteSession w, Quote quote)
    {
        quote.Revise(quote.Content);
        w.Db.Quotes.Add(quote);
        await w.SaveAsync();
        return quote;
    }

    /// <summary>The same lines for the same customer, from today on.</summary>
    public static Task<Quote> CopyAsync(WriteSession w, Quote quote, DateOnly today) => StartAsync(w, new Quote
    {
        ActivityId = quote.ActivityId, CustomerId = quote.CustomerId, Date = today,
        ValidUntil = today.AddDays(DaysValid), Subject = quote.Subject, Content = quote.Content,
    });

    public static async Task<Quote> ReviseAsync(
        WriteSession w, long id, int version, string subject, SaleContent content)
    {
        var quote = await FindAsync(w, id);
        if (quote.Version != version)
            throw new BrokenRuleException(
                "Ce devis a changé ailleurs entre-temps. Rechargez la page pour voir sa dernière version.");
        quote.Revise(content);
        (quote.Subject, quote.Version) = (subject, version + 1);
        return quote;
    }

    public static async Task<Quote> SendAsync(WriteSession w, long id, DateOnly day)
    {
        var quote = await FindAsync(w, id);
        if (quote.Status != QuoteStatus.Draft)
            throw new BrokenRuleException("Ce devis est déjà envoyé.");
        var series = $"D{day.Year}";
        quote.Send($"{series}-{await w.Ledger.NextNumberAsync(series):0000}", day, DaysValid);
        quote.Version++;
        return quote;
    }

    public static async Task<Quote> AnswerAsync(WriteSession w, long id, bool accepted)
    {
        var quote = await FindAsync(w, id);
        if (accepted)
            quote.Accept();
        else
            quote.Decline();
        quote.Version++;
        return quote;
    }

    internal static async Task<Quote> FindAsync(WriteSession w, long id) =>
        await w.Db.Quotes.SingleOrDefaultAsync(q => q.Id == id)
        ?? throw new BrokenRuleException("Ce devis n’existe pas. Revenez à la liste de vos ventes.");
}
