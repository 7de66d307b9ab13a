using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Essaim.Domain.Values;
using Npgsql;

namespace Essaim.App.Data;

/// <summary>
/// Brings a co-op's database to today's schema. Each step is a numbered file common to both engines and one of each
/// engine's own (triggers), run in one transaction and kept with its SHA-256: a step that changed after it ran stops
/// the start. See decision 0003 for why these are files and not generated migrations.
/// </summary>
public static class Migrator
{
    public static async Task MigrateAsync(Engine engine)
    {
        await using var connection = await engine.OpenAsOwnerAsync();
        await engine.RefuseLossyStorageAsync(connection);
        await connection.ExecuteAsync(StepTable);
        var known = (await connection.ListAsync(r => (Name: r.GetString(0), Sha: r.GetString(1)),
            "SELECT name, sha256 FROM schema_step")).ToDictionary(s => s.Name, s => s.Sha);
        foreach (var (name, sql) in Steps(engine))
        {
            var sha = Sha(sql);
            if (!known.TryGetValue(name, out var ran))
                await RunAsync(engine, connection, name, sql, sha);
            else if (ran != sha)
                throw new InvalidOperationException($"Schema step {name} is not the one that made this database.");
        }
    }

    /// <summary>
    /// Makes, in the caller's transaction, the schema whose newest step was <paramref name="last"/>: what a backup was
    /// taken from.
    /// </summary>
    internal static async Task MakeAsync(
        Engine engine, DbConnection connection, DbTransaction transaction, string last)
    {
        var steps = Steps(engine).ToList();
        if (string.CompareOrdinal(steps[^1].Name, last) < 0)
            throw new BrokenRuleException(
                "Cette sauvegarde vient d’une version plus récente d’Essaim. Mettez le logiciel à jour.");
        await connection.ExecuteAsync(StepTable, transaction);
        foreach (var (name, sql) in steps.Where(s =>
            string.CompareOrdinal(s.Name.Split('.')[0], last) <= 0))
            await KeepAsync(connection, transaction, name, sql, Sha(sql));
    }

    private const string StepTable = "CREATE TABLE IF NOT EXISTS schema_step "
        + "(name text PRIMARY KEY, sha256 text NOT NULL, made_at text NOT NULL)";

    private static string Sha(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    /// <summary>The steps of an engine in order: "0001_books" then "0001_books.sqlite", and so on.</summary>
    private static IEnumerable<(string Name, string Sql)> Steps(Engine engine)
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string marker = ".Migrations.";
        return assembly.GetManifestResourceNames()
            .Where(n => n.Contains(marker) && n.EndsWith(".sql", StringComparison.Ordinal))
            .Select(n => (Resource: n, Name: n[(n.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..^4]))
            .Where(n => !n.Name.Contains('.') || n.Name.EndsWith("." + engine.Name, StringComparison.Ordinal))
            .OrderBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => (n.Name, Translate(engine, Read(assembly, n.Resource))));
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static string Translate(Engine engine, string sql) =>
        engine.Words.Aggregate(sql, (text, word) => text.Replace(word.Key, word.Value));

    private static async Task StepAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        try
        {
            await connection.ExecuteAsync(sql, transaction);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.RaiseException)
        {
            // The step itself says, in French, what the server's administrator has to do.
            throw new BrokenRuleException(e.MessageText, e);
        }
    }

    private static async Task RunAsync(Engine engine, DbConnection connection, string name, string sql, string sha)
    {
        await using var transaction = await engine.BeginWriteAsync(connection, default);
        if (await connection.ScalarAsync("SELECT 1 FROM schema_step WHERE name = @p0", transaction, name) is null)
            await KeepAsync(connection, transaction, name, sql, sha);
        await transaction.CommitAsync();
    }

    private static async Task KeepAsync(
        DbConnection connection, DbTransaction transaction, string name, string sql, string sha)
    {
        await StepAsync(connection, transaction, sql);
        await connection.ExecuteAsync("INSERT INTO schema_step VALUES (@p0, @p1, CURRENT_TIMESTAMP)", transaction,
            name, sha);
    }
}
