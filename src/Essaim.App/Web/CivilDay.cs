using Essaim.Domain.Values;

namespace Essaim.App.Web;

/// <summary>The day it is for people in France, whatever the clock of the machine is set to.</summary>
public static class CivilDay
{
    private static readonly TimeZoneInfo Paris =
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out var zone) ? zone : TimeZoneInfo.Local;

    private static readonly string[] Names = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

    public static DateOnly Today(TimeProvider time) =>
        DateOnly.FromDateTime(Local(time.GetUtcNow()));

    public static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Paris).DateTime;

    /// <summary>"23/11/2026 à 9 h 30".</summary>
    public static string Moment(DateTimeOffset at)
    {
        var there = TimeZoneInfo.ConvertTime(at, Paris);
        var day = FrenchText.Short(DateOnly.FromDateTime(there.DateTime));
        return $"{day} à {there.Hour}\u00a0h\u00a0{there.Minute:00}";
    }

    public static string NameOf(DateOnly day) => Names[(int)day.DayOfWeek];
}
