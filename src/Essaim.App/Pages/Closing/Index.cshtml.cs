using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Closing;

/// <summary>The months of the books: which are closed, which are not.</summary>
[Authorize(Policy = nameof(Capability.CloseMonth))]
public sealed class IndexModel : ListPage
{
    public IReadOnlyList<MonthStanding> Shown { get; private set; } = [];

    /// <summary>The first month that is over and not closed.</summary>
    public Month? Next { get; private set; }

    public string Lede => Next is null
        ? "Tous les mois finis sont clos."
        : "Un mois clos ne prend plus d’écriture. Les mois se closent dans l’ordre.";

    public string StateOf(MonthStanding month) => month.State switch
    {
        MonthState.Closed => "Clos",
        MonthState.Closing => "En cours",
        _ => "Ouvert",
    };

    public Tone ToneOf(MonthStanding month) => month.State switch
    {
        MonthState.Closed => Tone.Ok,
        MonthState.Closing => Tone.Wait,
        _ => month.Month.LastDay < Today ? Tone.Wait : Tone.Off,
    };

    public string ClosedOn(MonthStanding month) =>
        month.ClosedAt is { Length: >= 10 } at ? FrenchText.Short(DateOnly.Parse(at[..10])) : "";

    protected override Sheet Sheet() => new("cloture", ["Mois", "État", "Clos le", "Par"],
        Shown.Select(m => new object?[] { m.Month.ToIso(), StateOf(m), ClosedOn(m), m.By }));

    protected override async Task LoadAsync()
    {
        var months = await MonthStanding.AllAsync(await ReadAsync(), Today);
        Shown = List.Of(months);
        Next = (await MonthStanding.ToCloseAsync(await ReadAsync(), Today)).Select(m => (Month?)m).FirstOrDefault();
    }
}
