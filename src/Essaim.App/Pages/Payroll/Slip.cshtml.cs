using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Law;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>One payslip as it was issued: every line with the values of its day.</summary>
public sealed class SlipModel : ActivityPage
{
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string MonthText { get; set; } = "";

    public PayslipRow Payslip { get; private set; } = null!;
    public Person Person { get; private set; } = null!;

    /// <summary>What the month's smoothing plan gave, where there is one.</summary>
    public Money Planned { get; private set; }

    public LawBook KnownLaw => Law;
    public string PdfAddress => At($"/salaire/bulletins/{Payslip.Month.ToIso()}?handler=Pdf");

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindPayslipAsync())
            return NotFound();
        await TellSeenAsync(Person, $"Bulletin de paie {Payslip.Month.AfterDe()}");
        return Page();
    }

    /// <summary>The paper. The log says when somebody else than the person took it.</summary>
    public async Task<IActionResult> OnGetPdfAsync()
    {
        if (!await FindPayslipAsync())
            return NotFound();
        if (ForTeam)
            await WriteOnceAsync(w => PayslipPaper.TellTakenAsync(w, Payslip, Person));
        return File(await PayslipPaper.DrawAsync(await ReadAsync(), Payslip), "application/pdf",
            PayslipPaper.FileName(Payslip));
    }

    private async Task<bool> FindPayslipAsync()
    {
        if (ForTeam && !Me.Can(Capability.SeePay) || Activity.PersonId is not { } person
            || Month.Find(MonthText) is not { } month)
            return false;
        var db = await ReadAsync();
        if (await db.Payslips.SingleOrDefaultAsync(p => p.PersonId == person && p.Month == month) is not { } payslip)
            return false;
        Payslip = payslip;
        Person = await db.People.SingleAsync(p => p.Id == person);
        Planned = (await db.SmoothingPlans.Where(p => p.PersonId == person).ToListAsync()).Sum(p => p.For(month));
        return true;
    }
}
