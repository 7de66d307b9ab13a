using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales.Customers;

/// <summary>Adds a customer; from a new quote or invoice, one goes back to it.</summary>
public sealed class NewModel : CustomerForm
{
    [BindProperty(SupportsGet = true, Name = "pour")]
    public string For { get; set; } = "";

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostAsync() => KeepAsync(null, id => At(For switch
    {
        "facture" => $"/ventes/factures/nouvelle?client={id}",
        "devis" => $"/ventes/devis/nouveau?client={id}",
        _ => "/ventes/clients",
    }));
}
