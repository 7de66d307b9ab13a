using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>One activity as the team sees it: figures, who runs it, and its contribution rule.</summary>
[Authorize(Policy = nameof(Capability.SeeAllActivities))]
public sealed class ShowModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string RuleId { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    public Activity Activity { get; private set; } = null!;
    public ActivityAccount Account { get; private set; } = null!;
    public Person? Person { get; private set; }
    public string? RuleName { get; private set; }
    public IReadOnlyList<SelectListItem> RuleOptions { get; private set; } = [];
    public DateOnly First { get; private set; }
    public DateOnly Day { get; private set; }

    public string Lede => Activity.ClosedOn is { } closed
        ? $"Fermée le {FrenchText.Long(closed)}."
            : $"{Activity.Trade}, ouverte le {FrenchText.Long(Activity.OpenedOn)}.";

    /// <summary>The lines behind a figure, for those who read the books.</summary>
    public string? Lines(string account) => Me.Can(Capability.KeepBooks)
        ? $"/grand-livre?compte={account}&activite={Activity.Code}" : null;

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Me.Can(Capability.ManageRules))
            return Forbid();
        if (await ActivityAsync(Code) is not { } activity)
            return NotFound();
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        var rule = Read(nameof(RuleId), () => long.TryParse(RuleId, out var id)
            ? id : throw new BrokenRuleException("Choisissez une règle."));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await Rules.ChooseAsync(w, activity.Id, rule, from);
                return "";
            });
            Tell("Règle donnée.", $"Elle vaut à partir du {FrenchText.Long(from)}.");
            return Redirect("/activites/" + Code);
        });
    }

    protected override Task LoadAsync() => FindAsync();

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await ActivityAsync(Code) is not { } activity)
            return false;
        Activity = activity;
        Day = Month.Of(Today).LastDay;
        var years = await db.FiscalYearsAsync();
        First = years.FirstOrDefault(y => y.Days.Contains(Day))?.Days.First ?? new DateOnly(Day.Year, 1, 1);
        Account = await ActivityReport.ReadAsync(db, activity, Day, First);
        Person = await db.People.SingleOrDefaultAsync(p => p.Id == activity.PersonId);
        var all = await db.Rules.OrderBy(r => r.Name).ToListAsync();
        RuleOptions = activity.Id.IsStructure ? [] : [.. all.Select(r => new SelectListItem(r.Name, r.Id.ToString()))];
        var rules = await Rules.ReadAsync(db, activity.Id);
        RuleName = all.Any(r => r.FromDay <= Today) && !activity.Id.IsStructure ? NameOf(rules, activity) : null;
        if (From.Length == 0)
            From = FrenchText.Short(Month.Of(Today).Next().FirstDay);
        return true;
    }

    private string? NameOf(Rules rules, Activity activity)
    {
        try
        {
            return rules.Of(activity.Id, Today).Name;
        }
        catch (BrokenRuleException)
        {
            return null;
        }
    }
}
