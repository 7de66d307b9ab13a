using System.IO.Compression;
using Essaim.App.Documents;
using SkiaSharp;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;
using Xunit;

namespace Essaim.App.Tests.Documents;

public class EmbeddedFontTests
{
    private const string Alphabet = "AÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ aàâäçéèêëîïôöùûüÿœæ ½ ñ ß 0123456789 €%&@«»–—’…°²";

    /// <summary>An accented letter is made of two other glyphs: without one of them it loses its accent.</summary>
    [Fact]
    public void Each_letter_is_drawn_in_the_file_as_the_font_draws_it()
    {
        var page = PaperSamples.Dressmaker();
        var content = page.Content with { TradeName = Alphabet, Trade = "Essai : " + Alphabet };
        var pdf = SalePdf.Draw(page with { Content = content });
        var embedded = Fonts(pdf);
        Assert.Equal(3, embedded.Count);
        Assert.True(Draws(embedded, "essaim-titre-560.ttf"));
        Assert.True(Draws(embedded, "essaim-texte-400.ttf"));
        Assert.False(Draws(embedded, "essaim-texte-600.ttf"));
    }

    /// <summary>Whether one of the embedded fonts draws the whole alphabet as the shipped font does.</summary>
    private static bool Draws(List<SKTypeface> embedded, string file)
    {
        using var stream = typeof(SalePdf).Assembly.GetManifestResourceStream("Essaim.App.Documents.Fonts." + file)!;
        using var shipped = Unhinted(SKTypeface.FromStream(stream));
        return embedded.Any(typeface =>
        {
            using var font = Unhinted(typeface);
            return shipped.GetGlyphs(Alphabet).Distinct().All(g => Outline(font, g) == Outline(shipped, g));
        });
    }

    private static SKFont Unhinted(SKTypeface typeface) => new(typeface, 1000) { Hinting = SKFontHinting.None };

    private static string Outline(SKFont font, ushort glyph)
    {
        using var path = font.GetGlyphPath(glyph);
        return path?.ToSvgPathData() ?? "";
    }

    private static List<SKTypeface> Fonts(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        var fonts = new List<SKTypeface>();
        foreach (var place in document.Structure.CrossReferenceTable.ObjectOffsets.Keys)
            if (document.Structure.GetObject(place)?.Data is DictionaryToken font
                && font.TryGet(NameToken.FontFile2, out IndirectReferenceToken reference)
                && document.Structure.GetObject(reference.Data)?.Data is StreamToken stream)
                fonts.Add(Inflated(stream));
        return fonts;
    }

    private static SKTypeface Inflated(StreamToken stream)
    {
        using var font = new MemoryStream();
        using (var inflating = new ZLibStream(new MemoryStream(stream.Data.ToArray()), CompressionMode.Decompress))
            inflating.CopyTo(font);
        using var data = SKData.CreateCopy(font.ToArray());
        return SKTypeface.FromData(data);
    }
}
