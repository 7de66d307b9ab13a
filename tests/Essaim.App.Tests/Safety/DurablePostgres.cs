using System.Diagnostics;
using Essaim.App.Data;
using Npgsql;

[assembly: AssemblyFixture(typeof(Essaim.App.Tests.Safety.DurablePostgres))]

namespace Essaim.App.Tests.Safety;

/// <summary>A PostgreSQL server of its own that keeps what it has acknowledged, and that a test may kill.</summary>
public sealed class DurablePostgres : IDisposable
{
    private static readonly Lock Gate = new();
    private static string? _folder;
    private static int _count;

    private static int Port => 31000 + Environment.ProcessId % 1000;

    /// <summary>The connection string of a new, empty database.</summary>
    public static string NewDatabase()
    {
        lock (Gate)
        {
            _folder ??= Script("start", Port.ToString(), "durable").Trim();
            var name = $"k{++_count}";
            using var connection = new NpgsqlConnection(With("postgres"));
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"CREATE DATABASE {name}";
            command.ExecuteNonQuery();
            return With(name);
        }
    }

    /// <summary>Kills the server as a power cut would, and starts it again.</summary>
    public static void CrashAndRestart() => Script("crash", _folder!);

    private static string With(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=essaim;Database={database};Timeout=30";

    private static string Script(params string[] arguments)
    {
        var script = Path.Combine(Repository.Root, "tests", "postgres.sh");
        using var process =
            Process.Start(new ProcessStartInfo("bash", [script, .. arguments]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException("PostgreSQL: " + arguments[0]);
    }

    public void Dispose()
    {
        if (_folder is not null)
            Script("stop", _folder);
    }
}

/// <summary>A co-op on durable storage, which another process may write and be killed in.</summary>
public sealed class DurableCoop : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("essaim-kill").FullName;

    private DurableCoop(string engine)
    {
        StoreText = engine == "sqlite"
            ? $"sqlite:{Path.Combine(_folder, "coop.db")}"
            : $"postgres:{DurablePostgres.NewDatabase()}";
        Store = new Store(Engine.Of(StoreText, ""), TimeProvider.System);
    }

    /// <summary>Where it is, in the catalogue's words.</summary>
    public string StoreText { get; }

    public Store Store { get; }

    public static async Task<DurableCoop> NewAsync(string engine, int people, bool paid = false)
    {
        var coop = new DurableCoop(engine);
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
