using Essaim.App.Data.People;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.People;

/// <summary>The base of each Cape for a quarter, and whether it was declared.</summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class CapeBasesModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "trimestre")]
    public string QuarterText { get; set; } = "";

    [BindProperty]
    public long PersonId { get; set; }

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string DeclaredOn { get; set; } = "";

    public Month Quarter { get; private set; }
    public IReadOnlyList<CapeQuarter> Rows { get; private set; } = [];
    public IReadOnlyDictionary<long, string> Names { get; private set; } = new Dictionary<long, string>();

    public DateOnly DueOn => ContractDeadlines.CapeContributionsOf(Law, Quarter.FirstDay);

    public bool IsOver => Quarter.Add(2).LastDay < Today;

    public static string Label(Month quarter) => FrenchText.Quarter(quarter);

    public IEnumerable<SelectListItem> PersonOptions => Rows.Where(r => r.Declared is null)
        .Select(r => new SelectListItem(Names.GetValueOrDefault(r.PersonId, ""), r.PersonId.ToString()));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Find())
            return NotFound();
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Find())
            return NotFound();
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount));
        var on = Read(nameof(DeclaredOn), () => FrenchText.ParseDate(DeclaredOn));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await CapeDeclarations.DeclareAsync(w, PersonId, Quarter, amount, on, DueOn, Me.Name);
                return "";
            });
            Tell("Déclaration notée.", amount.IsPositive
                ? "Les cotisations sont dans les livres de l’activité, et parmi ce que l’on doit à l’Urssaf."
                : "Rien n’est dû : aucune écriture.");
            return Redirect("/personnes/cotisations-cape?trimestre=" + Quarter.ToIso());
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Rows = await CapeDeclarations.ReadAsync(db, Quarter);
        var ids = Rows.Select(r => r.PersonId).ToList();
        Names = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.FullName);
    }

    private bool Find()
    {
        // The last quarter that is over: it is the one to declare.
        Quarter = CapeDeclarations.QuarterOf(Today).Add(-3);
        if (QuarterText.Length == 0)
            return true;
        try
        {
            Quarter = CapeDeclarations.QuarterOf(Month.Parse(QuarterText).FirstDay);
            return true;
        }
        catch (BrokenRuleException)
        {
            return false; // no such month, no such page
        }
    }
}
