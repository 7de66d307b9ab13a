using Essaim.App.Data.Purchases;
using Essaim.App.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Purchases;

/// <summary>The vehicles of the person who runs the activity, with what each drove this year.</summary>
public sealed class VehiclesModel : ActivityPage
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string HorsePower { get; set; } = "";

    [BindProperty]
    public bool Electric { get; set; }

    [BindProperty]
    public bool Theirs { get; set; }

    public IReadOnlyList<(Vehicle Vehicle, decimal Kilometres)> Rows { get; private set; } = [];
    public bool MayAdd => MayWrite && Activity.PersonId is not null;

    public async Task OnGetAsync()
    {
        Theirs = true;
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var power = Read(nameof(HorsePower), () => int.TryParse(HorsePower.Trim(), out var cv) && cv is >= 1 and <= 60
            ? cv : throw new BrokenRuleException(
                "La puissance fiscale est un nombre, case P.6 du certificat d’immatriculation."));
        return await TryAsync(async () =>
        {
            var person = Activity.PersonId
                ?? throw new BrokenRuleException("Un véhicule est celui d’une personne. Choisissez son activité.");
            var id = await WriteOnceAsync(async w => (await KeepVehicle.AddAsync(w, new Vehicle
            {
                PersonId = person, Name = Name.Trim(), HorsePower = power, Electric = Electric, Theirs = Theirs,
            })).Id.ToString());
            Tell("Véhicule ajouté.", "Joignez-y une photo de la carte grise.");
            return Redirect("/depenses/vehicules/" + id);
        });
    }

    protected override async Task LoadAsync()
    {
        if (Activity.PersonId is not { } person)
            return;
        var db = await ReadAsync();
        var vehicles = await KeepVehicle.OfAsync(db, person);
        var counter = await CountTrips.CounterAsync(db, person, vehicles);
        Rows = [.. vehicles.OrderBy(v => v.RetiredOn is not null)
            .Select(v => (v, counter.Of(v.Key, Today.Year)))];
    }
}
