using System.Buffers;
using System.Buffers.Text;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// Bytes on their way to a file: gathered in one buffer and handed over in large pieces, so that writing millions of
/// lines makes no garbage. <see cref="Flush"/> hands over the rest.
/// </summary>
public sealed class Utf8Output(Stream? output = null)
{
    private const int PieceSize = 1 << 17;

    private byte[] _bytes = new byte[output is null ? 256 : PieceSize + 4096];
    private int _used;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _used);

    public void Clear() => _used = 0;

    public Utf8Output Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _used += bytes.Length;
        return this;
    }

    public Utf8Output Add(byte value)
    {
        Room(1)[0] = value;
        _used++;
        return this;
    }

    /// <summary>Adds a text with each of <paramref name="unwanted"/> made a space.</summary>
    public Utf8Output AddClean(ReadOnlySpan<byte> text, SearchValues<byte> unwanted)
    {
        var from = _used;
        Add(text);
        var added = _bytes.AsSpan(from, text.Length);
        for (var at = added.IndexOfAny(unwanted); at >= 0; at = added.IndexOfAny(unwanted))
        {
            added[at] = (byte)' ';
            added = added[(at + 1)..];
        }
        return this;
    }

    /// <summary>Adds cents as "1234,56".</summary>
    public Utf8Output AddAmount(long cents, byte mark)
    {
        var room = Room(24);
        var start = 0;
        if (cents < 0)
            room[start++] = (byte)'-';
        var whole = (ulong)(cents < 0 ? -(cents / 100) : cents / 100);
        Utf8Formatter.TryFormat(whole, room[start..], out var used);
        var rest = (int)Math.Abs(cents % 100);
        room[start + used] = mark;
        room[start + used + 1] = (byte)('0' + rest / 10);
        room[start + used + 2] = (byte)('0' + rest % 10);
        _used += start + used + 3;
        return this;
    }

    /// <summary>Adds the day of "2026-01-31" or "2026-01-31T…" as "20260131".</summary>
    public Utf8Output AddCompactDate(ReadOnlySpan<byte> iso) =>
        iso.Length < 10 ? this : Add(iso[..4]).Add(iso[5..7]).Add(iso[8..10]);

    public void Flush()
    {
        output?.Write(_bytes, 0, _used);
        _used = 0;
    }

    private Span<byte> Room(int count)
    {
        if (_used + count > _bytes.Length || (output is not null && _used >= PieceSize))
        {
            if (output is not null)
                Flush();
            if (_used + count > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _used + count));
        }
        return _bytes.AsSpan(_used);
    }
}
