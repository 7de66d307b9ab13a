using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Recurring;

/// <summary>One recurring invoice: its days, changed or stopped.</summary>
public sealed class ShowModel : RecurringForm
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public RecurringSale Sale { get; private set; } = null!;

    protected override async Task<Activity?> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.RecurringSales.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id) is not { } sale)
            return null;
        (Sale, Offer) = (sale, sale.Content);
        return await OwnerAsync(sale.ActivityId);
    }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        (Name, Rhythm, Version) = (Sale.Name, Sale.Recurrence.ToString(), Sale.Version);
        (First, AsksQuantities) = (FrenchText.Short(Sale.FirstDay), Sale.AsksQuantities);
        Until = Sale.LastDay is { } last ? FrenchText.Short(last) : "";
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var days = ReadDays();
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await RecurringSales.ChangeAsync(w, Id, Version, Name, days, AsksQuantities);
                return "";
            });
            Tell("Facture récurrente changée.");
            return Redirect($"/ventes/recurrentes/{Id}");
        });
    }

    public Task<IActionResult> OnPostStopAsync(bool stopped) => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await RecurringSales.StopAsync(w, Id, stopped);
            return "";
        });
        Tell(stopped ? "Facture récurrente arrêtée." : "Facture récurrente reprise.",
            stopped ? "Les brouillons déjà préparés restent." : "");
        return Redirect($"/ventes/recurrentes/{Id}");
    });

    protected override async Task LoadAsync() =>
        Customer = await (await ReadAsync()).Customers.AsNoTracking().SingleAsync(c => c.Id == Sale.CustomerId);
}
