using System.IO.Compression;

namespace Essaim.Domain.EInvoices.Pdf;

/// <summary>
/// A PDF opened at its cross-references (ISO 32000-1, 7.5), tables and streams, through all its revisions. Objects are
/// read when asked for. What is inflated is counted: a small file cannot fill the memory.
/// </summary>
internal sealed class PdfFile
{
    private const int MaxInflated = 64 * 1024 * 1024;
    private const int MaxRevisions = 1000;
    private const int MaxObjects = 1_000_000;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Dictionary<int, PdfPlace> _places = [];
    private readonly Dictionary<int, PdfObjectStream> _objectStreams = [];
    private int _inflated;

    public PdfFile(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        var from = Math.Max(0, bytes.Length - 2048);
        var mark = bytes.Span[from..].LastIndexOf("startxref"u8);
        if (mark < 0)
            throw new BrokenPdfException("There is no startxref.");
        var next = new Queue<long>([new PdfLexer(bytes, from + mark + "startxref"u8.Length).Integer()]);
        var seen = new HashSet<long>();
        while (next.TryDequeue(out var at))
        {
            if (!seen.Add(at) || seen.Count > MaxRevisions)
                throw new BrokenPdfException("The revisions go round in a circle.");
            var trailer = ReadRevision(at);
            Trailer ??= trailer;
            foreach (var key in (string[])["XRefStm", "Prev"])
                if (trailer[key] is PdfInteger earlier)
                    next.Enqueue(earlier.Number);
        }
    }

    /// <summary>Of the newest revision.</summary>
    public PdfDictionary Trailer { get; } = null!;

    /// <summary>Follows a reference; what is not there is nothing, as the norm says.</summary>
    public PdfValue Resolve(PdfValue value)
    {
        for (var hops = 0; value is PdfReference reference; hops++)
        {
            if (hops > 10)
                throw new BrokenPdfException("References go round in a circle.");
            value = Load(reference.Number);
        }
        return value;
    }

    public PdfDictionary? Dictionary(PdfValue value) => Resolve(value) switch
    {
        PdfDictionary dictionary => dictionary,
        PdfStream stream => stream.Dictionary,
        _ => null,
    };

    /// <summary>The bytes of a stream, inflated and put back in order; other codings than Flate are refused.</summary>
    public ReadOnlyMemory<byte> Content(PdfStream stream)
    {
        var length = Resolve(stream.Dictionary["Length"]) is PdfInteger { Number: >= 0 } number
            ? number.Number : throw new BrokenPdfException("A stream has no length.");
        if (length > _bytes.Length - stream.Start)
            throw new BrokenPdfException("A stream reaches beyond the file.");
        var content = _bytes.Slice(stream.Start, (int)length);
        var filters = Resolve(stream.Dictionary["Filter"]) switch
        {
            PdfName name => [name],
            PdfArray array => array.Items.Select(Resolve).ToArray(),
            _ => [],
        };
        if (filters.Length > 2)
            throw new BrokenPdfException("A stream is coded too often.");
        var parameters = Resolve(stream.Dictionary["DecodeParms"]);
        foreach (var (place, filter) in filters.Index())
        {
            if (filter is not PdfName { Name: "FlateDecode" or "Fl" })
                throw new BrokenPdfException("A stream is coded otherwise than with Flate.");
            var own = parameters is PdfArray list && place < list.Items.Count ? list.Items[place] : parameters;
            content = PdfPredictor.Undo(Inflate(content), Dictionary(own), this);
        }
        return content;
    }

    private ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> packed)
    {
        using var inflater = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        var plain = new MemoryStream();
        var piece = new byte[1 << 16];
        try
        {
            while (inflater.Read(piece) is var read && read > 0)
            {
                _inflated += read;
                if (_inflated > MaxInflated)
                    throw new BrokenPdfException("The file holds more than it should.");
                plain.Write(piece, 0, read);
            }
        }
        // Damage is told in two ways: a bad block, or an answer that the library itself did not expect.
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            throw new BrokenPdfException("A stream cannot be inflated.");
        }
        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }

    private PdfValue Load(int number)
    {
        if (!_places.TryGetValue(number, out var place) || place.IsFree)
            return PdfNothing.Value;
        if (place.InStream is { } holder)
            return Objects(holder).Value(number);
        var (written, value) = new PdfLexer(_bytes, Within(place.Offset)).Object();
        return written == number ? value : throw new BrokenPdfException($"Object {number} is not in its place.");
    }

    private PdfObjectStream Objects(int holder)
    {
        if (_objectStreams.TryGetValue(holder, out var known))
            return known;
        // An object stream stands in the file itself, never inside another: so this ends.
        if (!_places.TryGetValue(holder, out var place) || place.InStream is not null || place.IsFree
            || Load(holder) is not PdfStream stream)
            throw new BrokenPdfException("An object stream is missing.");
        return _objectStreams[holder] = new PdfObjectStream(stream.Dictionary, Content(stream));
    }

    private PdfDictionary ReadRevision(long at)
    {
        var lexer = new PdfLexer(_bytes, Within(at));
        if (lexer.Skips("xref"u8))
            return PdfCrossReferences.Table(lexer, Add);
        return lexer.Object().Value is PdfStream stream && stream.Dictionary["Type"] is PdfName { Name: "XRef" }
            ? PdfCrossReferences.Stream(stream.Dictionary, Content(stream).Span, Add)
            : throw new BrokenPdfException("There are no cross-references where they should be.");
    }

    /// <summary>The newest revision is read first, so what it says stays.</summary>
    private void Add(int number, PdfPlace place)
    {
        if (_places.Count >= MaxObjects)
            throw new BrokenPdfException("There are too many objects.");
        _places.TryAdd(number, place);
    }

    private int Within(long at) =>
        at >= 0 && at < _bytes.Length ? (int)at : throw new BrokenPdfException("A place is beyond the file.");
}

/// <summary>Where an object is: at an offset, inside an object stream, or nowhere any more.</summary>
internal readonly record struct PdfPlace(long Offset, int? InStream, bool IsFree);
