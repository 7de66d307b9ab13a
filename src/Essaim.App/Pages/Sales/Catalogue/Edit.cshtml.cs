using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Catalogue;

/// <summary>Changes something of the catalogue, or puts it aside; what was sold with it does not change.</summary>
public sealed class EditModel : ItemForm
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public CatalogueItem Item { get; private set; } = null!;

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).CatalogueItems.SingleOrDefaultAsync(i => i.Id == Id) is not { } item)
            return null;
        Item = item;
        return await OwnerAsync(item.ActivityId);
    }

    public void OnGet() => Fill(Item);

    public Task<IActionResult> OnPostAsync() => AnswerAsync(Id);

    public Task<IActionResult> OnPostArchiveAsync() => TryAsync(async () =>
    {
        var aside = Item.ArchivedOn is null;
        await WriteOnceAsync(async w =>
        {
            await SaleCatalogue.ArchiveAsync(w, Activity.Id, Id, aside);
            return "";
        });
        Tell(aside ? $"{Item.Name} : article archivé." : $"{Item.Name} : article remis au catalogue.");
        return Redirect(At("/ventes/catalogue"));
    });
}
