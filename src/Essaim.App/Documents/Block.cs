using SkiaSharp;

namespace Essaim.App.Documents;

/// <summary>Something drawn at a place.</summary>
internal abstract record Mark
{
    public abstract void Draw(Pens pens, float down);
}

internal sealed record TextMark(string Text, float X, float Y, Ink Ink) : Mark
{
    public override void Draw(Pens pens, float down) => pens.Text(Text, X, Y + down, Ink);
}

internal sealed record LineMark(float X, float Y, float ToX, float ToY, float Weight, SKColor Colour) : Mark
{
    public override void Draw(Pens pens, float down) =>
        pens.Line(X, Y + down, ToX, ToY + down, Weight, Colour);
}

/// <summary>Large slanted words under everything else, that say the paper is not final.</summary>
internal sealed record Watermark(string Text) : Mark
{
    public static readonly PaperFont Font = PaperFont.Title;

    public override void Draw(Pens pens, float down) => pens.Watermark(Text);
}

/// <summary>
/// What is laid out but not placed yet: marks counted from its own top, and its height. Laying out first tells whether
/// it still fits on the page.
/// </summary>
internal sealed class Block
{
    private readonly List<(Mark Mark, float Down)> _marks = [];

    public float Height { get; set; }

    /// <summary>A line of text from its left edge; <paramref name="y"/> is the baseline.</summary>
    public Block Text(string text, float x, float y, Ink ink)
    {
        var clean = ink.Font.Clean(text).Replace('\n', ' ');
        if (clean.Length > 0)
            _marks.Add((new TextMark(clean, x, y, ink), 0));
        return this;
    }

    /// <summary>A line of text that ends at <paramref name="right"/>.</summary>
    public Block Right(string text, float right, float y, Ink ink) => Text(text, right - ink.Width(text), y, ink);

    /// <summary>Several lines, the first on the baseline <paramref name="y"/>; gives the last baseline.</summary>
    public float Lines(IEnumerable<string> lines, float x, float y, Ink ink, float leading)
    {
        var baseline = y - leading;
        foreach (var line in lines)
            Text(line, x, baseline += leading, ink);
        return baseline;
    }

    public Block Rule(float x, float toX, float y, float weight, SKColor colour)
    {
        _marks.Add((new LineMark(x, y, toX, y, weight, colour), 0));
        return this;
    }

    /// <summary>The ledger's double rule: this figure is final, it adds up.</summary>
    public Block DoubleRule(float x, float toX, float y) =>
        Rule(x, toX, y, 0.7f, Ink.Black).Rule(x, toX, y + 2.2f, 0.7f, Ink.Black);

    /// <summary>The red line of the margin: the answer of the page, once.</summary>
    public Block MarginLine(float x, float y, float toY)
    {
        _marks.Add((new LineMark(x, y, x, toY, 1.5f, Ink.Red), 0));
        return this;
    }

    public Block Add(Mark mark)
    {
        _marks.Add((mark, 0));
        return this;
    }

    /// <summary>Places another block in this one, its top <paramref name="down"/> points under this one's.</summary>
    public Block Add(Block block, float down)
    {
        foreach (var (mark, own) in block._marks)
            _marks.Add((mark, own + down));
        return this;
    }

    public IEnumerable<(string Text, PaperFont Font)> Texts() => _marks.Select(m => m.Mark switch
    {
        TextMark text => (text.Text, text.Ink.Font),
        Watermark mark => (mark.Text, Watermark.Font),
        _ => ("", PaperFont.Text),
    });

    public void Draw(Pens pens)
    {
        foreach (var (mark, down) in _marks)
            mark.Draw(pens, down);
    }
}
