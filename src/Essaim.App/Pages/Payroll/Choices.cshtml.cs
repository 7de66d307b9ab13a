using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Payroll;

/// <summary>What the co-op chose for its pay, dated: health insurance, the Cesa's reference, the employer's numbers.
/// </summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class ChoicesModel : EssaimPage
{
    [BindProperty]
    public string HealthEmployer { get; set; } = "";

    [BindProperty]
    public string HealthEmployee { get; set; } = "";

    [BindProperty]
    public string Mobility { get; set; } = "";

    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Letter { get; set; } = "";

    [BindProperty]
    public string Siret { get; set; } = "";

    [BindProperty]
    public string NafCode { get; set; } = "";

    [BindProperty]
    public string HealthService { get; set; } = "";

    [BindProperty]
    public string Agreement { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public string Decision { get; set; } = "";

    public IReadOnlyList<PayChoiceRow> Rows { get; private set; } = [];

    public static IEnumerable<SelectListItem> ReferenceOptions =>
    [
        new("Celui de la loi, tel que nous la lisons", ""),
        new(Label(CesaReference.EquivalentHours), nameof(CesaReference.EquivalentHours)),
        new(Label(CesaReference.FullTime), nameof(CesaReference.FullTime)),
    ];

    public static string Label(CesaReference? reference) => reference switch
    {
        CesaReference.EquivalentHours => "Les heures que la paie achète",
        CesaReference.FullTime => "Un temps plein, quelle que soit la paie",
        _ => "Celui de la loi",
    };

    public async Task OnGetAsync()
    {
        await LoadAsync();
        if (Rows.Count == 0)
            return;
        // What is chosen already is what one changes.
        var last = Rows[0].Content;
        (HealthEmployer, HealthEmployee) =
            (FrenchText.Amount(last.HealthEmployer), FrenchText.Amount(last.HealthEmployee));
        Mobility = last.MobilityRate is { } mobility ? FrenchText.Decimal(mobility.ToPercent(), 2) : "";
        (Reference, Letter) = (last.Reference?.ToString() ?? "", last.Letter);
        (Siret, NafCode, HealthService, Agreement) =
            (last.Siret, last.NafCode, last.HealthService, last.Agreement);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var employer = ReadSum(nameof(HealthEmployer), HealthEmployer);
        var employee = ReadSum(nameof(HealthEmployee), HealthEmployee);
        var mobility = Mobility.Trim().Length == 0 ? (Rate?)null
            : Read<Rate?>(nameof(Mobility), () => Rate.Percent(FrenchText.ParseNumber(Mobility)));
        var siret = Siret.Trim().Length == 0 ? "" : Read(nameof(Siret), () => new Siret(Siret).Digits);
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        return await TryAsync(async () =>
        {
            var choice = new PayChoice(employer, employee,
                Enum.TryParse<CesaReference>(Reference, out var chosen) && Enum.IsDefined(chosen) ? chosen : null,
                Letter.Trim(), siret, NafCode.Trim(), HealthService.Trim(), Agreement.Trim())
            {
                MobilityRate = mobility,
            };
            await WriteOnceAsync(async w =>
                (await PayChoices.ChooseAsync(w, choice, from, Decision, Me.Name)).ToString());
            Tell("Réglages de paie enregistrés.", $"Ils valent à partir du {FrenchText.Long(from)}.");
            return Redirect("/paie/reglages");
        });
    }

    protected override async Task LoadAsync() => Rows = (await PayChoices.ReadAsync(await ReadAsync())).Rows;
}
