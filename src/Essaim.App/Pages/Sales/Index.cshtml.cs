using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Sales;

/// <summary>All sales of the activity, by state, by what is searched, fifty at a time.</summary>
public sealed class IndexModel : ActivityListPage
{
    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = "";

    public bool MaySell => MayWrite;
    public IReadOnlyList<SaleRow> Rows { get; private set; } = [];
    public bool AnySale { get; private set; }
    public Money Open { get; private set; }
    public bool AnyLate { get; private set; }

    public IEnumerable<SelectListItem> States { get; } =
        [new("Tous", ""), .. SaleWords.All.Select(s => new SelectListItem(s.Label, s.Key))];

    protected override Sheet Sheet() => new("ventes",
        ["Pièce", "Numéro", "Client", "Date", "Échéance", "État", "Total TTC", "Reste dû"],
        Rows.Select(r => new object?[]
        {
            r.Word, r.Number, r.Customer, r.Date, r.Due, r.State.Label(),
            r.State == SaleState.Credit ? -r.Total : r.Total, r.Open,
        }));

    protected override async Task LoadAsync()
    {
        var all = await SaleList.ReadAsync(await ReadAsync(), Activity.Id, Today);
        (AnySale, Open) = (all.Count > 0, all.Sum(r => r.Open));
        AnyLate = all.Any(r => r.State == SaleState.Late);
        var state = SaleWords.All.Where(s => s.Key == State).Select(s => (SaleState?)s.State).FirstOrDefault();
        Rows = List.Of([.. all.Where(r => state is null || r.State == state)
            .Where(r => List.Finds($"{r.Customer} {r.Number}"))]);
    }
}
