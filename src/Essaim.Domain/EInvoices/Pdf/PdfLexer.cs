using System.Globalization;
using System.Text;

namespace Essaim.Domain.EInvoices.Pdf;

/// <summary>
/// Reads values out of the bytes of a PDF from a place on; refuses what is nested too deep or breaks off.
/// </summary>
internal sealed class PdfLexer(ReadOnlyMemory<byte> bytes, int position)
{
    private const int MaxDepth = 50;
    private const int MaxItems = 100_000;

    private int _depth;

    public int Position { get; private set; } = position;

    private ReadOnlySpan<byte> Rest => bytes.Span[Position..];

    private int Current => Position < bytes.Length ? bytes.Span[Position] : -1;

    /// <summary>The next value; a reference "12 0 R" is one.</summary>
    public PdfValue Value()
    {
        if (++_depth > MaxDepth)
            throw new BrokenPdfException("Values are nested too deep.");
        SkipBlanks();
        var value = Current switch
        {
            '/' => new PdfName(Name()),
            '(' => new PdfString(Literal()),
            '<' when Rest.Length > 1 && Rest[1] == '<' => Dictionary(),
            '<' => new PdfString(Hexadecimal()),
            '[' => Array(),
            '+' or '-' or '.' or (>= '0' and <= '9') => NumberOrReference(),
            _ => Word(),
        };
        _depth--;
        return value;
    }

    /// <summary>"12 0 obj" and its value; the bytes of a stream follow its keyword and a line end.</summary>
    public (int Number, PdfValue Value) Object()
    {
        var number = Integer();
        Integer();
        Expect("obj"u8);
        var value = Value();
        SkipBlanks();
        if (value is not PdfDictionary dictionary || !Rest.StartsWith("stream"u8))
            return ((int)number, value);
        Position += "stream"u8.Length;
        if (Current == '\r')
            Position++;
        if (Current == '\n')
            Position++;
        return ((int)number, new PdfStream(dictionary, Position));
    }

    public long Integer()
    {
        SkipBlanks();
        return Number() is PdfInteger integer ? integer.Number : throw new BrokenPdfException("No integer.");
    }

    public bool Skips(ReadOnlySpan<byte> keyword)
    {
        SkipBlanks();
        if (!Rest.StartsWith(keyword))
            return false;
        Position += keyword.Length;
        return true;
    }

    public void Expect(ReadOnlySpan<byte> keyword)
    {
        if (!Skips(keyword))
            throw new BrokenPdfException($"{Encoding.ASCII.GetString(keyword)} is missing at {Position}.");
    }

    public void SkipBlanks()
    {
        while (true)
        {
            if (Current is 0 or '\t' or '\n' or '\f' or '\r' or ' ')
                Position++;
            else if (Current == '%')
                while (Current is not -1 and not '\n' and not '\r')
                    Position++;
            else
                return;
        }
    }

    private PdfDictionary Dictionary()
    {
        Position += 2;
        var entries = new Dictionary<string, PdfValue>();
        while (!Skips(">>"u8))
        {
            if (Current != '/' || entries.Count >= MaxItems)
                throw new BrokenPdfException("A dictionary is broken.");
            var key = Name();
            entries[key] = Value();
        }
        return new PdfDictionary(entries);
    }

    private PdfArray Array()
    {
        Position++;
        var items = new List<PdfValue>();
        while (!Skips("]"u8))
        {
            if (Current == -1 || items.Count >= MaxItems)
                throw new BrokenPdfException("An array is broken.");
            items.Add(Value());
        }
        return new PdfArray(items);
    }

    private PdfValue NumberOrReference()
    {
        var number = Number();
        var after = Position;
        if (number is PdfInteger { Number: >= 0 and <= int.MaxValue } first && Current is ' ' or '\n' or '\r' or '\t')
        {
            SkipBlanks();
            if (Current is >= '0' and <= '9' && Number() is PdfInteger)
            {
                SkipBlanks();
                if (Current == 'R' && (Rest.Length == 1 || IsEnd(Rest[1])))
                {
                    Position++;
                    return new PdfReference((int)first.Number);
                }
            }
        }
        Position = after;
        return number;
    }

    private PdfValue Number()
    {
        var start = Position;
        while (Current is '+' or '-' or '.' or (>= '0' and <= '9'))
            Position++;
        var text = Encoding.ASCII.GetString(bytes.Span[start..Position]);
        if (text.Length == 0)
            throw new BrokenPdfException($"No number at {start}.");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new PdfInteger(number) : PdfNothing.Value;
    }

    private PdfNothing Word()
    {
        var start = Position;
        while (Current != -1 && !IsEnd((byte)Current))
            Position++;
        var word = bytes.Span[start..Position];
        return word.SequenceEqual("null"u8) || word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8)
            ? PdfNothing.Value : throw new BrokenPdfException($"No value at {start}.");
    }

    private string Name()
    {
        Position++;
        var text = new StringBuilder();
        for (; Current != -1 && !IsEnd((byte)Current); Position++)
            if (Current == '#' && Rest.Length > 2 && HexOf(Rest[1]) >= 0 && HexOf(Rest[2]) >= 0)
            {
                text.Append((char)(HexOf(Rest[1]) * 16 + HexOf(Rest[2])));
                Position += 2;
            }
            else
                text.Append((char)Current);
        return text.ToString();
    }

    private byte[] Literal()
    {
        var text = new List<byte>();
        var open = 1;
        for (Position++; Current != -1; Position++)
        {
            var sign = Current;
            if (sign == '\\')
                Escape(text);
            else
            {
                open += sign == '(' ? 1 : sign == ')' ? -1 : 0;
                if (open == 0)
                {
                    Position++;
                    return [.. text];
                }
                text.Add((byte)sign);
            }
        }
        throw new BrokenPdfException("A text has no end.");
    }

    /// <summary>What follows a backslash; stays on its last sign.</summary>
    private void Escape(List<byte> text)
    {
        Position++;
        if (Current is >= '0' and <= '7')
        {
            var octal = 0;
            for (var digits = 0; digits < 3 && Current is >= '0' and <= '7'; digits++, Position++)
                octal = octal * 8 + (Current - '0');
            text.Add((byte)octal);
            Position--;
        }
        else if (Current == '\r' && Rest.Length > 1 && Rest[1] == '\n')
            Position++;
        else if (Current is not -1 and not '\r' and not '\n')
            text.Add(Current switch { 'n' => 10, 'r' => 13, 't' => 9, 'b' => 8, 'f' => 12, var sign => (byte)sign });
    }

    private byte[] Hexadecimal()
    {
        var digits = new List<int>();
        for (Position++; Current is not -1 and not '>'; Position++)
            if (HexOf((byte)Current) is >= 0 and var digit)
                digits.Add(digit);
        if (Current == -1)
            throw new BrokenPdfException("A text has no end.");
        Position++;
        return [.. digits.Chunk(2).Select(pair => (byte)(pair[0] * 16 + (pair.Length > 1 ? pair[1] : 0)))];
    }

    private static int HexOf(byte sign) => char.IsAsciiHexDigit((char)sign) ? Convert.ToInt32($"{(char)sign}", 16) : -1;

    private static bool IsEnd(byte sign) => sign is 0 or 9 or 10 or 12 or 13 or 32
        || "()<>[]{}/%"u8.Contains(sign);
}
