using System.Buffers.Binary;
using System.Text;

namespace Essaim.App.Documents;

/// <summary>
/// A TrueType font reduced to what one document draws. Skia puts whole fonts into a PDF; so tables of shaping, that it
/// never reads, are left out, and glyphs that no text uses are emptied in place: their numbers stay. An invoice is
/// half as heavy and made in half the time.
/// </summary>
internal sealed class LeanFont
{
    private static readonly string[] Kept =
        ["OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"];

    private readonly byte[] _font;
    private readonly List<(string Tag, int Record, int Offset, int Length)> _tables;
    private readonly byte[] _outlines;
    private readonly int[] _places;

    public LeanFont(byte[] font)
    {
        _font = font;
        _tables = [.. Tables().Where(t => Kept.Contains(t.Tag))];
        _outlines = Table("glyf").ToArray();
        var places = Table("loca");
        var longPlaces = BinaryPrimitives.ReadInt16BigEndian(Table("head")[50..]) == 1;
        _places = new int[places.Length / (longPlaces ? 4 : 2)];
        for (var i = 0; i < _places.Length; i++)
            _places[i] = longPlaces
                ? BinaryPrimitives.ReadInt32BigEndian(places[(4 * i)..])
                : 2 * BinaryPrimitives.ReadUInt16BigEndian(places[(2 * i)..]);
    }

    /// <summary>The font with those glyphs and the parts they are made of; glyph 0, "missing", always stays.</summary>
    public byte[] With(IEnumerable<ushort> glyphs)
    {
        var used = new SortedSet<int> { 0 };
        foreach (var glyph in glyphs)
            Use(glyph, used);
        var outlines = new byte[used.Sum(Size)];
        var places = new byte[4 * _places.Length];
        var at = 0;
        for (var glyph = 0; glyph < _places.Length; glyph++)
        {
            BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(4 * glyph), at);
            if (!used.Contains(glyph))
                continue;
            Outline(glyph).CopyTo(outlines.AsSpan(at));
            at += Size(glyph);
        }
        var head = Table("head").ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return Assembled(new() { ["glyf"] = outlines, ["loca"] = places, ["head"] = head });
    }

    private void Use(int glyph, SortedSet<int> used)
    {
        if (!used.Add(glyph) || Size(glyph) == 0)
            return;
        var outline = Outline(glyph);
        if (BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            return;
        // A composite glyph: records of flags, part, offsets and scale follow one another while bit 5 says so.
        for (var at = 10; ;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            Use(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]), used);
            at += 4 + ((flags & 1) != 0 ? 4 : 2);
            at += (flags & 8) != 0 ? 2 : (flags & 64) != 0 ? 4 : (flags & 128) != 0 ? 8 : 0;
            if ((flags & 32) == 0)
                return;
        }
    }

    private int Size(int glyph) => _places[glyph + 1] - _places[glyph];

    private ReadOnlySpan<byte> Outline(int glyph) => _outlines.AsSpan(_places[glyph], Size(glyph));

    private byte[] Assembled(Dictionary<string, byte[]> changed)
    {
        var first = 12 + 16 * _tables.Count;
        var lengths = _tables.Select(t => changed.TryGetValue(t.Tag, out var c) ? c.Length : t.Length).ToList();
        var lean = new byte[first + lengths.Sum(Padded)];
        _font.AsSpan(0, 4).CopyTo(lean);
        var power = (int)Math.Log2(_tables.Count);
        Write16(lean, 4, _tables.Count);
        Write16(lean, 6, 16 << power);
        Write16(lean, 8, power);
        Write16(lean, 10, 16 * _tables.Count - (16 << power));
        var at = first;
        for (var i = 0; i < _tables.Count; i++)
        {
            var record = lean.AsSpan(12 + 16 * i);
            _font.AsSpan(_tables[i].Record, 8).CopyTo(record);
            BinaryPrimitives.WriteInt32BigEndian(record[8..], at);
            BinaryPrimitives.WriteInt32BigEndian(record[12..], lengths[i]);
            var table = changed.TryGetValue(_tables[i].Tag, out var bytes) ? bytes : Table(_tables[i].Tag);
            table.CopyTo(lean.AsSpan(at));
            at += Padded(lengths[i]);
        }
        return lean;
    }

    private ReadOnlySpan<byte> Table(string tag)
    {
        var (_, _, offset, length) = _tables.First(t => t.Tag == tag);
        return _font.AsSpan(offset, length);
    }

    private IEnumerable<(string Tag, int Record, int Offset, int Length)> Tables()
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(_font.AsSpan(4));
        for (var record = 12; record < 12 + 16 * count; record += 16)
            yield return (Encoding.ASCII.GetString(_font, record, 4), record,
                BinaryPrimitives.ReadInt32BigEndian(_font.AsSpan(record + 8)),
                BinaryPrimitives.ReadInt32BigEndian(_font.AsSpan(record + 12)));
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static void Write16(byte[] bytes, int at, int value) =>
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
}
