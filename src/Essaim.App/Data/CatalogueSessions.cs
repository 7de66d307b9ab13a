using Essaim.App.Identity;

namespace Essaim.App.Data;

/// <summary>
/// One sign-in that may still be open (session): who, for which co-op, from where. Times are UTC, last seen to the
/// minute.
/// </summary>
public sealed record OpenSession(
    string Id, long UserId, string? CoopId, Role? Role, DateTimeOffset MadeAt, DateTimeOffset SeenAt, string Device,
    string Address, bool OnUnknownDevice);

/// <summary>The sessions of the catalogue, and the devices each user has signed in from.</summary>
public sealed partial class Catalogue
{
    private const string SessionColumns =
        "id, user_id, coop_id, role, made_at, seen_at, device, address, unknown_device";

    public void AddSession(OpenSession session)
    {
        // No cookie lives longer than the longest session: older rows can no longer be shown by anybody.
        Execute("DELETE FROM sessions WHERE made_at < $old",
            ("$old", Instant(session.MadeAt - SessionLength.Longest)));
        Execute($"""
            INSERT INTO sessions ({SessionColumns})
            VALUES ($id, $user, $coop, $role, $made, $seen, $device, $address, $unknown)
            """,
            ("$id", session.Id), ("$user", session.UserId), ("$coop", session.CoopId),
            ("$role", session.Role?.Stored()), ("$made", Instant(session.MadeAt)),
            ("$seen", Instant(Minute(session.SeenAt))), ("$device", session.Device), ("$address", session.Address),
            ("$unknown", session.OnUnknownDevice ? 1 : 0));
    }

    /// <summary>Notes that the session is in use; false once it has ended.</summary>
    public bool SeeSession(string id, DateTimeOffset now)
    {
        Execute("UPDATE sessions SET seen_at = $minute WHERE id = $id AND ended_at IS NULL AND seen_at < $minute",
            ("$id", id), ("$minute", Instant(Minute(now))));
        return Query("SELECT 1 FROM sessions WHERE id = $id AND ended_at IS NULL", _ => true, ("$id", id)).Count > 0;
    }

    /// <summary>The newest other sign-in from a device new to the user, until they say that it was them.</summary>
    public OpenSession? UnknownDevice(long user, string exceptSession) => Query(
        $"""
        SELECT {SessionColumns} FROM sessions WHERE user_id = $user AND id <> $id AND unknown_device = 1
        ORDER BY made_at DESC LIMIT 1
        """, ReadSession, ("$user", user), ("$id", exceptSession)).SingleOrDefault();

    public void RecogniseDevices(long user) =>
        Execute("UPDATE sessions SET unknown_device = 0 WHERE user_id = $user", ("$user", user));

    /// <summary>Those not yet ended and not yet too old, the last used first.</summary>
    public IReadOnlyList<OpenSession> SessionsOf(long user, DateTimeOffset now) =>
    [
        .. Query($"""
            SELECT {SessionColumns} FROM sessions WHERE user_id = $user AND ended_at IS NULL
            ORDER BY seen_at DESC, made_at DESC
            """, ReadSession, ("$user", user))
            .Where(s => now < s.SeenAt + SessionLength.Idle(s.Role) && now < s.MadeAt + SessionLength.AtMost(s.Role)),
    ];

    /// <summary>Ends one session of this user; nothing when it is somebody else's.</summary>
    public void EndSession(long user, string session, DateTimeOffset now) =>
        Execute("UPDATE sessions SET ended_at = $now WHERE user_id = $user AND id = $id AND ended_at IS NULL",
            ("$now", Instant(now)), ("$user", user), ("$id", session));

    /// <summary>Ends every session of the user, and makes their cookies worthless.</summary>
    public void EndSessions(long user, DateTimeOffset now)
    {
        Execute("UPDATE users SET session_stamp = $stamp WHERE id = $user", ("$stamp", NewStamp()), ("$user", user));
        Execute("UPDATE sessions SET ended_at = $now WHERE user_id = $user AND ended_at IS NULL",
            ("$now", Instant(now)), ("$user", user));
    }

    /// <summary>True when this device is new to a user who had others: worth telling them.</summary>
    public bool MeetDevice(long user, string hash)
    {
        var had = Query("SELECT 1 FROM devices WHERE user_id = $user LIMIT 1", _ => true, ("$user", user)).Count > 0;
        var isNew = Execute("INSERT OR IGNORE INTO devices (user_id, hash) VALUES ($user, $hash)",
            ("$user", user), ("$hash", hash)) > 0;
        return had && isNew;
    }

    private static OpenSession ReadSession(Microsoft.Data.Sqlite.SqliteDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : RoleNames.FromStored(row.GetString(3)), At(row.GetString(4)), At(row.GetString(5)),
        row.GetString(6), row.GetString(7), row.GetBoolean(8));

    private static DateTimeOffset Minute(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));

    private static DateTimeOffset At(string instant) =>
        DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
