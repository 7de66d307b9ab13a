using Essaim.App.Data.Purchases;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;

namespace Essaim.App.Api;

/// <summary>A vehicle of the person who runs the activity; <c>theirs</c>: the scale is for these only.</summary>
public sealed record NewVehicle(
    string Activity, string Name, int HorsePower, bool Electric = false, bool Theirs = true);

/// <summary>A vehicle, with the kilometres that were accepted this year over all claims of its person.</summary>
public sealed record VehicleAnswer(long Id, string Name, int HorsePower, bool Electric, bool Theirs,
    DateOnly? RetiredOn, decimal Kilometres);

internal static class VehicleEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var vehicles = api.MapGroup("/vehicles").WithTags("Notes de frais");
        vehicles.MapGet("", ListAsync).Needs(SaleEndpoints.Seeing).WithName("listVehicles")
            .WithSummary("Les véhicules de la personne d’une activité, et leurs kilomètres de l’année");
        vehicles.MapPost("", AddAsync).Needs(SaleEndpoints.Selling).WithName("addVehicle")
            .WithSummary("Ajouter un véhicule").Produces<VehicleAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<VehicleAnswer>> ListAsync(string activity, ApiCall call)
    {
        if ((await call.ActivityAsync(activity)).PersonId is not { } person)
            return [];
        var db = await call.ReadAsync();
        var vehicles = await KeepVehicle.OfAsync(db, person);
        var counter = await CountTrips.CounterAsync(db, person, vehicles);
        return [.. vehicles.Select(v => Answer(v, counter.Of(v.Key, call.Today.Year)))];
    }

    private static async Task<IResult> AddAsync(NewVehicle asked, ApiCall call)
    {
        var person = (await call.ActivityAsync(asked.Activity)).PersonId
            ?? throw new BrokenRuleException("Un véhicule est celui d’une personne. Choisissez son activité.");
        return await call.OnceAsync(asked, async w => Answer(await KeepVehicle.AddAsync(w, new Vehicle
        {
            PersonId = person, Name = asked.Name.Trim(), HorsePower = asked.HorsePower, Electric = asked.Electric,
            Theirs = asked.Theirs,
        }), 0));
    }

    private static VehicleAnswer Answer(Vehicle v, decimal kilometres) =>
        new(v.Id, v.Name, v.HorsePower, v.Electric, v.Theirs, v.RetiredOn, kilometres);
}
