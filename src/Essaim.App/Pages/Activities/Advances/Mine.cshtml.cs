using Essaim.App.Data.Activities.Advances;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities.Advances;

/// <summary>The advances of one activity, and the form that asks for one.</summary>
public sealed class MineModel : ActivityListPage, IPlanPage
{
    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string Purpose { get; set; } = "";

    [BindProperty]
    public PlanForm Plan { get; set; } = new();

    public IReadOnlyList<Advance> Rows { get; private set; } = [];

    /// <summary>Lent by month ends, and without a plan.</summary>
    public Money WithoutPlan { get; private set; }

    public bool MayAsk => MayWrite && !Activity.Id.IsStructure;

    public async Task<IActionResult> OnPostAsync()
    {
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        var plan = Read(Plan.Asked, Plan.ToPlan);
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w =>
                (await AskAdvance.AskAsync(w, Activity.Id, amount, Purpose, plan, Me.Name)).Id.ToString());
            Tell("Demande envoyée.", "Le conseil décide ; vous verrez ici sa réponse.");
            return Redirect("/avances/" + id);
        });
    }

    protected override Sheet Sheet() => new("avances", ["Pour quoi", "État", "Montant", "Remboursé", "Reste"],
        Rows.Select(a => new object?[]
        {
            a.Purpose, PlanForm.StateOf(a.State).Label, a.Amount, a.Repaid, a.Left,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var all = db.Advances.Where(a => a.ActivityId == Activity.Id);
        Rows = await List.OfAsync(all.OrderByDescending(a => a.Id));
        var lent = -(await (await db.BooksAsync()).PositionAsync(Today, Activity.Id, Accounts.Advance))
            .Sum(b => b.Balance);
        WithoutPlan = lent - (await all.ToListAsync()).Sum(a => a.Left);
        if (Plan.First.Length == 0)
            Plan.First = FrenchText.Short(Month.Of(Today).Next());
    }
}
