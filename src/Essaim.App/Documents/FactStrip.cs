namespace Essaim.App.Documents;

/// <summary>The facts of a paper, label above value, side by side over as many rows as they need.</summary>
internal static class FactStrip
{
    private const float RowHeight = 32;
    private const float Gap = 26;
    private static readonly Ink Label = Ink.Soft(8);
    private static readonly Ink Value = Ink.Strong(10);

    /// <summary>Draws from the baseline of the first labels; gives the baseline of the last values.</summary>
    public static float Draw(Block block, IEnumerable<(string Label, string Value)> facts, float y)
    {
        var x = Sheet.Left;
        foreach (var (label, value) in facts)
        {
            var width = Math.Max(Label.Width(label), Value.Width(value));
            if (x > Sheet.Left && x + width > Sheet.Right)
                (x, y) = (Sheet.Left, y + RowHeight);
            block.Text(label, x, y, Label);
            block.Text(value, x, y + 13.5f, Value.Fitting(value, Sheet.Right - x, 5));
            x += width + Gap;
        }
        return y + 13.5f;
    }
}
