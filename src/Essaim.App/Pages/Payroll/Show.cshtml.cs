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

/// <summary>One payslip as it was issued.</summary>
[Authorize(Policy = nameof(Capability.SeePay))]
public sealed class ShowModel : EssaimPage
{
    public PayslipRow Payslip { get; private set; } = null!;
    public Person Person { get; private set; } = null!;
    public LawBook KnownLaw => Law;

    public async Task<IActionResult> OnGetAsync(string mois, long person) =>
        await FindAsync(mois, person) ? Page() : NotFound();

    /// <summary>The paper, and who took it.</summary>
    public async Task<IActionResult> OnGetPdfAsync(string mois, long person)
    {
        if (!await FindAsync(mois, person))
            return NotFound();
        await WriteOnceAsync(w => PayslipPaper.TellTakenAsync(w, Payslip, Person));
        return File(await PayslipPaper.DrawAsync(await ReadAsync(), Payslip), "application/pdf",
            PayslipPaper.FileName(Payslip));
    }

    private async Task<bool> FindAsync(string mois, long person)
    {
        if (!int.TryParse(mois.Replace("-", ""), out var number) || number % 100 is < 1 or > 12
            || number is < 190001 or > 299912)
            return false;
        var month = Month.FromNumber(number);
        var db = await ReadAsync();
        if (await db.Payslips.SingleOrDefaultAsync(p => p.PersonId == person && p.Month == month) is not { } payslip)
            return false;
        (Payslip, Person) = (payslip, await db.People.SingleAsync(p => p.Id == person));
        return true;
    }
}
