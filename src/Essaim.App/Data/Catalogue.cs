using System.Data.Common;
using System.Text.RegularExpressions;
using Essaim.App.Identity;
using Essaim.App.Mail;
using Essaim.Domain.Values;
using Microsoft.Data.Sqlite;

namespace Essaim.App.Data;

/// <summary>
/// A co-op of this installation. <paramref name="Store"/> says where its own database is: <c>sqlite:coops/ID.db</c>,
/// relative to the data folder so that the folder can be moved, or <c>postgres:</c> and a connection string.
/// </summary>
public sealed record Coop(string Id, string Name, string Siren, string Store)
{
    /// <summary>Made to be tried: nobody is obliged to a second factor, and every page says so.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>Whoever works for the co-op signs in with a passkey, which no false site can take from them.</summary>
    public bool StaffNeedPasskey { get; init; }

    /// <summary>Where a co-op's file stands when nobody said otherwise.</summary>
    public static string FileStore(string id) => $"sqlite:coops/{id}.db";
}

/// <summary>
/// A role of a user in a co-op; <paramref name="PersonId"/> is who they are in that co-op's own database.
/// </summary>
public sealed record Grant(Coop Coop, Role Role, string? PersonId)
{
    /// <summary>What the role may do here, where the co-op changed it.</summary>
    public IReadOnlySet<Capability>? Rights { get; init; }
}

/// <summary>A sign-in (never called an account: that word belongs to the ledger).</summary>
public sealed record SignedInUser(long Id, string Login, string Name, string Stamp, IReadOnlyList<Grant> Grants)
{
    /// <summary>Creates co-ops here (tient l’installation): given at the server, never by a co-op.</summary>
    public bool KeepsInstallation { get; init; }

    /// <summary>Has an application that shows codes.</summary>
    public bool HasCodes { get; init; }
    public int Passkeys { get; init; }

    public bool HasSecondFactor => HasCodes || Passkeys > 0;

    /// <summary>Where mails reach them: a login need not be an address, and then nowhere.</summary>
    public EmailAddress? Address => AddressOf(Login);

    internal static EmailAddress? AddressOf(string login)
    {
        try
        {
            return new EmailAddress(login);
        }
        catch (BrokenRuleException)
        {
            return null;
        }
    }
}

/// <summary>
/// The one file that knows which co-ops live here and who may sign in to which (catalogue). Small, rarely written, and
/// opened anew for each use: SQLite's pool makes that cheap, and no connection is shared between requests.
/// </summary>
public sealed partial class Catalogue
{
    public const string FileName = "catalogue.db";

    private const string CoopColumns = "c.id, c.name, c.siren, c.store, c.demonstration, c.staff_passkey";
    private readonly string _connectionString;
    private readonly TimeProvider _time;

    private Catalogue(string file, TimeProvider time)
    {
        _time = time;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = 10,
        }.ToString();
    }

    /// <summary>Opens the catalogue of a data folder, making folder and file when they are not there.</summary>
    public static Catalogue Open(string dataFolder, TimeProvider? time = null)
    {
        Directory.CreateDirectory(dataFolder);
        var catalogue = new Catalogue(Path.Combine(dataFolder, FileName), time ?? TimeProvider.System);
        catalogue.Upgrade();
        return catalogue;
    }

    public IReadOnlyList<Coop> Coops() =>
        Query($"SELECT {CoopColumns} FROM coops c ORDER BY c.name, c.id", ReadCoop);

    public Coop? Find(string id) =>
        Query($"SELECT {CoopColumns} FROM coops c WHERE c.id = $id", ReadCoop, ("$id", id)).SingleOrDefault();

    public void Add(Coop coop)
    {
        CheckId(coop.Id);
        if (string.IsNullOrWhiteSpace(coop.Name))
            throw new BrokenRuleException("Il manque le nom de la coopérative.");
        if (Find(coop.Id) is not null)
            throw new BrokenRuleException(
                $"La coopérative « {coop.Id} » existe déjà. Choisissez un autre identifiant.");
        ExecuteAndTell(InstallationAct.CoopAdded, $"{coop.Name.Trim()} ({coop.Id})", """
            INSERT INTO coops (id, name, siren, store, demonstration, staff_passkey)
            VALUES ($id, $name, $siren, $store, $demonstration, $passkey)
            """, ("$id", coop.Id), ("$name", coop.Name.Trim()), ("$siren", coop.Siren), ("$store", coop.Store),
            ("$demonstration", coop.IsDemonstration ? 1 : 0), ("$passkey", coop.StaffNeedPasskey ? 1 : 0));
    }

    public void MarkDemonstration(string id) =>
        Execute("UPDATE coops SET demonstration = 1 WHERE id = $id", ("$id", id));

    public static void CheckId(string id)
    {
        if (!CoopId().IsMatch(id))
            throw new BrokenRuleException(
                $"« {id} » ne peut pas nommer une coopérative. "
                + "Écrivez de 2 à 40 lettres minuscules, chiffres ou tirets.");
    }

    /// <summary>
    /// Forgets a co-op and the rights in it. Its own database is not touched: it leaves with its file.
    /// </summary>
    public void Remove(string id)
    {
        if (ExecuteAndTell(InstallationAct.CoopRemoved, id, "DELETE FROM coops WHERE id = $id", ("$id", id)) == 0)
            throw new BrokenRuleException($"Il n’y a pas de coopérative « {id} » ici.");
    }

    /// <summary>From now on the co-op's database is elsewhere.</summary>
    public void Place(string id, string store) =>
        Execute("UPDATE coops SET store = $store WHERE id = $id", ("$id", id), ("$store", store));

    /// <summary>A whole copy in a new file, made by the engine while others write.</summary>
    public void CopyTo(string file) => Execute("VACUUM INTO $file", ("$file", file));

    internal int Execute(string sql, params (string Name, object? Value)[] values)
    {
        using var connection = Connect();
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    internal List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] values)
    {
        using var connection = Connect();
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Reads with a connection of its own, for what does not belong to the catalogue's own rows.</summary>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read)
    {
        await using var connection = Connect();
        return await read(connection);
    }

    /// <summary>Writes in one transaction that holds the catalogue from its beginning.</summary>
    internal async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write)
    {
        await using var connection = Connect();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var result = await write(connection, transaction);
        await transaction.CommitAsync();
        return result;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // Set on every opening: SQLite keeps it per connection, and a pooled one may be new.
        using var command = Command(connection, "PRAGMA synchronous = FULL", []);
        command.ExecuteNonQuery();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    internal static Coop ReadCoop(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))
        {
            IsDemonstration = row.GetBoolean(4), StaffNeedPasskey = row.GetBoolean(5),
        };

    [GeneratedRegex("^[a-z0-9-]{2,40}$")]
    private static partial Regex CoopId();
}
