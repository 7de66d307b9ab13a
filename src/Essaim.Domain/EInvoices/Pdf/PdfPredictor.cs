namespace Essaim.Domain.EInvoices.Pdf;

/// <summary>
/// Undoes what made a stream easier to compress (7.4.4.4): each row of bytes was written as differences to its
/// neighbours, in one of the five ways of PNG.
/// </summary>
internal static class PdfPredictor
{
    private const int MaxRow = 1 << 20;

    public static ReadOnlyMemory<byte> Undo(ReadOnlyMemory<byte> content, PdfDictionary? parameters, PdfFile file)
    {
        int Of(string key, int usual) => parameters is not null && file.Resolve(parameters[key]) is PdfInteger i
            ? (int)Math.Clamp(i.Number, -1, MaxRow) : usual;
        var predictor = Of("Predictor", 1);
        if (predictor == 1)
            return content;
        var sample = Math.Max(1, Of("Colors", 1) * Of("BitsPerComponent", 8) / 8);
        var row = (Of("Columns", 1) * Of("Colors", 1) * Of("BitsPerComponent", 8) + 7) / 8;
        if (predictor < 10 || row is < 1 or > MaxRow || sample > row)
            throw new BrokenPdfException("A stream is coded in an unknown way.");
        return Rows(content.Span, row, sample);
    }

    private static byte[] Rows(ReadOnlySpan<byte> coded, int row, int sample)
    {
        var count = coded.Length / (row + 1);
        var plain = new byte[count * row];
        for (var r = 0; r < count; r++)
        {
            var kind = coded[r * (row + 1)];
            var source = coded.Slice(r * (row + 1) + 1, row);
            for (var i = 0; i < row; i++)
            {
                var left = i >= sample ? plain[r * row + i - sample] : 0;
                var up = r > 0 ? plain[(r - 1) * row + i] : 0;
                var corner = r > 0 && i >= sample ? plain[(r - 1) * row + i - sample] : 0;
                plain[r * row + i] = (byte)(source[i] + kind switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Nearest(left, up, corner),
                    _ => throw new BrokenPdfException("A stream is coded in an unknown way."),
                });
            }
        }
        return plain;
    }

    /// <summary>The Paeth filter of PNG.</summary>
    private static int Nearest(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
