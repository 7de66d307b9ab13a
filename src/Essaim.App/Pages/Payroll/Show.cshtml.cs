using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Law;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>
/// One payslip as it was issued, and those of the same month that were taken back before it.
/// </summary>
[Authorize(Policy = nameof(Capability.SeePay))]
public sealed class ShowModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string MonthText { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "person")]
    public long PersonId { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    public Month Month { get; private set; }

    /// <summary>Null while the one that was taken back is not made again.</summary>
    public PayslipRow? Payslip { get; private set; }
    public IReadOnlyList<CancelledPayslip> Cancelled { get; private set; } = [];
    public Person Person { get; private set; } = null!;

    /// <summary>Why it cannot be taken back, for whoever prepares pay.</summary>
    public string? Refusal { get; private set; }
    public LawBook KnownLaw => Law;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        await TellSeenAsync(Person, $"Bulletin de paie {Month.AfterDe()}");
        return Page();
    }

    /// <summary>The paper, and who took it.</summary>
    public async Task<IActionResult> OnGetPdfAsync()
    {
        if (!await FindAsync() || Payslip is not { } payslip)
            return NotFound();
        await WriteOnceAsync(w => PayslipPaper.TellTakenAsync(w, payslip, Person));
        return File(await PayslipPaper.DrawAsync(await ReadAsync(), payslip), "application/pdf",
            PayslipPaper.FileName(payslip));
    }

    /// <summary>The paper of one that was taken back.</summary>
    public async Task<IActionResult> OnGetCancelledAsync(long id)
    {
        if (!await FindAsync() || Cancelled.FirstOrDefault(c => c.Id == id) is not { } cancelled)
            return NotFound();
        await WriteOnceAsync(w => PayslipPaper.TellTakenAsync(w, cancelled.AsIssued, Person));
        return File(await PayslipPaper.DrawAsync(await ReadAsync(), cancelled), "application/pdf",
            $"bulletin-annule-{Month.ToIso()}-{id}.pdf");
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostCancelAsync()
    {
        if (!Me.Can(Capability.PreparePay))
            return Forbid();
        if (!await FindAsync())
            return NotFound();
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
                (await CancelPayslip.CancelAsync(w, PersonId, Month, Reason, Me.Name)).Id.ToString());
            Tell($"Bulletin de {Person.FullName} annulé.", "Corrigez ses éléments, puis validez de nouveau la paie.");
            return Redirect($"/paie/{Month.ToIso()}/{PersonId}");
        });
    }

    private async Task<bool> FindAsync()
    {
        if (Month.Find(MonthText) is not { } month)
            return false;
        Month = month;
        var db = await ReadAsync();
        Payslip = await db.Payslips.SingleOrDefaultAsync(p => p.PersonId == PersonId && p.Month == Month);
        Cancelled = await db.CancelledPayslips.Where(c => c.PersonId == PersonId && c.Month == Month)
            .OrderByDescending(c => c.Id).ToListAsync();
        if (Payslip is null && Cancelled.Count == 0)
            return false;
        Person = await db.People.SingleAsync(p => p.Id == PersonId);
        Refusal = Payslip is null ? null : await CancelPayslip.RefusalAsync(db, PersonId, Month);
        return true;
    }
}
