using System.IO.Compression;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Backups;

/// <summary>The parts of a backup, in the order in which they were written.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private readonly FileStream _file;
    private readonly UnsealingStream _opened;
    private readonly BinaryReader _from;

    public ArchiveReader(string path, BackupKey key)
    {
        if (!File.Exists(path))
            throw new BrokenRuleException($"Il n’y a pas de fichier « {path} ». Vérifiez son nom.");
        _file = File.OpenRead(path);
        var header = new byte[ArchiveSeal.HeaderSize];
        if (_file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            throw ArchiveSeal.Refusal();
        _opened = new UnsealingStream(_file, ArchiveSeal.Open(header, key));
        _from = new BinaryReader(new BufferedStream(new GZipStream(_opened, CompressionMode.Decompress), 1 << 16));
        if (_from.ReadInt32() != ArchiveWriter.Version)
            throw new BrokenRuleException(
                "Cette sauvegarde vient d’une version plus récente d’Essaim. Mettez le logiciel à jour.");
    }

    public byte NextPart() => _from.ReadByte();

    public (Coop Coop, CoopHead Head) CoopPart()
    {
        var coop = new Coop(_from.ReadString(), _from.ReadString(), _from.ReadString(), "");
        var years = new List<YearHead>();
        for (var left = _from.ReadInt32(); left > 0; left--)
            years.Add(new YearHead(_from.ReadInt32(), _from.ReadInt64(), _from.ReadString()));
        return (coop, new CoopHead(coop.Id, years));
    }

    public Task<IReadOnlyDictionary<string, long>> RowsAsync(Engine engine) => RowLoad.ReadAsync(_from, engine);

    /// <summary>Writes the file below the folder and nowhere else, under its name or another.</summary>
    public async Task FileAsync(string folder, CancellationToken cancel, string? otherName = null)
    {
        var written = _from.ReadString();
        var name = otherName ?? written;
        var mode = (UnixFileMode)_from.ReadInt32();
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw ArchiveSeal.Refusal();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode,
        });
        for (var left = _from.ReadInt64(); left > 0;)
        {
            var part = _from.ReadBytes((int)Math.Min(left, 1 << 16));
            if (part.Length == 0)
                throw ArchiveSeal.Refusal();
            await file.WriteAsync(part, cancel);
            left -= part.Length;
        }
    }

    /// <summary>Nothing may follow the last part, and the last seal must hold.</summary>
    public void Finish()
    {
        if (_from.BaseStream.ReadByte() >= 0 || _opened.ReadByte() >= 0)
            throw ArchiveSeal.Refusal();
    }

    public void Dispose()
    {
        _from.Dispose();
        _file.Dispose();
    }
}
