using Essaim.App.Data;
using Essaim.App.Data.Approvals;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>
/// What an activity asked the co-op for, and the decision on it: its own people and the team read it; who closes months
/// decides; who asked may withdraw while nothing is decided.
/// </summary>
public abstract class DecisionPage : EssaimPage
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

    public Activity Activity { get; private set; } = null!;
    public Approval? Waiting { get; protected set; }

    public bool MayDecide => Me.Can(Capability.CloseMonth);
    public bool MayWithdraw => IsAsked && (Me.Can(Capability.SellForActivity) || Me.Can(Capability.SellForAll));

    public abstract bool IsAsked { get; }

    /// <summary>Reads what was asked; whose it is, or null when there is none.</summary>
    protected abstract Task<ActivityId?> FindAsync(CoopDb db);

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!await IsSeenAsync())
            context.Result = NotFound();
        else if (HttpMethods.IsPost(Request.Method)
            && !(context.HandlerMethod?.Name == "Withdraw" ? MayWithdraw : MayDecide))
            context.Result = Forbid();
        else
            await next();
    }

    protected Task<IActionResult> ActAsync(Func<WriteSession, Task> act, string done, string next = "") =>
        TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await act(w);
                return "";
            });
            Tell(done, next);
            return Back();
        });

    protected IActionResult Back() => Redirect(Request.Path);

    /// <summary>False when there is none, or it is somebody else's.</summary>
    private async Task<bool> IsSeenAsync()
    {
        var db = await ReadAsync();
        if (await FindAsync(db) is not { } owner)
            return false;
        Activity = await db.Activities.SingleAsync(a => a.Id == owner);
        return MayDecide || Me.Can(Capability.ApproveMoney) || await ActivityAsync(Activity.Code) is not null;
    }
}
