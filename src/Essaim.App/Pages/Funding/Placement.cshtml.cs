using Essaim.App.Data.Funding;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Funding;

/// <summary>One placement: what happened to it, and what the members decided of its income.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class PlacementModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string Day { get; set; } = "";

    [BindProperty]
    public string ShareDay { get; set; } = "";

    [BindProperty]
    public string Part { get; set; } = "";

    [BindProperty]
    public string Resolution { get; set; } = "";

    public PlacementState State { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        Day = ShareDay = FrenchText.Short(Today);
        return await FindAsync() ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostEarnAsync() => MoveAsync("Revenu noté.", nameof(Day), async (w, day) =>
        await PlaceCash.EarnAsync(w, Id, FrenchText.ParseMoney(Amount), day, Me.Name));

    public Task<IActionResult> OnPostReturnAsync() => MoveAsync("Retour noté.", nameof(Day), async (w, day) =>
        await PlaceCash.ReturnAsync(w, Id, FrenchText.ParseMoney(Amount), day, Me.Name));

    public Task<IActionResult> OnPostShareAsync() => MoveAsync("Revenu partagé.", nameof(ShareDay), async (w, day) =>
        await PlaceCash.ShareAsync(w, Id, Rate.Percent(FrenchText.ParseNumber(Part)), day, Resolution, Me.Name));

    public static string Word(PlacementMove move) => move.Kind switch
    {
        PlacementMoveKind.Placed => "Placé",
        PlacementMoveKind.Earned => "Revenu",
        PlacementMoveKind.Returned => "Rendu par la banque",
        _ => "Partagé entre les activités",
    };

    protected override async Task LoadAsync() => await FindAsync();

    private async Task<IActionResult> MoveAsync(
        string done, string field, Func<Data.WriteSession, DateOnly, Task> act) =>
        !await FindAsync() ? NotFound() : await TryAsync(async () =>
        {
            var day = Read(field, () => FrenchText.ParseDate(field == nameof(Day) ? Day : ShareDay));
            await WriteOnceAsync(async w =>
            {
                await act(w, day);
                return "";
            });
            Tell(done);
            return Redirect("/placements/" + Id);
        });

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if ((await PlaceCash.ListAsync(db, Id)).SingleOrDefault() is not { } state)
            return false;
        State = state;
        return true;
    }
}
