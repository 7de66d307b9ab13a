using System.Security.Cryptography;
using System.Text;
using SkiaSharp;

namespace Essaim.App.Documents;

/// <summary>What a reader of PDF shows beside the pages. The date comes from outside: same input, same bytes.</summary>
internal sealed record PdfLabel(string Title, string Author, DateTimeOffset CreatedAt);

/// <summary>
/// Pages as PDF/A bytes. Skia makes the pages; what it cannot say is added here: the language, the invoice inside
/// (<see cref="FacturX"/>), and an identifier that comes from the content and not from the clock.
/// </summary>
internal static class PdfFile
{
    private static readonly Encoding Ascii = Encoding.ASCII;

    /// <param name="label">What readers show beside the pages.</param>
    /// <param name="pages">The pages, laid out.</param>
    /// <param name="facturX">The XML of the same invoice; with it the file is a Factur-X.</param>
    public static byte[] Of(PdfLabel label, IReadOnlyList<Block> pages, byte[]? facturX = null)
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
        var parts = new PdfParts(stream.ToArray());
        parts.Enter("/Lang (fr-FR)");
        if (facturX is not null)
            FacturX.Embed(parts, facturX, label.CreatedAt);
        return Identified(parts.Bytes());
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

    private static int Last(ReadOnlySpan<byte> pdf, ReadOnlySpan<byte> text)
    {
        var at = pdf.LastIndexOf(text);
        return at >= 0 ? at : throw new InvalidOperationException(
            $"Skia wrote a PDF without {Ascii.GetString(text)}: its format has changed.");
    }
}
