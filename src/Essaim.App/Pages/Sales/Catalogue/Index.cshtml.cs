using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Catalogue;

/// <summary>What the activity sells, by name: to take into quotes and invoices.</summary>
public sealed class IndexModel : ActivityListPage
{
    [BindProperty(SupportsGet = true, Name = "archives")]
    public bool Archived { get; set; }

    public IReadOnlyList<CatalogueItem> Rows { get; private set; } = [];
    public bool Any { get; private set; }
    public bool MaySell => MayWrite;

    protected override Sheet Sheet() => new("catalogue", ["Nom", "Famille", "Sorte", "Unité", "Prix HT", "TVA"],
        Rows.Select(i => new object?[]
        {
            i.Name, i.Family, OfferWords.Of(i.Content.Kind), i.Content.Unit, i.Content.Price.Euros, i.Content.VatCode,
        }));

    protected override async Task LoadAsync()
    {
        var all = await (await ReadAsync()).CatalogueItems.Where(i => i.ActivityId == Activity.Id)
            .OrderBy(i => i.Family).ThenBy(i => i.Name).ToListAsync();
        Any = all.Count > 0;
        Rows = List.Of([.. all.Where(i => i.ArchivedOn is not null == Archived)
            .Where(i => List.Finds($"{i.Name} {i.Family}"))]);
    }
}
