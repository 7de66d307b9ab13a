using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Essaim.App.Tests.Documents;

/// <summary>Reads a PDF back as a customer's machine would.</summary>
public static class PaperReader
{
    /// <summary>
    /// The text of each page. The fonts draw the hard space with the same glyph as the common one, so that both come
    /// back as a common one; the narrow hard space has its own and comes back as it was.
    /// </summary>
    public static List<string> PagesOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf, new ParsingOptions { UseLenientParsing = false });
        return [.. document.GetPages().Select(TextOf)];
    }

    public static string Text(byte[] pdf) => string.Join('\n', PagesOf(pdf));

    public static List<List<Letter>> Letters(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf, new ParsingOptions { UseLenientParsing = false });
        return [.. document.GetPages().Select(p => p.Letters.ToList())];
    }

    /// <summary>What a text becomes on paper.</summary>
    public static string AsRead(string text) => text.Replace('\u00a0', ' ');

    private static string TextOf(Page page) => AsRead(ContentOrderTextExtractor.GetText(page));
}
