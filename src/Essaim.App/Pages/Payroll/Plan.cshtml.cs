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

    protected override async Task LoadAsync() =>
        Person = await (await ReadAsync()).People.SingleAsync(p => p.Id == Plan.PersonId);

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
