using System.Globalization;
using System.Text;

namespace Essaim.App.Documents;

/// <summary>
/// The objects of a PDF as Skia writes it, one table of offsets at its end, taken apart so that some can be changed and
/// others added; put together again with a table of its own.
/// </summary>
internal sealed class PdfParts
{
    private static readonly Encoding Ascii = Encoding.ASCII;

    private readonly List<byte[]> _objects = [];
    private readonly byte[] _head;
    private readonly byte[] _trailer;

    public PdfParts(byte[] pdf)
    {
        var start = Last(pdf, "startxref\n"u8);
        var table = Number(pdf.AsSpan(start + 10));
        // "xref", then "0 14", then one row of twenty bytes an object, then "trailer".
        var row = table + 5 + pdf.AsSpan(table + 5).IndexOf((byte)'\n') + 1;
        var offsets = new List<int>();
        for (; pdf[row] != (byte)'t'; row += 20)
            offsets.Add(Number(pdf.AsSpan(row, 10)));
        var ends = offsets.Skip(1).Append(table).Order().ToList();
        _head = pdf[..ends[0]];
        _trailer = pdf[row..start];
        foreach (var offset in offsets.Skip(1))
            _objects.Add(pdf[offset..ends[ends.BinarySearch(offset) + 1]]);
    }

    /// <summary>A new object; gives what others call it by: "28 0 R".</summary>
    public string Add(string dictionary, byte[]? stream = null)
    {
        var number = _objects.Count + 1;
        _objects.Add(stream is null
            ? Ascii.GetBytes($"{number} 0 obj\n<<{dictionary}>>\nendobj\n")
            : [.. Ascii.GetBytes($"{number} 0 obj\n<<{dictionary}\n/Length {stream.Length}>> stream\n"), .. stream,
                .. "\nendstream\nendobj\n"u8]);
        return $"{number} 0 R";
    }

    /// <summary>Writes more entries into the catalogue.</summary>
    public void Enter(string entries)
    {
        var key = "/Type /Catalog"u8;
        var at = Holding(key);
        var place = _objects[at].AsSpan().IndexOf(key) + key.Length;
        _objects[at] = [.. _objects[at].AsSpan(0, place), .. Ascii.GetBytes($"\n{entries}"),
            .. _objects[at].AsSpan(place)];
    }

    /// <summary>Changes the description of the document (XMP), which is a stream of plain text.</summary>
    public void Describe(Func<string, string> change)
    {
        var at = Holding("/Type /Metadata"u8);
        var whole = _objects[at].AsSpan();
        var start = whole.IndexOf(" stream\n"u8) + 8;
        var end = whole.LastIndexOf("endstream"u8);
        var text = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(whole[start..end]).TrimEnd('\n')));
        _objects[at] = [.. Ascii.GetBytes($"{at + 1} 0 obj\n<</Type /Metadata\n/Subtype /XML\n/Length {text.Length}>> "
            + "stream\n"), .. text, .. "\nendstream\nendobj\n"u8];
    }

    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        file.Write(_head);
        var table = new StringBuilder($"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var part in _objects)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Position:0000000000} 00000 n \n");
            file.Write(part);
        }
        var at = file.Position;
        file.Write(Ascii.GetBytes(table.ToString()));
        file.Write(Sized(_trailer));
        file.Write(Ascii.GetBytes($"startxref\n{at}\n%%EOF\n"));
        return file.ToArray();
    }

    private byte[] Sized(byte[] trailer)
    {
        var at = trailer.AsSpan().IndexOf("/Size "u8) + 6;
        var end = at + trailer.AsSpan(at).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return [.. trailer.AsSpan(0, at), .. Ascii.GetBytes($"{_objects.Count + 1}"), .. trailer.AsSpan(end)];
    }

    private int Holding(ReadOnlySpan<byte> key)
    {
        for (var at = 0; at < _objects.Count; at++)
            if (_objects[at].AsSpan(0, Math.Min(_objects[at].Length, 200)).IndexOf(key) >= 0)
                return at;
        throw new InvalidOperationException(
            $"Skia wrote a PDF without {Ascii.GetString(key)}: its format has changed.");
    }

    private static int Number(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return int.Parse(end < 0 ? text : text[..end], CultureInfo.InvariantCulture);
    }

    private static int Last(ReadOnlySpan<byte> pdf, ReadOnlySpan<byte> text)
    {
        var at = pdf.LastIndexOf(text);
        return at >= 0 ? at : throw new InvalidOperationException(
            $"Skia wrote a PDF without {Ascii.GetString(text)}: its format has changed.");
    }
}
