using Essaim.App.Data;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities.Advances;

/// <summary>How what a month end lent is to be paid back, as the board decided.</summary>
[Authorize(Policy = nameof(Capability.CloseMonth))]
public sealed class PlanModel : EssaimPage, IPlanPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string On { get; set; } = "";

    [BindProperty]
    public string People { get; set; } = "";

    [BindProperty]
    public string Resolution { get; set; } = "";

    [BindProperty]
    public PlanForm Plan { get; set; } = new();

    public CashAdvance Movement { get; private set; } = null!;
    public string Activity { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        (On, Plan.First) = (FrenchText.Short(Today), FrenchText.Short(Month.Of(Today).Next()));
        return Page();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        var plan = Read(Plan.Asked, Plan.ToPlan);
        return await TryAsync(async () =>
        {
            TellOutcome(await WriteOnceAsync(w => PlanAdvance.AskAsync(w,
                new PlanDecision(Id, on, People, Resolution, plan))), "Échéancier enregistré.");
            return Redirect("/avances");
        });
    }

    protected override async Task LoadAsync() => await FindAsync();

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.CashAdvances.SingleOrDefaultAsync(a => a.Id == Id && a.OpenedByLaw) is not { } movement)
            return false;
        Movement = movement;
        Activity = await db.Activities.Where(a => a.Id == movement.ActivityId).Select(a => a.TradeName).SingleAsync();
        return true;
    }
}
