using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Ledger.Assets;

/// <summary>
/// The register of fixed assets: for the accountant all of it, beside the books, with what waits; for an entrepreneur
/// what their own activity bought to last.
/// </summary>
public sealed class IndexModel : ListPage
{
    public const string InUse = "";
    public const string Gone = "sorties";
    public const string All = "toutes";
    private const int WaitingShown = 20;

    [BindProperty(SupportsGet = true, Name = "activite")]
    public string ActivityCode { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = InUse;

    public IReadOnlyList<RegisteredAsset> Rows { get; private set; } = [];
    public Money Value { get; private set; }
    public Money Accumulated { get; private set; }
    public IReadOnlyList<WaitingLine> Waiting { get; private set; } = [];
    public int WaitingCount { get; private set; }
    public IReadOnlyList<RegisterGap> Gaps { get; private set; } = [];
    public IReadOnlyList<DueCharge> Due { get; private set; } = [];
    public Money SmallBelow { get; private set; }
    private List<RegisteredAsset> _found = [];
    private List<Activity> _activities = [];

    public bool KeepsBooks => Me.Can(Capability.KeepBooks);
    public bool ForTeam => Me.Can(Capability.SeeAllActivities);
    public bool SeveralActivities => _activities.Count > 1;

    public static readonly IReadOnlyList<SelectListItem> States =
        [new("En service", InUse), new("Sorties", Gone), new("Toutes", All)];

    public IEnumerable<SelectListItem> ActivityOptions =>
        _activities.Select(a => new SelectListItem(a.TradeName, a.Code)).Prepend(new("Toutes", ""));

    public string NameOf(ActivityId id) => _activities.FirstOrDefault(a => a.Id == id)?.TradeName ?? "";

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!Me.Can(Capability.SeeOwnActivity) && !ForTeam || HttpMethods.IsPost(Request.Method) && !KeepsBooks)
            context.Result = Forbid();
        else
            await next();
    }

    /// <summary>As the round does by itself, each hour.</summary>
    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        var done = await WriteOnceAsync(async w => (await PostDepreciation.PostAsync(w)).ToString());
        Tell(done == "0" ? "Rien à passer." : $"Amortissements passés\u00a0: {done}.",
            "La trésorerie n’a pas bougé\u00a0: c’est une charge sans dépense.");
        return Redirect("/immobilisations");
    });

    protected override Sheet Sheet() => new("immobilisations",
        ["N°", "Bien", "Activité", "Compte", "Mise en service", "Mois", "Valeur", "Amorti", "Net", "État"],
        _found.Select(a => new object?[]
        {
            a.Asset.Id, a.Asset.Label, NameOf(a.Asset.ActivityId), a.Asset.Account.Digits, a.Asset.InService,
            a.Asset.Months, a.Asset.Value, a.Accumulated, a.Net, AssetWords.StateOf(a).Label,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        _activities = await VisibleActivity.Of(db, Me).OrderBy(a => a.TradeName).ToListAsync();
        var ids = _activities.Select(a => a.Id).ToList();
        var seen = await AssetRegister.ReadAsync(db, ForTeam ? null : db.FixedAssets
            .Where(a => ids.Contains(a.ActivityId)));
        var chosen = _activities.FirstOrDefault(a => a.Code == ActivityCode)?.Id;
        _found = [.. seen.Where(a => (chosen is null || a.Asset.ActivityId == chosen)
            && (State == All || a.InUse == (State != Gone)) && List.Finds($"{a.Asset.Label} {a.Asset.Account}"))];
        Rows = List.Of(_found);
        (Value, Accumulated) = (_found.Sum(a => a.Value), _found.Sum(a => a.Accumulated));
        if (KeepsBooks)
            await LoadBooksAsync(db, seen);
    }

    private async Task LoadBooksAsync(CoopDb db, List<RegisteredAsset> seen)
    {
        var waiting = await AssetRegister.WaitingAsync(db);
        (Waiting, WaitingCount) = ([.. waiting.Take(WaitingShown)], waiting.Count);
        Gaps = [.. (await AssetRegister.CompareAsync(db, seen, waiting, Today)).Where(g => !g.Gap.IsZero)];
        Due = await PostDepreciation.DueAsync(db, Today);
        SmallBelow = AssetWords.SmallBelow(Law, Today);
    }
}
