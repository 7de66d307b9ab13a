using Essaim.App.Data.Approvals;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Approvals;

/// <summary>What waits for a second person, and what was decided before.</summary>
[Authorize(Policy = nameof(Capability.ApproveMoney))]
public sealed class IndexModel(JobRunner runner) : ListPage
{
    [BindProperty]
    public long Id { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    public IReadOnlyList<Approval> Waiting { get; private set; } = [];
    public IReadOnlyList<Approval> Decided { get; private set; } = [];
    public bool IsOn { get; private set; }

    public bool IsMine(Approval approval) => approval.AskedById == Me.UserId;

    public static string Address(Approval approval) => ApprovalKinds.Of(approval).Address(approval);

    public static (string Label, Tone Tone) StateOf(Approval approval) => approval.State switch
    {
        Approval.Granted => ("Accordé", Tone.Ok),
        Approval.Refused => ("Refusé", Tone.Bad),
        Approval.Withdrawn => ("Retiré", Tone.Info),
        _ => ("Attend", Tone.Wait),
    };

    [FreshSignIn]
    public Task<IActionResult> OnPostGrantAsync() => TryAsync(async () =>
    {
        var title = await WriteOnceAsync(async w => (await FourEyes.GrantAsync(w, Id)).Title);
        runner.Call(Me.CoopId);
        Tell("Accord donné.", title + ".");
        return RedirectToPage();
    });

    public Task<IActionResult> OnPostRefuseAsync() => TryAsync(async () =>
    {
        var title = await WriteOnceAsync(async w => (await FourEyes.RefuseAsync(w, Id, Reason)).Title);
        Tell("Demande refusée.", title + ".");
        return RedirectToPage();
    }, nameof(Reason));

    public Task<IActionResult> OnPostWithdrawAsync() => TryAsync(async () =>
    {
        var title = await WriteOnceAsync(async w => (await FourEyes.WithdrawAsync(w, Id)).Title);
        Tell("Demande retirée.", title + ".");
        return RedirectToPage();
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        IsOn = await db.Cooperatives.SingleOrDefaultAsync() is not { FourEyes: false };
        Waiting = await db.Approvals.Where(a => a.State == Approval.Waiting).OrderBy(a => a.Id).ToListAsync();
        Decided = await List.OfAsync(
            db.Approvals.Where(a => a.State != Approval.Waiting).OrderByDescending(a => a.Id));
    }

    protected override Sheet Sheet() => new("accords",
        ["Demande", "Demandée le", "Par", "Réponse", "Le", "De", "Raison"],
        Decided.Select(a => new object?[]
        {
            a.Title, CivilDay.MomentOf(a.AskedAt), a.AskedBy, StateOf(a).Label, CivilDay.MomentOf(a.DecidedAt!),
            a.DecidedBy, a.Reason,
        }));
}
