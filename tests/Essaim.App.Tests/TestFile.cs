using Essaim.App.Data;
using Microsoft.Data.Sqlite;

namespace Essaim.App.Tests;

/// <summary>A SQLite file with today's schema: migrated once, copied for each test.</summary>
public static class TestFile
{
    private static readonly Lazy<byte[]> Migrated = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("essaim-file-").FullName;
        var path = Path.Combine(folder, "coop.db");
        Migrator.MigrateAsync(new SqliteEngine(path)).GetAwaiter().GetResult();
        SqliteConnection.ClearAllPools();
        var bytes = File.ReadAllBytes(path);
        Directory.Delete(folder, recursive: true);
        return bytes;
    });

    public static string NewMigrated(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Migrated.Value);
        return path;
    }
}
