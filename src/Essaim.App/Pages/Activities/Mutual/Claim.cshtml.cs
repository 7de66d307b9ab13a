using Essaim.App.Data;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.Approvals;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities.Mutual;

/// <summary>One claim on the fund: what happened, what was decided. Its activity and the team read it.</summary>
public sealed class ClaimModel : EssaimPage
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
    public string Amount { get; set; } = "";

    public MutualClaim Claim { get; private set; } = null!;
    public Activity Activity { get; private set; } = null!;
    public Approval? Waiting { get; private set; }
    public Money Held { get; private set; }

    public bool MayDecide => Me.Can(Capability.CloseMonth);
    public bool IsOpen => Claim.State == MutualClaimState.Asked;
    public bool MayWithdraw => IsOpen
        && (Me.Can(Capability.SellForActivity) || Me.Can(Capability.SellForAll));

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!await FindAsync())
            context.Result = NotFound();
        else if (HttpMethods.IsPost(Request.Method)
            && !(context.HandlerMethod?.Name == "Withdraw" ? MayWithdraw : MayDecide))
            context.Result = Forbid();
        else
            await next();
    }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        (Amount, On) = (FrenchText.Amount(Claim.AskedAmount), FrenchText.Short(Today));
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostPayAsync()
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        return await TryAsync(async () =>
        {
            TellOutcome(await WriteOnceAsync(w => MutualClaims.AskPayAsync(w,
                new MutualDecision(Id, on, People, Resolution, amount))), $"{amount} versés à l’activité.");
            return Redirect("/fonds-mutuel/" + Id);
        });
    }

    public async Task<IActionResult> OnPostRefuseAsync()
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        return await ActAsync(w => MutualClaims.RefuseAsync(w, Id, on, People, Resolution), "Demande refusée.");
    }

    public Task<IActionResult> OnPostWithdrawAsync() =>
        ActAsync(w => MutualClaims.WithdrawAsync(w, Id), "Demande retirée.");

    private Task<IActionResult> ActAsync(Func<WriteSession, Task> act, string done) => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await act(w);
            return "";
        });
        Tell(done);
        return Redirect("/fonds-mutuel/" + Id);
    });

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.MutualClaims.SingleOrDefaultAsync(c => c.Id == Id) is not { } claim)
            return false;
        var activity = await db.Activities.SingleAsync(a => a.Id == claim.ActivityId);
        if (!MayDecide && !Me.Can(Capability.ApproveMoney) && await ActivityAsync(activity.Code) is null)
            return false;
        (Claim, Activity) = (claim, activity);
        return true;
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Held = await MutualFund.HeldAsync(db, Today);
        Waiting = await db.Approvals.FirstOrDefaultAsync(a => a.Kind == ApprovalKinds.MutualHelp.Key
            && a.About == Id.ToString() && a.State == Approval.Waiting);
    }
}
