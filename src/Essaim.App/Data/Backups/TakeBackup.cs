using System.Globalization;
using Essaim.App.Data.Sealing;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Backups;

/// <summary>A backup that was made: where, how big, and where each co-op's books stood.</summary>
public sealed record BackupMade(string File, long Bytes, IReadOnlyList<CoopHead> Heads)
{
    /// <summary>One line to write down elsewhere: the head of the only co-op, or of all together.</summary>
    public string Head => CoopHead.Fingerprint(Heads.SelectMany(h => h.Years));
}

/// <summary>
/// Backs everything up into one file while the pages are served (sauvegarde): every co-op's rows at one moment of its
/// books, the catalogue, the keys and the other files of the data folder.
/// </summary>
public static class TakeBackup
{
    public const string Extension = ".essaim";
    public const string RestoreFolder = ".reprise";

    private const string Partial = ".partiel";
    private const int LongestName = 200;

    public static async Task<BackupMade> RunAsync(
        Installation installation, string to, BackupKey key, CancellationToken cancel = default)
    {
        var (data, scratch) = (installation.DataFolder, Directory.CreateTempSubdirectory("essaim-").FullName);
        try
        {
            var catalogue = Path.Combine(scratch, Catalogue.FileName);
            installation.Catalogue.CopyTo(catalogue);
            return await WriteAsync(installation, installation.Catalogue.Coops(), to, key, async archive =>
            {
                foreach (var path in Files(installation, to))
                    await archive.AddFileAsync(path, Path.GetRelativePath(data, path), cancel);
                await archive.AddFileAsync(catalogue, Catalogue.FileName, cancel);
            }, cancel);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>One co-op alone with its keys, to take it to another server.</summary>
    public static Task<BackupMade> ExportAsync(
        Installation installation, Coop coop, string to, BackupKey key, CancellationToken cancel = default) =>
        WriteAsync(installation, [coop], to, key, async archive =>
        {
            var keys = Path.Combine(installation.DataFolder, SealingKeys.FileOf(coop.Id));
            if (File.Exists(keys))
                await archive.AddFileAsync(keys, SealingKeys.FileOf(coop.Id), cancel);
        }, cancel);

    private static async Task<BackupMade> WriteAsync(Installation installation, IReadOnlyList<Coop> coops, string to,
        BackupKey key, Func<ArchiveWriter, Task> addFiles, CancellationToken cancel)
    {
        var folder = Directory.Exists(to);
        if (!folder && File.Exists(to))
            throw new BrokenRuleException($"« {to} » existe déjà. Donnez un autre nom, ou un dossier.");
        try
        {
            await using var archive = new ArchiveWriter(PartialOf(to), key);
            var heads = new List<CoopHead>();
            foreach (var coop in coops)
            {
                cancel.ThrowIfCancellationRequested();
                heads.Add(await archive.AddAsync(coop, Engine.Of(coop.Store, installation.DataFolder)));
            }
            await addFiles(archive);
            var name = folder ? Path.Combine(to, NameOf(installation.Time, heads)) : to;
            return new BackupMade(name, archive.Finish(name), heads);
        }
        catch (Exception e) when (StorageRefusal.Of(e) is { } refusal)
        {
            throw refusal;
        }
    }

    private static string PartialOf(string to) =>
        Directory.Exists(to) ? Path.Combine(to, "sauvegarde" + Partial) : to + Partial;

    /// <summary>The moment, then each co-op and the head of its books; too many give one head for all.</summary>
    private static string NameOf(TimeProvider time, IReadOnlyList<CoopHead> heads)
    {
        var moment = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);
        var each = string.Concat(heads.Select(h => $"-{h.Coop}-{h.Short}"));
        if (each.Length > LongestName)
            each = "-" + CoopHead.Fingerprint(heads.SelectMany(h => h.Years))[..12];
        return $"essaim-{moment}{each}{Extension}";
    }

    /// <summary>
    /// Keys and documents: all but the databases, which are read as rows, and what the backup itself is writing.
    /// </summary>
    private static IEnumerable<string> Files(Installation installation, string to)
    {
        var data = installation.DataFolder;
        string[] databases = [.. installation.Catalogue.Coops().Select(c => Engine.Of(c.Store, data))
            .OfType<SqliteEngine>().Select(e => e.Path), Path.Combine(data, Catalogue.FileName)];
        var own = Path.GetFullPath(PartialOf(to));
        return Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(path =>
        {
            var name = Path.GetRelativePath(data, path);
            return !databases.Any(d => path.StartsWith(d, StringComparison.Ordinal))
                && name.Split(Path.DirectorySeparatorChar)[0] is not (CoopFolder or RestoreFolder)
                && path != own && !name.EndsWith(Extension, StringComparison.Ordinal);
        }).Order(StringComparer.Ordinal);
    }

    private const string CoopFolder = "coops";
}
