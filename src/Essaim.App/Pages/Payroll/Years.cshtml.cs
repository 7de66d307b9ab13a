using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>A person's years of pay, five at most: their own page, and the team's with a line in the log.</summary>
public sealed class YearsModel : ActivityPage
{
    public const int Most = 5;

    public Person Person { get; private set; } = null!;
    public IReadOnlyList<PayYear> Years { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (ForTeam && !Me.Can(Capability.SeePay) || Activity.PersonId is not { } person)
            return NotFound();
        var db = await ReadAsync();
        Person = await db.People.SingleAsync(p => p.Id == person);
        await TellSeenAsync(Person, "Années de paie");
        Years = await PayYear.ReadAsync(db, person, Most);
        return Page();
    }
}
