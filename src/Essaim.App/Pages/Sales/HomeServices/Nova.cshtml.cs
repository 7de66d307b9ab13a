using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Sales.Kinds;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales.HomeServices;

/// <summary>What the State asks each month and each year of a body of home services.</summary>
[Authorize(Policy = nameof(Capability.SeeAllActivities))]
public sealed class NovaModel : ListPage
{
    public const string Months = "Activité mensuelle";
    private const string Services = "Tableau annuel par service";

    [BindProperty(SupportsGet = true)]
    public int Year { get; set; }

    public NovaFigures Whole { get; private set; } = NovaFigures.Of("", []);
    public IReadOnlyList<(string Title, IReadOnlyList<NovaFigures> Rows)> Tables { get; private set; } = [];

    protected override Sheet Sheet() => new($"nova-{Year}",
        ["Tableau", "Ligne", "Heures", "Clients", "Intervenants", "Interventions", "Chiffre d’affaires HT"],
        Tables.SelectMany(t => t.Rows.Select(r => new object?[]
        {
            t.Title, r.Label, r.Hours, r.Customers, r.Workers, r.Visits, r.Net,
        })));

    protected override async Task LoadAsync()
    {
        if (Year is < 2000 or > 2999)
            Year = Today.Year;
        var visits = await NovaReport.OfAsync(await ReadAsync(), Year);
        Whole = NovaFigures.Of("Année", visits);
        Tables = [(Months, NovaFigures.ByMonth(Year, visits)), (Services, NovaFigures.ByService(visits))];
    }
}
