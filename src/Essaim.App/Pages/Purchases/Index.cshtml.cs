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
public sealed record PurchaseRow(
    long Id, string Number, DateOnly Date, DateOnly Due, Money Net, Money Vat, EntryId Entry, string Supplier,
    string Activity)
{
    public Money Remaining { get; init; }
}

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
                r.Date, r.Supplier, r.Number, r.Activity, r.Due, r.Net, r.Vat, r.Net + r.Vat, r.Remaining,
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
        var page = await Listed(db, Format == CsvAnswer.Format ? ordered : ordered.Skip(Pager.Skip).Take(Pager.Take))
            .ToListAsync();
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
