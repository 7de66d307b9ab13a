using Essaim.Domain.Values;

namespace Essaim.App.Web;

/// <summary>The day it is for people in France, whatever the clock of the machine is set to.</summary>
public static class CivilDay
{
    private static readonly TimeZoneInfo Paris =
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out var zone) ? zone : TimeZoneInfo.Local;

    private static readonly string[] Names = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

    public static DateOnly Today(TimeProvider time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Paris).DateTime);

    /// <summary>The day and the minute of an instant as rows keep it, as French clocks showed it.</summary>
    public static string MomentOf(string instant)
    {
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal);
        var here = TimeZoneInfo.ConvertTime(at, Paris);
        return $"{FrenchText.Short(DateOnly.FromDateTime(here.DateTime))} à {here:HH}\u00a0h\u00a0{here:mm}";
    }

    public static string NameOf(DateOnly day) => Names[(int)day.DayOfWeek];
}
