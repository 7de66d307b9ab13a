using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Approvals;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>An advance in the list; money paid back needs no ratification.</summary>
public sealed record AdvanceRow(CashAdvance Advance, string Activity, string Code)
{
    public bool MayGetPlan => Advance is { OpenedByLaw: true, RatifiedOn: not null, Amount.IsPositive: true };

    public bool IsToRatify => Advance is { OpenedByLaw: true, RatifiedOn: null, Amount.IsPositive: true };
}

/// <summary>An advance that an activity asked for, in the list.</summary>
public sealed record AskedAdvanceRow(Advance Advance, string Activity);

/// <summary>The advances asked for, those opened by month ends, and the decision of the board on each.</summary>
[Authorize(Policy = nameof(Capability.CloseMonth))]
public sealed class AdvancesModel : ListPage
{
    private const int OverShown = 20;

    [BindProperty]
    public List<long> Chosen { get; set; } = [];

    [BindProperty]
    public string On { get; set; } = "";

    public IReadOnlyList<AdvanceRow> Rows { get; private set; } = [];
    public int ToRatify { get; private set; }

    /// <summary>To decide and to pay out first, then those that run, then the latest of the others.</summary>
    public IReadOnlyList<AskedAdvanceRow> Asked { get; private set; } = [];

    /// <summary>What is past due of all of them.</summary>
    public Money Due { get; private set; }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync()
    {
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        return await TryAsync(async () =>
        {
            var outcome = await WriteOnceAsync(w => RatifyAdvances.AskAsync(w, Chosen, on, Today));
            TellOutcome(outcome, Chosen.Count == 1 ? "Avance ratifiée." : $"{Chosen.Count} avances ratifiées.");
            return Redirect("/avances");
        });
    }

    /// <summary>As the round does by itself.</summary>
    public Task<IActionResult> OnPostRepayAsync() => TryAsync(async () =>
    {
        var done = await WriteOnceAsync(async w => (await RepayAdvances.DueAsync(w, Today)).ToString());
        Tell(done == "0" ? "Rien n’a pu être repris." : done == "1" ? "Une avance remboursée." : $"{done} avances "
            + "remboursées.", "Ce qui manque reste dû.");
        return Redirect("/avances");
    });

    protected override Sheet Sheet() => new("avances",
        ["Mois", "Activité", "Prêté", "Remboursé", "Ratifiée le"],
        Rows.Select(r => new object?[]
        {
            r.Advance.Month.ToIso(), r.Activity, Money.Max(r.Advance.Amount, Money.Zero),
            Money.Max(-r.Advance.Amount, Money.Zero), r.Advance.RatifiedOn,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id);
        var all = await db.CashAdvances.OrderByDescending(a => a.Month).ThenBy(a => a.Id).ToListAsync();
        var rows = all.Select(a => new AdvanceRow(a, activities[a.ActivityId].TradeName, activities[a.ActivityId].Code))
            .OrderBy(r => r.IsToRatify ? 0 : 1).ToList();
        await AskedAsync(db, activities);
        ToRatify = rows.Count(r => r.IsToRatify);
        Rows = List.Of(rows);
    }

    private async Task AskedAsync(CoopDb db, Dictionary<ActivityId, Activity> activities)
    {
        var living = await db.Advances.Where(a => a.State == AdvanceState.Asked || a.State == AdvanceState.Granted
            || a.State == AdvanceState.PaidOut).OrderBy(a => a.Id).ToListAsync();
        var over = await db.Advances.Where(a => a.State == AdvanceState.Refused || a.State == AdvanceState.Withdrawn
            || a.State == AdvanceState.Repaid).OrderByDescending(a => a.Id).Take(OverShown).ToListAsync();
        Asked = [.. living.OrderBy(a => a.State == AdvanceState.PaidOut ? 1 : 0).Concat(over)
            .Select(a => new AskedAdvanceRow(a, activities[a.ActivityId].TradeName))];
        Due = living.Sum(a => a.DueOn(Today));
    }
}
