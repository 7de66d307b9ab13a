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
public sealed class IndexModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "du")]
    public string From { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "au")]
    public string To { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string Search { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    [BindProperty(SupportsGet = true, Name = "format")]
    public string Format { get; set; } = "";

    public IReadOnlyList<PurchaseRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, 0);
    public string Lede => Pager.Total == 1 ? "Une facture de fournisseur." : $"{Pager.Total} factures de fournisseurs.";
    public string FileAddress => Request.Path + Request.QueryString.Add("format", CsvAnswer.Format).ToString();

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return Format != CsvAnswer.Format ? Page() : CsvAnswer.Of("achats",
            ["Date", "Fournisseur", "Numéro", "Activité", "Échéance", "HT", "TVA", "TTC", "Reste"],
            Rows.Select(r => new object?[]
            {
                r.Purchase.Date, r.Supplier, r.Purchase.Number, r.Activity, r.Purchase.Due, r.Purchase.Net,
                r.Purchase.Vat, r.Purchase.Net + r.Purchase.Vat, r.Remaining,
            }));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var first = From.Trim().Length > 0 ? Read("du", () => FrenchText.ParseDate(From)) : DateOnly.MinValue;
        var last = To.Trim().Length > 0 ? Read("au", () => FrenchText.ParseDate(To)) : DateOnly.MaxValue;
        var words = Search.Trim().ToLowerInvariant();
        var found = db.Purchases.Where(p => p.Date >= first && p.Date <= last && (words == ""
            || p.Number.ToLower().Contains(words)
            || db.Suppliers.Any(s => s.Id == p.SupplierId && s.Name.ToLower().Contains(words))));
        Pager = new Pager(PageNumber, await found.CountAsync());
        var ordered = found.OrderByDescending(p => p.Date).ThenByDescending(p => p.Id);
        var page = await (Format == CsvAnswer.Format ? ordered : ordered.Skip(Pager.Skip).Take(Pager.Take))
            .ToListAsync();
        Rows = await RowsAsync(db, page);
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
