using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>
/// A vehicle with which a person drives for their activities (véhicule): its kilometres of a calendar year are counted
/// together, whatever claim or activity they are in. Power and motor never change: another car is another vehicle.
/// </summary>
public sealed class Vehicle
{
    public long Id { get; init; }
    public required long PersonId { get; init; }
    public required string Name { get; init; }

    /// <summary>Fiscal power, box P.6 of its registration (puissance fiscale).</summary>
    public required int HorsePower { get; init; }
    public required bool Electric { get; init; }

    /// <summary>
    /// Theirs, of their household, or rented in their name: the scale is for these only (BOI-BAREME-000001).
    /// </summary>
    public required bool Theirs { get; init; }

    /// <summary>Sold or no longer driven: offered no more, its kilometres still count.</summary>
    public DateOnly? RetiredOn { get; set; }

    /// <summary>Under which name its kilometres are counted.</summary>
    public string Key => KeyOf(Id);

    public string Motor => $"{HorsePower} CV" + (Electric ? ", électrique" : "");

    public static string KeyOf(long id) => $"v{id}";

    public const string DocumentKind = "vehicle";

    /// <summary>Refuses what the scale could not be asked for.</summary>
    public Vehicle Checked()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > 60)
            throw new BrokenRuleException(
                "Donnez un nom au véhicule, par exemple « Clio bleue ». Soixante signes au plus.");
        if (HorsePower is < 1 or > 60)
            throw new BrokenRuleException(
                "La puissance fiscale est un nombre, case P.6 du certificat d’immatriculation.");
        return this;
    }
}

/// <summary>
/// Counts the kilometres of one person by vehicle and calendar year, and what each next trip is worth (compteur de
/// l’année). The allowance of a trip is what the year is worth with it, rounded to the cent, less what it was worth
/// before, rounded too: whatever the order in which trips are accepted, a year's allowances add up exactly to the
/// allowance of its kilometres.
/// </summary>
public sealed class MileageCounter
{
    private readonly Dictionary<(string Vehicle, int Year), decimal> counted = [];

    /// <summary>Kilometres that were accepted before.</summary>
    public void Count(string vehicle, int year, decimal kilometres) =>
        counted[(vehicle, year)] = Of(vehicle, year) + kilometres;

    public decimal Of(string vehicle, int year) => counted.GetValueOrDefault((vehicle, year));

    /// <summary>What this trip is worth after those counted; it is counted then.</summary>
    public Money Next(MileageScale scale, MileageTrip trip, string vehicle)
    {
        var allowance = scale.Allowance(trip.HorsePower, trip.Electric, Of(vehicle, trip.Date.Year), trip.Kilometres);
        Count(vehicle, trip.Date.Year, trip.Kilometres);
        return allowance;
    }

    /// <summary>
    /// The vehicle of a trip. One written before vehicles were kept is its person's oldest of the same power and
    /// motor, and if there is none, counted with those alike.
    /// </summary>
    public static string KeyOf(MileageTrip trip, IEnumerable<Vehicle> vehicles) => trip.Vehicle is { } id
        ? Vehicle.KeyOf(id)
        : vehicles.Where(v => v.HorsePower == trip.HorsePower && v.Electric == trip.Electric).MinBy(v => v.Id)?.Key
            ?? $"cv{trip.HorsePower}{(trip.Electric ? "e" : "")}";
}
