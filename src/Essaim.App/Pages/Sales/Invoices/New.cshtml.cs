using Essaim.App.Data.Sales;
using Essaim.Domain.Sales;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales.Invoices;

/// <summary>First question of an invoice: for whom? The draft is kept from then on.</summary>
public sealed class NewModel : CustomerQuestionPage
{
    protected override string Purpose => "facture";

    public async Task<IActionResult> OnPostAsync()
    {
        var customer = await ReadCustomerAsync();
        return await TryAsync(async () => Redirect("/ventes/brouillons/" + await WriteOnceAsync(async w =>
            (await KeepDraft.CopyAsync(w, Activity.Id, customer, SaleContent.Empty)).Id.ToString())));
    }
}
