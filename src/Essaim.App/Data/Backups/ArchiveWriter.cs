using System.IO.Compression;

namespace Essaim.App.Data.Backups;

/// <summary>
/// A backup being written, beside its final name: it takes that name whole or not at all. Holds co-ops and files, one
/// after the other, packed and sealed.
/// </summary>
internal sealed class ArchiveWriter : IAsyncDisposable
{
    public const int Version = 1;
    public const byte End = 0;
    public const byte CoopPart = 1;
    public const byte FilePart = 2;

    private readonly string _partial;
    private readonly FileStream _file;
    private readonly SealingStream _sealed;
    private readonly GZipStream _packed;
    private readonly BinaryWriter _to;
    private bool _finished;

    public ArchiveWriter(string partial, BackupKey key)
    {
        _partial = partial;
        _file = new FileStream(partial, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        try
        {
            _sealed = new SealingStream(_file, ArchiveSeal.New(key));
        }
        catch
        {
            _file.Dispose();
            File.Delete(partial);
            throw;
        }
        _packed = new GZipStream(_sealed, CompressionLevel.Fastest, leaveOpen: true);
        _to = new BinaryWriter(new BufferedStream(_packed, 1 << 16));
        _to.Write(Version);
    }

    public async Task<CoopHead> AddAsync(Coop coop, Engine engine)
    {
        _to.Write(CoopPart);
        _to.Write(coop.Id);
        _to.Write(coop.Name);
        _to.Write(coop.Siren);
        await using var connection = await engine.OpenAsync();
        await using var transaction = await RowDump.BeginAsync(connection);
        var head = await CoopHead.ReadAsync(coop.Id, connection, transaction);
        WriteHead(_to, head);
        await new RowDump(connection, transaction, _to).WriteAsync();
        return head;
    }

    public static void WriteHead(BinaryWriter to, CoopHead head)
    {
        to.Write(head.Years.Count);
        foreach (var year in head.Years)
        {
            to.Write(year.Year);
            to.Write(year.Position);
            to.Write(year.Hash);
        }
    }

    public async Task AddFileAsync(string path, string name, CancellationToken cancel)
    {
        await using var source = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var left = source.Length;
        _to.Write(FilePart);
        _to.Write(name);
        _to.Write((int)File.GetUnixFileMode(path));
        _to.Write(left);
        var buffer = new byte[1 << 16];
        for (; left > 0;)
        {
            var part = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancel);
            if (part == 0)
                throw new IOException($"« {name} » a raccourci pendant la sauvegarde. Recommencez.");
            _to.Write(buffer, 0, part);
            left -= part;
        }
    }

    /// <summary>Ends the archive, makes it durable and gives it its name; says how many bytes it has.</summary>
    public long Finish(string name)
    {
        _to.Write(End);
        _to.Flush();
        _packed.Dispose();
        _sealed.End();
        _file.Flush(flushToDisk: true);
        var bytes = _file.Length;
        _file.Dispose();
        File.Move(_partial, name, overwrite: false);
        _finished = true;
        return bytes;
    }

    /// <summary>What was not finished goes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_finished)
            return;
        await _file.DisposeAsync();
        File.Delete(_partial);
    }
}
