using System.Diagnostics;
using Essaim.App.Data;
using Npgsql;

[assembly: AssemblyFixture(typeof(Essaim.App.Tests.Safety.DurablePostgres))]

namespace Essaim.App.Tests.Safety;

/// <summary>A PostgreSQL server that keeps what it has acknowledged, for those who may spoil or kill it.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string _folder;
    private int _count;

    public PostgresServer() : this(Script("start", "durable").Trim()) { }

    private PostgresServer(string folder) => _folder = folder;

    /// <summary>A second server that follows this one, as a co-op's host would run it.</summary>
    public PostgresServer Replica() => new(Script("replica", _folder).Trim());

    /// <summary>The replica becomes the server.</summary>
    public void Promote() => Script("promote", _folder);

    /// <summary>Gone without a farewell, and not coming back.</summary>
    public void Die() => Script("die", _folder);

    public string With(string database) =>
        $"Host={_folder};Username=essaim;Database={database};Timeout=30";

    /// <summary>The connection string of a new, empty database.</summary>
    public string NewDatabase()
    {
        var name = $"k{Interlocked.Increment(ref _count)}";
        using var connection = new NpgsqlConnection(With("postgres") + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        command.ExecuteNonQuery();
        return With(name);
    }

    /// <summary>Kills the server as a power cut would, and starts it again.</summary>
    public void CrashAndRestart() => Script("crash", _folder);

    public void Dispose() => Script("stop", _folder);

    private static string Script(params string[] arguments)
    {
        var script = Path.Combine(Repository.Root, "tests", "postgres.sh");
        using var process =
            Process.Start(new ProcessStartInfo("bash", [script, .. arguments]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException("PostgreSQL: " + arguments[0]);
    }
}

/// <summary>The durable server that the tests of a run share: nobody kills this one.</summary>
public sealed class DurablePostgres : IDisposable
{
    private static readonly Lock Gate = new();
    private static PostgresServer? _server;

    public static string NewDatabase()
    {
        lock (Gate)
            return (_server ??= new PostgresServer()).NewDatabase();
    }

    public void Dispose() => _server?.Dispose();
}

/// <summary>A co-op on durable storage, which another process may write and be killed in.</summary>
public sealed class DurableCoop : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("essaim-kill").FullName;

    private DurableCoop(string engine, PostgresServer? server)
    {
        StoreText = engine == "sqlite"
            ? $"sqlite:{Path.Combine(_folder, "coop.db")}"
            : $"postgres:{server?.NewDatabase() ?? DurablePostgres.NewDatabase()}";
        Store = new Store(Engine.Of(StoreText, ""), TimeProvider.System);
    }

    /// <summary>Where it is, in the catalogue's words.</summary>
    public string StoreText { get; }

    public Store Store { get; }

    public static async Task<DurableCoop> NewAsync(
        string engine, int people, bool paid = false, PostgresServer? server = null)
    {
        var coop = new DurableCoop(engine, server);
        await Data.Activities.CoopSetup.CreateAsync(coop.Store, TestCoop.SomeCoop(), new DateOnly(2026, 1, 1));
        await coop.Store.WriteAsync(w => Data.Activities.Rules.AddAsync(w, Domain.Activities.ContributionRule.Simple(
            "Contribution de 10 %", Domain.Values.Rate.Percent(10), Domain.Activities.ContributionBase.Invoiced,
            "Assemblée", new DateOnly(2025, 1, 1))));
        await Victim.Population.EnterAsync(coop.Store, people, paid);
        return coop;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
