using Essaim.Domain.Activities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Customers;

/// <summary>Changes a customer; what was already invoiced keeps the words of its day.</summary>
public sealed class EditModel : CustomerForm
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    protected override async Task<Activity?> FindAsync() => await OwnerAsync(
        (await (await ReadAsync()).Customers.SingleOrDefaultAsync(c => c.Id == Id))?.ActivityId);

    public async Task OnGetAsync() => Fill(await (await ReadAsync()).Customers.SingleAsync(c => c.Id == Id));

    public Task<IActionResult> OnPostAsync() => KeepAsync(Id, _ => At("/ventes/clients"));
}
