using Essaim.Domain.Activities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Customers;

/// <summary>Changes a customer; what was already invoiced keeps the words of its day.</summary>
public sealed class EditModel : CustomerForm
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public bool IsArchived { get; private set; }

    protected override async Task<Activity?> FindAsync()
    {
        var customer = await (await ReadAsync()).Customers.SingleOrDefaultAsync(c => c.Id == Id);
        IsArchived = customer?.ArchivedOn is not null;
        return await OwnerAsync(customer?.ActivityId);
    }

    public async Task OnGetAsync() => Fill(await (await ReadAsync()).Customers.SingleAsync(c => c.Id == Id));

    public Task<IActionResult> OnPostAsync() => KeepAsync(Id, _ => At("/ventes/clients"));

    /// <summary>Puts the customer aside, or takes them back; nothing of what they bought changes.</summary>
    public Task<IActionResult> OnPostArchiveAsync() => TryAsync(async () =>
    {
        var aside = !IsArchived;
        await WriteOnceAsync(async w =>
        {
            (await w.Db.Customers.SingleAsync(c => c.Id == Id)).ArchivedOn = aside ? Today : null;
            return "";
        });
        Tell(aside ? "Client archivé." : "Client remis dans la liste.");
        return Redirect(At("/ventes/clients"));
    });
}
