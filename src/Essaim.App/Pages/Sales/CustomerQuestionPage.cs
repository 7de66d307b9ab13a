using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales;

/// <summary>The first question of a quote and of an invoice: for whom?</summary>
public abstract class CustomerQuestionPage : ActivityPage
{
    [BindProperty]
    public string CustomerId { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "client")]
    public string Chosen { get; set; } = "";

    public IReadOnlyList<SelectListItem> Customers { get; private set; } = [];

    /// <summary>Where a new customer is noted, and what for: they come back to this document.</summary>
    public string NewCustomerAddress => At("/ventes/clients/nouveau?pour=" + Purpose);

    protected abstract string Purpose { get; }

    public Task OnGetAsync()
    {
        CustomerId = Chosen;
        return LoadAsync();
    }

    /// <summary>The customer who was chosen; one of somebody else is none.</summary>
    protected async Task<long> ReadCustomerAsync()
    {
        await LoadAsync();
        return Read(nameof(CustomerId), () => Customers.Any(c => c.Value == CustomerId)
            ? long.Parse(CustomerId)
            : throw new BrokenRuleException("Choisissez un client dans la liste."));
    }

    protected override async Task LoadAsync()
    {
        var customers = await (await ReadAsync()).Customers
            .Where(c => c.ActivityId == Activity.Id && c.ArchivedOn == null).OrderBy(c => c.Name).ToListAsync();
        Customers = [.. customers.Select(c => new SelectListItem($"{c.Name}, {c.City}", c.Id.ToString()))];
    }
}
