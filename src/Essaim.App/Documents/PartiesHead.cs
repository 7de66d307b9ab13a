namespace Essaim.App.Documents;

/// <summary>The head of a paper between the co-op and a person: title, both parties side by side, facts.</summary>
internal static class PartiesHead
{
    /// <summary>Where the second of two columns begins.</summary>
    public const float Half = Sheet.Left + Width / 2 + 10;

    private const float Width = Sheet.Right - Sheet.Left;

    public static Block Of(string title, string subtitle, (string Label, IReadOnlyList<string> Lines) left,
        (string Label, IReadOnlyList<string> Lines) right, IReadOnlyList<(string Label, string Value)> facts)
    {
        var block = new Block();
        var (heading, lines) = (Ink.Title(20) with { Colour = Ink.Violet }).Within(title, Width, 2, 14);
        var y = block.Lines(lines, Sheet.Left, 66, heading, heading.Size + 3);
        y += 17;
        block.Text(subtitle, Sheet.Left, y, Ink.Soft(10));
        y += 34;
        block.Text(left.Label, Sheet.Left, y, Ink.Soft(8)).Text(right.Label, Half, y, Ink.Soft(8));
        var bottom = Math.Max(Party(block, left.Lines, Sheet.Left, y + 14), Party(block, right.Lines, Half, y + 14));
        bottom = FactStrip.Draw(block, facts, bottom + 26);
        block.Rule(Sheet.Left, Sheet.Right, bottom + 12, 0.8f, Ink.Black);
        block.Height = bottom + 18;
        return block;
    }

    private static float Party(Block block, IReadOnlyList<string> lines, float x, float y)
    {
        var ink = Ink.Strong(10);
        foreach (var line in lines.SelectMany(l => l.Length == 0 ? [] : ink.Lines(l, Width / 2 - 16)))
        {
            block.Text(line, x, y, ink);
            (ink, y) = (Ink.Plain(9.3f), y + 12.5f);
        }
        return y - 12.5f;
    }
}
