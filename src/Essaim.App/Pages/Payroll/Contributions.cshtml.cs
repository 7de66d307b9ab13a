using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>What a month's pay owes to each social body and to the State, by when, and what is left to pay.</summary>
[Authorize(Policy = nameof(Capability.SeePay))]
public sealed class ContributionsModel : ListPage
{
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string MonthText { get; set; } = "";

    public Month Month { get; private set; }
    public DueToBodies Due { get; private set; } = new([], [], Money.Zero, Money.Zero, 0);

    protected override Sheet Sheet() => new($"cotisations-{Month.ToIso()}",
        ["Cotisation", "Assiette", "Part salariale", "Part patronale", "Total"],
        Due.Contributions.Select(c => new object?[]
        {
            c.Label, c.Base, c.Employee, c.Employer, c.Employee + c.Employer,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var asked = MonthText.Trim().Length > 0 ? Read("mois", () => Month.Parse(MonthText)) : default;
        Month = asked != default ? asked : await db.Payslips.AnyAsync() ? await db.Payslips.MaxAsync(p => p.Month)
            : Month.Of(Today);
        MonthText = ModelState.IsValid ? Month.ToIso() : MonthText;
        Due = await DueToBodies.ReadAsync(db, Month);
    }
}
