using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SkiaSharp;

namespace Essaim.App.Documents;

/// <summary>What a reader of PDF shows beside the pages. The date comes from outside: same input, same bytes.</summary>
internal sealed record PdfLabel(string Title, string Author, DateTimeOffset CreatedAt);

/// <summary>
/// Pages as PDF/A bytes. Skia makes the pages; what it cannot say is added here: the language, that readers show the
/// title, and an identifier that comes from the content and not from the clock.
/// </summary>
internal static class PdfFile
{
    private static readonly Encoding Ascii = Encoding.ASCII;
    private static readonly byte[] Catalog = "<</Type /Catalog"u8.ToArray();

    private static readonly byte[] Added = "\n/Lang (fr-FR)\n/ViewerPreferences <</DisplayDocTitle true>>"u8.ToArray();

    public static byte[] Of(PdfLabel label, IReadOnlyList<Block> pages)
    {
        using var stream = new MemoryStream(96 * 1024);
        using (var document = SKDocument.CreatePdf(stream, Metadata(label)))
        using (var pens = new Pens(pages))
        {
            foreach (var page in pages)
            {
                pens.Canvas = document.BeginPage(Sheet.Width, Sheet.Height);
                page.Draw(pens);
                document.EndPage();
            }
            document.Close();
        }
        return Identified(WithLanguage(stream.ToArray()));
    }

    private static SKDocumentPdfMetadata Metadata(PdfLabel label) => new()
    {
        Title = label.Title,
        Author = label.Author,
        Creator = "Essaim",
        Producer = "Essaim",
        Creation = label.CreatedAt.UtcDateTime,
        Modified = label.CreatedAt.UtcDateTime,
        PdfA = true,
        RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
        EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
    };

    /// <summary>Writes into the catalog and moves the offsets of what stands behind it in the file.</summary>
    private static byte[] WithLanguage(byte[] pdf)
    {
        var at = Last(pdf, Catalog) + Catalog.Length;
        byte[] longer = [.. pdf.AsSpan(0, at), .. Added, .. pdf.AsSpan(at)];
        var start = Last(longer, "startxref\n"u8) + 10;
        var table = Number(longer.AsSpan(start)) + Added.Length;
        // "xref", then "0 14", then one row of twenty bytes an object, then "trailer".
        var row = table + 5 + longer.AsSpan(table + 5).IndexOf((byte)'\n') + 1;
        for (; longer[row] != (byte)'t'; row += 20)
        {
            var offset = Number(longer.AsSpan(row, 10));
            if (offset > at)
                Ascii.GetBytes((offset + Added.Length).ToString("0000000000", CultureInfo.InvariantCulture),
                    longer.AsSpan(row));
        }
        return [.. longer.AsSpan(0, start), .. Ascii.GetBytes($"{table}\n%%EOF\n")];
    }

    /// <summary>Skia's identifier holds the time of the day: the hash of all the rest takes its four places.</summary>
    private static byte[] Identified(byte[] pdf)
    {
        var uuids = new[] { "<xmpMM:DocumentID>uuid:", "<xmpMM:InstanceID>uuid:" }
            .Select(tag => Last(pdf, Ascii.GetBytes(tag)) + tag.Length).ToList();
        foreach (var at in uuids)
            pdf.AsSpan(at, 36).Fill((byte)'0');
        // In the trailer it may be written as letters or as hexadecimal, as the chance of the moment has it.
        var id = Last(pdf, "/ID ["u8) + 5;
        var end = Last(pdf, "]>>\nstartxref"u8);
        var hash = new Guid(SHA256.HashData([.. pdf.AsSpan(0, id), .. pdf.AsSpan(end)]).AsSpan(0, 16));
        foreach (var at in uuids)
            Ascii.GetBytes(hash.ToString("D"), pdf.AsSpan(at));
        return [.. pdf.AsSpan(0, id), .. Ascii.GetBytes($"<{hash:N}> <{hash:N}>"), .. pdf.AsSpan(end)];
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
