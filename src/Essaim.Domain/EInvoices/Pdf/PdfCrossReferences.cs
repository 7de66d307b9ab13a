namespace Essaim.Domain.EInvoices.Pdf;

/// <summary>The two forms of cross-references (ISO 32000-1, 7.5.4 and 7.5.8).</summary>
internal static class PdfCrossReferences
{
    /// <summary>After "xref": sections of lines of twenty bytes, then the trailer.</summary>
    public static PdfDictionary Table(PdfLexer lexer, Action<int, PdfPlace> add)
    {
        while (!lexer.Skips("trailer"u8))
        {
            var first = Number(lexer.Integer());
            var count = Number(lexer.Integer());
            for (var i = 0; i < count; i++)
            {
                var offset = lexer.Integer();
                lexer.Integer();
                var inUse = lexer.Skips("n"u8);
                if (!inUse)
                    lexer.Expect("f"u8);
                add(Number((long)first + i), new PdfPlace(offset, null, !inUse));
            }
        }
        return lexer.Value() as PdfDictionary ?? throw new BrokenPdfException("There is no trailer.");
    }

    /// <summary>Rows of three numbers, of as many bytes as /W says; /Index says which objects they are of.</summary>
    public static PdfDictionary Stream(PdfDictionary dictionary, ReadOnlySpan<byte> rows, Action<int, PdfPlace> add)
    {
        var widths = Integers(dictionary["W"]);
        if (widths is not [>= 0 and <= 8, >= 0 and <= 8, >= 0 and <= 8] || widths.Sum() is var width && width == 0)
            throw new BrokenPdfException("The cross-references are broken.");
        var index = dictionary["Index"] is PdfArray ? Integers(dictionary["Index"])
            : [0, dictionary["Size"] is PdfInteger size ? Number(size.Number) : 0];
        foreach (var section in index.Chunk(2))
            for (var i = 0; section.Length == 2 && i < section[1]; i++)
            {
                if (rows.Length < width)
                    return dictionary;
                // Without a first number a row is of kind 1, an object at an offset.
                var kind = widths[0] == 0 ? 1 : BigEndian(rows[..widths[0]]);
                var second = BigEndian(rows.Slice(widths[0], widths[1]));
                rows = rows[width..];
                add(Number((long)section[0] + i), kind switch
                {
                    1 => new PdfPlace(second, null, false),
                    2 => new PdfPlace(0, Number(second), false),
                    _ => new PdfPlace(0, null, true),
                });
            }
        return dictionary;
    }

    private static int[] Integers(PdfValue value) => value is PdfArray array
        ? [.. array.Items.Select(i => i is PdfInteger integer ? Number(integer.Number) : 0)] : [];

    private static long BigEndian(ReadOnlySpan<byte> bytes)
    {
        var number = 0L;
        foreach (var one in bytes)
            number = (number << 8) | one;
        return number;
    }

    private static int Number(long number) => number is >= 0 and <= int.MaxValue
        ? (int)number : throw new BrokenPdfException("A number is out of all measure.");
}

/// <summary>Several objects packed in one stream (7.5.7): a head of numbers and places, then the values.</summary>
internal sealed class PdfObjectStream
{
    private readonly ReadOnlyMemory<byte> _content;
    private readonly Dictionary<int, int> _places = [];

    public PdfObjectStream(PdfDictionary dictionary, ReadOnlyMemory<byte> content)
    {
        _content = content;
        if (dictionary["N"] is not PdfInteger count || dictionary["First"] is not PdfInteger first)
            throw new BrokenPdfException("An object stream is broken.");
        var head = new PdfLexer(content, 0);
        for (var i = 0; i < count.Number; i++)
        {
            var number = head.Integer();
            var place = first.Number + head.Integer();
            if (number is < 0 or > int.MaxValue || place < 0 || place >= content.Length)
                throw new BrokenPdfException("An object stream is broken.");
            _places[(int)number] = (int)place;
        }
    }

    public PdfValue Value(int number) =>
        _places.TryGetValue(number, out var place) ? new PdfLexer(_content, place).Value() : PdfNothing.Value;
}
