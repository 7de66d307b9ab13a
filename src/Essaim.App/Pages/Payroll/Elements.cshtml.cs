using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>
/// What changes in one person's pay this month, typed by the payroll clerk, with the payslip that it makes beside it.
/// </summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class ElementsModel : TypedElementsPage
{
    private const int MonthsOfIndemnity = 3;

    [BindProperty(SupportsGet = true, Name = "mois")]
    public string MonthText { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "person")]
    public long PersonId { get; set; }

    [BindProperty]
    public string Version { get; set; } = "0";

    public Month Month { get; private set; }
    public Person Person { get; private set; } = null!;

    /// <summary>The payslip without anything typed, and with what is; null when there is nothing to pay.</summary>
    public Payslip? Plain { get; private set; }
    public Payslip? Slip { get; private set; }
    public string? Problem { get; private set; }
    public bool IsIssued { get; private set; }
    public string IndemnityHint { get; private set; } = "";

    /// <summary>The contract has hours: an absence can be counted by them.</summary>
    public bool HasHours { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        await TellSeenAsync(Person, $"Éléments de paie {Month.AfterDe()}");
        var row = await RowAsync();
        (Version, var content) = ((row?.Version ?? 0).ToString(), row?.Content ?? TypedElements.None);
        Fill(content);
        await ComputeAsync(content);
        await LoadAsync();
        return Page();
    }

    /// <summary>Only the payslip that it would make, for the page that is already shown.</summary>
    public async Task<IActionResult> OnPostSlipAsync()
    {
        if (!await FindAsync())
            return NotFound();
        await ComputeTypedAsync();
        return Partial("/Pages/Payroll/_ElementsSlip.cshtml", this);
    }

    /// <summary>The same without scripts: the whole page again, nothing kept.</summary>
    public async Task<IActionResult> OnPostTryAsync()
    {
        if (!await FindAsync())
            return NotFound();
        await ComputeTypedAsync();
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
            return NotFound();
        await ComputeTypedAsync();
        if (Problem is not null)
            ModelState.AddModelError("", Problem);
        return await TryAsync(async () =>
        {
            var version = int.TryParse(Version, out var number) ? number : -1;
            var content = Typed();
            await WriteOnceAsync(async w =>
            {
                await KeepPayElements.KeepAsync(w, PersonId, Month, version, content, Me.Name);
                return PersonId.ToString();
            });
            Tell($"Éléments de {Person.FullName} enregistrés.",
                Slip is { } slip ? $"Net à payer : {slip.NetPay}." : "");
            return Redirect("/paie?mois=" + Month.ToIso());
        });
    }

    protected override async Task LoadAsync()
    {
        AddRows();
        var first = Month.Add(-MonthsOfIndemnity);
        var db = await ReadAsync();
        var last = await db.Payslips.Where(p => p.PersonId == PersonId && p.Month >= first && p.Month < Month)
            .Select(p => p.Gross).ToListAsync();
        IndemnityHint = last.Count == MonthsOfIndemnity
            ? $"Environ {Domain.Payroll.DailyIndemnity.Of(Law, Month.FirstDay, last)} d’après les trois dernières "
                + "paies pour un arrêt qui commence ce mois-ci. Recopiez le décompte de la caisse."
            : "Brute, par jour. Recopiez le décompte de la caisse.";
    }

    private async Task<bool> FindAsync()
    {
        if (Month.Find(MonthText) is not { } month)
            return false;
        Month = month;
        var db = await ReadAsync();
        if (await db.People.SingleOrDefaultAsync(p => p.Id == PersonId) is not { } person)
            return false;
        Person = person;
        IsIssued = await db.Payslips.AnyAsync(p => p.PersonId == PersonId && p.Month == Month);
        var paid = (await db.Contracts.Where(c => c.PersonId == PersonId).ToListAsync())
            .Where(c => c.IsPaid && c.CoversMonth(Month)).ToList();
        HasHours = paid.Any(c => c.MonthlyHours is not null);
        return IsIssued || paid.Count > 0;
    }

    private async Task<PayElementsRow?> RowAsync() =>
        await (await ReadAsync()).PayElements.SingleOrDefaultAsync(e => e.PersonId == PersonId && e.Month == Month);

    private async Task ComputeTypedAsync()
    {
        var content = Typed();
        if (ModelState.IsValid)
            await ComputeAsync(content);
    }

    /// <summary>The two payslips, or the sentence that says why there is none.</summary>
    private async Task ComputeAsync(TypedElements content)
    {
        if (IsIssued)
            return;
        if (Law.LastPayMonth is not { } last || Month > last)
        {
            Problem = $"Les règles de paie {Month.AfterDe()} ne sont pas encore connues.";
            return;
        }
        var db = await ReadAsync();
        try
        {
            Plain = await ComputeAsync(db, TypedElements.None);
            Slip = await ComputeAsync(db, content);
        }
        catch (BrokenRuleException rule)
        {
            Problem = rule.Message;
        }
    }

    private async Task<Payslip?> ComputeAsync(CoopDb db, TypedElements content) =>
        (await new PayOrders(db, Installation.Calculator).TryAsync(Month, PersonId, content))?.Payslip;
}
