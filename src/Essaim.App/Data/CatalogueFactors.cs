using Essaim.Domain.Values;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;

namespace Essaim.App.Data;

/// <summary>What a user has besides a password: an application of codes, recovery codes, passkeys.</summary>
public sealed partial class Catalogue
{
    private const string PasskeyColumns = """
        id, public_key, created_at, sign_count, transports, user_verified, backup_eligible, backed_up, attestation,
        client_data, name
        """;

    /// <summary>Encrypted, as it was given; null for whoever has no application of codes.</summary>
    public string? CodeSecret(long user) => Query("SELECT code_secret FROM users WHERE id = $id",
        r => r.IsDBNull(0) ? null : r.GetString(0), ("$id", user)).SingleOrDefault();

    /// <summary>A new secret with the step of the code that proved it, which so cannot be shown again.</summary>
    public void KeepCodeSecret(long user, string? secret, long step) => Execute(
        "UPDATE users SET code_secret = $secret, code_step = $step WHERE id = $id",
        ("$secret", secret), ("$step", step), ("$id", user));

    /// <summary>
    /// False when a code of this step, or a later one, has been used: one statement, so of two that come at once only
    /// one passes.
    /// </summary>
    public bool TakeCodeStep(long user, long step) => Execute(
        "UPDATE users SET code_step = $step WHERE id = $id AND code_step < $step",
        ("$step", step), ("$id", user)) == 1;

    public void KeepRecoveryCodes(long user, IEnumerable<string> hashes)
    {
        // One statement: never without the old ones and without the new ones.
        var list = hashes.ToList();
        var values = list.Select((hash, i) => ($"$h{i}", (object?)hash)).Append(("$user", user)).ToArray();
        Execute("BEGIN IMMEDIATE; DELETE FROM recovery_codes WHERE user_id = $user;"
            + "INSERT INTO recovery_codes (user_id, hash) VALUES "
            + string.Join(", ", list.Select((_, i) => $"($user, $h{i})")) + "; COMMIT;", values);
    }

    public int RecoveryCodesLeft(long user) => Query("SELECT count(*) FROM recovery_codes WHERE user_id = $user",
        r => r.GetInt32(0), ("$user", user)).Single();

    /// <summary>Each works once: taking it removes it.</summary>
    public bool TakeRecoveryCode(long user, string hash) => Execute(
        "DELETE FROM recovery_codes WHERE user_id = $user AND hash = $hash", ("$user", user), ("$hash", hash)) == 1;

    public IReadOnlyList<UserPasskeyInfo> PasskeysOf(long user) => Query(
        $"SELECT {PasskeyColumns} FROM passkeys WHERE user_id = $user ORDER BY created_at, id",
        ReadPasskey, ("$user", user));

    public UserPasskeyInfo? Passkey(long user, byte[] id) => Query(
        $"SELECT {PasskeyColumns} FROM passkeys WHERE user_id = $user AND id = $id",
        ReadPasskey, ("$user", user), ("$id", id)).SingleOrDefault();

    public SignedInUser? OwnerOfPasskey(byte[] id) =>
        Query("SELECT user_id FROM passkeys WHERE id = $id", r => r.GetInt64(0), ("$id", id))
            .Select(User).SingleOrDefault();

    /// <summary>Ten at most: the count is part of the statement, so two tabs together cannot pass it.</summary>
    public bool AddPasskey(long user, UserPasskeyInfo key, int most) => Execute($"""
        INSERT INTO passkeys (user_id, {PasskeyColumns})
        SELECT $user, $id, $public, $at, $count, $transports, $verified, $eligible, $backed, $attestation, $client,
            $name WHERE (SELECT count(*) FROM passkeys WHERE user_id = $user) < $most
        """,
        ("$user", user), ("$id", key.CredentialId), ("$public", key.PublicKey), ("$at", Instant(key.CreatedAt)),
        ("$count", (long)key.SignCount), ("$transports", string.Join(' ', key.Transports ?? [])),
        ("$verified", key.IsUserVerified ? 1 : 0), ("$eligible", key.IsBackupEligible ? 1 : 0),
        ("$backed", key.IsBackedUp ? 1 : 0), ("$attestation", key.AttestationObject),
        ("$client", key.ClientDataJson), ("$name", key.Name), ("$most", most)) == 1;

    /// <summary>After a sign-in: how often the key has signed, and whether it is now kept elsewhere too.</summary>
    public void SeePasskey(UserPasskeyInfo key) => Execute(
        "UPDATE passkeys SET sign_count = $count, backed_up = $backed, user_verified = $verified WHERE id = $id",
        ("$count", (long)key.SignCount), ("$backed", key.IsBackedUp ? 1 : 0),
        ("$verified", key.IsUserVerified ? 1 : 0), ("$id", key.CredentialId));

    public bool RenamePasskey(long user, byte[] id, string name) => Execute(
        "UPDATE passkeys SET name = $name WHERE user_id = $user AND id = $id",
        ("$name", name), ("$user", user), ("$id", id)) == 1;

    /// <summary>Refused when it is the user's last second factor.</summary>
    public void RemovePasskey(long user, byte[] id)
    {
        if (Passkey(user, id) is null)
            return;
        var removed = Execute("""
            DELETE FROM passkeys WHERE user_id = $user AND id = $id
            AND ((SELECT count(*) FROM passkeys WHERE user_id = $user) > 1
                OR (SELECT code_secret FROM users WHERE id = $user) IS NOT NULL)
            """, ("$user", user), ("$id", id));
        if (removed == 0)
            throw new BrokenRuleException(
                "C’est votre seule seconde preuve. Ajoutez une autre clé ou une application de codes, puis retirez "
                + "celle-ci.");
    }

    /// <summary>
    /// Asks the team of a co-op for passkeys, or no longer; refused until each manager has one, so that nobody shuts
    /// out those who could open again.
    /// </summary>
    public void NeedStaffPasskey(string coop, bool needed)
    {
        var without = Query("""
            SELECT u.display_name FROM grants g JOIN users u ON u.id = g.user_id AND u.disabled = 0
            WHERE g.coop_id = $coop AND g.role = 'manager'
            AND NOT EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id) ORDER BY u.display_name
            """, r => r.GetString(0), ("$coop", coop));
        if (needed && without.Count > 0)
            throw new BrokenRuleException(
                $"Il manque une clé d’accès à la gérance ({string.Join(", ", without)}). Ajoutez-la d’abord, dans le "
                + "profil, page Sécurité.");
        Execute("UPDATE coops SET staff_passkey = $needed WHERE id = $coop",
            ("$needed", needed ? 1 : 0), ("$coop", coop));
    }

    /// <summary>
    /// Forgets all second factors of a user who lost them, and ends their sessions. Only where this co-op is their
    /// only one: its team cannot weaken the door of another.
    /// </summary>
    public void ForgetFactors(long user, string coop, DateTimeOffset now)
    {
        var coops = Query("SELECT DISTINCT coop_id FROM grants WHERE user_id = $user", r => r.GetString(0),
            ("$user", user));
        if (!coops.Contains(coop))
            throw new BrokenRuleException("Cette personne n’a pas d’accès ici. Rechargez la page.");
        if (coops.Count > 1)
            throw new BrokenRuleException(
                "Cette personne entre aussi dans une autre coopérative. Demandez à qui tient le serveur.");
        if (User(user) is { KeepsInstallation: true })
            throw new BrokenRuleException(
                "Cette personne tient l’installation. Demandez à qui tient le serveur.");
        EndSessions(user, now);
        Execute("""
            BEGIN IMMEDIATE;
            DELETE FROM passkeys WHERE user_id = $user;
            DELETE FROM recovery_codes WHERE user_id = $user;
            UPDATE users SET code_secret = NULL, code_step = 0 WHERE id = $user;
            COMMIT;
            """, ("$user", user));
    }

    private static UserPasskeyInfo ReadPasskey(SqliteDataReader row) => new(
        (byte[])row[0], (byte[])row[1], At(row.GetString(2)), checked((uint)row.GetInt64(3)),
        row.GetString(4).Split(' ', StringSplitOptions.RemoveEmptyEntries), row.GetBoolean(5), row.GetBoolean(6),
        row.GetBoolean(7), (byte[])row[8], (byte[])row[9])
    {
        Name = row.GetString(10),
    };
}
