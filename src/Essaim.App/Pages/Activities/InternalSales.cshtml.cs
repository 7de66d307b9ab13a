using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>Sales from one activity to another.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class InternalSalesModel : ListPage
{
    [BindProperty]
    public string Seller { get; set; } = "";

    [BindProperty]
    public string Buyer { get; set; } = "";

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string On { get; set; } = "";

    public IReadOnlyList<InternalSaleRow> Rows { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Options { get; private set; } = [];
    private IReadOnlyList<Activity> _activities = [];

    public string NameOf(ActivityId id) => _activities.FirstOrDefault(a => a.Id == id)?.TradeName ?? "";

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var seller = Read(nameof(Seller), () => Find(Seller));
        var buyer = Read(nameof(Buyer), () => Find(Buyer));
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        if (What.Trim().Length == 0)
            ModelState.AddModelError(nameof(What), "Dites ce qui est vendu.");
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
                (await SellInternally.SellAsync(w, seller.Id, buyer.Id, amount, on, What.Trim())).Id.ToString());
            Tell($"Vente de {amount} notée.", $"De {seller.TradeName} à {buyer.TradeName}.");
            return Redirect("/ventes-internes");
        });
    }

    protected override Sheet Sheet() => new("ventes-internes", ["Date", "De", "À", "Quoi", "Montant"],
        Rows.Select(s => new object?[] { s.Date, NameOf(s.SellerId), NameOf(s.BuyerId), s.Description, s.Amount }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        _activities = await db.Activities.OrderBy(a => a.TradeName).ToListAsync();
        Options = [new("Choisir…", ""), .. _activities.Where(a => a.ClosedOn is null)
            .Select(a => new SelectListItem(a.TradeName, a.Code))];
        Rows = await List.OfAsync(db.InternalSales.OrderByDescending(s => s.Date).ThenByDescending(s => s.Id));
        if (On.Length == 0)
            On = FrenchText.Short(Today);
    }

    private Activity Find(string code) => _activities.FirstOrDefault(a => a.Code == code)
        ?? throw new BrokenRuleException("Choisissez une activité.");
}
