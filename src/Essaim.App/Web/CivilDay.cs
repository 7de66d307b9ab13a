using System.Text.RegularExpressions;
using Essaim.Domain.Values;

namespace Essaim.App.Web;

/// <summary>The day it is for people in France, whatever the clock of the machine is set to.</summary>
public static partial class CivilDay
{
    private static readonly TimeZoneInfo Paris =
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out var zone) ? zone : TimeZoneInfo.Local;

    private static readonly string[] Names = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

    public static DateOnly Today(TimeProvider time) =>
        DateOnly.FromDateTime(Local(time.GetUtcNow()));

    public static DateTime Local(DateTimeOffset at) => At(at).DateTime;

    /// <summary>The same instant, as clocks in France show it.</summary>
    public static DateTimeOffset At(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Paris);

    /// <summary>"23/11/2026 à 9 h 30".</summary>
    public static string Moment(DateTimeOffset at)
    {
        var there = TimeZoneInfo.ConvertTime(at, Paris);
        var day = FrenchText.Short(DateOnly.FromDateTime(there.DateTime));
        return $"{day} à {there.Hour}\u00a0h\u00a0{there.Minute:00}";
    }

    /// <summary>The day and the minute of an instant as rows keep it, as French clocks showed it.</summary>
    public static string MomentOf(string instant)
    {
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal);
        var here = TimeZoneInfo.ConvertTime(at, Paris);
        return $"{FrenchText.Short(DateOnly.FromDateTime(here.DateTime))} à {here:HH}\u00a0h\u00a0{here:mm}";
    }

    /// <summary>A text in which instants stand as rows keep them, for people.</summary>
    public static string Told(string text) => Instants().Replace(text, m => MomentOf(m.Value));

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Instants();

    public static string NameOf(DateOnly day) => Names[(int)day.DayOfWeek];
}
