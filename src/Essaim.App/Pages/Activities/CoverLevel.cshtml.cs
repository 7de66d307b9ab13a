using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>The level under which the co-op is told that money may be missing, and each time it was.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class CoverLevelModel : EssaimPage
{
    private const int AlertsShown = 20;

    [BindProperty]
    public string Level { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public string Resolution { get; set; } = "";

    public IReadOnlyList<CoverLevelRow> Levels { get; private set; } = [];
    public IReadOnlyList<CoverAlertRow> Alerts { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var level = Read(nameof(Level), () => Rate.Percent(FrenchText.ParseNumber(Level)));
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
                (await CoverLevels.VoteAsync(w, level.Fraction, from, Resolution, Me.Name)).ToString());
            Tell($"Seuil de {level} enregistré.", $"Il vaut à partir du {FrenchText.Long(from)}.");
            return Redirect("/coffre/seuil");
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Levels = await CoverLevels.AllAsync(db);
        Alerts = await db.CoverAlerts.OrderByDescending(a => a.Id).Take(AlertsShown).ToListAsync();
    }
}
