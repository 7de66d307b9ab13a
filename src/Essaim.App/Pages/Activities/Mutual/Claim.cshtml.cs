using Essaim.App.Data;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.Approvals;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities.Mutual;

/// <summary>One claim on the fund: what happened, what was decided. Its activity and the team read it.</summary>
public sealed class ClaimModel : DecisionPage
{
    public MutualClaim Claim { get; private set; } = null!;
    public Money Held { get; private set; }

    public override bool IsAsked => Claim.State == MutualClaimState.Asked;

    protected override async Task<ActivityId?> FindAsync(CoopDb db)
    {
        Claim = (await db.MutualClaims.SingleOrDefaultAsync(c => c.Id == Id))!;
        return Claim?.ActivityId;
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
            return Back();
        });
    }

    public async Task<IActionResult> OnPostRefuseAsync()
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        return await ActAsync(w => MutualClaims.RefuseAsync(w, Id, on, People, Resolution), "Demande refusée.");
    }

    public Task<IActionResult> OnPostWithdrawAsync() =>
        ActAsync(w => MutualClaims.WithdrawAsync(w, Id), "Demande retirée.");

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Held = await MutualFund.HeldAsync(db, Today);
        Waiting = await db.Approvals.FirstOrDefaultAsync(a => a.Kind == ApprovalKinds.MutualHelp.Key
            && a.About == Id.ToString() && a.State == Approval.Waiting);
    }
}
