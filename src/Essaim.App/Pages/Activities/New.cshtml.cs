using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Activities;

/// <summary>Opens an activity for a person, with its code and its rule.</summary>
[Authorize(Policy = nameof(Capability.ManagePeople))]
public sealed class NewModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "personne")]
    public string Asked { get; set; } = "";

    [BindProperty]
    public string PersonId { get; set; } = "";

    [BindProperty]
    public string TradeName { get; set; } = "";

    [BindProperty]
    public string Trade { get; set; } = "";

    [BindProperty]
    public string NewCode { get; set; } = "";

    [BindProperty]
    public string OpenedOn { get; set; } = "";

    [BindProperty]
    public string RuleId { get; set; } = "";

    public IReadOnlyList<SelectListItem> PersonOptions { get; private set; } = [];
    public IReadOnlyList<SelectListItem> RuleOptions { get; private set; } = [];

    public Task OnGetAsync()
    {
        (PersonId, OpenedOn) = (Asked, FrenchText.Short(Today));
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var on = Read(nameof(OpenedOn), () => FrenchText.ParseDate(OpenedOn));
        if (TradeName.Trim().Length == 0)
            ModelState.AddModelError(nameof(TradeName), "Il manque l’enseigne.");
        var db = await ReadAsync();
        var person = Read(nameof(PersonId), () => long.TryParse(PersonId, out var id) && db.People.Any(p => p.Id == id)
            ? id : throw new BrokenRuleException("Choisissez la personne."));
        Read(nameof(NewCode), () =>
        {
            Activity.CheckCode(NewCode.Trim());
            return true;
        });
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                var activity = await OpenActivity.OpenAsync(w, new Activity
                {
                    Code = NewCode.Trim(), TradeName = TradeName.Trim(), Trade = Trade.Trim(), PersonId = person,
                    OpenedOn = on,
                });
                if (long.TryParse(RuleId, out var rule))
                    await Rules.ChooseAsync(w, activity, rule, on);
                return "";
            });
            Tell($"Activité {TradeName.Trim()} ouverte.");
            return Redirect("/activites/" + NewCode.Trim());
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        PersonOptions =
            [new("Choisir…", ""), .. (await db.People.OrderBy(p => p.LastName).ThenBy(p => p.FirstName).ToListAsync())
            .Select(p => new SelectListItem(p.LastName + " " + p.FirstName, p.Id.ToString()))];
        RuleOptions = [new("celle de tout le monde", ""), .. (await db.Rules.OrderBy(r => r.Name).ToListAsync())
            .Select(r => new SelectListItem(r.Name, r.Id.ToString()))];
    }
}
