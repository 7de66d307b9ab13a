using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Sales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Customers;

/// <summary>The customers of the activity, by name.</summary>
public sealed class IndexModel : ActivityPage
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    public IReadOnlyList<Customer> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, 0);

    public async Task OnGetAsync()
    {
        var customers = (await ReadAsync()).Customers.Where(c => c.ActivityId == Activity.Id);
        Pager = new Pager(PageNumber, await customers.CountAsync());
        Rows = await customers.OrderBy(c => c.Name).ThenBy(c => c.Id).Skip(Pager.Skip).Take(Pager.Take).ToListAsync();
    }
}
