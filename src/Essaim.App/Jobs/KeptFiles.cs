using System.Security.Cryptography;
using Essaim.App.Data;
using Essaim.Domain.Values;

namespace Essaim.App.Jobs;

/// <summary>A file by the SHA-256 of its bytes, and its name.</summary>
public sealed record KeptFile(string Name, string Sha256);

/// <summary>
/// Files too large for the books (fichiers gardés): what was handed in, and what long works made. One folder for each
/// co-op, one for each content, so that a co-op can leave with its own and nothing is kept twice.
/// </summary>
public sealed class KeptFiles(Installation installation, string coopId)
{
    private readonly string _folder = Path.Combine(installation.DataFolder, "files", coopId);

    /// <summary>Writes what the stream holds; it appears under its hash once it is whole.</summary>
    public Task<KeptFile> KeepAsync(string name, Stream content, CancellationToken cancel) =>
        KeepAsync(name, to => content.CopyToAsync(to, cancel), cancel);

    /// <summary>Keeps what <paramref name="write"/> writes.</summary>
    public async Task<KeptFile> KeepAsync(string name, Func<Stream, Task> write, CancellationToken cancel)
    {
        name = Plain(name);
        Directory.CreateDirectory(_folder);
        var partial = Path.Combine(_folder, Guid.CreateVersion7().ToString("N") + ".partiel");
        try
        {
            string sha256;
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                await write(file);
                file.Position = 0;
                sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
                file.Flush(flushToDisk: true);
            }
            var kept = new KeptFile(name, sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(kept))!);
            File.Move(partial, PathOf(kept), overwrite: true);
            return kept;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public string PathOf(KeptFile file) => Path.Combine(_folder, file.Sha256, Plain(file.Name));

    /// <summary>The file as it was kept; refused when its bytes are no longer the same.</summary>
    public async Task<Stream> OpenAsync(KeptFile file, CancellationToken cancel)
    {
        if (!File.Exists(PathOf(file)))
            throw new BrokenRuleException($"Le fichier « {file.Name} » n’est plus là. Relancez le travail.");
        var stream = new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.Read);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) != file.Sha256)
        {
            await stream.DisposeAsync();
            throw new BrokenRuleException(
                $"Le fichier « {file.Name} » a été modifié sur le disque. Relancez le travail pour en avoir un juste.");
        }
        stream.Position = 0;
        return stream;
    }

    /// <summary>Takes the file away; what is not there is no trouble.</summary>
    public void Forget(KeptFile file)
    {
        var folder = Path.GetDirectoryName(PathOf(file))!;
        if (!Directory.Exists(folder))
            return;
        File.Delete(PathOf(file));
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    /// <summary>The last part of a name, without what a disk or a browser could take for something else.</summary>
    private static string Plain(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var plain = new string([.. last.Where(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ')]).Trim();
        return plain.Trim('.', ' ') is { Length: > 0 } kept ? kept[..Math.Min(kept.Length, 120)] : "fichier";
    }
}
