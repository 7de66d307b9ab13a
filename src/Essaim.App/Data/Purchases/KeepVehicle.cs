using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>Keeps the vehicles of a person (véhicules): added, no longer driven, driven again; never changed.</summary>
public static class KeepVehicle
{
    private const int Most = 30;

    public static Task<List<Vehicle>> OfAsync(CoopDb db, long person) =>
        db.Vehicles.Where(v => v.PersonId == person).OrderBy(v => v.Id).ToListAsync();

    public static async Task<Vehicle> AddAsync(WriteSession w, Vehicle vehicle)
    {
        vehicle.Checked();
        var others = await OfAsync(w.Db, vehicle.PersonId);
        if (others.Count >= Most)
            throw new BrokenRuleException($"Vous avez déjà {Most} véhicules. Choisissez-en un de la liste.");
        if (others.Any(v => v.RetiredOn is null && v.Name.Equals(vehicle.Name, StringComparison.OrdinalIgnoreCase)))
            throw new BrokenRuleException(
                $"Vous avez déjà un véhicule « {vehicle.Name} ». Donnez à celui-ci un autre nom.");
        w.Db.Vehicles.Add(vehicle);
        await w.SaveAsync();
        return vehicle;
    }

    /// <summary>Offered no more; what it drove still counts for its year. Asked again, it is driven again.</summary>
    public static async Task<Vehicle> RetireAsync(WriteSession w, long id, bool retired)
    {
        var vehicle = await w.Db.Vehicles.SingleAsync(v => v.Id == id);
        vehicle.RetiredOn = retired ? vehicle.RetiredOn ?? w.Today : null;
        return vehicle;
    }

    /// <summary>
    /// The same content, each trip naming a vehicle of the person. One that names none has the oldest of its power and
    /// motor, and where there is none, that vehicle is kept now. One of somebody else is refused.
    /// </summary>
    public static async Task<ExpenseClaimContent> NamedAsync(WriteSession w, long person, ExpenseClaimContent content)
    {
        var vehicles = await OfAsync(w.Db, person);
        var trips = new List<MileageTrip>();
        foreach (var trip in content.Trips)
        {
            var vehicle = trip.Vehicle is { } id
                ? vehicles.Find(v => v.Id == id) ?? throw new BrokenRuleException(
                    "Ce véhicule n’est pas à cette personne. Choisissez-en un de la liste.")
                : vehicles.Find(v => v.HorsePower == trip.HorsePower && v.Electric == trip.Electric
                    && v.RetiredOn is null);
            if (vehicle is null)
                vehicles.Add(vehicle = await AddAsync(w, Named(person, trip, vehicles)));
            trips.Add(trip with
            {
                Vehicle = vehicle.Id, HorsePower = vehicle.HorsePower, Electric = vehicle.Electric,
            });
        }
        return content with { Trips = trips };
    }

    private static Vehicle Named(long person, MileageTrip trip, List<Vehicle> others)
    {
        var plain = $"Voiture de {trip.HorsePower} CV" + (trip.Electric ? ", électrique" : "");
        return new Vehicle
        {
            PersonId = person, HorsePower = trip.HorsePower, Electric = trip.Electric, Theirs = true,
            Name = others.Any(v => v.Name == plain) ? $"{plain} ({others.Count + 1})" : plain,
        };
    }
}
