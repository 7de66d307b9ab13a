using QRCoder;
using SkiaSharp;

namespace Essaim.App.Documents;

/// <summary>
/// A square picture that a telephone reads (QR code), black on the white of the paper; around it the paper stays free
/// by four of its small squares.
/// </summary>
internal sealed record QrMark(string Content, float X, float Y, float Size) : Mark
{
    /// <summary>The library counts the free border among the squares.</summary>
    private const int Border = 4;

    public override void Draw(Pens pens, float down)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(Content, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var squares = code.ModuleMatrix;
        var count = squares.Count - 2 * Border;
        var side = Size / count;
        using var shape = new SKPathBuilder();
        for (var row = 0; row < count; row++)
            for (var from = 0; from < count; from++)
            {
                var to = from;
                while (to < count && squares[row + Border][to + Border])
                    to++;
                if (to > from)
                    shape.AddRect(SKRect.Create(X + from * side, Y + down + row * side, (to - from) * side, side));
                from = to;
            }
        using var path = shape.Detach();
        pens.Fill(path, SKColors.Black);
    }
}
