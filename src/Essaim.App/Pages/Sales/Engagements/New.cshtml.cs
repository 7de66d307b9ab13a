using Essaim.App.Data.Sales;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales.Engagements;

/// <summary>Opens a job before any quote: for whom, what, and of which kind.</summary>
public sealed class NewModel : CustomerQuestionPage
{
    [BindProperty]
    public string Title { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = nameof(EngagementKind.HomeServices);

    protected override string Purpose => "devis";

    public async Task<IActionResult> OnPostAsync()
    {
        var customer = await ReadCustomerAsync();
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w => (await OpenEngagement.NewAsync(
                w, Activity.Id, customer, KindWords.Read(Kind), Title)).Id.ToString());
            return Redirect($"/ventes/affaires/{id}");
        }, nameof(Title));
    }
}
