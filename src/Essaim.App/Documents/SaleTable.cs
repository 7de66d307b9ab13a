using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>
/// The lines of a sale. A column is as wide as its widest cell; the description takes what is left and wraps. Long
/// descriptions come in several blocks, so that they may run over a page.
/// </summary>
internal sealed class SaleTable
{
    private const float Gap = 14;
    private const float Leading = 12.5f;
    private const float Padding = 7;
    private const int LinesInOneBlock = 8;
    private static readonly Ink Text = Ink.Plain(9.5f);
    private static readonly Ink HeadInk = Ink.Soft(8);

    private readonly List<(SaleLine Line, string[] Cells)> _lines;
    private readonly List<(string Head, float Right)> _columns = [];
    private readonly float _descriptionWidth;

    public SaleTable(SalePage page)
    {
        var lines = page.Content.Content.Lines;
        var discounts = lines.Any(l => l.Discount.Fraction != 0);
        string[] heads = ["Quantité", "Prix HT", .. discounts ? ["Remise"] : Array.Empty<string>(), "TVA", "Total HT"];
        _lines = [.. lines.Select(l => (l, Cells(l, discounts)))];
        var right = Sheet.Right;
        for (var i = heads.Length - 1; i >= 0; i--)
        {
            _columns.Insert(0, (heads[i], right));
            var widest = _lines.Count == 0 ? 0 : _lines.Max(l => Text.Width(l.Cells[i]));
            right -= Math.Max(widest, HeadInk.Width(heads[i])) + Gap;
        }
        _descriptionWidth = right - Sheet.Left - 4;
        Head = MakeHead();
    }

    /// <summary>The names of the columns, shown again on each page.</summary>
    public Block Head { get; }

    public IEnumerable<Block> Rows()
    {
        foreach (var (line, cells) in _lines)
        {
            var chunks = Text.Lines(line.Description, _descriptionWidth).Chunk(LinesInOneBlock).ToList();
            for (var i = 0; i < chunks.Count; i++)
                yield return Row(chunks[i], i == 0 ? cells : [], i == 0, i == chunks.Count - 1);
        }
    }

    private static string[] Cells(SaleLine line, bool discounts) =>
    [
        string.IsNullOrWhiteSpace(line.Unit) ? line.Quantity.ToString() : $"{line.Quantity}\u00a0{Shortened(line.Unit)}",
        Price(line.Price),
        .. discounts ? [line.Discount.Fraction == 0 ? "" : line.Discount.ToString()] : Array.Empty<string>(),
        VatText.Short(line.Vat),
        FrenchText.Amount(line.Net),
    ];

    private Block MakeHead()
    {
        var head = new Block { Height = 18 };
        head.Text("Désignation", Sheet.Left, 10, HeadInk);
        foreach (var (name, right) in _columns)
            head.Right(name, right, 10, HeadInk);
        return head.Rule(Sheet.Left, Sheet.Right, 17.5f, 0.8f, Ink.Black);
    }

    private Block Row(string[] lines, string[] cells, bool first, bool last)
    {
        var row = new Block();
        var top = first ? Padding + 9 : 9;
        for (var i = 0; i < cells.Length; i++)
            row.Right(cells[i], _columns[i].Right, top, Text);
        var y = row.Lines(lines, Sheet.Left, top, Text, Leading);
        row.Height = y + (last ? Padding : Leading - 9);
        return last ? row.Rule(Sheet.Left, Sheet.Right, row.Height, 0.5f, Ink.Hairline) : row;
    }

    /// <summary>At least the cents; more decimals only when the price has them.</summary>
    private static string Price(UnitPrice price) =>
        decimal.Round(price.Euros, 2) == price.Euros ? FrenchText.Amount(Money.Round(price.Euros)) : price.ToString();

    /// <summary>A unit is a word or two; a sentence there would leave the description no room.</summary>
    private static string Shortened(string unit) => unit.Length <= 16 ? unit : unit[..15] + "…";
}

/// <summary>How a line and the summary name a VAT treatment.</summary>
internal static class VatText
{
    /// <summary>The rate, or in a word why there is none; the mention says the article.</summary>
    public static string Short(VatTreatment vat) => vat.Rate.Fraction != 0 ? vat.Rate.ToString() : vat.Category switch
    {
        "E" or "K" or "G" => "exonéré",
        "AE" => "autoliquidée",
        "O" => "hors champ",
        _ => vat.Rate.ToString(),
    };
}
