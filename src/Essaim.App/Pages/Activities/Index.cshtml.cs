using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Activities;

/// <summary>Every activity with its figures; whoever is below zero comes first.</summary>
[Authorize(Policy = nameof(Capability.SeeAllActivities))]
public sealed class IndexModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string Search { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    [BindProperty(SupportsGet = true, Name = "format")]
    public string Format { get; set; } = "";

    public IReadOnlyList<ActivityFigures> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, 0);
    public IEnumerable<ActivityFigures> Shown => Rows.Skip(Pager.Skip).Take(Pager.Take);

    public string Lede
    {
        get
        {
            var below = Rows.Count(r => r.IsBelowZero);
            var state = below == 0 ? "Aucune n’est sous zéro." : below == 1 ? "Une est sous zéro."
                : $"{below} sont sous zéro.";
            return $"{Rows.Count} activités, au {FrenchText.Long(Today)}. {state}";
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return Format != CsvAnswer.Format ? Page() : CsvAnswer.Of("activites",
            ["Code", "Activité", "Métier", "Trésorerie", "Disponible", "Avances", "Dû par les clients"],
            Rows.Select(r => new object?[]
            {
                r.Activity.Code, r.Activity.TradeName, r.Activity.Trade, r.Cash, r.Available, r.Advances, r.Receivable,
            }));
    }

    protected override async Task LoadAsync()
    {
        var all = await ActivityFigures.AllAsync(await ReadAsync(), Month.Of(Today).LastDay);
        Rows = [.. all.Where(r => $"{r.Activity.TradeName} {r.Activity.Trade} {r.Activity.Code}"
            .Contains(Search.Trim(), StringComparison.CurrentCultureIgnoreCase))];
        Pager = new Pager(PageNumber, Rows.Count);
    }
}
