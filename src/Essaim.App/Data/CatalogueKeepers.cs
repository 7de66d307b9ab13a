using Essaim.App.Data.Acts;
using Essaim.Domain.Values;
using Microsoft.Data.Sqlite;

namespace Essaim.App.Data;

/// <summary>
/// Something done to the installation itself, which belongs to no co-op (acte d’installation): who, when and about
/// whom. Kept in the transaction of what was done; the catalogue refuses to change or to forget one.
/// </summary>
public sealed record InstallationAct(string At, string By, string Verb, string About)
{
    public const string CoopAdded = "coop-added";
    public const string CoopRemoved = "coop-removed";
    public const string KeeperNamed = "keeper-named";
    public const string KeeperLeft = "keeper-left";
    public const string BackupHoursChanged = "backup-hours-changed";
}

/// <summary>Who keeps the installation (tient l’installation), and the log of what was done to it.</summary>
public sealed partial class Catalogue
{
    /// <summary>Gives or takes the right to create co-ops: a right of the installation, in no co-op’s hands.</summary>
    public void NameKeeper(string login, bool keeps)
    {
        login = login.Trim();
        if (Query("SELECT 1 FROM users WHERE login = $login", _ => true, ("$login", login)).Count == 0)
            throw new BrokenRuleException(
                $"Personne n’a l’identifiant « {login} » ici. Ouvrez-le d’abord avec essaim user add.");
        ExecuteAndTell(keeps ? InstallationAct.KeeperNamed : InstallationAct.KeeperLeft, login,
            "UPDATE users SET keeper = $keeps WHERE login = $login AND keeper <> $keeps",
            ("$keeps", keeps ? 1 : 0), ("$login", login));
    }

    /// <summary>The names of those who keep the installation and may still sign in.</summary>
    public IReadOnlyList<string> Keepers() => Query(
        "SELECT display_name FROM users WHERE keeper = 1 AND disabled = 0 ORDER BY display_name", r => r.GetString(0));

    /// <summary>What was done to the installation, the latest first.</summary>
    public IReadOnlyList<InstallationAct> InstallationActs(int most) => Query(
        "SELECT at, by_name, verb, about FROM installation_acts ORDER BY id DESC LIMIT $most",
        r => new InstallationAct(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3)), ("$most", most));

    /// <summary>
    /// Writes and tells it in the log of the installation, or neither; what changed nothing is not told.
    /// </summary>
    private int ExecuteAndTell(
        string verb, string about, string sql, params (string Name, object? Value)[] values)
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var write = Command(connection, sql, values);
        write.Transaction = transaction;
        var rows = write.ExecuteNonQuery();
        if (rows > 0)
            Tell(connection, transaction, verb, about);
        transaction.Commit();
        return rows;
    }

    private void Tell(SqliteConnection connection, SqliteTransaction transaction, string verb, string about)
    {
        var author = Author.Current;
        using var tell = Command(connection, """
            INSERT INTO installation_acts (at, by_id, by_name, verb, about) VALUES ($at, $by, $name, $verb, $about)
            """, [
                ("$at", Instant(_time)), ("$by", author.UserId), ("$name", author.Name), ("$verb", verb),
                ("$about", about),
            ]);
        tell.Transaction = transaction;
        tell.ExecuteNonQuery();
    }
}
