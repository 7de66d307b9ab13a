using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>
/// Starts and changes drafts of invoices (brouillons). A draft is in no book and has no number.
/// </summary>
public static class KeepDraft
{
    public static async Task<SaleDraft> StartAsync(WriteSession w, SaleDraft draft)
    {
        draft.Revise(draft.Content);
        w.Db.SaleDrafts.Add(draft);
        await w.SaveAsync();
        return draft;
    }

    /// <summary>Replaces what the draft says, unless somebody else has changed it since it was shown.</summary>
    public static async Task<SaleDraft> ReviseAsync(WriteSession w, long id, int version, SaleContent content)
    {
        var draft = await FindAsync(w, id);
        if (draft.Version != version)
            throw new BrokenRuleException(
                "Ce brouillon a changé ailleurs entre-temps. Rechargez la page pour voir sa dernière version.");
        draft.Revise(content);
        (draft.UpdatedAt, draft.Version) = (w.Now, version + 1);
        return draft;
    }

    /// <summary>The same lines for the same customer, to be changed; never what took an invoice back.</summary>
    public static Task<SaleDraft> CopyAsync(
        WriteSession w, ActivityId activity, long customerId, SaleContent content) =>
        StartAsync(w, new SaleDraft
        {
            ActivityId = activity, CustomerId = customerId, Kind = SaleDocumentKind.Invoice, UpdatedAt = w.Now,
            Content = content with { Lines = [.. content.Lines.Select(l => l with { VisitId = null })] },
        });

    /// <summary>A credit note of all of an invoice; its lines can be reduced before it is issued.</summary>
    public static async Task<SaleDraft> CreditAsync(WriteSession w, long invoiceId)
    {
        var invoice = await w.Db.Invoices.AsNoTracking().SingleAsync(i => i.Id == invoiceId);
        var story = await InvoiceStory.ReadAsync(w.Db, invoice);
        if (invoice.Kind == SaleDocumentKind.CreditNote || story.Credits.Sum(c => c.Total) >= invoice.Total)
            throw new BrokenRuleException("Cette facture est déjà reprise en entier par un avoir.");
        return await StartAsync(w, new SaleDraft
        {
            ActivityId = invoice.ActivityId, CustomerId = invoice.CustomerId, Kind = SaleDocumentKind.CreditNote,
            InvoiceId = invoice.Id, EngagementId = invoice.EngagementId,
            Content = invoice.Content.Content with { Notes = "" }, UpdatedAt = w.Now,
        });
    }

    /// <summary>A deposit of an accepted quote.</summary>
    public static Task<SaleDraft> DepositAsync(WriteSession w, Quote quote, Rate part) =>
        OfQuoteAsync(w, quote, SaleDocumentKind.DepositInvoice, _ => QuoteInvoicing.Deposit(quote, part));

    /// <summary>A part of the plan of an accepted quote; the last one is the balance.</summary>
    public static Task<SaleDraft> InstalmentAsync(WriteSession w, Quote quote, int at) =>
        quote.Content.Plan is { } plan && at == plan.Count - 1 ? BalanceAsync(w, quote)
        : OfQuoteAsync(w, quote, SaleDocumentKind.DepositInvoice, _ => QuoteInvoicing.Instalment(quote, at));

    /// <summary>What is done since the last invoice; once all is done it is the balance, to the cent.</summary>
    public static Task<SaleDraft> ProgressAsync(WriteSession w, Quote quote, Func<string?, Rate> doneOf) =>
        quote.Content.Totals.ByChapter.All(p => doneOf(p.Chapter).Fraction == 1m) ? BalanceAsync(w, quote)
        : OfQuoteAsync(w, quote, SaleDocumentKind.ProgressInvoice,
            standing => QuoteInvoicing.Progress(quote, standing, doneOf));

    /// <summary>All of an accepted quote, or what the invoices before left of it.</summary>
    public static Task<SaleDraft> BalanceAsync(WriteSession w, Quote quote) =>
        OfQuoteAsync(w, quote, SaleDocumentKind.Invoice, _ => QuoteInvoicing.Balance(quote));

    private static async Task<SaleDraft> OfQuoteAsync(
        WriteSession w, Quote quote, SaleDocumentKind kind, Func<QuoteStanding, SaleContent> ask)
    {
        var standing = await QuoteStandings.ReadAsync(w.Db, quote);
        var content = ask(standing);
        standing.CheckRoomFor(kind, content);
        return await StartAsync(w, new SaleDraft
        {
            ActivityId = quote.ActivityId, CustomerId = quote.CustomerId, Kind = kind, QuoteId = quote.Id,
            EngagementId = quote.EngagementId,
            Content = content, UpdatedAt = w.Now,
        });
    }

    internal static async Task<SaleDraft> FindAsync(WriteSession w, long id) =>
        await w.Db.SaleDrafts.SingleOrDefaultAsync(d => d.Id == id)
        ?? throw new BrokenRuleException("Ce brouillon n’existe plus : il a été envoyé ou supprimé.");
}
