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
public sealed class IndexModel : ListPage
{
    public IReadOnlyList<ActivityFigures> Rows { get; private set; } = [];
    public IReadOnlyList<ActivityFigures> Shown { get; private set; } = [];

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

    protected override Sheet Sheet() => new("activites",
        ["Code", "Activité", "Métier", "Trésorerie", "Disponible", "Avances", "Dû par les clients"],
        Rows.Select(r => new object?[]
        {
            r.Activity.Code, r.Activity.TradeName, r.Activity.Trade, r.Cash, r.Available, r.Advances, r.Receivable,
        }));

    protected override async Task LoadAsync()
    {
        var all = await ActivityFigures.AllAsync(await ReadAsync(), Month.Of(Today).LastDay);
        Rows = [.. all.Where(r => List.Finds($"{r.Activity.TradeName} {r.Activity.Trade} {r.Activity.Code}"))];
        Shown = List.Of(Rows);
    }
}
