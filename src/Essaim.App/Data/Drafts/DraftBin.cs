using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Drafts;

/// <summary>A draft that was deleted, kept as it was for thirty days (corbeille).</summary>
public sealed class Discarded
{
    public long Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>The number that the draft had, and has again once it is back.</summary>
    public required long RowId { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required string Title { get; init; }
    public required string Content { get; init; }
    public required string DiscardedAt { get; init; }
    public string? RestoredAt { get; set; }

    public string Address => Kind switch
    {
        DraftBin.OfSaleDraft => $"/ventes/brouillons/{RowId}",
        DraftBin.OfQuote => $"/ventes/devis/{RowId}",
        DraftBin.OfClaim => $"/depenses/{RowId}",
        DraftBin.OfOrder => $"/achats/commandes/{RowId}",
        _ => $"/journaux/nouvelle?brouillon={RowId}",
    };
}

/// <summary>
/// Takes drafts away and brings them back. What is numbered or posted never comes here: it is taken back by a credit
/// note or a counter-entry.
/// </summary>
public static class DraftBin
{
    public const string OfSaleDraft = "sale-draft";
    public const string OfQuote = "quote";
    public const string OfClaim = "claim";
    public const string OfEntry = "entry";
    public const string OfOrder = "order";

    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Rows dropped before this instant are gone.</summary>
    public static string Limit(DateTime now) => EntryChain.Instant(now - Kept);

    public static async Task<Discarded> DiscardSaleAsync(WriteSession w, long id)
    {
        var draft = await w.Db.SaleDrafts.SingleOrDefaultAsync(d => d.Id == id)
            ?? throw new BrokenRuleException("Ce brouillon n’existe plus : il a été envoyé ou supprimé.");
        w.Db.SaleDrafts.Remove(draft);
        var customer = await CustomerAsync(w, draft.CustomerId);
        return await KeepAsync(w, OfSaleDraft, id, draft.ActivityId, $"Facture pour {customer}, {draft.Total}", draft);
    }

    public static async Task<Discarded> DiscardQuoteAsync(WriteSession w, long id)
    {
        var quote = await w.Db.Quotes.SingleOrDefaultAsync(q => q.Id == id);
        if (quote is not { Status: QuoteStatus.Draft })
            throw new BrokenRuleException("Ce devis est déjà envoyé ou supprimé. Notez plutôt la réponse du client.");
        w.Db.Quotes.Remove(quote);
        var customer = await CustomerAsync(w, quote.CustomerId);
        return await KeepAsync(w, OfQuote, id, quote.ActivityId, $"Devis pour {customer}, {quote.Total}", quote);
    }

    public static async Task<Discarded> DiscardClaimAsync(WriteSession w, long id)
    {
        var claim = await w.Db.ExpenseClaims.SingleOrDefaultAsync(c => c.Id == id);
        if (claim is not { SentAt: null, EntryId: null })
            throw new BrokenRuleException("Cette note est déjà envoyée ou supprimée. Rechargez la page.");
        w.Db.ExpenseClaims.Remove(claim);
        return await KeepAsync(w, OfClaim, id, claim.ActivityId, $"Note de frais, {claim.Month}, {claim.Total}", claim);
    }

    public static async Task<Discarded> DiscardOrderAsync(WriteSession w, long id)
    {
        var order = await w.Db.PurchaseOrders.SingleOrDefaultAsync(o => o.Id == id);
        if (order is not { IsDraft: true })
            throw new BrokenRuleException("Cette commande a son numéro. Annulez-la plutôt, avec son motif.");
        w.Db.PurchaseOrders.Remove(order);
        var supplier = await w.Db.Suppliers.Where(s => s.Id == order.SupplierId).Select(s => s.Name).SingleAsync();
        return await KeepAsync(w, OfOrder, id, order.ActivityId, $"Commande à {supplier}, {order.Total}",
            new DiscardedOrder(order.SupplierId, order.Content, order.MadeAt, order.MadeBy));
    }

    public static async Task<Discarded> DiscardEntryAsync(WriteSession w, long id)
    {
        var typed = await w.Connection.ScalarAsync("DELETE FROM draft_entry WHERE id = @p0 RETURNING content",
                w.Transaction, id) as string
            ?? throw new BrokenRuleException("Ce brouillon n’existe plus : il a été enregistré ou supprimé.");
        var entry = ValueJson.Read<TypedEntry>(typed);
        var title = entry.Label.Trim() is { Length: > 0 } label ? label : "sans libellé";
        return await KeepAsync(w, OfEntry, id, ActivityId.Structure, $"Écriture, {title}", entry);
    }

    /// <summary>Brings a draft back once; asked again, it is already there.</summary>
    public static async Task<Discarded> RestoreAsync(WriteSession w, long id)
    {
        var row = await w.Db.Discarded.SingleAsync(d => d.Id == id);
        if (row.RestoredAt is not null)
            return row;
        if (string.CompareOrdinal(row.DiscardedAt, Limit(w.UtcNow)) < 0)
            throw new BrokenRuleException("Ce brouillon est supprimé depuis plus de trente jours. Refaites-le.");
        row.RestoredAt = w.Now;
        if (row.Kind == OfSaleDraft)
            w.Db.SaleDrafts.Add(ValueJson.Read<SaleDraft>(row.Content));
        else if (row.Kind == OfQuote)
            w.Db.Quotes.Add(ValueJson.Read<Quote>(row.Content));
        else if (row.Kind == OfOrder)
            w.Db.PurchaseOrders.Add(ValueJson.Read<DiscardedOrder>(row.Content).Restored(row.RowId, w.Today));
        else if (row.Kind == OfClaim)
            w.Db.ExpenseClaims.Add(ValueJson.Read<ExpenseClaim>(row.Content));
        else
            await w.Connection.ExecuteAsync("INSERT INTO draft_entry (id, content, updated_at) VALUES (@p0, @p1, @p2)",
                w.Transaction, row.RowId, row.Content, w.Now);
        return row;
    }

    private static async Task<Discarded> KeepAsync<T>(
        WriteSession w, string kind, long id, ActivityId activity, string title, T content)
    {
        var limit = Limit(w.UtcNow);
        await w.Db.Discarded.Where(d => string.Compare(d.DiscardedAt, limit) < 0).ExecuteDeleteAsync();
        var row = new Discarded
        {
            Kind = kind, RowId = id, ActivityId = activity, Title = title, Content = ValueJson.Write(content),
            DiscardedAt = w.Now,
        };
        w.Db.Discarded.Add(row);
        await w.SaveAsync();
        return row;
    }

    /// <summary>What a draft of an order was; its number comes later.</summary>
    private sealed record DiscardedOrder(long SupplierId, OrderContent Content, string MadeAt, string MadeBy)
    {
        public PurchaseOrder Restored(long id, DateOnly today)
        {
            var order = new PurchaseOrder
            {
                Id = id, SupplierId = SupplierId, Date = today, MadeAt = MadeAt, MadeBy = MadeBy,
            };
            order.Revise(Content);
            return order;
        }
    }

    private static Task<string> CustomerAsync(WriteSession w, long id) =>
        w.Db.Customers.Where(c => c.Id == id).Select(c => c.Name).SingleAsync();
}
