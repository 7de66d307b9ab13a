using System.Text;
using System.Text.Unicode;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// Finds how a FEC is written: UTF-8 or UTF-16 by their marks, UTF-8 without mark when every byte fits, otherwise
/// ISO-8859-15, or Windows-1252 when there are bytes that the former leaves to control signs.
/// </summary>
internal static class FecEncoding
{
    public static Encoding Of(Stream file)
    {
        Span<byte> head = stackalloc byte[4];
        file.Position = 0;
        head = head[..file.ReadAtLeast(head, 4, throwOnEndOfStream: false)];
        if (head.StartsWith("\uFEFF"u8))
            return Encoding.UTF8;
        if (head.StartsWith<byte>([0xFF, 0xFE]) || (head.Length == 4 && head[0] != 0 && head[1] == 0))
            return Encoding.Unicode;
        if (head.StartsWith<byte>([0xFE, 0xFF]) || (head.Length == 4 && head[0] == 0 && head[1] != 0))
            return Encoding.BigEndianUnicode;
        file.Position = 0;
        var (utf8, windows) = Weigh(file);
        return utf8 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(windows ? 1252 : 28605)!;
    }

    private static (bool Utf8, bool Windows) Weigh(Stream file)
    {
        var buffer = new byte[1 << 16];
        var (utf8, windows, kept) = (true, false, 0);
        while (file.Read(buffer, kept, buffer.Length - kept) is var read && read > 0)
        {
            var bytes = buffer.AsSpan(0, kept + read);
            windows = windows || bytes[kept..].ContainsAnyInRange((byte)0x80, (byte)0x9F);
            var whole = utf8 ? WholeSigns(bytes) : bytes.Length;
            utf8 = utf8 && Utf8.IsValid(bytes[..whole]);
            bytes[whole..].CopyTo(buffer);
            kept = bytes.Length - whole;
            if (!utf8 && windows)
                break;
        }
        return (utf8, windows);
    }

    /// <summary>
    /// How many bytes make whole signs: a sign cut by the end of the buffer, or of a torn file, waits.
    /// </summary>
    private static int WholeSigns(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var value = bytes[^back];
            if (value < 0x80)
                return bytes.Length;
            if (value >= 0xC0)
                return (value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2) > back ? bytes.Length - back : bytes.Length;
        }
        return bytes.Length;
    }
}

/// <summary>
/// The lines of a text, ended by CR, LF or both, in a buffer of fixed size: a line longer than it is skipped and said.
/// </summary>
internal sealed class FecLines(TextReader reader)
{
    /// <summary>No FEC has such lines; a file that does is something else.</summary>
    private const int LongestLine = 1 << 13;

    private readonly char[] _buffer = new char[2 * LongestLine];
    private int _start;
    private int _end;
    private int _length;
    private bool _afterReturn;

    /// <summary>The number of the current line; the first is 1.</summary>
    public long Number { get; private set; }

    public bool TooLong { get; private set; }

    /// <summary>False for a last line without its end: it may be torn.</summary>
    public bool Ended { get; private set; }

    public ReadOnlySpan<char> Current => _buffer.AsSpan(_start - _length - (Ended ? 1 : 0), _length);

    public bool Next()
    {
        TooLong = false;
        while (true)
        {
            if (_afterReturn && _start < _end)
            {
                _start += _buffer[_start] == '\n' ? 1 : 0;
                _afterReturn = false;
            }
            var rest = _buffer.AsSpan(_start, _end - _start);
            var at = rest.IndexOfAny('\r', '\n');
            if (at >= 0)
            {
                _afterReturn = rest[at] == '\r';
                return Take(at, ended: true);
            }
            if (rest.Length >= LongestLine)
                (TooLong, _start) = (true, _end);
            else if (!Fill())
                return (rest.Length > 0 || TooLong) && Take(rest.Length, ended: false);
        }
    }

    private bool Take(int length, bool ended)
    {
        (_length, Ended) = (length, ended);
        _start += length + (ended ? 1 : 0);
        TooLong = TooLong || length > LongestLine;
        Number++;
        return true;
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = reader.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
