using System.Data.Common;
using Essaim.Domain.Values;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Essaim.App.Data;

/// <summary>
/// Where one co-op's rows live: a SQLite file beside the others, or a PostgreSQL database of its own. Knows how to open
/// a connection, and refuses storage that can lose a commit.
/// </summary>
public abstract class Engine
{
    public abstract string Name { get; }

    /// <summary>The words of the migration files that differ by engine.</summary>
    public abstract IReadOnlyDictionary<string, string> Words { get; }

    public abstract string ConnectionString { get; }

    public abstract DbConnection Create();

    /// <summary>A connection that only reads: it needs none of what protects a write, and pages open many.</summary>
    public virtual DbConnection CreateForReading() => Create();

    /// <summary>
    /// Begins a transaction that no other writer of this co-op can enter, in this process or another.
    /// </summary>
    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>Throws if the storage may lose what it has acknowledged.</summary>
    public abstract Task RefuseLossyStorageAsync(DbConnection connection);

    /// <summary>Set to let tests run on storage that forgets; never set in production.</summary>
    public const string LossySwitch = "ESSAIM_TEST_LOSSY_STORAGE";

    protected static bool LossyAllowed => Environment.GetEnvironmentVariable(LossySwitch) == "1";

    public async Task<DbConnection> OpenAsync(CancellationToken cancel = default)
    {
        var connection = Create();
        await connection.OpenAsync(cancel);
        return connection;
    }

    /// <summary>A connection that may change the schema: for migrations, and nothing else of the product.</summary>
    public virtual Task<DbConnection> OpenAsOwnerAsync() => OpenAsync();

    /// <summary>
    /// Takes away what a failed load left. In PostgreSQL a load is one transaction and leaves an empty schema at worst.
    /// </summary>
    public virtual void Discard() { }

    /// <summary>
    /// From the catalogue's words: "sqlite:coops/cae.db", relative to the data folder, or "postgres:…".
    /// </summary>
    public static Engine Of(string store, string dataFolder)
    {
        if (store.StartsWith("sqlite:", StringComparison.Ordinal))
            return new SqliteEngine(Path.Combine(dataFolder, store["sqlite:".Length..]));
        if (store.StartsWith("postgres:", StringComparison.Ordinal))
            return new PostgresEngine(store["postgres:".Length..]);
        throw new InvalidOperationException($"Unknown store {store}.");
    }
}

/// <summary>One SQLite file: write-ahead log, full synchronisation, foreign keys on.</summary>
public sealed class SqliteEngine(string path) : Engine
{
    public string Path { get; } = path;
    public override string Name => "sqlite";
    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();

    public override IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string>
    {
        ["{blob}"] = "blob",
        ["{identity}"] = "integer PRIMARY KEY AUTOINCREMENT",
        ["{clustered}"] = "WITHOUT ROWID",
        ["{month}"] = "CAST(substr(e.date, 1, 4) || substr(e.date, 6, 2) AS integer)",
    };

    private readonly string _forReading =
        new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();

    public override DbConnection CreateForReading() => new SqliteConnection(_forReading);

    public override DbConnection Create()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == System.Data.ConnectionState.Open)
                Prepare(connection);
        };
        return connection;
    }

    private static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; "
            + "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; "
            // Without it INSERT OR REPLACE deletes a posted row past its trigger.
            + "PRAGMA recursive_triggers = ON;";
        command.ExecuteNonQuery();
    }

    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel) =>
        // Not deferred: the write lock is taken now, so that what is read next cannot change before the commit.
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public override void Discard()
    {
        Release();
        foreach (var end in new[] { "", "-wal", "-shm" })
            File.Delete(Path + end);
    }

    /// <summary>Closes idle connections, so that the file is whole by itself.</summary>
    public void Release()
    {
        foreach (var text in new[] { ConnectionString, _forReading })
            using (var connection = new SqliteConnection(text))
                SqliteConnection.ClearPool(connection);
    }

    public override async Task RefuseLossyStorageAsync(DbConnection connection)
    {
        var synchronous = Convert.ToInt64(await connection.ScalarAsync("PRAGMA synchronous"));
        var foreignKeys = Convert.ToInt64(await connection.ScalarAsync("PRAGMA foreign_keys"));
        if ((synchronous < 2 || foreignKeys != 1) && !LossyAllowed)
            throw new BrokenRuleException(
                "La base SQLite peut perdre des écritures (synchronous ou foreign_keys). "
                + "Essaim ne démarre pas ainsi : remettez synchronous = FULL et foreign_keys = ON.");
    }
}

/// <summary>
/// One PostgreSQL database. Serial posting comes from an advisory lock held to the end of the transaction. Everything
/// but migrations runs as the role essaim_app, which has no right to change or delete what is posted.
/// </summary>
public sealed class PostgresEngine(string connectionString) : Engine
{
    /// <summary>The role that migrations make and grant; it cannot sign in by itself.</summary>
    public const string OrdinaryRole = "essaim_app";

    private const string BooksLock = "SELECT pg_advisory_xact_lock(181)";

    public override string Name => "postgres";
    public override string ConnectionString { get; } = AsOrdinaryRole(new(connectionString)
    {
        MaxAutoPrepare = 100,
        AutoPrepareMinUsages = 2,
        MaxPoolSize = 20,
    });

    private static string AsOrdinaryRole(NpgsqlConnectionStringBuilder builder)
    {
        builder.Options = $"{builder.Options} -c role={OrdinaryRole}".TrimStart();
        return builder.ToString();
    }

    /// <summary>As it was given: who owns the tables.</summary>
    public string OwnerConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString();

    public override async Task<DbConnection> OpenAsOwnerAsync()
    {
        var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public override IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string>
    {
        ["{blob}"] = "bytea",
        ["{identity}"] = "integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        ["{clustered}"] = "",
        ["{month}"] = "(extract(year FROM e.date) * 100 + extract(month FROM e.date))::integer",
    };

    public override DbConnection Create() => new NpgsqlConnection(ConnectionString);

    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel)
    {
        var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(BooksLock, transaction);
        return transaction;
    }

    public override async Task RefuseLossyStorageAsync(DbConnection connection)
    {
        foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit" })
        {
            var value = (string)(await connection.ScalarAsync("SELECT current_setting('" + setting + "')"))!;
            if (value == "off" && !LossyAllowed)
                throw new BrokenRuleException(
                    $"PostgreSQL peut perdre des écritures ({setting} = off). "
                    + $"Essaim ne démarre pas ainsi : remettez {setting} = on.");
        }
    }
}
