using System.Text;
using Essaim.App.Data.Documents;
using Essaim.Domain.Values;

namespace Essaim.App.Platforms;

/// <summary>
/// A platform that is folders of the data folder (dossier d’échange): whatever carries files to and from the real one,
/// such as a SFTP mirror, needs no more. Below `platform/CO-OP`: `inbox` is emptied into `taken` or `unread`, `outbox`
/// is filled. Each file appears whole, under its last name.
/// </summary>
public sealed class FolderPlatform(string dataFolder) : IApprovedPlatform
{
    /// <summary>What is still being written: by us, by rsync, by a browser.</summary>
    private static readonly string[] Unfinished = [".new", ".tmp", ".part", ".partial", ".filepart"];

    public Task<IReadOnlyList<PlatformFile>> WaitingAsync(string coop, int most, CancellationToken cancel)
    {
        var inbox = Folder(coop, "inbox");
        Directory.CreateDirectory(inbox);
        return Task.FromResult<IReadOnlyList<PlatformFile>>([.. new DirectoryInfo(inbox).EnumerateFiles()
            .Where(f => !f.Name.StartsWith('.') && !Unfinished.Contains(f.Extension.ToLowerInvariant())
                && f.LinkTarget is null)
            .OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).Take(most)
            .Select(f => new PlatformFile(f.Name, f.Name))]);
    }

    public async Task<byte[]> ReadAsync(string coop, PlatformFile file, CancellationToken cancel)
    {
        var lying = new FileInfo(In(coop, "inbox", file.Name));
        if (lying.Length > ReceiveDocument.Largest)
            throw new BrokenRuleException(
                $"« {file.Name} » pèse {ReceiveDocument.Weight(lying.Length)}, et une facture en pèse 15 au plus.");
        return await File.ReadAllBytesAsync(lying.FullName, cancel);
    }

    public Task TakenAsync(string coop, PlatformFile file, CancellationToken cancel)
    {
        Move(coop, file.Name, "taken");
        return Task.CompletedTask;
    }

    public async Task UnreadAsync(string coop, PlatformFile file, string sentence, CancellationToken cancel)
    {
        var moved = Move(coop, file.Name, "unread");
        await WriteAsync(moved + ".txt", Encoding.UTF8.GetBytes(sentence), cancel);
    }

    public Task<PlatformAnswer> SendAsync(string coop, OutgoingFile file, bool isAgain, CancellationToken cancel) =>
        PutAsync(coop, file.Name, file.Bytes, cancel);

    public Task<PlatformAnswer> TellAsync(
        string coop, StatusMessage message, bool isAgain, CancellationToken cancel) =>
        PutAsync(coop, message.Id + ".xml", LifeCycleXml.Write(message), cancel);

    private async Task<PlatformAnswer> PutAsync(string coop, string name, byte[] content, CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder(coop, "outbox"));
        await WriteAsync(In(coop, "outbox", name), content, cancel);
        return new PlatformAnswer(Handing.Taken, "Déposé dans le dossier « outbox » du serveur.");
    }

    /// <summary>Where it is then: named anew where a file of this name was moved before.</summary>
    private string Move(string coop, string name, string to)
    {
        Directory.CreateDirectory(Folder(coop, to));
        var (from, place) = (In(coop, "inbox", name), In(coop, to, name));
        if (!File.Exists(from))
            return place;
        for (var n = 2; File.Exists(place); n++)
            place = In(coop, to, $"{Path.GetFileNameWithoutExtension(name)} ({n}){Path.GetExtension(name)}");
        File.Move(from, place);
        return place;
    }

    private static async Task WriteAsync(string place, byte[] content, CancellationToken cancel)
    {
        await File.WriteAllBytesAsync(place + ".new", content, cancel);
        File.Move(place + ".new", place, overwrite: true);
    }

    private string Folder(string coop, string name) => Path.Combine(dataFolder, "platform", coop, name);

    /// <summary>A name is a name: no way up or across.</summary>
    private string In(string coop, string folder, string name) =>
        Path.Combine(Folder(coop, folder), Path.GetFileName(name));
}
