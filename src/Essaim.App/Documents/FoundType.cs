using System.Xml;

namespace Essaim.App.Documents;

/// <summary>
/// What a file is, by its bytes alone (type trouvé): its beginning and its structure, whatever its name claims. Only a
/// text needs its name too, because any text could be another language.
/// </summary>
public sealed record FoundType(string MediaType, string Extension)
{
    public static readonly FoundType Pdf = new("application/pdf", "pdf");
    public static readonly FoundType Jpeg = new("image/jpeg", "jpg");
    public static readonly FoundType Png = new("image/png", "png");
    public static readonly FoundType WebP = new("image/webp", "webp");
    public static readonly FoundType Heic = new("image/heic", "heic");
    public static readonly FoundType Xml = new("application/xml", "xml");
    public static readonly FoundType Csv = new("text/csv", "csv");
    public static readonly FoundType Text = new("text/plain", "txt");

    /// <summary>For the person whose file was refused.</summary>
    public const string Accepted = "un PDF, une photo (JPEG, PNG, WebP ou HEIC), un XML, un CSV ou un texte";

    private static readonly FoundType[] All = [Pdf, Jpeg, Png, WebP, Heic, Xml, Csv, Text];

    /// <summary>Shown in the page by every browser; the others are downloaded.</summary>
    public bool IsShown => this == Pdf || IsPicture;

    public bool IsPicture => this == Jpeg || this == Png || this == WebP;

    public static FoundType Known(string mediaType) => All.Single(t => t.MediaType == mediaType);

    /// <summary>Null for what is not accepted, or is cut short. Reads the stream from its start.</summary>
    public static FoundType? Of(Stream content, string name)
    {
        var bytes = new FileBytes(content);
        var head = bytes.At(0, 16);
        if (head is [0xff, 0xd8, 0xff, ..])
            return PictureShape.IsJpeg(bytes) ? Jpeg : null;
        if (head is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..])
            return PictureShape.IsPng(bytes) ? Png : null;
        if (head.AsSpan().StartsWith("RIFF"u8))
            return PictureShape.IsWebP(bytes) ? WebP : null;
        if (head.Length > 8 && head.AsSpan(4).StartsWith("ftyp"u8))
            return PictureShape.IsHeic(bytes) ? Heic : null;
        if (head.AsSpan().StartsWith("%PDF-"u8))
            return IsPdf(bytes) ? Pdf : null;
        if (IsMarkup(bytes.At(0, 1024)))
            return IsXml(content) ? Xml : null;
        return TypeOfText(name) is { } text && TextShape.IsText(content) ? text : null;
    }

    /// <summary>Its end is there: the table of its objects and the mark of its end.</summary>
    private static bool IsPdf(FileBytes bytes)
    {
        var from = Math.Max(0, bytes.Length - 4096);
        var tail = bytes.At(from, 4096).AsSpan();
        return tail.LastIndexOf("startxref"u8) is >= 0 and var start && tail.LastIndexOf("%%EOF"u8) > start;
    }

    /// <summary>Begins with "&lt;", blanks and a mark of byte order aside: XML that we can read, or nothing.</summary>
    private static bool IsMarkup(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
            head = head[3..];
        else if (head is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            return true;
        return head.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }

    /// <summary>Whole and well formed, without a document type, and no page or drawing that could act.</summary>
    private static bool IsXml(Stream content)
    {
        content.Position = 0;
        try
        {
            using var reader = XmlReader.Create(content, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false,
                MaxCharactersInDocument = 32 * 1024 * 1024,
            });
            while (reader.Read())
                if (reader.NodeType == XmlNodeType.Element && (reader.LocalName is "html" or "svg" or "script"
                    || reader.NamespaceURI is "http://www.w3.org/1999/xhtml" or "http://www.w3.org/2000/svg"))
                    return false;
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static FoundType? TypeOfText(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".csv" => Csv,
        ".txt" => Text,
        _ => null,
    };
}
