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
public sealed class IndexModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    public IReadOnlyList<MonthStanding> Shown { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, 0);

    /// <summary>The first month that is over and not closed.</summary>
    public Month? Next { get; private set; }

    public string Lede => Next is null
        ? "Tous les mois finis sont clos."
        : "Un mois clos ne prend plus d’écriture. Les mois se closent dans l’ordre.";

    public Task OnGetAsync() => LoadAsync();

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

    protected override async Task LoadAsync()
    {
        var months = await MonthStanding.AllAsync(await ReadAsync(), Today);
        Pager = new Pager(PageNumber, months.Count);
        Shown = [.. months.Skip(Pager.Skip).Take(Pager.Take)];
        Next = (await MonthStanding.ToCloseAsync(await ReadAsync(), Today)).Select(m => (Month?)m).FirstOrDefault();
    }
}
