using Essaim.App.Web;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Customers;

/// <summary>The customers of the activity, by name.</summary>
public sealed class IndexModel : ActivityListPage
{
    public IReadOnlyList<Customer> Rows { get; private set; } = [];

    protected override Sheet Sheet() => new("clients",
        ["Nom", "Rue", "Code postal", "Ville", "SIREN", "Courriel"],
        Rows.Select(c => new object?[] { c.Name, c.Street, c.PostalCode, c.City, c.Siren, c.Email?.Text }));

    protected override async Task LoadAsync() => Rows = await List.OfAsync((await ReadAsync()).Customers
        .Where(c => c.ActivityId == Activity.Id).OrderBy(c => c.Name).ThenBy(c => c.Id));
}
