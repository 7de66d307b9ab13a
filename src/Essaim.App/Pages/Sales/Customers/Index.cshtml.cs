using Essaim.App.Web;
using Essaim.Domain.Sales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Customers;

/// <summary>The customers of the activity, by name.</summary>
public sealed class IndexModel : ActivityListPage
{
    public IReadOnlyList<Customer> Rows { get; private set; } = [];

    protected override Sheet Sheet() => new("clients",
        ["Nom", "Rue", "Code postal", "Ville", "SIREN", "Courriel"],
        Rows.Select(c => new object?[] { c.Name, c.Street, c.PostalCode, c.City, c.Siren, c.Email?.Text }));

    /// <summary>Those put aside, instead of the others.</summary>
    [BindProperty(SupportsGet = true, Name = "archives")]
    public bool Archived { get; set; }

    public bool AnyArchived { get; private set; }

    protected override async Task LoadAsync()
    {
        var customers = (await ReadAsync()).Customers.Where(c => c.ActivityId == Activity.Id);
        AnyArchived = await customers.AnyAsync(c => c.ArchivedOn != null);
        Rows = await List.OfAsync(customers.Where(c => c.ArchivedOn != null == Archived).OrderBy(c => c.Name)
            .ThenBy(c => c.Id));
    }
}
