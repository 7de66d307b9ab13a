using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// What the kilometres of a person are worth (indemnités kilométriques): counted by vehicle and calendar year over all
/// their accepted claims, of all their activities.
/// </summary>
public static class CountTrips
{
    /// <summary>
    /// The kilometres that were accepted. A claim whose entry was taken back gave nothing, so it counts for nothing.
    /// </summary>
    public static async Task<MileageCounter> CounterAsync(CoopDb db, long person, IReadOnlyList<Vehicle> vehicles,
        long except = 0)
    {
        var counter = new MileageCounter();
        var claims = await db.ExpenseClaims.Where(c => c.PersonId == person && c.EntryId != null && c.Id != except)
            .ToListAsync();
        var reversed = claims.Count == 0 ? [] : (await db.SqlAsync(r => r.GetInt64(0),
            "SELECT reverses FROM posted_entry WHERE reverses IN "
            + $"({string.Join(", ", claims.Select(c => c.EntryId!.Value.Value))})")).ToHashSet();
        foreach (var claim in claims.Where(c => !reversed.Contains(c.EntryId!.Value.Value)))
            foreach (var (vehicle, day, kilometres) in Driven(claim, vehicles))
                counter.Count(vehicle, day.Year, kilometres);
        return counter;
    }

    /// <summary>The trips of a claim as expenses, in the order of their days, after what was accepted before.</summary>
    public static async Task<List<ExpenseLine>> LinesAsync(CoopDb db, ExpenseClaim claim, LawBook law)
    {
        var vehicles = await KeepVehicle.OfAsync(db, claim.PersonId);
        var counter = await CounterAsync(db, claim.PersonId, vehicles, claim.Id);
        return [.. claim.Content.Trips.OrderBy(t => t.Date).Select(t => new ExpenseLine(t.Date, Accounts.Mileage,
            t.Description, counter.Next(MileageScale.Of(law, t.Date), t, MileageCounter.KeyOf(t, vehicles)),
            Money.Zero, No: t.No))];
    }

    private static IEnumerable<(string Vehicle, DateOnly Day, decimal Kilometres)> Driven(
        ExpenseClaim claim, IReadOnlyList<Vehicle> vehicles) => claim.Granted is { } granted
        ? granted.Where(g => g.Kilometres > 0).Select(g => (g.Vehicle, g.Line.Date, g.Kilometres))
        : claim.Content.Trips.Select(t => (MileageCounter.KeyOf(t, vehicles), t.Date, t.Kilometres));
}
