using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>The years of pay of anybody paid, also without an activity, for whoever prepares pay.</summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class YearsOfModel : EssaimPage
{
    public Person Person { get; private set; } = null!;
    public IReadOnlyList<PayYear> Years { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long person)
    {
        var db = await ReadAsync();
        if (await db.People.SingleOrDefaultAsync(p => p.Id == person) is not { } found)
            return NotFound();
        Person = found;
        await TellSeenAsync(Person, "Années de paie");
        Years = await PayYear.ReadAsync(db, person, YearsModel.Most);
        return Page();
    }
}
