using Essaim.App.Mail;
using Essaim.Domain.Values;

namespace Essaim.App.Data;

/// <summary>The steps that bring a catalogue of any age to today's; their count is its version.</summary>
public sealed partial class Catalogue
{
    private static readonly string[] Steps =
    [
        CoopsAndUsers, FactorsAndSessions + Outbox.CatalogueTable, RoleRights, KeptInstallation,
    ];

    private void Upgrade()
    {
        Execute("PRAGMA journal_mode = WAL");
        if (Version() == Steps.Length)
            return;
        using var connection = Connect();
        // Immediate: of two programs that start at once, the second waits, then finds nothing left to do.
        using var transaction = connection.BeginTransaction(deferred: false);
        using var ask = Command(connection, "PRAGMA user_version", []);
        var version = Convert.ToInt32(ask.ExecuteScalar());
        if (version > Steps.Length)
            throw new BrokenRuleException(
                "Ce dossier de données vient d’une version plus récente d’Essaim. Mettez le logiciel à jour.");
        foreach (var step in Steps.Skip(version).Append($"PRAGMA user_version = {Steps.Length}"))
        {
            using var command = Command(connection, step, []);
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private int Version() => Query("PRAGMA user_version", r => r.GetInt32(0)).Single();

    private const string CoopsAndUsers = """
        CREATE TABLE coops (
            id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 2 AND 40 AND id NOT GLOB '*[^a-z0-9-]*'),
            name TEXT NOT NULL, siren TEXT NOT NULL, store TEXT NOT NULL) STRICT;
        CREATE TABLE users (
            id INTEGER PRIMARY KEY AUTOINCREMENT, login TEXT NOT NULL COLLATE NOCASE UNIQUE, display_name TEXT NOT NULL,
            password_hash TEXT NOT NULL, disabled INTEGER NOT NULL DEFAULT 0, session_stamp TEXT NOT NULL,
            created_at TEXT NOT NULL) STRICT;
        CREATE TABLE grants (
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            coop_id TEXT NOT NULL REFERENCES coops (id) ON DELETE CASCADE,
            role TEXT NOT NULL, person_id TEXT, PRIMARY KEY (user_id, coop_id, role)) STRICT;
        CREATE TABLE ended_sessions (id TEXT PRIMARY KEY, keep_until TEXT NOT NULL) STRICT;
        """;

    private const string RoleRights = """
        CREATE TABLE role_rights (
            coop_id TEXT NOT NULL REFERENCES coops (id) ON DELETE CASCADE, role TEXT NOT NULL, capability TEXT NOT NULL,
            allowed INTEGER NOT NULL, PRIMARY KEY (coop_id, role, capability)) STRICT;
        """;

    /// <summary>
    /// Who keeps the installation and what they did; who is who outside; when each co-op was backed up.
    /// </summary>
    private const string KeptInstallation = """
        ALTER TABLE users ADD COLUMN keeper INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE installation_acts (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, by_id INTEGER, by_name TEXT NOT NULL,
            verb TEXT NOT NULL, about TEXT NOT NULL) STRICT;
        CREATE TRIGGER installation_acts_stay BEFORE UPDATE ON installation_acts
            BEGIN SELECT RAISE(ABORT, 'An act is not changed.'); END;
        CREATE TRIGGER installation_acts_are_kept BEFORE DELETE ON installation_acts
            BEGIN SELECT RAISE(ABORT, 'An act is not taken away.'); END;
        CREATE TABLE outside_identities (
            issuer TEXT NOT NULL, subject TEXT NOT NULL,
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, since TEXT NOT NULL,
            PRIMARY KEY (issuer, subject), UNIQUE (user_id, issuer)) STRICT;
        CREATE TABLE backed_up (
            coop_id TEXT PRIMARY KEY REFERENCES coops (id) ON DELETE CASCADE, at TEXT NOT NULL) STRICT;
        CREATE TABLE installation (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            backup_hours INTEGER NOT NULL CHECK (backup_hours BETWEEN 1 AND 8760)) STRICT;
        INSERT INTO installation VALUES (1, 26);
        """;

    private const string FactorsAndSessions = """
        ALTER TABLE coops ADD COLUMN demonstration INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE coops ADD COLUMN staff_passkey INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN code_secret TEXT;
        ALTER TABLE users ADD COLUMN code_step INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE recovery_codes (
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, hash TEXT NOT NULL,
            PRIMARY KEY (user_id, hash)) STRICT;
        CREATE TABLE passkeys (
            id BLOB PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60), public_key BLOB NOT NULL,
            sign_count INTEGER NOT NULL, transports TEXT NOT NULL, user_verified INTEGER NOT NULL,
            backup_eligible INTEGER NOT NULL, backed_up INTEGER NOT NULL, attestation BLOB NOT NULL,
            client_data BLOB NOT NULL, created_at TEXT NOT NULL) STRICT;
        CREATE INDEX passkeys_of_user ON passkeys (user_id);
        CREATE TABLE sessions (
            id TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            coop_id TEXT REFERENCES coops (id) ON DELETE CASCADE, role TEXT, made_at TEXT NOT NULL,
            seen_at TEXT NOT NULL, device TEXT NOT NULL, address TEXT NOT NULL, unknown_device INTEGER NOT NULL,
            ended_at TEXT) STRICT;
        CREATE INDEX sessions_of_user ON sessions (user_id);
        CREATE TABLE devices (
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, hash TEXT NOT NULL,
            PRIMARY KEY (user_id, hash)) STRICT;
        CREATE TABLE sign_in_links (
            hash TEXT PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
            until TEXT NOT NULL) STRICT;
        DROP TABLE ended_sessions;
        """;
}
