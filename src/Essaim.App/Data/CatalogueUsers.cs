using System.Globalization;
using System.Security.Cryptography;
using Essaim.App.Identity;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Identity;

namespace Essaim.App.Data;

/// <summary>The sign-ins of the catalogue: who they are, what they may, and whether a password is theirs.</summary>
public sealed partial class Catalogue
{
    private const int LongestLogin = 254;

    /// <summary>The roles that may open and close sign-ins, as SQL lists them.</summary>
    private static readonly string KeyHolders = string.Join(", ", Enum.GetValues<Role>()
        .Where(r => Rights.Allows(r, Capability.ManageUsers)).Select(r => $"'{r.Stored()}'"));

    public long AddUser(string login, string name, string password) =>
        AddUser(login, name, password, TimeProvider.System);

    public long AddUser(string login, string name, string password, TimeProvider time)
    {
        login = login.Trim();
        CheckNewUser(login, name);
        Passwords.Check(password, login);
        return Query("""
            INSERT INTO users (login, display_name, password_hash, session_stamp, created_at)
            VALUES ($login, $name, $hash, $stamp, $at) RETURNING id
            """, r => r.GetInt64(0),
            ("$login", login), ("$name", name.Trim()), ("$hash", Passwords.Hash(password)), ("$stamp", NewStamp()),
            ("$at", Instant(time))).Single();
    }

    /// <summary>Whether a login and a name could be those of a user, before anything is made for them.</summary>
    public void CheckNewUser(string login, string name)
    {
        if (login.Length is 0 or > LongestLogin || login.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw new BrokenRuleException("Un identifiant est un seul mot, par exemple une adresse de courriel.");
        if (string.IsNullOrWhiteSpace(name))
            throw new BrokenRuleException("Il manque le nom de la personne.");
        if (Query("SELECT 1 FROM users WHERE login = $login", _ => true, ("$login", login)).Count > 0)
            throw new BrokenRuleException($"L’identifiant « {login} » est déjà pris. Choisissez-en un autre.");
    }

    public void Grant(long user, string coop, Role role, string? personId = null) => Execute("""
        INSERT INTO grants (user_id, coop_id, role, person_id) VALUES ($user, $coop, $role, $person)
        ON CONFLICT (user_id, coop_id, role) DO UPDATE SET person_id = excluded.person_id
        """, ("$user", user), ("$coop", coop), ("$role", role.Stored()), ("$person", personId));

    public void Revoke(long user, string coop, Role role) => Execute(
        "DELETE FROM grants WHERE user_id = $user AND coop_id = $coop AND role = $role",
        ("$user", user), ("$coop", coop), ("$role", role.Stored()));

    /// <summary>
    /// Closes a sign-in and, at the latest a minute later, its open sessions. Somebody must stay who can open it again,
    /// in each of its co-ops: asked in the same statement, so that two people cannot close each other.
    /// </summary>
    public void Disable(long user)
    {
        if (Execute($"""
            UPDATE users SET disabled = 1, session_stamp = $stamp WHERE id = $user AND NOT EXISTS (
                SELECT 1 FROM grants g WHERE g.user_id = $user AND g.role IN ({KeyHolders}) AND NOT EXISTS (
                    SELECT 1 FROM grants o JOIN users u ON u.id = o.user_id WHERE o.coop_id = g.coop_id
                    AND o.user_id <> $user AND o.role IN ({KeyHolders}) AND u.disabled = 0))
            """, ("$user", user), ("$stamp", NewStamp())) == 0)
            throw new BrokenRuleException("C’est la dernière personne qui peut donner des accès. "
                + "Donnez d’abord ce droit à quelqu’un d’autre.");
    }

    /// <summary>Opens a sign-in again, with the password and the roles it had; its old sessions stay ended.</summary>
    public void Enable(long user) => Execute("UPDATE users SET disabled = 0 WHERE id = $user", ("$user", user));

    /// <summary>Who may sign in to a co-op, and as what.</summary>
    public IReadOnlyList<CoopUser> UsersOf(string coop) => [.. Query("""
        SELECT u.id, u.login, u.display_name, g.role, g.person_id, u.disabled FROM grants g
        JOIN users u ON u.id = g.user_id WHERE g.coop_id = $coop ORDER BY u.display_name, g.role
        """,
        r => (Id: r.GetInt64(0), Login: r.GetString(1), Name: r.GetString(2),
            Role: RoleNames.FromStored(r.GetString(3)),
            Person: r.IsDBNull(4) ? null : r.GetString(4), Disabled: r.GetBoolean(5)), ("$coop", coop))
        .Where(u => u.Role is not null)
        .Select(u => new CoopUser(u.Id, u.Login, u.Name, u.Role!.Value, u.Person, u.Disabled))];

    public bool EntersElsewhere(long user, string coop) => Query(
        "SELECT 1 FROM grants WHERE user_id = $user AND coop_id <> $coop LIMIT 1", _ => true,
        ("$user", user), ("$coop", coop)).Count > 0;

    /// <summary>
    /// Null when the login is unknown, closed, or the password wrong: whoever asks cannot tell which, not even by the
    /// time it takes, because an unknown login costs the same work.
    /// </summary>
    public SignedInUser? SignIn(string login, string password)
    {
        var row = Query("SELECT id, password_hash, disabled FROM users WHERE login = $login",
            r => (Id: r.GetInt64(0), Hash: r.GetString(1), Disabled: r.GetBoolean(2)), ("$login", login.Trim()))
            .Select(r => ((long Id, string Hash, bool Disabled)?)r).SingleOrDefault();
        var judgement = Passwords.Judge(row?.Hash, password);
        if (judgement == PasswordVerificationResult.Failed || row is not { Disabled: false } found)
            return null;
        // The one moment when the password is known and its old hash can be made as strong as new ones.
        if (judgement == PasswordVerificationResult.SuccessRehashNeeded)
            Execute("UPDATE users SET password_hash = $hash WHERE id = $id AND password_hash = $old",
                ("$hash", Passwords.Hash(password)), ("$id", found.Id), ("$old", found.Hash));
        return User(found.Id);
    }

    /// <summary>The user as of now; null when gone or closed.</summary>
    public SignedInUser? User(long id)
    {
        var roles = Query($"""
            SELECT {CoopColumns}, g.role, g.person_id
            FROM grants g JOIN coops c ON c.id = g.coop_id WHERE g.user_id = $id ORDER BY c.name, g.role
            """, r => (Coop: ReadCoop(r), Role: RoleNames.FromStored(r.GetString(6)),
                Person: r.IsDBNull(7) ? null : r.GetString(7)), ("$id", id))
            .Where(g => g.Role is not null).ToList();
        var changes = Changes("WHERE coop_id IN (SELECT coop_id FROM grants WHERE user_id = $id)", ("$id", id));
        return Query("""
            SELECT id, login, display_name, session_stamp, code_secret IS NOT NULL,
                (SELECT count(*) FROM passkeys WHERE user_id = users.id), keeper
            FROM users WHERE id = $id AND disabled = 0
            """, r => new SignedInUser(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3),
            [
                .. roles.Select(g => new Grant(g.Coop, g.Role!.Value, g.Person)
                {
                    Rights = Own(changes, g.Coop.Id, g.Role.Value),
                }),
            ])
            {
                HasCodes = r.GetBoolean(4), Passkeys = r.GetInt32(5), KeepsInstallation = r.GetBoolean(6),
            }, ("$id", id)).SingleOrDefault();
    }

    /// <summary>Whether this login was made with this password: by an earlier sending of the same form.</summary>
    public bool WasMadeWith(string login, string password) =>
        UserByLogin(login.Trim()) is { } user && HasPassword(user.Id, password);

    /// <summary>Whether this is the password of somebody who is already signed in.</summary>
    public bool HasPassword(long user, string password) => Passwords.Judge(
        Query("SELECT password_hash FROM users WHERE id = $id AND disabled = 0", r => r.GetString(0), ("$id", user))
            .SingleOrDefault(), password) != PasswordVerificationResult.Failed;

    public void ChangePassword(long user, string current, string next)
    {
        if (!HasPassword(user, current))
            throw new BrokenRuleException("Ce n’est pas votre mot de passe actuel. Réessayez.");
        Passwords.Check(next, User(user)!.Login);
        Execute("UPDATE users SET password_hash = $hash WHERE id = $id",
            ("$hash", Passwords.Hash(next)), ("$id", user));
    }

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string Instant(TimeProvider time) => Instant(time.GetUtcNow());

    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A user as the people of one co-op see them: one row for each role.</summary>
public sealed record CoopUser(long Id, string Login, string Name, Role Role, string? PersonId, bool Disabled)
{
    /// <summary>Where mail reaches them; null where the login is no address.</summary>
    public EmailAddress? Address => SignedInUser.AddressOf(Login);
}
