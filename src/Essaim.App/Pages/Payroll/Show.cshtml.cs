using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
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
    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string mois, long person)
    {
        if (!int.TryParse(mois.Replace("-", ""), out var number) || number % 100 is < 1 or > 12
            || number is < 190001 or > 299912)
            return NotFound();
        var month = Month.FromNumber(number);
        var db = await ReadAsync();
        if (await db.Payslips.SingleOrDefaultAsync(p => p.PersonId == person && p.Month == month) is not { } payslip)
            return NotFound();
        (Payslip, Name) = (payslip, (await db.People.SingleAsync(p => p.Id == person)).FullName);
        return Page();
    }
}
