namespace Essaim.App.Data;

/// <summary>The links to sign in that were sent by mail: hashes only, each good once.</summary>
public sealed partial class Catalogue
{
    /// <summary>A link for nobody is kept as well, so that asking costs the same for every login.</summary>
    public void KeepLink(string hash, long? user, DateTimeOffset now, DateTimeOffset until)
    {
        Execute("DELETE FROM sign_in_links WHERE until < $now", ("$now", Instant(now)));
        Execute("INSERT INTO sign_in_links (hash, user_id, until) VALUES ($hash, $user, $until)",
            ("$hash", hash), ("$user", user), ("$until", Instant(until)));
    }

    public int LinksOf(long user, DateTimeOffset now) => Query(
        "SELECT count(*) FROM sign_in_links WHERE user_id = $user AND until >= $now",
        r => r.GetInt32(0), ("$user", user), ("$now", Instant(now))).Single();

    /// <summary>Whose link it is; it is gone with the asking. Null when unknown, used or too old.</summary>
    public SignedInUser? TakeLink(string hash, DateTimeOffset now) => Query(
        "DELETE FROM sign_in_links WHERE hash = $hash AND until >= $now AND user_id IS NOT NULL RETURNING user_id",
        r => r.GetInt64(0), ("$hash", hash), ("$now", Instant(now))).Select(User).SingleOrDefault();

    public SignedInUser? UserByLogin(string login) =>
        Query("SELECT id FROM users WHERE login = $login", r => r.GetInt64(0), ("$login", login.Trim()))
            .Select(User).SingleOrDefault();
}
