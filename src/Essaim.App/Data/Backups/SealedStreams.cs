using System.Buffers.Binary;

namespace Essaim.App.Data.Backups;

/// <summary>Writes an archive: the header, then chunks of length, seal and content, the last one marked.</summary>
internal sealed class SealingStream : Stream
{
    private readonly Stream _file;
    private readonly ArchiveSeal _seal;
    private readonly byte[] _chunk = new byte[ArchiveSeal.ChunkSize];
    private int _filled;
    private bool _ended;

    public SealingStream(Stream file, ArchiveSeal seal)
    {
        (_file, _seal) = (file, seal);
        file.Write(seal.Header);
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_filled == _chunk.Length)
                Put(last: false);
            var part = Math.Min(bytes.Length, _chunk.Length - _filled);
            bytes[..part].CopyTo(_chunk.AsSpan(_filled));
            _filled += part;
            bytes = bytes[part..];
        }
    }

    /// <summary>Without it the file has no end and is refused: a failure half way leaves nothing that passes.</summary>
    public void End()
    {
        Put(last: true);
        _ended = true;
    }

    private void Put(bool last)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        Span<byte> head = stackalloc byte[5 + ArchiveSeal.TagSize];
        BinaryPrimitives.WriteInt32LittleEndian(head, _filled);
        head[4] = last ? (byte)1 : (byte)0;
        var chunk = _chunk.AsSpan(0, _filled);
        _seal.Close(chunk, last, head[5..]);
        _file.Write(head);
        _file.Write(chunk);
        _filled = 0;
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Reads an archive; each chunk is proven before a byte of it is given.</summary>
internal sealed class UnsealingStream(Stream file, ArchiveSeal seal) : Stream
{
    private readonly byte[] _chunk = new byte[ArchiveSeal.ChunkSize];
    private int _at;
    private int _length;
    private bool _last;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> into)
    {
        while (_at == _length)
        {
            if (_last)
                return 0;
            Take();
        }
        var part = Math.Min(into.Length, _length - _at);
        _chunk.AsSpan(_at, part).CopyTo(into);
        _at += part;
        return part;
    }

    private void Take()
    {
        Span<byte> head = stackalloc byte[5 + ArchiveSeal.TagSize];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            throw ArchiveSeal.Refusal();
        _length = BinaryPrimitives.ReadInt32LittleEndian(head);
        _last = head[4] == 1;
        if (_length is < 0 or > ArchiveSeal.ChunkSize
            || file.ReadAtLeast(_chunk.AsSpan(0, _length), _length, throwOnEndOfStream: false) < _length)
            throw ArchiveSeal.Refusal();
        seal.Open(_chunk.AsSpan(0, _length), _last, head[5..]);
        _at = 0;
        if (_last && file.ReadByte() >= 0)
            throw ArchiveSeal.Refusal();
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
