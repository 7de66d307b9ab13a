using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Caching.Memory;

namespace Essaim.App.Pages.Sales;

/// <summary>All sales of the activity, by state, by what is searched, fifty at a time.</summary>
public sealed class IndexModel(IMemoryCache dropped) : ActivityListPage
{
    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = "";

    /// <summary>A draft dropped a moment ago, which can still come back.</summary>
    [BindProperty(SupportsGet = true, Name = "supprime")]
    public string? Dropped { get; set; }

    public bool CanRestore => DroppedDraft is not null;
    public bool MaySell => MayWrite;
    public IReadOnlyList<SaleRow> Rows { get; private set; } = [];
    public bool AnySale { get; private set; }
    public Money Open { get; private set; }

    public IEnumerable<SelectListItem> States { get; } =
        [new("Tous", ""), .. SaleWords.All.Select(s => new SelectListItem(s.Label, s.Key))];

    private SaleDraft? DroppedDraft => Dropped is { Length: > 0 } key
        && dropped.TryGetValue(DroppedKey(key), out SaleDraft? draft) && draft!.ActivityId == Activity.Id
            ? draft : null;

    public static string DroppedKey(string key) => "dropped-draft:" + key;

    public Task<IActionResult> OnPostRestoreAsync() => TryAsync(async () =>
    {
        var draft = DroppedDraft ?? throw new BrokenRuleException(
            "Ce brouillon n’est plus gardé : il était supprimé depuis plus d’une heure.");
        var id = await WriteOnceAsync(async w => (await KeepDraft.StartAsync(w, new SaleDraft
        {
            ActivityId = draft.ActivityId, CustomerId = draft.CustomerId, Kind = draft.Kind, QuoteId = draft.QuoteId,
            InvoiceId = draft.InvoiceId, Content = draft.Content, UpdatedAt = w.Now,
        })).Id.ToString());
        dropped.Remove(DroppedKey(Dropped!));
        Tell("Brouillon retrouvé.");
        return Redirect($"/ventes/brouillons/{id}");
    });

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
        var state = SaleWords.All.Where(s => s.Key == State).Select(s => (SaleState?)s.State).FirstOrDefault();
        Rows = List.Of([.. all.Where(r => state is null || r.State == state)
            .Where(r => List.Finds($"{r.Customer} {r.Number}"))]);
    }
}
