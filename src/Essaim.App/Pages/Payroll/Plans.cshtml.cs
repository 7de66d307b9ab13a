using Essaim.App.Data.Payroll.Plans;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>The proposals of pay of everybody, those that wait first.</summary>
[Authorize(Policy = nameof(Capability.ManagePeople))]
public sealed class PlansModel : ListPage
{
    public IReadOnlyList<(PayPlanRow Plan, string Person)> Rows { get; private set; } = [];

    protected override Sheet Sheet() => new("salaires-proposes",
        ["Personne", "Dès", "Mois", "Coût total", "Net par mois", "État", "Demandée"],
        Rows.Select(r => new object?[]
        {
            r.Person, r.Plan.FirstMonth.ToIso(), r.Plan.Amounts.Count, r.Plan.Amounts.Sum(), r.Plan.Net,
            PayPlanWords.Of(r.Plan.State), CivilDay.MomentOf(r.Plan.AskedAt),
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var plans = await List.OfAsync(db.PayPlans.OrderBy(p => p.State == PayPlanState.Asked ? 0 : 1)
            .ThenByDescending(p => p.Id));
        var ids = plans.Select(p => p.PersonId).ToList();
        var people = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.FullName);
        Rows = [.. plans.Select(p => (p, people[p.PersonId]))];
    }
}
