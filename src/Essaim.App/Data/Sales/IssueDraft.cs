using Essaim.App.Data.Sales.Kinds;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Turns a draft into the invoice that it describes; the draft is then gone.</summary>
public static class IssueDraft
{
    /// <param name="paidBy">How the customer has paid already: the receipt is recorded in the same step.</param>
    public static async Task<Invoice> IssueAsync(
        WriteSession w, long draftId, Money shown, LawBook law, DateOnly day, string? paidBy = null)
    {
        var draft = await KeepDraft.FindAsync(w, draftId);
        var order = await OrderAsync(w.Db, draft, day) with { PaidBy = paidBy };
        if (paidBy is not null && !MayBePaid(order))
            throw new BrokenRuleException("Un avoir, un acompte ou un solde ne s’émet pas déjà payé. Émettez-le, puis "
                + "notez l’encaissement.");
        var asked = Asked(order);
        if (asked != shown)
            throw new BrokenRuleException(
                $"Le brouillon a changé : il demande maintenant {asked}. Relisez-le avant de l’envoyer.");
        await RefuseBeyondAsync(w, draft);
        if (draft.Kind != SaleDocumentKind.CreditNote)
            await InvoicingRight.RequireAsync(w.Db, draft.ActivityId, day);
        if (order.Facts is { } facts)
            EngagementCheck.Require(facts, law);
        var visits = await KeepVisit.CheckedAsync(w, order);
        var seller = await SellerData.ReadAsync(w.Db, draft.ActivityId, law, day);
        var invoice = await IssueInvoice.IssueAsync(w, order, seller);
        foreach (var visit in visits)
            visit.InvoiceId = invoice.Id;
        w.Db.SaleDrafts.Remove(draft);
        if (paidBy is not null)
            await RecordReceipt.RecordAsync(w, invoice.Id, invoice.Total, day, paidBy);
        return invoice;
    }

    /// <summary>A plain invoice, which takes nothing back and of which nothing is kept back.</summary>
    public static bool MayBePaid(IssueInvoice.Order order) => order.Kind == SaleDocumentKind.Invoice
        && order.Deposits is null or { Count: 0 } && Retentions.Of(order).IsZero;

    /// <summary>What will be issued that day, deposits taken back included: also what the check page shows.</summary>
    public static async Task<IssueInvoice.Order> OrderAsync(CoopDb db, SaleDraft draft, DateOnly day)
    {
        var quote = draft.QuoteId is { } id ? await db.Quotes.AsNoTracking().SingleAsync(q => q.Id == id) : null;
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.Id == draft.CustomerId);
        var job = draft.EngagementId ?? quote?.EngagementId;
        return new IssueInvoice.Order(draft.Kind, draft.ActivityId, customer, draft.Content, day)
        {
            EngagementId = job,
            Facts = await EngagementState.FactsAsync(db, job, draft.Kind, customer, draft.Content, day),
            QuoteId = draft.QuoteId, QuoteNumber = quote?.Number, CreditsInvoiceId = draft.InvoiceId,
            Deposits = draft.Kind == SaleDocumentKind.Invoice && quote is not null
                ? (await QuoteStandings.ReadAsync(db, quote)).TakenBack : [],
        };
    }

    /// <summary>
    /// Two drafts of one quote may each be right and together too much: it is asked again when they are issued.
    /// </summary>
    private static async Task RefuseBeyondAsync(WriteSession w, SaleDraft draft)
    {
        if (draft.QuoteId is not { } id || draft.Kind == SaleDocumentKind.CreditNote)
            return;
        var quote = await w.Db.Quotes.AsNoTracking().SingleAsync(q => q.Id == id);
        (await QuoteStandings.ReadAsync(w.Db, quote)).CheckRoomFor(draft.Kind, draft.Content);
    }

    /// <summary>What the e-invoice of the order would lack, were it issued now; what stops it comes first.</summary>
    public static async Task<IReadOnlyList<EInvoiceLack>> LacksAsync(
        CoopDb db, IssueInvoice.Order order, SellerData seller, bool mustSend)
    {
        var credited = order.CreditsInvoiceId is { } id
            ? await db.Invoices.AsNoTracking().SingleAsync(i => i.Id == id) : null;
        var totals = new SaleTotals(order.Content.Lines, order.Content.Discount);
        var invoice = new Invoice
        {
            Id = 0, Kind = order.Kind!.Value, Number = "0", Date = order.Date, ActivityId = order.Activity,
            Due = order.Date.AddDays(order.Customer.PaymentDays), CustomerId = order.Customer.Id, Net = totals.Net,
            Vat = totals.Vat, Total = totals.Total, Content = seller.Snapshot(order, credited),
            EntryId = new EntryId(1),
        };
        var said = SaleEInvoice.Of(invoice, credited?.Kind == SaleDocumentKind.DepositInvoice);
        return [.. SaleEInvoiceCheck.Lacks(said, order.Customer.IsCompany, mustSend)
            .OrderByDescending(l => l.Stops)];
    }

    public static Money Asked(IssueInvoice.Order order) =>
        new SaleTotals(order.Content.Lines, order.Content.Discount).Total
        - (order.Deposits ?? []).Sum(d => d.Net + d.Vat);
}
