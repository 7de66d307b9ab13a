using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Where a quote, a draft or an invoice stands, in the order in which one cares.</summary>
public enum SaleState
{
    Draft,
    Sent,
    Accepted,
    Declined,
    Expired,
    Replaced,
    ToReceive,
    Late,
    Paid,
    Credit,
}

/// <summary>One row of the list of sales; <paramref name="Open"/> is what the customer still owes of it.</summary>
public sealed record SaleRow(
    string Word, long Id, string? Number, DateOnly Date, DateOnly? Due, string Customer, Money Total, Money Open,
    SaleState State);

/// <summary>All quotes, drafts, invoices and credit notes of an activity, the newest first (ventes).</summary>
public static class SaleList
{
    public static async Task<List<SaleRow>> ReadAsync(CoopDb db, ActivityId activity, DateOnly today)
    {
        var customers = await db.Customers.Where(c => c.ActivityId == activity)
            .ToDictionaryAsync(c => c.Id, c => c.Name);
        var rows = new List<SaleRow>();
        rows.AddRange((await db.SaleDrafts.Where(d => d.ActivityId == activity)
                .Select(d => new { d.Id, d.CustomerId, d.Kind, d.Total, d.UpdatedAt }).ToListAsync())
            .Select(d => new SaleRow(Word(d.Kind), d.Id, null, DateOnly.Parse(d.UpdatedAt[..10]), null,
                customers[d.CustomerId], d.Total, Money.Zero, SaleState.Draft)));
        rows.AddRange((await db.Quotes.Where(q => q.ActivityId == activity)
                .Select(q => new { q.Id, q.CustomerId, q.Number, q.Date, q.ValidUntil, q.Total, q.Status })
                .ToListAsync())
            .Select(q => new SaleRow("Devis", q.Id, q.Number, q.Date, q.ValidUntil, customers[q.CustomerId], q.Total,
                Money.Zero, StateOf(q.Status, q.ValidUntil, today))));
        var open = (await (await db.BooksAsync()).Items.OpenAsync(activity, Accounts.Customers))
            .Where(i => i.Remaining.IsPositive).GroupBy(i => i.Id.Entry)
            .ToDictionary(g => g.Key, g => g.Sum(i => i.Remaining));
        rows.AddRange((await db.Invoices.Where(i => i.ActivityId == activity)
                .Select(i => new { i.Id, i.Kind, i.Number, i.Date, i.Due, i.CustomerId, i.Total, i.EntryId })
                .ToListAsync())
            .Select(i => new SaleRow(Word(i.Kind), i.Id, i.Number, i.Date, i.Due, customers[i.CustomerId], i.Total,
                open.GetValueOrDefault(i.EntryId), StateOf(i.Kind, i.Due, open.GetValueOrDefault(i.EntryId), today))));
        return [.. rows.OrderByDescending(r => r.Date).ThenByDescending(r => r.Number).ThenByDescending(r => r.Id)];
    }

    public static string Word(SaleDocumentKind kind) => kind switch
    {
        SaleDocumentKind.DepositInvoice => "Acompte",
        SaleDocumentKind.CreditNote => "Avoir",
        SaleDocumentKind.ProgressInvoice => "Avancement",
        _ => "Facture",
    };

    public static SaleState StateOf(SaleDocumentKind kind, DateOnly due, Money open, DateOnly today) =>
        kind == SaleDocumentKind.CreditNote ? SaleState.Credit
        : !open.IsPositive ? SaleState.Paid
        : due < today ? SaleState.Late : SaleState.ToReceive;

    public static SaleState StateOf(QuoteStatus status, DateOnly until, DateOnly today) => status switch
    {
        QuoteStatus.Sent when today > until => SaleState.Expired,
        QuoteStatus.Sent => SaleState.Sent,
        QuoteStatus.Replaced => SaleState.Replaced,
        QuoteStatus.Accepted => SaleState.Accepted,
        QuoteStatus.Declined => SaleState.Declined,
        _ => SaleState.Draft,
    };
}
