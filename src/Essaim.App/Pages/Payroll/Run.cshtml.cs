using Essaim.App.Data;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Pages.Closing;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>Validating the pay of a month: what it will issue, then how far it is, then what it did.</summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class RunModel(JobRunner runner) : EssaimPage, IMonthWorkPage
{
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string Text { get; set; } = "";

    public Month Month { get; private set; }
    public Job? Job { get; private set; }
    public PayRunRow? Run { get; private set; }
    public ClosingPreview? Preview { get; private set; }
    public string? Refusal { get; private set; }
    public Approval? Waiting { get; private set; }
    private Dictionary<ActivityId, string> _names = [];

    public bool UnderWay => Job?.IsOpen() == true;
    public string WorkAddress => $"/paie/{Month.ToIso()}/valider";
    public string WorkName => "Paie " + Month.AfterDe();
    public string WorkDone => $"La paie {Month.AfterDe()} est validée.";
    public string NextAddress => "/paie?mois=" + Month.ToIso();
    public string NextName => "Voir les bulletins";
    public string NameOf(ActivityId id) => _names.GetValueOrDefault(id, "");
    public Money Total => Preview!.Payslips.Sum(p => p.Payslip.NetPay);

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
            var outcome = await WriteOnceAsync(w => RunPay.AskAsync(w, Month, Today));
            if (outcome == FourEyes.Asked)
                TellOutcome(outcome, "");
            runner.Call(Me.CoopId);
            return Redirect(WorkAddress);
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Refusal = await RunPay.RefusalAsync(db, Month, Today);
        Run = await db.PayRuns.SingleOrDefaultAsync(r => r.Month == Month);
        Waiting = await db.Approvals.FirstOrDefaultAsync(a => a.Kind == ApprovalKinds.Pay.Key
            && a.About == Month.ToIso() && a.State == Approval.Waiting);
        await ReadJobAsync(db);
        _names = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.TradeName);
        if (!UnderWay && Refusal is null)
            Preview = await ClosingPreview.ReadAsync(db, Installation.Calculator, Law.LastPayMonth, Month);
    }

    private async Task ReadJobAsync(CoopDb db) => Job = await JobQueue.LastAsync(db, PayJob.Kind.Key, Month.ToIso());

    private bool IsMonth()
    {
        if (Month.Find(Text) is not { } month)
            return false;
        Month = month;
        return true;
    }
}
