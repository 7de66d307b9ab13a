using Essaim.App.Data.Payroll;
using Essaim.App.Data.People;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Data;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.People;

/// <summary>What the declaration before hiring needs of a person, what lacks, and that it was done.</summary>
[Authorize(Policy = nameof(Capability.ManagePeople))]
public sealed class HiringModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string BirthName { get; set; } = "";

    [BindProperty]
    public string Sex { get; set; } = "";

    [BindProperty]
    public string BirthDay { get; set; } = "";

    [BindProperty]
    public string BirthPlace { get; set; } = "";

    [BindProperty]
    public string BirthCountry { get; set; } = "";

    [BindProperty]
    public string Address { get; set; } = "";

    [BindProperty]
    public string FirstDay { get; set; } = "";

    [BindProperty]
    public string DoneOn { get; set; } = "";

    [BindProperty]
    public string Reference { get; set; } = "";

    public Person Person { get; private set; } = null!;
    public HiringData Data { get; private set; } = HiringData.None;
    public IReadOnlyList<string> Missing { get; private set; } = [];
    public IReadOnlyList<HiringRow> Hirings { get; private set; } = [];
    public PayChoice Employer { get; private set; } = PayChoice.None;
    public Cooperative Coop { get; private set; } = null!;

    /// <summary>The earliest day on which the first undeclared hiring may be declared; null without one.</summary>
    public DateOnly? From { get; private set; }

    public static IEnumerable<SelectListItem> SexOptions =>
        [new("À choisir", ""), new("Féminin", nameof(CivilSex.Female)), new("Masculin", nameof(CivilSex.Male))];

    public IEnumerable<SelectListItem> HiringOptions => Hirings.Where(h => h.Declared is null)
        .Select(h => new SelectListItem($"{h.Contract}, premier jour le {FrenchText.Long(h.FirstDay)}",
            FrenchText.Short(h.FirstDay)));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        (BirthName, BirthPlace, BirthCountry, Address) =
            (Data.BirthName, Data.BirthPlace, Data.BirthCountry, Data.Address);
        (Sex, BirthDay) = (Data.Sex?.ToString() ?? "", Data.BirthDay is { } day ? FrenchText.Short(day) : "");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var born = BirthDay.Trim().Length == 0 ? (DateOnly?)null
            : Read(nameof(BirthDay), () => FrenchText.ParseDate(BirthDay));
        return await TryAsync(async () =>
        {
            var data = new HiringData(BirthName.Trim(),
                Enum.TryParse<CivilSex>(Sex, out var sex) && Enum.IsDefined(sex) ? sex : null, born, BirthPlace.Trim(),
                BirthCountry.Trim(), Address.Trim());
            await WriteOnceAsync(async w =>
            {
                await HiringRecord.KeepAsync(w, Id, data, Me.Name);
                return "";
            });
            Tell("Données d’embauche enregistrées.");
            return Redirect($"/personnes/{Id}/embauche");
        });
    }

    public async Task<IActionResult> OnPostDeclareAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var first = Read(nameof(FirstDay), () => FrenchText.ParseDate(FirstDay));
        var done = Read(nameof(DoneOn), () => FrenchText.ParseDate(DoneOn));
        if (ModelState.IsValid && Hirings.All(h => h.FirstDay != first))
            ModelState.AddModelError(nameof(FirstDay), "Choisissez une embauche de cette personne.");
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await HiringRecord.DeclareAsync(w, Id, first, done, Reference, Me.Name);
                return "";
            });
            Tell("Déclaration notée.", $"Embauche du {FrenchText.Long(first)}.");
            return Redirect($"/personnes/{Id}/embauche");
        });
    }

    protected override Task LoadAsync() => FindAsync();

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.People.SingleOrDefaultAsync(p => p.Id == Id) is not { } person)
            return false;
        (Person, Data, Coop) = (person, await HiringRecord.ReadAsync(db, Id), await db.Cooperatives.SingleAsync());
        Hirings = await HiringRecord.HiringsAsync(db, Id);
        Employer = (await PayChoices.ReadAsync(db)).On(Hirings.FirstOrDefault()?.FirstDay ?? Today);
        Missing = [.. Data.Missing(person.Nir is not null),
            .. Employer.Siret.Length == 0 ? (string[])["SIRET de la coopérative"] : [],
            .. Employer.NafCode.Length == 0 ? (string[])["code NAF"] : [],
            .. Employer.HealthService.Length == 0 ? (string[])["service de santé au travail"] : []];
        From = Hirings.FirstOrDefault(h => h.Declared is null) is { } next
            ? next.FirstDay.AddDays(-(int)Law.Number("dpae-jours-avant", next.FirstDay)) : null;
        return true;
    }
}
