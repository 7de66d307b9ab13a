using Essaim.App.Data;
using Essaim.App.Identity;
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
public sealed record PurchaseRow(Purchase Purchase, string Supplier, string Activity, Money Remaining);

/// <summary>The suppliers' invoices, the latest first.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class IndexModel : ListPage
{
    public IReadOnlyList<PurchaseRow> Rows { get; private set; } = [];
    public string Lede =>
        List.Pager.Total == 1 ? "Une facture de fournisseur." : $"{List.Pager.Total} factures de fournisseurs.";

    protected override Sheet Sheet() => new("achats",
        ["Date", "Fournisseur", "Numéro", "Activité", "Échéance", "HT", "TVA", "TTC", "Reste"],
        Rows.Select(r => new object?[]
        {
            r.Purchase.Date, r.Supplier, r.Purchase.Number, r.Activity, r.Purchase.Due, r.Purchase.Net,
            r.Purchase.Vat, r.Purchase.Net + r.Purchase.Vat, r.Remaining,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var first = ReadDay("du", List.From, DateOnly.MinValue);
        var last = ReadDay("au", List.To, DateOnly.MaxValue);
        var words = List.Words.ToLowerInvariant();
        var found = db.Purchases.Where(p => p.Date >= first && p.Date <= last && (words == ""
            || p.Number.ToLower().Contains(words)
            || db.Suppliers.Any(s => s.Id == p.SupplierId && s.Name.ToLower().Contains(words))));
        Rows = await RowsAsync(db,
            await List.OfAsync(found.OrderByDescending(p => p.Date).ThenByDescending(p => p.Id)));
    }

    private static async Task<List<PurchaseRow>> RowsAsync(CoopDb db, List<Purchase> page)
    {
        var suppliers = await db.Suppliers.ToDictionaryAsync(s => s.Id, s => s.Name);
        var activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => a.TradeName);
        var remaining = (await (await db.BooksAsync()).Items.OpenAsync(null, Accounts.Suppliers))
            .GroupBy(i => i.Id.Entry).ToDictionary(g => g.Key, g => -g.Sum(i => i.Remaining));
        return [.. page.Select(p => new PurchaseRow(p, suppliers[p.SupplierId], activities[p.ActivityId],
            remaining.GetValueOrDefault(p.EntryId)))];
    }
}
