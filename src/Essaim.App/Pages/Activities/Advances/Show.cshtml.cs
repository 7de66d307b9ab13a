using Essaim.App.Data;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Approvals;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities.Advances;

/// <summary>A movement of an advance with the entry that made it.</summary>
public sealed record AdvanceMovement(DateOnly Day, string Label, Money Amount, EntryId Entry);

/// <summary>
/// One advance: what was asked, what was decided, its instalments, its movements, what is left. Its activity and the
/// team read it; who closes months decides, pays out and pays back.
/// </summary>
public sealed class ShowModel : DecisionPage, IPlanPage
{
    [BindProperty]
    public PlanForm Plan { get; set; } = new();

    public Advance Advance { get; private set; } = null!;
    public AdvanceCeilingRow? Ceiling { get; private set; }
    public AdvancesOut Out { get; private set; } = new(Money.Zero, Money.Zero, Money.Zero);
    public IReadOnlyList<AdvanceMovement> Movements { get; private set; } = [];
    public Money Cash { get; private set; }

    public override bool IsAsked => Advance.State == AdvanceState.Asked;

    protected override async Task<ActivityId?> FindAsync(CoopDb db)
    {
        Advance = (await db.Advances.SingleOrDefaultAsync(a => a.Id == Id))!;
        return Advance?.ActivityId;
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
        return await ActAsync(w => RepayAdvances.ByHandAsync(w, Id, amount, on), $"{amount} remboursés.");
    }

    public Task<IActionResult> OnPostWithdrawAsync() =>
        ActAsync(w => AskAdvance.WithdrawAsync(w, Id), "Demande retirée.");

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
