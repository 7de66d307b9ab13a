using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>An invoice or credit note of a job, with what the customer still owes of it.</summary>
public sealed record EngagementPaper(Invoice Invoice, Money Open);

/// <summary>
/// A job with all that belongs to it (affaire): its quotes, what was invoiced of them, what is left, what was paid.
/// </summary>
public sealed record EngagementStory(
    Engagement Engagement, string Customer, IReadOnlyList<Quote> Quotes, IReadOnlyList<EngagementPaper> Papers,
    IReadOnlyDictionary<long, QuoteStanding> Standings)
{
    public Money Accepted => Quotes.Where(q => q.Status == QuoteStatus.Accepted).Sum(q => q.Total);
    public Money Invoiced => Standings.Values.Sum(s => s.InvoicedTotal) + Direct;

    /// <summary>Invoiced without a quote, credit notes taken off.</summary>
    private Money Direct
    {
        get
        {
            var direct = Papers.Where(p => p.Invoice is { QuoteId: null, CreditsInvoiceId: null }).ToList();
            var ids = direct.Select(p => (long?)p.Invoice.Id).ToHashSet();
            return direct.Sum(p => p.Invoice.Total) - Papers.Where(p => p.Invoice.CreditsInvoiceId is not null
                && ids.Contains(p.Invoice.CreditsInvoiceId)).Sum(p => p.Invoice.Total);
        }
    }

    public Money Left => Standings.Values.Sum(s => s.LeftTotal);
    public Money Open => Papers.Sum(p => p.Open);

    /// <summary>What was received, losses and credits apart: what was invoiced and is no longer owed.</summary>
    public Money Paid => Invoiced - Open - Retained;

    /// <summary>What a customer of works still keeps back in guarantee.</summary>
    public Money Retained { get; init; }

    public static async Task<EngagementStory> ReadAsync(CoopDb db, Engagement engagement)
    {
        var quotes = await db.Quotes.AsNoTracking().Where(q => q.EngagementId == engagement.Id).OrderBy(q => q.Id)
            .ToListAsync();
        var ids = quotes.Select(q => (long?)q.Id).ToList();
        var invoices = await db.Invoices.AsNoTracking().Where(i => ids.Contains(i.QuoteId)
            || (i.EngagementId == engagement.Id && i.QuoteId == null && i.CreditsInvoiceId == null)).OrderBy(i => i.Id)
            .ToListAsync();
        var issued = invoices.Select(i => (long?)i.Id).ToList();
        invoices.AddRange(await db.Invoices.AsNoTracking().Where(i => issued.Contains(i.CreditsInvoiceId))
            .OrderBy(i => i.Id).ToListAsync());
        var open = (await (await db.BooksAsync()).Items.OpenAsync(engagement.ActivityId, Accounts.Customers))
            .Where(i => i.Remaining.IsPositive).GroupBy(i => i.Id.Entry)
            .ToDictionary(g => g.Key, g => g.Sum(i => i.Remaining));
        var standings = quotes.Where(q => q.Status == QuoteStatus.Accepted).ToDictionary(q => q.Id, q =>
        {
            var own = invoices.Where(i => i.QuoteId == q.Id).Select(i => i.Id).ToHashSet();
            return new QuoteStanding(q, [.. invoices.Where(i => own.Contains(i.CreditsInvoiceId ?? i.Id))]);
        });
        return new EngagementStory(engagement,
            await db.Customers.Where(c => c.Id == engagement.CustomerId).Select(c => c.Name).SingleAsync(), quotes,
            [.. invoices.Select(i => new EngagementPaper(i, open.GetValueOrDefault(i.EntryId)))], standings)
        {
            Retained = await RetainedAsync(db, invoices),
        };
    }

    private static async Task<Money> RetainedAsync(CoopDb db, IEnumerable<Invoice> invoices)
    {
        var (books, retained) = (await db.BooksAsync(), Money.Zero);
        foreach (var invoice in invoices.Where(i => i.Content.Retained is not null))
            retained += (await books.Items.OfDocumentAsync(invoice.Reference))
                .Where(i => i.Account == Accounts.Retentions).Sum(i => i.Remaining);
        return retained;
    }
}
