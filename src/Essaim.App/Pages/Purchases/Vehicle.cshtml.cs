using Essaim.App.Data.Purchases;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>One vehicle: its papers, and what it drove year by year.</summary>
public sealed class VehicleModel : ActivityPage
{
    private const int YearsShown = 5;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public bool Retired { get; set; }

    public Vehicle Vehicle { get; private set; } = null!;
    public IReadOnlyList<(int Year, decimal Kilometres, Money? Worth)> Years { get; private set; } = [];
    public bool MayChange => MayWrite;

    /// <summary>Seen by whoever sees an activity of its person.</summary>
    protected override async Task<Activity?> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.Vehicles.SingleOrDefaultAsync(v => v.Id == Id) is not { } vehicle)
            return null;
        Vehicle = vehicle;
        return await OwnerAsync(await db.Activities.Where(a => a.PersonId == vehicle.PersonId).OrderBy(a => a.Id)
            .Select(a => (Domain.Ledger.ActivityId?)a.Id).FirstOrDefaultAsync());
    }

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w => (await KeepVehicle.RetireAsync(w, Id, Retired)).Id.ToString());
        Tell(Retired ? "Véhicule mis de côté." : "Véhicule de nouveau proposé.");
        return Redirect("/depenses/vehicules/" + Id);
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var vehicles = await KeepVehicle.OfAsync(db, Vehicle.PersonId);
        var counter = await CountTrips.CounterAsync(db, Vehicle.PersonId, vehicles);
        Years = [.. Enumerable.Range(0, YearsShown).Select(back => Today.Year - back)
            .Select(year => (year, counter.Of(Vehicle.Key, year), Worth(year, counter.Of(Vehicle.Key, year))))
            .Where(y => y.Item2 > 0)];
    }

    /// <summary>Null for a year whose scale the law's files do not know.</summary>
    private Money? Worth(int year, decimal kilometres)
    {
        try
        {
            return MileageScale.Of(Law, new DateOnly(year, 1, 1))
                .Allowance(Vehicle.HorsePower, Vehicle.Electric, 0, kilometres);
        }
        catch (BrokenRuleException)
        {
            return null;
        }
    }
}
