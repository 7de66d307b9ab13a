using Essaim.App.Data;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Approvals;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities.Advances;

/// <summary>A movement of an advance with the entry that made it.</summary>
public sealed record AdvanceMovement(DateOnly Day, string Label, Money Amount, EntryId Entry);

/// <summary>
/// One advance: what was asked, what was decided, its instalments, its movements, what is left. Its activity and the
/// team read it; who closes months decides, pays out and pays back.
/// </summary>
public sealed class ShowModel : EssaimPage, IPlanPage
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

    [BindProperty]
    public PlanForm Plan { get; set; } = new();

    public Advance Advance { get; private set; } = null!;
    public Activity Activity { get; private set; } = null!;
    public Approval? Waiting { get; private set; }
    public AdvanceCeilingRow? Ceiling { get; private set; }
    public AdvancesOut Out { get; private set; } = new(Money.Zero, Money.Zero, Money.Zero);
    public IReadOnlyList<AdvanceMovement> Movements { get; private set; } = [];
    public Money Cash { get; private set; }

    public bool MayDecide => Me.Can(Capability.CloseMonth);
    public bool MayWithdraw => Advance.State == AdvanceState.Asked
        && (Me.Can(Capability.SellForActivity) || Me.Can(Capability.SellForAll));

    /// <summary>Null when there is no such advance, or it is somebody else's.</summary>
    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.Advances.SingleOrDefaultAsync(a => a.Id == Id) is not { } advance)
            return false;
        var activity = await db.Activities.SingleAsync(a => a.Id == advance.ActivityId);
        if (!MayDecide && !Me.Can(Capability.ApproveMoney) && await ActivityAsync(activity.Code) is null)
            return false;
        (Advance, Activity) = (advance, activity);
        return true;
    }

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
        Plan = PlanForm.Of(Advance.AskedPlan);
        (Amount, On) = (FrenchText.Amount(Advance.State == AdvanceState.Asked ? Advance.AskedAmount
            : Advance.DueOn(Today).IsPositive ? Advance.DueOn(Today) : Advance.Left), FrenchText.Short(Today));
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostGrantAsync()
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        var plan = Read(Plan.Asked, Plan.ToPlan);
        return await TryAsync(async () =>
        {
            TellOutcome(await WriteOnceAsync(w => DecideAdvance.AskAsync(w,
                new AdvanceDecision(Id, on, People, Resolution, amount, plan))), "Avance accordée.",
                "Il reste à la verser.");
            return Back();
        });
    }

    public async Task<IActionResult> OnPostRefuseAsync()
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        return await ActAsync(w => DecideAdvance.RefuseAsync(w, Id, on, People, Resolution), "Demande refusée.",
            "La personne qui a demandé lit pourquoi.");
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostPayOutAsync()
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        return await ActAsync(w => RepayAdvances.PayOutAsync(w, Id, on), "Avance versée.",
            "Elle est dans la trésorerie de l’activité.");
    }

    public async Task<IActionResult> OnPostRepayAsync()
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        return await ActAsync(w => RepayAdvances.ByHandAsync(w, Id, amount, on), $"{amount} remboursés.", "");
    }

    public Task<IActionResult> OnPostWithdrawAsync() =>
        ActAsync(w => AskAdvance.WithdrawAsync(w, Id), "Demande retirée.", "");

    private Task<IActionResult> ActAsync(Func<WriteSession, Task> act, string done, string meaning) =>
        TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await act(w);
                return "";
            });
            Tell(done, meaning);
            return Back();
        });

    private RedirectResult Back() => Redirect("/avances/" + Id);

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Waiting = await db.Approvals.FirstOrDefaultAsync(a => a.Kind == ApprovalKinds.AdvanceGrant.Key
            && a.About == Id.ToString() && a.State == Approval.Waiting);
        if (MayDecide && Advance.State == AdvanceState.Asked)
        {
            Ceiling = await AdvanceCeilings.OnAsync(db, Today);
            Out = await AdvanceCeilings.OutAsync(db, Activity.Id, Today);
        }
        Movements = await db.SqlAsync(r => new AdvanceMovement(r.Date(0), r.GetString(1), new Money(r.GetInt64(2)),
                new EntryId(r.GetInt64(3))),
            "SELECT e.date, e.label, m.amount, m.entry_id FROM cash_advance m JOIN posted_entry e "
            + "ON e.id = m.entry_id WHERE m.advance_id = @p0 ORDER BY m.id", Id);
        Cash = (await (await db.BooksAsync()).PositionAsync(Today, Activity.Id, Accounts.Liaison))
            .Sum(b => b.Balance);
    }
}
