using SkiaSharp;

namespace Essaim.App.Documents;

/// <summary>What draws on the pages of one document; fonts hold only the glyphs it uses.</summary>
internal sealed class Pens : IDisposable
{
    private readonly Dictionary<PaperFont, SKTypeface> _typefaces;
    private readonly Dictionary<(PaperFont, float), SKFont> _fonts = [];
    private readonly SKPaint _paint = new() { IsAntialias = true };

    public Pens(IEnumerable<Block> pages) =>
        _typefaces = pages.SelectMany(p => p.Texts()).GroupBy(t => t.Font)
            .ToDictionary(g => g.Key, g => g.Key.For(g.SelectMany(t => t.Text).Distinct()));

    public SKCanvas? Canvas { get; set; }

    public void Text(string text, float x, float y, Ink ink)
    {
        _paint.Color = ink.Colour;
        Canvas!.DrawText(text, x, y, SKTextAlign.Left, FontOf(ink), _paint);
    }

    public void Line(float x, float y, float toX, float toY, float weight, SKColor colour)
    {
        _paint.Color = colour;
        _paint.StrokeWidth = weight;
        Canvas!.DrawLine(x, y, toX, toY, _paint);
    }

    public void Fill(SKPath shape, SKColor colour)
    {
        _paint.Color = colour;
        Canvas!.DrawPath(shape, _paint);
    }

    public void Watermark(string text)
    {
        var ink = new Ink(Documents.Watermark.Font, 120, Ink.Faint).Fitting(text, 640, 20);
        Canvas!.Save();
        Canvas.RotateDegrees(-52, Sheet.Width / 2, Sheet.Height / 2);
        Text(text, Sheet.Width / 2 - ink.Width(text) / 2, Sheet.Height / 2 + ink.Size / 3, ink);
        Canvas.Restore();
    }

    private SKFont FontOf(Ink ink)
    {
        if (!_fonts.TryGetValue((ink.Font, ink.Size), out var font))
            _fonts[(ink.Font, ink.Size)] = font = PaperFont.Sized(_typefaces[ink.Font], ink.Size);
        return font;
    }

    public void Dispose()
    {
        foreach (var font in _fonts.Values)
            font.Dispose();
        foreach (var typeface in _typefaces.Values)
            typeface.Dispose();
        _paint.Dispose();
    }
}
