using System.Security.Cryptography;
using System.Text;
using Essaim.App.Api;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Data.Sales.Sending;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>
/// Issues an invoice, a deposit invoice or a credit note: gives it its number, keeps it as it is, and posts it, all in
/// one transaction. Numbers are one gapless series per kind and year; dates never go back.
/// </summary>
public static class IssueInvoice
{
    public sealed record Order(
        SaleDocumentKind? Kind, ActivityId Activity, Customer Customer, SaleContent Content, DateOnly Date)
    {
        public long? QuoteId { get; init; }
        public string? QuoteNumber { get; init; }
        public long? EngagementId { get; init; }
        public long? CreditsInvoiceId { get; init; }
        public IReadOnlyList<DepositTaken>? Deposits { get; init; }

        /// <summary>How the customer has paid, where they have; then the receipt is recorded with it.</summary>
        public string? PaidBy { get; init; }

        /// <summary>Until when a quote holds; an invoice is due after its customer's days.</summary>
        public DateOnly? Until { get; init; }

        /// <summary>What its job's kind prints and asks; null for a plain sale.</summary>
        public EngagementFacts? Facts { get; init; }
    }

    public static async Task<Invoice> IssueAsync(WriteSession w, Order order, SellerData seller)
    {
        var kind = order.Kind ?? throw new ArgumentException("A quote is not issued as an invoice.");
        await RefuseEarlierDateAsync(w, kind, order.Date);
        var series = SeriesOf(kind, order.Date);
        var id = await w.Ledger.NextNumberAsync("invoice");
        var number = $"{series}-{await w.Ledger.NextNumberAsync(series):0000}";
        var credited = order.CreditsInvoiceId is { } creditedId
            ? await w.Db.Invoices.AsNoTracking().SingleAsync(i => i.Id == creditedId)
            : null;
        var snapshot = seller.Snapshot(order, credited);
        var json = ValueJson.Write(snapshot);
        var document = new SaleDocument
        {
            Kind = kind, Number = number, Date = order.Date, Due = order.Date.AddDays(order.Customer.PaymentDays),
            CustomerId = order.Customer.Id, CustomerName = order.Customer.Name, Lines = order.Content.Lines,
            Discount = order.Content.Discount, VatOnDebits = snapshot.VatOnDebits, Deposits = snapshot.Deposits,
            OfDeposit = credited?.Kind == SaleDocumentKind.DepositInvoice,
            Reference = new DocumentRef(Invoice.DocumentKind, id), Hash = SHA256.HashData(Encoding.UTF8.GetBytes(json)),
        };
        var entries = credited is null
            ? SalePosting.Entries(document, a => seller.Rules.Of(a, order.Date))
            : await CreditAsync(w, document, credited, seller);
        var posted = await w.Ledger.PostAsync(entries);
        var invoice = new Invoice
        {
            Id = id, Kind = kind, Number = number, Date = document.Date, Due = document.Due,
            ActivityId = order.Activity, CustomerId = order.Customer.Id, QuoteId = order.QuoteId,
            EngagementId = order.EngagementId,
            CreditsInvoiceId = order.CreditsInvoiceId, Net = document.Totals.Net - snapshot.Deposits.Sum(d => d.Net),
            Vat = document.Totals.Vat - snapshot.Deposits.Sum(d => d.Vat), Total = document.ToPay,
            Content = snapshot, EntryId = posted[0].Id,
        };
        await RefuseUnlawfulAsync(w, SaleEInvoice.Of(invoice, document.OfDeposit), order, seller);
        await w.Ledger.FlushAsync();
        if (order.Facts is { } facts)
            await Retentions.KeepAsync(w, invoice, facts);
        await w.Rows.WriteAsync(InvoiceTable.Table, w.Transaction, [InvoiceTable.Row(invoice, json)]);
        await QueueInvoice.IssuedAsync(w, invoice, seller);
        await Webhook.TellAsync(w, Webhook.InvoiceIssued, new
        {
            id, number, kind = kind.ToString(), date = invoice.Date, due = invoice.Due, customerId = order.Customer.Id,
            net = invoice.Net, vat = invoice.Vat, total = invoice.Total,
        });
        return invoice;
    }

    /// <summary>
    /// "F2026", "AC2026", "AV2026": invoices and deposits share the series of sales; credit notes have their own.
    /// </summary>
    public static string SeriesOf(SaleDocumentKind kind, DateOnly date) =>
        (kind == SaleDocumentKind.CreditNote ? "AV" : "F") + date.Year;

    private static async Task<IReadOnlyList<DraftEntry>> CreditAsync(
        WriteSession w, SaleDocument note, Invoice credited, SellerData seller)
    {
        var already = await w.Db.Invoices.Where(i => i.CreditsInvoiceId == credited.Id).Select(i => i.Total)
            .ToListAsync();
        var left = credited.Total - already.Sum();
        if (note.ToPay > left)
            throw new BrokenRuleException(
                $"L’avoir de {note.ToPay} dépasse ce qui reste de la facture {credited.Number} : {left}.");
        await Retentions.GiveBackAsync(w, credited, note.Date);
        var items = await w.Books.Items.OfDocumentAsync(credited.Reference);
        return SaleCorrections.CreditNote(note, [.. items.Where(i => i.Amount.IsPositive
            && i.Account != Accounts.Retentions)], a =>
            seller.Rules.Of(a, note.Date));
    }

    /// <summary>The duty is counted only where its answer matters.</summary>
    private static async Task RefuseUnlawfulAsync(WriteSession w, EInvoice said, Order order, SellerData seller)
    {
        var lacks = SaleEInvoiceCheck.Lacks(said, order.Customer.IsCompany, mustSend: false);
        if (lacks.Count > 0 && (lacks.FirstOrDefault(l => l.Stops) ?? (await seller.SendsAsync(w.Connection,
                w.Transaction, order.Date) ? lacks[0] : null)) is { } lack)
            throw new BrokenRuleException(lack.Fault.Sentence);
    }

    private static async Task RefuseEarlierDateAsync(WriteSession w, SaleDocumentKind kind, DateOnly date)
    {
        var credit = kind == SaleDocumentKind.CreditNote;
        var last = await w.Connection.ScalarAsync(
            $"SELECT max(date) FROM invoice WHERE kind {(credit ? "=" : "<>")} 'CreditNote'", w.Transaction);
        if (last is null)
            return;
        var day = last is string text ? DateOnly.Parse(text) : last is DateTime time ? DateOnly.FromDateTime(time)
            : (DateOnly)last;
        if (date < day)
            throw new BrokenRuleException(
                $"La dernière facture est datée du {FrenchText.Short(day)}. La suite ne peut pas être datée "
                + "d’avant : la loi demande un ordre chronologique.");
    }
}
