using System.Text;
using System.Xml;

namespace Essaim.Domain.Banking;

/// <summary>
/// An element of a bank's XML with its text and what it holds, found by local names, since versions differ by their
/// namespace only. Reading has no document type and fetches nothing; what is nested deeper or holds more than any
/// bank writes is refused as malformed.
/// </summary>
internal sealed class XmlPart
{
    /// <summary>The deepest of our formats has about fifteen levels.</summary>
    private const int MostDepth = 40;

    /// <summary>A movement with ten thousand payments in detail stays below.</summary>
    private const int MostParts = 500_000;

    /// <summary>Text in a thousand pieces is nobody's: beyond this, further pieces are left.</summary>
    private const int LongestText = 10_000;

    private List<XmlPart>? _parts;

    public string Name { get; private init; } = "";
    public string Text { get; private set; } = "";
    public string? Currency { get; private init; }
    public int Line { get; private init; }

    /// <summary>A reader over the bytes, in the encoding that they are really in.</summary>
    public static XmlReader Open(byte[] content)
    {
        var encoding = BankText.EncodingOf(content, DeclaredEncoding(content));
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true,
            IgnoreProcessingInstructions = true, MaxCharactersInDocument = BankFile.MostBytes,
        };
        var text = new StreamReader(new MemoryStream(content), encoding, true, 1 << 16);
        return XmlReader.Create(new FewAttributes(text), settings);
    }

    /// <summary>Moves on by one node; refuses what is too deep.</summary>
    public static bool Advance(XmlReader reader)
    {
        var more = reader.Read();
        return reader.Depth <= MostDepth ? more : throw new XmlException("Too deep.", null, LineOf(reader), 1);
    }

    /// <summary>The element at which the reader stands, whole; afterwards the reader stands at its end.</summary>
    public static XmlPart Read(XmlReader reader)
    {
        var top = Of(reader);
        if (reader.IsEmptyElement)
            return top;
        var open = new Stack<XmlPart>([top]);
        var count = 0;
        while (open.Count > 0)
        {
            if (!Advance(reader))
                throw new XmlException("Cut.", null, LineOf(reader), 1);
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (++count > MostParts)
                    throw new XmlException("Too many parts.", null, LineOf(reader), 1);
                var part = Of(reader);
                (open.Peek()._parts ??= []).Add(part);
                if (!reader.IsEmptyElement)
                    open.Push(part);
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA
                    && open.Peek() is { Text.Length: < LongestText } holder)
                holder.Text += reader.Value;
            else if (reader.NodeType == XmlNodeType.EndElement)
                open.Pop();
        }
        return top;
    }

    /// <summary>All that stand at the end of this path of names.</summary>
    public IEnumerable<XmlPart> All(params ReadOnlySpan<string> path)
    {
        List<XmlPart> found = [this];
        foreach (var name in path)
            found = [.. found.SelectMany(p => p._parts ?? []).Where(p => p.Name == name)];
        return found;
    }

    /// <summary>The first that stands at the end of this path, or null.</summary>
    public XmlPart? Find(params ReadOnlySpan<string> path)
    {
        if (path.Length == 0)
            return this;
        foreach (var part in _parts ?? [])
            if (part.Name == path[0] && part.Find(path[1..]) is { } found)
                return found;
        return null;
    }

    public string? TextAt(params ReadOnlySpan<string> path) => BankText.Clean(Find(path)?.Text);

    private static XmlPart Of(XmlReader reader) => new()
    {
        Name = reader.LocalName, Line = LineOf(reader), Currency = reader.GetAttribute("Ccy"),
    };

    private static int LineOf(XmlReader reader) => ((IXmlLineInfo)reader).LineNumber;

    private static string? DeclaredEncoding(byte[] content)
    {
        var head = Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, 200));
        var at = head.IndexOf("encoding=", StringComparison.Ordinal);
        return at < 0 || head.IndexOf("?>", StringComparison.Ordinal) < at ? null
            : head[(at + 10)..].Split('"', '\'')[0];
    }
}

/// <summary>
/// Ends a text at a tag with more attributes than any bank writes: the platform compares each with all others, which
/// takes minutes. No value of an attribute holds a lesser-than sign, so equal signs since the last one count them.
/// </summary>
internal sealed class FewAttributes(TextReader text) : TextReader
{
    private const int Most = 1000;

    private int _equals;
    private bool _ended;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = _ended ? 0 : text.Read(buffer, index, count);
        var rest = buffer.AsSpan(index, read);
        for (var at = rest.IndexOfAny('<', '='); at >= 0; at = rest.IndexOfAny('<', '='))
        {
            _equals = rest[at] == '<' ? 0 : _equals + 1;
            rest = rest[(at + 1)..];
            if (_equals > Most)
            {
                _ended = true;
                return read - rest.Length;
            }
        }
        return read;
    }

    public override int Read() => throw new NotSupportedException("The reader of XML takes whole buffers.");

    public override int Peek() => throw new NotSupportedException("The reader of XML takes whole buffers.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }
}
