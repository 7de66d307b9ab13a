using Essaim.App.Data;
using Essaim.App.Data.Purchases.Mailed;
using Essaim.App.Identity;
using Essaim.App.Pages.Purchases.Received;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>A purchase as the list shows it, with what is left to pay.</summary>
public sealed record PurchaseRow(
    long Id, string Number, DateOnly Date, DateOnly Due, Money Net, Money Vat, EntryId Entry, string Supplier,
    string Activity)
{
    public Money Remaining { get; init; }
}

/// <summary>The suppliers' invoices, the latest first.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class IndexModel : ListPage
{
    public IReadOnlyList<PurchaseRow> Rows { get; private set; } = [];
    /// <summary>Received invoices that are still to be booked.</summary>
    public int Waiting { get; private set; }

    /// <summary>Mails that wait for somebody, and papers of mails that are to become purchases.</summary>
    public int Mailed { get; private set; }

    public string Lede =>
        List.Pager.Total == 1 ? "Une facture de fournisseur." : $"{List.Pager.Total} factures de fournisseurs.";

    protected override Sheet Sheet() => new("achats",
        ["Date", "Fournisseur", "Numéro", "Activité", "Échéance", "HT", "TVA", "TTC", "Reste"],
        Rows.Select(r => new object?[]
        {
            r.Date, r.Supplier, r.Number, r.Activity, r.Due, r.Net, r.Vat, r.Net + r.Vat, r.Remaining,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Waiting = await ReceivedWords.In(db.ReceivedInvoices, ReceivedWords.ToBook).CountAsync();
        Mailed = await db.MailedMessages.CountAsync(m => m.State == MailedState.Unknown)
            + await db.MailedPapers.CountAsync(p => p.Content != null && p.PurchaseId == null);
        var first = ReadDay("du", List.From, DateOnly.MinValue);
        var last = ReadDay("au", List.To, DateOnly.MaxValue);
        var words = List.Words.ToLowerInvariant();
        var found = db.Purchases.Where(p => p.Date >= first && p.Date <= last && (words == ""
            || p.Number.ToLower().Contains(words)
            || db.Suppliers.Any(s => s.Id == p.SupplierId && s.Name.ToLower().Contains(words))));
        var (skip, take) = List.Of(await found.CountAsync());
        var page = await Listed(db, found.OrderByDescending(p => p.Date).ThenByDescending(p => p.Id)
            .Skip(skip).Take(take)).ToListAsync();
        var left = await (await db.BooksAsync()).Items.RemainingAsync(page.Select(p => p.Entry), Accounts.Suppliers);
        Rows = [.. page.Select(p => p with { Remaining = -left.GetValueOrDefault(p.Entry) })];
    }

    private static IQueryable<PurchaseRow> Listed(CoopDb db, IQueryable<Purchase> purchases) =>
        from p in purchases
        join s in db.Suppliers on p.SupplierId equals s.Id
        join a in db.Activities on p.ActivityId equals a.Id
        orderby p.Date descending, p.Id descending
        select new PurchaseRow(p.Id, p.Number, p.Date, p.Due, p.Net, p.Vat, p.EntryId, s.Name, a.TradeName);
}
