using System.IO.Compression;
using System.Text;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>Writes small PDFs with a file inside, in the ways that ISO 32000 allows; for tests only.</summary>
internal sealed class PdfWriter
{
    private readonly MemoryStream _file = new();
    private readonly SortedDictionary<int, long> _offsets = [];

    public PdfWriter() => Text("%PDF-1.7\n%\u00e2\u00e3\n");

    /// <summary>A PDF of the old form: uncompressed objects and a table; the file hangs on /Names.</summary>
    public static byte[] Plain(byte[] content, string name = "factur-x.xml", string extraTrailer = "",
        bool associated = false, string? kids = null, params string[] more)
    {
        var pdf = new PdfWriter();
        var hangs = associated ? "/AF [3 0 R]" : "/Names << /EmbeddedFiles 5 0 R >>";
        pdf.Object(1, $"<< /Type /Catalog /Pages 2 0 R {hangs} >>");
        pdf.Object(2, "<< /Type /Pages /Kids [] /Count 0 >>");
        pdf.Object(3, Specification(name));
        pdf.Stream(4, "/Type /EmbeddedFile /Filter /FlateDecode", Deflated(content));
        pdf.Object(5, kids ?? "<< /Kids [6 0 R] >>");
        pdf.Object(6, $"<< /Names [({name}) 3 0 R] /Limits [(a) (z)] >>");
        foreach (var (at, value) in more.Index())
            pdf.Object(7 + at, value);
        return pdf.WithTable("/Root 1 0 R " + extraTrailer);
    }

    /// <summary>The newer form: objects packed in a stream, cross-references in one with PNG differences.</summary>
    public static byte[] Packed(byte[] content, string name = "factur-x.xml")
    {
        var pdf = new PdfWriter();
        string[] packed =
        [
            "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(x) 3 0 R] >> >> >>",
            "<< /Type /Pages /Kids [] /Count 0 >>", Specification(name),
        ];
        var head = new StringBuilder();
        var body = new StringBuilder();
        foreach (var (at, value) in packed.Index())
        {
            head.Append($"{at + 1} {body.Length} ");
            body.Append(value).Append(' ');
        }
        pdf.Stream(4, "/Type /EmbeddedFile /Filter [/FlateDecode]", Deflated(content));
        pdf.Stream(7, $"/Type /ObjStm /N 3 /First {head.Length} /Filter /FlateDecode",
            Deflated(Encoding.Latin1.GetBytes($"{head}{body}")));
        return pdf.WithStream();
    }

    public void Object(int number, string value)
    {
        _offsets[number] = _file.Position;
        Text($"{number} 0 obj\n{value}\nendobj\n");
    }

    public void Stream(int number, string dictionary, byte[] content)
    {
        _offsets[number] = _file.Position;
        Text($"{number} 0 obj\n<< {dictionary} /Length {content.Length} >>\nstream\r\n");
        _file.Write(content);
        Text("\nendstream\nendobj\n");
    }

    public byte[] WithTable(string trailer)
    {
        var start = _file.Position;
        Text($"xref\n0 {_offsets.Keys.Max() + 1}\n");
        for (var number = 0; number <= _offsets.Keys.Max(); number++)
            Text(_offsets.TryGetValue(number, out var at) ? $"{at:0000000000} 00000 n \n" : "0000000000 65535 f \n");
        Text($"trailer\n<< /Size {_offsets.Keys.Max() + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return _file.ToArray();
    }

    public static byte[] Deflated(byte[] content)
    {
        var packed = new MemoryStream();
        using (var deflater = new ZLibStream(packed, CompressionLevel.Optimal))
            deflater.Write(content);
        return packed.ToArray();
    }

    private byte[] WithStream()
    {
        var start = _file.Position;
        var rows = new MemoryStream();
        var before = new byte[5];
        void Row(params byte[] row)
        {
            // Each row as what it adds to the row above it (PNG "up").
            rows.WriteByte(2);
            for (var i = 0; i < row.Length; i++)
                rows.WriteByte((byte)(row[i] - before[i]));
            before = row;
        }
        for (byte number = 0; number < 9; number++)
            if (number is 1 or 2 or 3)
                Row(2, 0, 0, 7, (byte)(number - 1));
            else if (number == 8 || _offsets.ContainsKey(number))
            {
                var at = number == 8 ? start : _offsets[number];
                Row(1, (byte)(at >> 16), (byte)(at >> 8), (byte)at, 0);
            }
            else
                Row(0, 0, 0, 0, 0);
        Stream(8, "/Type /XRef /W [1 3 1] /Size 9 /Root 1 0 R /Filter /FlateDecode "
            + "/DecodeParms << /Predictor 12 /Columns 5 >>", Deflated(rows.ToArray()));
        Text($"startxref\n{start}\n%%EOF\n");
        return _file.ToArray();
    }

    private static string Specification(string name) =>
        $"<< /Type /Filespec /F ({name}) /UF <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(name))}> "
        + "/EF << /F 4 0 R /UF 4 0 R >> /AFRelationship /Alternative >>";

    private void Text(string text) => _file.Write(Encoding.Latin1.GetBytes(text));
}
