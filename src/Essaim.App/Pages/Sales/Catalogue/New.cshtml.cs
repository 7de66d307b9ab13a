using Essaim.App.Data.Activities;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales.Catalogue;

/// <summary>Adds something to the catalogue.</summary>
public sealed class NewModel : ItemForm
{
    /// <summary>The price of an hour, as the page that counts it hands it on.</summary>
    [BindProperty(SupportsGet = true, Name = "heure")]
    public string HourPrice { get; set; } = "";

    public async Task OnGetAsync()
    {
        if (HourPrice.Length > 0)
            (Kind, Name, Price) = (nameof(Domain.Sales.OfferKind.Hour), "Heure de travail", HourPrice);
        Contribution = await ContributionRates.ShownAsync(await ReadAsync(), Activity.Id, Today);
    }

    public Task<IActionResult> OnPostAsync() => AnswerAsync(null);
}
