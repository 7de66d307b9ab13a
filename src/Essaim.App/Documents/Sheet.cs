namespace Essaim.App.Documents;

/// <summary>
/// The A4 pages of one document, filled from top to bottom. Pages are drawn only when all are laid out, because each
/// says how many there are.
/// </summary>
internal sealed class Sheet
{
    public const float Width = 595.28f;
    public const float Height = 841.89f;
    public const float Left = 54;
    public const float Right = Width - 54;

    /// <summary>Nothing but the foot goes below.</summary>
    public const float Bottom = 772;

    private readonly Func<Block> _runningHead;
    private readonly string? _watermark;

    public Sheet(string? watermark, Func<Block> runningHead)
    {
        (_watermark, _runningHead) = (watermark, runningHead);
        Open();
    }

    public List<Block> Pages { get; } = [];

    /// <summary>Where the next block goes.</summary>
    public float Y { get; private set; }

    /// <summary>Shown again at the top of each new page while it is set: the head of a table.</summary>
    public Block? Repeated { get; set; }

    /// <summary>Places blocks that must not be parted, on a new page when they no longer fit on this one.</summary>
    public void Place(params ReadOnlySpan<Block> together)
    {
        var height = 0f;
        foreach (var block in together)
            height += block.Height;
        if (Y + height > Bottom)
            Turn();
        foreach (var block in together)
        {
            Pages[^1].Add(block, Y);
            Y += block.Height;
        }
    }

    private void Turn()
    {
        Open();
        Place(_runningHead());
        if (Repeated != null)
            Place(Repeated);
    }

    private void Open()
    {
        var page = new Block();
        if (_watermark != null)
            page.Add(new Watermark(_watermark));
        Pages.Add(page);
        Y = 0;
    }
}
