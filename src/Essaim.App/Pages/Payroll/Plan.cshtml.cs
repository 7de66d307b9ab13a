using Essaim.App.Data;
using Essaim.App.Data.Payroll.Plans;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>One proposal of pay: what each month may cost, and the answer. Its activity reads it, the team decides.
/// </summary>
public sealed class PlanModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Answer { get; set; } = "";

    public PayPlanRow Plan { get; private set; } = null!;
    public Person Person { get; private set; } = null!;
    public bool MayDecide => ForTeam && Me.Can(Capability.ManagePeople) && Plan.State == PayPlanState.Asked;
    public bool MayList => ForTeam && Me.Can(Capability.ManagePeople);
    public bool MayAmend { get; private set; }
    public bool MayWithdraw => !ForTeam && Plan.State == PayPlanState.Asked;

    protected override bool MayWrite => Me.Can(Capability.ManagePeople) || base.MayWrite;

    protected override async Task<Essaim.Domain.Activities.Activity?> FindAsync()
    {
        Plan = (await (await ReadAsync()).PayPlans.SingleOrDefaultAsync(p => p.Id == Id))!;
        return await OwnerAsync(Plan?.ActivityId);
    }

    public async Task OnGetAsync() => await LoadAsync();

    public Task<IActionResult> OnPostAcceptAsync() => ActAsync(MayDecide,
        w => DecidePayPlan.AcceptAsync(w, Id, Answer, Me.Name), "Proposition acceptée.",
        "Les mois à venir la suivent tant que l’argent est là.");

    public Task<IActionResult> OnPostRefuseAsync() => ActAsync(MayDecide,
        w => DecidePayPlan.RefuseAsync(w, Id, Answer, Me.Name), "Proposition refusée.", "La personne lit pourquoi.");

    public Task<IActionResult> OnPostWithdrawAsync() => ActAsync(MayWithdraw,
        w => DecidePayPlan.WithdrawAsync(w, Id, Me.Name), "Proposition retirée.", "");

    /// <summary>On to the draft, where the dates and the words are looked at before it is given to be signed.</summary>
    public async Task<IActionResult> OnPostAmendAsync() =>
        !(ForTeam && Me.Can(Capability.ManagePeople)) ? Forbid() : await TryAsync(async () => Redirect(
            "/personnes/contrats/" + await WriteOnceAsync(async w =>
                (await DecidePayPlan.AmendAsync(w, Id, Me.Name)).Id.ToString())));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Person = await db.People.SingleAsync(p => p.Id == Plan.PersonId);
        MayAmend = MayList && Plan.State == PayPlanState.Accepted
            && Plan.Net.IsPositive && await DecidePayPlan.CesaOfAsync(db, Plan) is { } cesa
            && cesa.FixedPay != Plan.Gross;
    }

    private async Task<IActionResult> ActAsync(bool may, Func<WriteSession, Task> act, string done, string next) =>
        !may && Plan.State == PayPlanState.Asked ? Forbid() : await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await act(w);
                return "";
            });
            Tell(done, next);
            return Redirect("/salaire/propositions/" + Id);
        });
}
