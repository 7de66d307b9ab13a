using System.Globalization;
using Essaim.App.Identity;

namespace Essaim.App.Data.Calendars;

/// <summary>
/// The private address at which a calendar reads somebody's dates (lien d’agenda): one for each role of a user, shown
/// once, replaced or taken away at any time. It opens dates and nothing else.
/// </summary>
public sealed record CalendarLink(long UserId, Role? Role, string MadeAt, string? LastReadAt)
{
    private const string Prefix = "agenda";

    /// <summary>Reading is noted no oftener than this: a calendar that asks all day writes little.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromHours(1);

    /// <summary>Makes the link, in place of the one before; its text is nowhere else than in this answer.</summary>
    public static async Task<string> MakeAsync(WriteSession w, CurrentUser me)
    {
        var text = SecretText.Make(Prefix, me.CoopId);
        await w.Connection.ExecuteAsync("INSERT INTO calendar_link (user_id, role, sha256, made_at) "
            + "VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (user_id, role) DO UPDATE SET sha256 = excluded.sha256, "
            + "made_at = excluded.made_at, last_read_at = NULL", w.Transaction, me.UserId, me.Role.Stored(),
            SecretText.Hash(text), w.Now);
        return text;
    }

    public static Task RemoveAsync(WriteSession w, CurrentUser me) => w.Connection.ExecuteAsync(
        "DELETE FROM calendar_link WHERE user_id = @p0 AND role = @p1", w.Transaction, me.UserId, me.Role.Stored());

    public static async Task<CalendarLink?> OfAsync(CoopDb db, CurrentUser me) =>
        await FindAsync(db, "user_id = @p0 AND role = @p1", me.UserId, me.Role.Stored());

    /// <summary>The co-op that a link names; null when the text is no link.</summary>
    public static string? CoopOf(string text) => SecretText.CoopOf(Prefix, text);

    public static Task<CalendarLink?> FindAsync(CoopDb db, string text) =>
        FindAsync(db, "sha256 = @p0", SecretText.Hash(text));

    public static async Task NoteReadAsync(Store store, CalendarLink link)
    {
        var now = store.Time.GetUtcNow();
        if (link.LastReadAt is { } last && now - DateTimeOffset.Parse(last, CultureInfo.InvariantCulture) < Noted)
            return;
        await store.WriteAsync(w => w.Connection.ExecuteAsync("UPDATE calendar_link SET last_read_at = @p2 "
            + "WHERE user_id = @p0 AND role = @p1", w.Transaction, link.UserId, link.Role!.Value.Stored(), w.Now));
    }

    private static async Task<CalendarLink?> FindAsync(CoopDb db, string condition, params object?[] values) =>
        (await db.SqlAsync(r => new CalendarLink(r.GetInt64(0), RoleNames.FromStored(r.GetString(1)), r.GetString(2),
            r.TextOrNull(3)), $"SELECT user_id, role, made_at, last_read_at FROM calendar_link WHERE {condition}",
            values)).SingleOrDefault();
}
