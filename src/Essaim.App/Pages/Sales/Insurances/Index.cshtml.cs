using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales.Insurances;

/// <summary>How the state of a certificate is said.</summary>
public static class InsuranceWords
{
    private const int Soon = 60;

    public static (string Label, Tone Tone) Of(InsuranceCertificate row, DateOnly today) =>
        row.WithdrawnOn is not null ? ("Retirée", Tone.Off)
        : row.LastDay < today ? ("Finie", Tone.Bad)
        : row.Content.FirstDay > today ? ("À venir", Tone.Info)
        : row.LastDay < today.AddDays(Soon) ? ("À renouveler", Tone.Wait) : ("En cours", Tone.Ok);
}

/// <summary>The certificates of ten-year insurance of an activity, and the form that adds one.</summary>
public sealed class IndexModel : ActivityPage
{
    [BindProperty]
    public string Insurer { get; set; } = "";

    [BindProperty]
    public string Contact { get; set; } = "";

    [BindProperty]
    public string Policy { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "France métropolitaine";

    [BindProperty]
    public string Trades { get; set; } = "";

    [BindProperty]
    public string FirstDay { get; set; } = "";

    [BindProperty]
    public string LastDay { get; set; } = "";

    public IReadOnlyList<InsuranceCertificate> Rows { get; private set; } = [];
    public bool MaySell => MayWrite;

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var first = Read(nameof(FirstDay), () => FrenchText.ParseDate(FirstDay));
        var last = Read(nameof(LastDay), () => FrenchText.ParseDate(LastDay));
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w => (await KeepInsurance.AddAsync(w, Activity.Id,
                new TenYearInsurance(Insurer.Trim(), Contact.Trim(), Policy.Trim(), Area.Trim(), Trades.Trim(), first,
                    last), Me.Name)).Id.ToString());
            Tell("Attestation notée.", "Joignez le papier de l’assureur.");
            return Redirect($"/ventes/assurances/{id}");
        }, nameof(Insurer));
    }

    protected override async Task LoadAsync() => Rows = await KeepInsurance.OfAsync(await ReadAsync(), Activity.Id);
}
