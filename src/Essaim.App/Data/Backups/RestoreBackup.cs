using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Sealing;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Backups;

/// <summary>A co-op that came back: its head is the one that was saved, and its books were counted again.</summary>
public sealed record CoopRestored(string Coop, CoopHead Head, BooksCheckResult Books);

/// <summary>
/// Puts a backup into an empty data folder (restauration). Works in a folder inside it and moves all of it up at the
/// end, the catalogue last: what was cut off half way shows no co-op, and the next attempt clears it.
/// </summary>
public static class RestoreBackup
{
    public static async Task<IReadOnlyList<CoopRestored>> RunAsync(string file, string dataFolder, BackupKey key,
        Func<string, string?>? storeOf = null, CancellationToken cancel = default)
    {
        var work = Path.Combine(dataFolder, TakeBackup.RestoreFolder);
        RefuseUsed(dataFolder);
        Clear(work);
        try
        {
            Directory.CreateDirectory(work);
            var restored = new List<CoopRestored>();
            var stores = new Dictionary<string, string>();
            using (var archive = new ArchiveReader(file, key))
            {
                for (var part = archive.NextPart(); part != ArchiveWriter.End; part = archive.NextPart())
                {
                    cancel.ThrowIfCancellationRequested();
                    if (part == ArchiveWriter.FilePart)
                    {
                        await archive.FileAsync(work, cancel);
                        continue;
                    }
                    var (coop, head) = archive.CoopPart();
                    stores[coop.Id] = storeOf?.Invoke(coop.Id) ?? Coop.FileStore(coop.Id);
                    restored.Add(await LoadAsync(archive, coop, head, Engine.Of(stores[coop.Id], work), cancel));
                }
                archive.Finish();
            }
            Settle(work, dataFolder, stores);
            return restored;
        }
        catch (Exception e)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Clear(work);
            throw Refusal(e) ?? e;
        }
    }

    /// <summary>Adds the one co-op of an export to a data folder in use, under its own name or another.</summary>
    public static async Task<CoopRestored> ImportAsync(Installation installation, string file, string? id,
        string? storeText, BackupKey key, CancellationToken cancel = default)
    {
        using var archive = new ArchiveReader(file, key);
        if (archive.NextPart() != ArchiveWriter.CoopPart)
            throw new BrokenRuleException("Ce fichier ne contient pas une coopérative. Voyez « essaim restore ».");
        var (coop, head) = archive.CoopPart();
        coop = coop with { Id = id ?? coop.Id };
        Catalogue.CheckId(coop.Id);
        coop = coop with { Store = storeText ?? Coop.FileStore(coop.Id) };
        if (installation.Catalogue.Find(coop.Id) is not null)
            throw new BrokenRuleException(
                $"La coopérative « {coop.Id} » existe déjà ici. Donnez-lui un autre nom avec --coop.");
        var engine = Engine.Of(coop.Store, installation.DataFolder);
        try
        {
            var restored = await LoadAsync(archive, coop, head, engine, cancel);
            var part = archive.NextPart();
            if (part == ArchiveWriter.FilePart)
            {
                await archive.FileAsync(installation.DataFolder, cancel, SealingKeys.FileOf(coop.Id));
                part = archive.NextPart();
            }
            if (part != ArchiveWriter.End)
                throw new BrokenRuleException(
                    "Cette sauvegarde contient plus d’une coopérative. Reprenez-la avec « essaim restore ».");
            archive.Finish();
            installation.Catalogue.Add(coop);
            return restored;
        }
        catch (Exception e)
        {
            engine.Discard();
            throw Refusal(e) ?? e;
        }
    }

    internal static async Task<CoopRestored> LoadAsync(
        ArchiveReader archive, Coop coop, CoopHead head, Engine engine, CancellationToken cancel)
    {
        await RefuseFilledAsync(engine);
        await archive.RowsAsync(engine);
        return await CheckAsync(coop.Id, head, engine, cancel);
    }

    /// <summary>The database is of today and holds what was saved, to the last entry.</summary>
    internal static async Task<CoopRestored> CheckAsync(
        string coop, CoopHead head, Engine engine, CancellationToken cancel)
    {
        await using (var connection = await engine.OpenAsync(cancel))
        {
            var found = await CoopHead.ReadAsync(coop, connection, null);
            if (!found.Years.SequenceEqual(head.Years))
                throw new InvalidDataException($"The books of {coop} do not end where they were saved.");
        }
        return new CoopRestored(coop, head, await BooksCheck.RunAsync(engine, cancel));
    }

    /// <summary>A database is loaded only when nothing is in it, so that no co-op covers another.</summary>
    internal static async Task RefuseFilledAsync(Engine engine)
    {
        if (engine is SqliteEngine { Path: var path })
        {
            if (File.Exists(path))
                throw new BrokenRuleException($"Le fichier « {path} » existe déjà. Déplacez-le, puis recommencez.");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return;
        }
        await using var connection = await engine.OpenAsOwnerAsync();
        if (await connection.ScalarAsync(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' LIMIT 1") is not null)
            throw new BrokenRuleException("Cette base PostgreSQL contient déjà des tables. Donnez une base vide.");
    }

    private static void RefuseUsed(string dataFolder)
    {
        if (Directory.Exists(dataFolder)
            && Directory.EnumerateFileSystemEntries(dataFolder)
                .Any(e => Path.GetFileName(e) != TakeBackup.RestoreFolder))
            throw new BrokenRuleException(
                $"Le dossier « {dataFolder} » n’est pas vide. Donnez un dossier vide avec --data.");
    }

    private static void Settle(string work, string dataFolder, IReadOnlyDictionary<string, string> stores)
    {
        if (!File.Exists(Path.Combine(work, Catalogue.FileName)))
            throw new BrokenRuleException(
                "Ce fichier ne contient qu’une coopérative. Ajoutez-la avec « essaim coop import ».");
        var catalogue = Catalogue.Open(work);
        foreach (var (coop, store) in stores)
            catalogue.Place(coop, store);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var entry in Directory.EnumerateFileSystemEntries(work)
            .OrderBy(e => Path.GetFileName(e) == Catalogue.FileName))
            Directory.Move(entry, Path.Combine(dataFolder, Path.GetFileName(entry)));
        Clear(work);
    }

    /// <summary>What is sealed but does not read as an archive is as bad as what is not sealed.</summary>
    private static BrokenRuleException? Refusal(Exception e) => e is EndOfStreamException or InvalidDataException
        ? ArchiveSeal.Refusal() : StorageRefusal.Of(e);

    private static void Clear(string work)
    {
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
    }
}
