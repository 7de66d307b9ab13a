using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Activities;

/// <summary>A tier as it was typed.</summary>
public sealed class TypedTier
{
    public string From { get; set; } = "";
    public string Rate { get; set; } = "";
}

/// <summary>Keeps a contribution rule that the meeting voted.</summary>
[Authorize(Policy = nameof(Capability.ManageRules))]
public sealed class NewRuleModel : EssaimPage
{
    private const int Tranches = 4;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Resolution { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public string Base { get; set; } = nameof(ContributionBase.Invoiced);

    [BindProperty]
    public string Period { get; set; } = nameof(ContributionPeriod.Month);

    [BindProperty]
    public List<TypedTier> Tiers { get; set; } = [];

    [BindProperty]
    public string Flat { get; set; } = "";

    [BindProperty]
    public string Floor { get; set; } = "";

    [BindProperty]
    public string Ceiling { get; set; } = "";

    [BindProperty]
    public bool MembersOnly { get; set; }

    [BindProperty]
    public bool OptIn { get; set; }

    [BindProperty]
    public bool KeptOnBadDebts { get; set; }

    public IEnumerable<SelectListItem> BaseOptions { get; } =
    [
        new("ce qui est facturé, hors taxes", nameof(ContributionBase.Invoiced)),
        new("ce qui est encaissé, hors taxes", nameof(ContributionBase.Received)),
        new("la marge brute", nameof(ContributionBase.GrossMargin)),
    ];

    public IEnumerable<SelectListItem> PeriodOptions { get; } =
    [
        new("mois", nameof(ContributionPeriod.Month)), new("trimestre", nameof(ContributionPeriod.Quarter)),
        new("année", nameof(ContributionPeriod.Year)),
    ];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (Name.Trim().Length == 0)
            ModelState.AddModelError(nameof(Name), "Donnez un nom à la règle.");
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        var rule = new ContributionRule
        {
            Name = Name.Trim(), Resolution = Resolution.Trim(), From = from,
            Base = Read(nameof(Base), () => Choice<ContributionBase>(Base)),
            Period = Read(nameof(Period), () => Choice<ContributionPeriod>(Period)),
            Tiers = [.. Tiers.Index().Where(t => t.Item.Rate.Trim().Length > 0).Select(t => Tier(t.Index, t.Item))],
            Flat = Optional(nameof(Flat), Flat), Floor = Optional(nameof(Floor), Floor),
            Ceiling = Optional(nameof(Ceiling), Ceiling), OptIn = OptIn, ReversedByBadDebts = !KeptOnBadDebts,
            Eligibility = MembersOnly ? ContributionEligibility.Members : ContributionEligibility.Everyone,
        };
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => (await Rules.AddAsync(w, rule)).ToString());
            Tell($"Règle « {rule.Name} » enregistrée.", $"Elle vaut à partir du {FrenchText.Long(from)}.");
            return Redirect("/regles");
        });
    }

    protected override Task LoadAsync()
    {
        while (Tiers.Count < Tranches)
            Tiers.Add(new TypedTier());
        return Task.CompletedTask;
    }

    private ContributionTier Tier(int at, TypedTier typed) => new(
        typed.From.Trim().Length == 0 ? Money.Zero : Read($"Tiers[{at}].From", () => FrenchText.ParseMoney(typed.From)),
        Read($"Tiers[{at}].Rate", () => Rate.Percent(FrenchText.ParseNumber(typed.Rate))));

    private Money? Optional(string field, string text) =>
        text.Trim().Length == 0 ? null : Read(field, () => FrenchText.ParseMoney(text));

    private static T Choice<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value)
            ? value : throw new BrokenRuleException("Choisissez une des réponses.");
}
