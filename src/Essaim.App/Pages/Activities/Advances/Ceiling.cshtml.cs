using Essaim.App.Data.Activities.Advances;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Activities.Advances;

/// <summary>What may be lent, as voted, and what was voted before.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class CeilingModel : EssaimPage
{
    [BindProperty]
    public string Total { get; set; } = "";

    [BindProperty]
    public string PerActivity { get; set; } = "";

    [BindProperty]
    public string Months { get; set; } = "12";

    [BindProperty]
    public string Share { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public string Resolution { get; set; } = "";

    public IReadOnlyList<AdvanceCeilingRow> Rows { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var total = Read(nameof(Total), () => FrenchText.ParseMoney(Total));
        var each = Read(nameof(PerActivity), () => FrenchText.ParseMoney(PerActivity));
        var months = Read(nameof(Months), () => FrenchText.ParseNumber(Months));
        var share = Share.Trim().Length == 0 ? Rate.Zero
            : Read(nameof(Share), () => Rate.Percent(FrenchText.ParseNumber(Share)));
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        return await TryAsync(async () =>
        {
            var ceiling = new AdvanceCeiling(total, each,
                months == decimal.Truncate(months) && months is > 0 and < 1000 ? (int)months : 0, share);
            await WriteOnceAsync(async w =>
                (await AdvanceCeilings.VoteAsync(w, ceiling, from, Resolution, Me.Name)).ToString());
            Tell($"Plafond de {total} enregistré.", $"Il vaut à partir du {FrenchText.Long(from)}.");
            return Redirect("/avances/plafond");
        });
    }

    protected override async Task LoadAsync() => Rows = await AdvanceCeilings.AllAsync(await ReadAsync());
}
