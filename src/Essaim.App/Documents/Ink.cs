using SkiaSharp;

namespace Essaim.App.Documents;

/// <summary>How a text looks: font, size in points, colour; and how it breaks into lines.</summary>
internal readonly record struct Ink(PaperFont Font, float Size, SKColor Colour)
{
    public static readonly SKColor Black = new(0x27, 0x21, 0x30);
    public static readonly SKColor Grey = new(0x5c, 0x54, 0x66);
    public static readonly SKColor Violet = new(0x5b, 0x37, 0x87);
    public static readonly SKColor Red = new(0xd9, 0x77, 0x6c);
    public static readonly SKColor Hairline = new(0xd8, 0xd2, 0xdc);
    public static readonly SKColor Faint = new(0xec, 0xe9, 0xee);

    public static Ink Plain(float size) => new(PaperFont.Text, size, Black);
    public static Ink Soft(float size) => new(PaperFont.Text, size, Grey);
    public static Ink Strong(float size) => new(PaperFont.Strong, size, Black);
    public static Ink Title(float size) => new(PaperFont.Title, size, Black);

    public float Width(string text) => Font.Width(Font.Clean(text)) * Size;

    /// <summary>The same ink, small enough for the text to fit in that width, but not under a least size.</summary>
    public Ink Fitting(string text, float width, float least)
    {
        var natural = Width(text);
        return natural <= width ? this : this with { Size = Math.Max(least, Size * width / natural) };
    }

    /// <summary>Breaks at spaces, never at hard ones; a word too long for a line is cut where the line ends.</summary>
    public List<string> Lines(string text, float width)
    {
        var lines = new List<string>();
        foreach (var paragraph in Font.Clean(text.ReplaceLineEndings("\n").Trim()).Split('\n'))
            Break(paragraph.Trim(' '), width / Size, lines);
        return lines;
    }

    /// <summary>The lines, in a size small enough for so many at most, but not under a least size.</summary>
    public (Ink Ink, List<string> Lines) Within(string text, float width, int most, float least)
    {
        var ink = this;
        var lines = ink.Lines(text, width);
        while (lines.Count > most && ink.Size > least)
        {
            ink = ink with { Size = Math.Max(least, ink.Size - 0.5f) };
            lines = ink.Lines(text, width);
        }
        return (ink, lines);
    }

    private void Break(string text, float width, List<string> lines)
    {
        var start = 0;
        while (true)
        {
            var end = LineEnd(text, start, width);
            lines.Add(text[start..end].TrimEnd(' '));
            start = end;
            while (start < text.Length && text[start] == ' ')
                start++;
            if (start >= text.Length)
                return;
        }
    }

    private int LineEnd(string text, int start, float width)
    {
        var used = 0f;
        var space = -1;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == ' ')
                space = i;
            used += Font.Width(text.AsSpan(i, 1));
            if (used > width && text[i] != ' ')
                return space > start ? space : Math.Max(i, start + 1);
        }
        return text.Length;
    }
}
