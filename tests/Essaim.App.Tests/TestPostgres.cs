using System.Diagnostics;
using Essaim.App.Data;
using Npgsql;

[assembly: Xunit.AssemblyFixture(typeof(Essaim.App.Tests.TestPostgres))]

namespace Essaim.App.Tests;

/// <summary>
/// One PostgreSQL server for all tests of a run: the one that ESSAIM_TEST_POSTGRES names, or its own, started at the
/// first need and stopped at the end. Each test gets a database copied from a migrated template.
/// </summary>
public sealed class TestPostgres : IDisposable
{
    private static readonly Lock Gate = new();
    private static string? _server;
    private static string? _folder;
    private static bool _template;
    private static int _count;

    /// <summary>A database with today's schema, copied from one that was migrated once.</summary>
    public static string NewMigrated() => NewDatabase(
        connection => Migrator.MigrateAsync(new PostgresEngine(connection)).GetAwaiter().GetResult());

    /// <summary>An empty database, or a copy of the template that <paramref name="fill"/> makes once.</summary>
    public static string NewDatabase(Action<string>? fill = null)
    {
        lock (Gate)
        {
            Environment.SetEnvironmentVariable(Engine.LossySwitch, "1");
            _server ??= Environment.GetEnvironmentVariable("ESSAIM_TEST_POSTGRES") ?? Start();
            if (fill is not null && !_template)
            {
                Create("template_books_" + Environment.ProcessId, null);
                fill(With("template_books_" + Environment.ProcessId));
                NpgsqlConnection.ClearAllPools();
                _template = true;
            }
            var name = $"t{Environment.ProcessId}_{++_count}";
            Create(name, fill is null ? null : "template_books_" + Environment.ProcessId);
            return With(name);
        }
    }

    /// <summary>Takes away the database of a test that is over, whoever is still connected.</summary>
    public static void Drop(string connection)
    {
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        using var server = new NpgsqlConnection(With("postgres"));
        server.Open();
        using var command = server.CreateCommand();
        command.CommandText = $"DROP DATABASE IF EXISTS {name} WITH (FORCE)";
        command.ExecuteNonQuery();
    }

    private static void Create(string name, string? template)
    {
        using var connection = new NpgsqlConnection(With("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
        // A copy of files takes a quarter of the time of a copy through the log.
        command.CommandText = $"CREATE DATABASE {name}"
            + (template is null ? "" : $" TEMPLATE {template} STRATEGY FILE_COPY");
        command.ExecuteNonQuery();
    }

    /// <summary>Idle connections close soon: a run has more databases than the server has connections.</summary>
    private static string With(string database) => new NpgsqlConnectionStringBuilder(_server)
    {
        Database = database, ConnectionIdleLifetime = 4, ConnectionPruningInterval = 2,
    }.ToString();

    private static string Start()
    {
        var port = 21000 + Environment.ProcessId % 9000;
        _folder = Run("start", port.ToString()).Trim();
        return $"Host=127.0.0.1;Port={port};Username=essaim";
    }

    private static string Run(params string[] arguments)
    {
        var script = Path.Combine(Repository.Root, "tests", "postgres.sh");
        using var process =
            Process.Start(new ProcessStartInfo("bash", [script, .. arguments]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException("PostgreSQL did not start.");
    }

    public void Dispose()
    {
        if (_folder is not null)
            Run("stop", _folder);
    }
}

/// <summary>Where the project's files are, found from the tests' own folder.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Essaim.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
