using Essaim.App.Data;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Closing;

/// <summary>Closing one month: what it will do, then how far it is, then what it did.</summary>
[Authorize(Policy = nameof(Capability.CloseMonth))]
public sealed class MonthModel(JobRunner runner) : EssaimPage, IMonthWorkPage
{
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string Text { get; set; } = "";

    public Month Month { get; private set; }
    public MonthStanding Standing { get; private set; } = null!;
    public Job? Job { get; private set; }
    public ClosingPreview? Preview { get; private set; }
    public string? Refusal { get; private set; }
    public int Payslips { get; private set; }
    public int Advances { get; private set; }

    /// <summary>What months up to this one still have to write off.</summary>
    public IReadOnlyList<DueCharge> DepreciationDue { get; private set; } = [];
    private Dictionary<ActivityId, (string Name, string Code)> _activities = [];

    public bool UnderWay => Job?.IsOpen() == true;
    public string WorkAddress => "/cloture/" + Month.ToIso();
    public string WorkName => "Clôture " + Month.AfterDe();
    public string WorkDone => $"Le mois {Month.AfterDe()} est clos.";
    public string NextAddress => "/cloture";
    public string NextName => "Voir tous les mois";
    public string NameOf(ActivityId id) => _activities.GetValueOrDefault(id).Name;
    public string CodeOf(ActivityId id) => _activities.GetValueOrDefault(id).Code;

    public string Lede => Standing.State == MonthState.Closed
        ? $"Clos par {Standing.By}."
        : "Voici ce que la clôture fera : contributions, salaires, avances, puis le verrou.";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsMonth())
            return NotFound();
        await LoadAsync();
        return Page();
    }

    /// <summary>Only how far it is; once it is over, the whole page is asked for again.</summary>
    public async Task<IActionResult> OnGetProgressAsync()
    {
        if (!IsMonth())
            return NotFound();
        await ReadJobAsync(await ReadAsync());
        if (!UnderWay)
            Response.Headers["HX-Refresh"] = "true";
        return Partial("_MonthWork", this);
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsMonth())
            return NotFound();
        return await TryAsync(async () =>
        {
            var outcome = await WriteOnceAsync(w => AskClosing.AskAsync(w, Month, Today));
            if (outcome == FourEyes.Asked)
                TellOutcome(outcome, "");
            runner.Call(Me.CoopId);
            return Redirect("/cloture/" + Month.ToIso());
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Refusal = await AskClosing.RefusalAsync(db, Month, Today);
        Standing = MonthStanding.Of(Month, await db.MonthClosings.SingleOrDefaultAsync(c => c.Month == Month));
        await ReadJobAsync(db);
        _activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => (a.TradeName, a.Code));
        if (Standing.State == MonthState.Closed)
        {
            Payslips = await db.Payslips.CountAsync(p => p.Month == Month);
            Advances = await db.CashAdvances.CountAsync(a => a.Month == Month);
            return;
        }
        DepreciationDue = await PostDepreciation.DueAsync(db, Today, Month);
        if (!UnderWay)
            Preview = await ClosingPreview.ReadAsync(db, Installation.Calculator, Law.LastPayMonth, Month);
    }

    private async Task ReadJobAsync(CoopDb db) =>
        Job = await JobQueue.LastAsync(db, ClosingJob.Kind.Key, Month.ToIso());

    private bool IsMonth()
    {
        if (Month.Find(Text) is not { } month)
            return false;
        Month = month;
        return true;
    }
}
