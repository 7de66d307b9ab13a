using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Approvals;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>An advance in the list; money paid back needs no ratification.</summary>
public sealed record AdvanceRow(CashAdvance Advance, string Activity, string Code)
{
    public bool IsToRatify => Advance is { OpenedByLaw: true, RatifiedOn: null, Amount.IsPositive: true };
}

/// <summary>The advances opened by month ends, and the decision of the board on each.</summary>
[Authorize(Policy = nameof(Capability.CloseMonth))]
public sealed class AdvancesModel : ListPage
{
    [BindProperty]
    public List<long> Chosen { get; set; } = [];

    [BindProperty]
    public string On { get; set; } = "";

    public IReadOnlyList<AdvanceRow> Rows { get; private set; } = [];
    public int ToRatify { get; private set; }

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
        ToRatify = rows.Count(r => r.IsToRatify);
        Rows = List.Of(rows);
    }
}
