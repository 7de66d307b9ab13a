using Essaim.App.Data.People;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>What pay needs of a contract beside its amount: the tax rate with its day, an exemption.</summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class ContractPayModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Withholding { get; set; } = "";

    [BindProperty]
    public string GivenOn { get; set; } = "";

    [BindProperty]
    public string Health { get; set; } = "";

    [BindProperty]
    public string AskedOn { get; set; } = "";

    [BindProperty]
    public string Until { get; set; } = "";

    [BindProperty]
    public bool Executive { get; set; }

    [BindProperty]
    public string Job { get; set; } = "";

    [BindProperty]
    public string Grade { get; set; } = "";

    public Contract Contract { get; private set; } = null!;
    public Person Person { get; private set; } = null!;
    public Activity? HiredFor { get; private set; }
    private ContractPayRow? _known;

    public static IEnumerable<SelectListItem> Positions => [new("Non-cadre", "False"), new("Cadre", "True")];

    public static IEnumerable<SelectListItem> HealthOptions =>
    [
        new("Aucune : la personne a la complémentaire de la coopérative", ""),
        new("Complémentaire santé solidaire", nameof(HealthExemptionReason.SolidarityCover)),
        new("Contrat individuel, jusqu’à son échéance", nameof(HealthExemptionReason.OwnPolicy)),
        new("Couverte par un autre emploi ou comme ayant droit", nameof(HealthExemptionReason.OtherCover)),
        new("Contrat court", nameof(HealthExemptionReason.ShortContract)),
    ];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        Withholding = Contract.WithholdingRate is { } rate ? FrenchText.Decimal(rate.ToPercent(), 1) : "";
        Executive = _known?.Executive ?? false;
        (Job, Grade) = (_known?.Job ?? "", _known?.Grade ?? "");
        GivenOn = _known?.RateGivenOn is { } given ? FrenchText.Short(given) : "";
        if (_known?.Health is { } health)
            (Health, AskedOn, Until) = (health.Reason.ToString(), FrenchText.Short(health.AskedOn),
                health.Until is { } until ? FrenchText.Short(until) : "");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var rate = Withholding.Trim().Length == 0 ? (Rate?)null : Read<Rate?>(nameof(Withholding),
            () => WithholdingRate.Given(Rate.Percent(FrenchText.ParseNumber(Withholding))).Rate);
        var given = Day(nameof(GivenOn), GivenOn);
        var health = ReadHealth();
        if (given is not null && rate is null)
            ModelState.AddModelError(nameof(Withholding), "Ce jour est celui d’un taux : écrivez aussi le taux.");
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await ContractPays.KeepAsync(w, Id,
                    new TypedContractPay(rate, given, health, Executive, Job.Trim(), Grade.Trim()));
                return "";
            });
            Tell($"Paie de {Person.FullName} : enregistré.", "La prochaine paie en tient compte.");
            return Redirect("/paie/contrats/" + Id);
        });
    }

    protected override Task LoadAsync() => FindAsync();

    private HealthExemption? ReadHealth()
    {
        if (!Enum.TryParse<HealthExemptionReason>(Health, out var reason) || !Enum.IsDefined(reason))
            return null;
        var asked = Read(nameof(AskedOn), () => FrenchText.ParseDate(AskedOn));
        var until = Day(nameof(Until), Until);
        if (until < asked)
            ModelState.AddModelError(nameof(Until),
                "La dispense finit avant d’être demandée. Vérifiez les deux jours.");
        return new HealthExemption(reason, asked) { Until = until };
    }

    private DateOnly? Day(string field, string text) =>
        text.Trim().Length == 0 ? null : Read<DateOnly?>(field, () => FrenchText.ParseDate(text));

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.Contracts.SingleOrDefaultAsync(c => c.Id == Id) is not { IsPaid: true } contract)
            return false;
        (Contract, Person) = (contract, await db.People.SingleAsync(p => p.Id == contract.PersonId));
        _known = await db.ContractPays.SingleOrDefaultAsync(p => p.ContractId == Id);
        HiredFor = _known?.ActivityId is { } id ? await db.Activities.SingleAsync(a => a.Id == id) : null;
        return true;
    }
}
