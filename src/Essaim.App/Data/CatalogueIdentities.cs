using Essaim.App.Identity;

namespace Essaim.App.Data;

/// <summary>Who our users are at the sign-in service outside: by its own name for them, not by their address.</summary>
public sealed partial class Catalogue
{
    /// <summary>
    /// The user linked to this identity. The first time, whoever has its verified address as login is linked to it for
    /// good; so a changed address opens nobody else's sign-in, and an address given on to somebody else opens nothing.
    /// </summary>
    public SignedInUser? UserOutside(OutsideIdentity who)
    {
        if (Linked(who) is { } linked)
            return User(linked);
        if (who.VerifiedEmail is not { Length: > 0 } email || UserByLogin(email) is not { } user)
            return null;
        Execute("""
            INSERT OR IGNORE INTO outside_identities (issuer, subject, user_id, since)
            VALUES ($issuer, $subject, $user, $now)
            """, ("$issuer", who.Issuer), ("$subject", who.Subject), ("$user", user.Id), ("$now", Instant(_time)));
        // Asked again: the user may be linked to another identity of this service, or two came at once.
        return Linked(who) == user.Id ? user : null;
    }

    /// <summary>Since when the user is linked to a service outside; null for whoever never came by it.</summary>
    public DateTimeOffset? LinkedSince(long user) => Query(
        "SELECT since FROM outside_identities WHERE user_id = $user ORDER BY since DESC LIMIT 1",
        r => (DateTimeOffset?)At(r.GetString(0)), ("$user", user)).SingleOrDefault();

    /// <summary>For whoever got a new identity at the service: the next one that comes is linked anew.</summary>
    public void Unlink(long user) =>
        Execute("DELETE FROM outside_identities WHERE user_id = $user", ("$user", user));

    private long? Linked(OutsideIdentity who) => Query(
        "SELECT user_id FROM outside_identities WHERE issuer = $issuer AND subject = $subject",
        r => (long?)r.GetInt64(0), ("$issuer", who.Issuer), ("$subject", who.Subject)).SingleOrDefault();
}
