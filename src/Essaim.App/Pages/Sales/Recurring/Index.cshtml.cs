using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Recurring;

/// <summary>The invoices of the activity that come again.</summary>
public sealed class IndexModel : ActivityListPage
{
    public IReadOnlyList<(RecurringSale Sale, string Customer)> Rows { get; private set; } = [];

    protected override Sheet Sheet() => new("recurrentes",
        ["Nom", "Client", "Revient", "Prochain brouillon", "Jusqu’au", "Total TTC"],
        Rows.Select(r => new object?[]
        {
            r.Sale.Name, r.Customer, RecurringForm.Every(r.Sale.Recurrence),
            r.Sale.StoppedOn is null ? r.Sale.NextDay : null, r.Sale.LastDay, r.Sale.Content.Totals.Total,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var names = await db.Customers.Where(c => c.ActivityId == Activity.Id)
            .ToDictionaryAsync(c => c.Id, c => c.Name);
        Rows = List.Of([.. (await db.RecurringSales.AsNoTracking().Where(s => s.ActivityId == Activity.Id)
            .OrderBy(s => s.Name).ToListAsync()).Select(s => (Sale: s, Customer: names[s.CustomerId]))
            .Where(r => List.Finds($"{r.Sale.Name} {r.Customer}"))]);
    }
}
