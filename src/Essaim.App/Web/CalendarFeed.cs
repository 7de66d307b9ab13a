using System.Globalization;
using System.Security.Claims;
using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Calendars;
using Essaim.App.Identity;
using Essaim.Domain.Values;

namespace Essaim.App.Web;

/// <summary>
/// Dates as calendars subscribe to them (agenda, RFC 5545), by a private link instead of a sign-in. The link is in the
/// query, which no log keeps. Whoever lost the role or the sign-in has no dates any more.
/// </summary>
public static class CalendarFeed
{
    public const string Path = "/agenda.ics";
    private const string Scheme = "agenda";
    private const int LongestLine = 75;

    public static void MapCalendar(this WebApplication app) => app.MapGet(Path, ReadAsync).AllowAnonymous()
        .ExcludeFromDescription();

    /// <summary>The whole address to subscribe to.</summary>
    public static string Address(HttpRequest request, WebServerOptions server, string link) =>
        new Uri(Root(request, server), $"{Path}?cle={link}").ToString();

    private static async Task<IResult> ReadAsync(
        string? cle, HttpRequest request, Installation installation, WebServerOptions server)
    {
        if (cle is null || CalendarLink.CoopOf(cle) is not { } coop || installation.Catalogue.Find(coop) is null)
            return Results.NotFound();
        var store = await installation.StoreAsync(coop);
        await using var db = store.Read();
        if (await CalendarLink.FindAsync(db, cle) is not { } link
            || installation.Catalogue.User(link.UserId) is not { } user
            || user.Grants.FirstOrDefault(g => g.Coop.Id == coop && g.Role == link.Role) is not { } grant)
            return Results.NotFound();
        var me = new CurrentUser(new ClaimsPrincipal(SessionClaims.Who(user, grant, Scheme)));
        var dates = await CalendarDates.ReadAsync(db, me, CivilDay.Today(installation.Time));
        await CalendarLink.NoteReadAsync(store, link);
        request.HttpContext.Response.Headers.CacheControl = "private, no-store";
        return Results.Text(Write(dates, grant.Coop, Root(request, server), installation.Time.GetUtcNow()),
            "text/calendar", Encoding.UTF8);
    }

    public static string Write(IEnumerable<CalendarDate> dates, Coop coop, Uri root, DateTimeOffset now)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(dates, coop, root, now))
            Fold(text, line);
        return text.ToString();
    }

    private static IEnumerable<string> Lines(IEnumerable<CalendarDate> dates, Coop coop, Uri root, DateTimeOffset now)
    {
        yield return "BEGIN:VCALENDAR";
        yield return "VERSION:2.0";
        yield return "PRODID:-//Essaim//Agenda//FR";
        yield return "X-WR-CALNAME:" + Escape("Essaim, " + coop.Name);
        yield return "REFRESH-INTERVAL;VALUE=DURATION:PT6H";
        foreach (var date in dates)
        {
            yield return "BEGIN:VEVENT";
            yield return $"UID:{date.Key}@{coop.Id}.essaim";
            yield return "DTSTAMP:" + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            yield return "DTSTART;VALUE=DATE:" + Day(date.Day);
            yield return "DTEND;VALUE=DATE:" + Day(date.Day.AddDays(1));
            yield return "SUMMARY:" + Escape(date.Title);
            yield return "URL:" + new Uri(root, date.Path);
            yield return "TRANSP:TRANSPARENT";
            yield return "END:VEVENT";
        }
        yield return "END:VCALENDAR";
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");

    /// <summary>Lines of at most 75 octets; what is longer goes on after a blank. No letter is cut in two.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }

    private static Uri Root(HttpRequest request, WebServerOptions server) =>
        server.Address ?? new Uri($"{request.Scheme}://{request.Host}");
}
