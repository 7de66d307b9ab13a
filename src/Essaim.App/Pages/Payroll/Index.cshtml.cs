using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>A payslip in the list of its month.</summary>
public sealed record PayslipListed(PayslipRow Payslip, string Name, string Activity);

/// <summary>The payslips of a month with their totals, and what is missing to pay everybody.</summary>
[Authorize(Policy = nameof(Capability.SeePay))]
public sealed class IndexModel : ListPage
{
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string MonthText { get; set; } = "";

    public Month Month { get; private set; }
    public bool IsClosed { get; private set; }
    public IReadOnlyList<PayslipListed> Rows { get; private set; } = [];
    public IReadOnlyList<string> Missing { get; private set; } = [];
    public IReadOnlyList<PayslipListed> Shown { get; private set; } = [];
    public string Lede => IsClosed ? "Mois clos, bulletins émis."
        : "Mois ouvert : les bulletins s’émettent à sa clôture.";

    protected override Sheet Sheet() => new($"paie-{Month.ToIso()}",
        ["Personne", "Activité", "Brut", "Retenue d’impôt", "Coût", "Net à payer"],
        Rows.Select(r => new object?[]
        {
            r.Name, r.Activity, r.Payslip.Gross, r.Payslip.Content.WithholdingTax, r.Payslip.TotalCost,
            r.Payslip.NetPay,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var asked = MonthText.Trim().Length > 0 ? Read("mois", () => Month.Parse(MonthText)) : default;
        Month = asked != default ? asked : await db.Payslips.AnyAsync() ? await db.Payslips.MaxAsync(p => p.Month)
            : Month.Of(Today);
        MonthText = ModelState.IsValid ? Month.ToIso() : MonthText;
        IsClosed = await db.MonthClosings.AnyAsync(c => c.Month == Month && c.ClosedAt != null);
        var people = await db.People.ToDictionaryAsync(p => p.Id);
        var activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => a.TradeName);
        Rows = [.. (await db.Payslips.Where(p => p.Month == Month).ToListAsync())
            .Select(p => new PayslipListed(p, $"{people[p.PersonId].LastName} {people[p.PersonId].FirstName}",
                activities[p.ActivityId]))
            .OrderBy(r => r.Name, StringComparer.Ordinal)];
        Shown = List.Of(Rows);
        Missing = IsClosed ? [] : await MissingAsync(db, people);
    }

    private async Task<List<string>> MissingAsync(CoopDb db, Dictionary<long, Person> people)
    {
        var missing = new List<string>();
        if (Law.LastPayMonth is not { } last || Month > last)
            missing.Add($"les règles de paie {Month.AfterDe()}, qui ne sont pas encore connues");
        var coop = await db.Cooperatives.SingleAsync();
        if (coop.Headcount == 0)
            missing.Add("l’effectif de la coopérative, dans les réglages");
        if (coop.WorkAccidentRate == Rate.Zero)
            missing.Add("le taux d’accidents du travail, dans les réglages");
        ContractKind[] paid = [ContractKind.Cesa, ContractKind.PermanentStaff];
        var without = (await db.Contracts.Where(c => paid.Contains(c.Kind)).ToListAsync())
            .Where(c => c.CoversMonth(Month))
            .Select(c => people[c.PersonId]).Distinct().Where(p => p.Iban is null).Select(p => p.FullName).ToList();
        if (without.Count > 0)
            missing.Add(without.Count <= 3 ? $"l’IBAN de {string.Join(", ", without)}"
                : $"l’IBAN de {without.Count} personnes");
        return missing;
    }
}
