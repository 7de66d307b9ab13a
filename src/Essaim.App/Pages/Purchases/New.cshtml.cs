using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>Books a supplier's invoice, of a supplier known or new.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class NewModel : EssaimPage
{
    private const int UsualDays = 30;

    [BindProperty]
    public string SupplierId { get; set; } = "";

    [BindProperty]
    public string SupplierName { get; set; } = "";

    [BindProperty]
    public string SupplierSiren { get; set; } = "";

    [BindProperty]
    public string Number { get; set; } = "";

    [BindProperty]
    public string On { get; set; } = "";

    [BindProperty]
    public string Due { get; set; } = "";

    [BindProperty]
    public List<TypedPurchaseLine> Lines { get; set; } = [];

    public PurchaseLineFields Fields { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> SupplierOptions { get; private set; } = [];

    /// <summary>The purchase whose supplier and lines to begin with.</summary>
    [BindProperty(SupportsGet = true, Name = "copie")]
    public long? Copied { get; set; }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        var copied = await (await ReadAsync()).Purchases.SingleOrDefaultAsync(p => p.Id == Copied);
        if (copied is null)
            return;
        (SupplierId, On) = (copied.SupplierId.ToString(), FrenchText.Short(Today));
        Lines = [.. copied.Content.Select(l => TypedPurchaseLine.Of(l, Fields.CodeOf(l.Activity)))];
        Fields = Fields with { Lines = Lines };
    }

    public async Task<IActionResult> OnPostAsync(string act)
    {
        if (act == "more")
        {
            AddLines();
            await LoadAsync();
            return Page();
        }
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        var due = Due.Trim().Length == 0 ? on.AddDays(UsualDays) : Read(nameof(Due), () => FrenchText.ParseDate(Due));
        var siren = SupplierSiren.Trim().Length == 0
            ? (Siren?)null : Read(nameof(SupplierSiren), () => new Siren(SupplierSiren));
        return await TryAsync(() => BookAsync(on, due, siren));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        SupplierOptions = await PurchaseLineFields.SuppliersAsync(db);
        if (Lines.Count == 0)
            AddLines();
        Fields = await PurchaseLineFields.OfAsync(db, Lines);
    }

    private async Task<IActionResult> BookAsync(DateOnly on, DateOnly due, Siren? siren)
    {
        var lines = await TypedPurchaseLine.ReadAsync(await ReadAsync(), Lines);
        var made = await WriteOnceAsync(async w =>
        {
            var known = long.TryParse(SupplierId, out var id) ? id : 0;
            var supplier = await w.Db.Suppliers.SingleOrDefaultAsync(s => s.Id == known)
                ?? new Supplier { Name = SupplierName.Trim(), Siren = siren };
            return (await BookPurchase.BookAsync(w, supplier, Number.Trim(), on, due, lines)).Id.ToString();
        });
        Tell($"Facture {Number.Trim()} enregistrée.", "Elle est à payer.", "Voir ce qui est à payer",
            "/achats/a-payer");
        return Redirect("/achats/" + made);
    }

    private void AddLines()
    {
        for (var i = 0; i < TypedPurchaseLine.More; i++)
            Lines.Add(new TypedPurchaseLine { Activity = Lines.LastOrDefault()?.Activity ?? Activity.StructureCode });
    }
}
