using System.Globalization;
using System.IO.Compression;

namespace Essaim.App.Documents;

/// <summary>
/// Makes a PDF of an invoice a Factur-X: PDF/A-3b with the same invoice as XML inside (Factur-X 1.0, profile EN 16931).
/// The page and the XML say the same, so their relation is "Alternative".
/// </summary>
internal static class FacturX
{
    public const string FileName = "factur-x.xml";

    private const string Space = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";

    private static readonly (string Name, string Value, string About)[] Properties =
    [
        ("DocumentFileName", FileName, "name of the embedded XML invoice file"),
        ("DocumentType", "INVOICE", "INVOICE"),
        ("Version", "1.0", "version of the Factur-X data"),
        ("ConformanceLevel", "EN 16931", "conformance level of the Factur-X data"),
    ];

    public static void Embed(PdfParts parts, byte[] xml, DateTimeOffset made)
    {
        var date = made.UtcDateTime.ToString("'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture);
        var content = parts.Add("/Type /EmbeddedFile\n/Subtype /text#2Fxml\n/Filter /FlateDecode\n"
            + $"/Params <</ModDate {date} /Size {xml.Length}>>", Packed(xml));
        var file = parts.Add($"/Type /Filespec\n/F ({FileName})\n/UF ({FileName})\n/AFRelationship /Alternative\n"
            + $"/Desc (Factur-X)\n/EF <</F {content} /UF {content}>>");
        parts.Enter($"/AF [{file}]\n/Names <</EmbeddedFiles <</Names [({FileName}) {file}]>>>>");
        parts.Describe(Described);
    }

    private static byte[] Packed(byte[] xml)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal))
            zip.Write(xml);
        return packed.ToArray();
    }

    /// <summary>Part 3 instead of 2; what is inside; and, as PDF/A asks, what the words for that mean.</summary>
    private static string Described(string xmp)
    {
        const string part = "<pdfaid:part>2</pdfaid:part>";
        const string end = "</rdf:RDF>";
        if (!xmp.Contains(part, StringComparison.Ordinal) || !xmp.Contains(end, StringComparison.Ordinal))
            throw new InvalidOperationException("Skia describes its PDF otherwise: its format has changed.");
        return xmp.Replace(part, "<pdfaid:part>3</pdfaid:part>", StringComparison.Ordinal)
            .Replace(end, Inside() + Meaning() + end, StringComparison.Ordinal);
    }

    private static string Inside() => $"<rdf:Description rdf:about=\"\" xmlns:fx=\"{Space}\">\n"
        + string.Concat(Properties.Select(p => $"<fx:{p.Name}>{p.Value}</fx:{p.Name}>\n")) + "</rdf:Description>\n";

    private static string Meaning() =>
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
        + "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
        + "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
        + "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
        + "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\n"
        + $"<pdfaSchema:namespaceURI>{Space}</pdfaSchema:namespaceURI>\n<pdfaSchema:prefix>fx</pdfaSchema:prefix>\n"
        + "<pdfaSchema:property><rdf:Seq>\n"
        + string.Concat(Properties.Select(p => "<rdf:li rdf:parseType=\"Resource\">"
            + $"<pdfaProperty:name>{p.Name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>"
            + "<pdfaProperty:category>external</pdfaProperty:category>"
            + $"<pdfaProperty:description>{p.About}</pdfaProperty:description></rdf:li>\n"))
        + "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";
}
