using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Invoices;

/// <summary>First question of an invoice: for whom? The draft is kept from then on.</summary>
public sealed class NewModel : ActivityPage
{
    [BindProperty]
    public string CustomerId { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "client")]
    public string Chosen { get; set; } = "";

    public IReadOnlyList<SelectListItem> Customers { get; private set; } = [];

    public async Task OnGetAsync()
    {
        CustomerId = Chosen;
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var customer = Read(nameof(CustomerId), () => Customers.Any(c => c.Value == CustomerId)
            ? long.Parse(CustomerId) : throw new BrokenRuleException("Choisissez un client dans la liste."));
        return await TryAsync(async () => Redirect("/ventes/brouillons/" + await WriteOnceAsync(async w =>
            (await KeepDraft.CopyAsync(w, Activity.Id, customer, SaleContent.Empty)).Id.ToString())));
    }

    protected override async Task LoadAsync() => Customers =
    [
        .. (await (await ReadAsync()).Customers.Where(c => c.ActivityId == Activity.Id).OrderBy(c => c.Name)
            .ToListAsync())
            .Select(c => new SelectListItem($"{c.Name}, {c.City}", c.Id.ToString())),
    ];
}
