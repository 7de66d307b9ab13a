using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>
/// The lines of a sale. A column is as wide as its widest cell; the description takes what is left and wraps. Long
/// descriptions come in several blocks, so that they may run over a page.
/// </summary>
internal sealed class SaleTable
{
    private const float Padding = 6.5f;
    private const float LeastDescription = 165;
    private const int LinesInOneBlock = 8;
    private const int LongestUnit = 18;

    /// <summary>Sizes of text and gaps between columns: the next is for large amounts and long units.</summary>
    private static readonly (float Size, float Gap)[] Fits = [(9.5f, 16), (9f, 11), (8.25f, 8), (7.25f, 6)];

    private static readonly Ink HeadInk = Ink.Soft(8);

    private readonly List<(SaleLine Line, string[] Cells)> _lines;
    private readonly List<(string Head, float Right)> _columns = [];
    private Ink _text;
    private float _unitLeft;
    private float _descriptionWidth;

    public SaleTable(SalePage page)
    {
        var lines = page.Content.Content.Lines;
        var discounts = lines.Any(l => l.Discount.Fraction != 0);
        string[] heads =
            ["Quantité", "Prix unitaire HT", .. discounts ? ["Remise"] : Array.Empty<string>(), "TVA", "Total HT"];
        _lines = [.. lines.Select(l => (l, Cells(l, discounts)))];
        foreach (var (size, gap) in Fits)
        {
            Measure(heads, size, gap);
            if (_descriptionWidth >= LeastDescription)
                break;
        }
        Head = MakeHead();
    }

    private float Leading => _text.Size + 3;

    private void Measure(string[] heads, float size, float gap)
    {
        _text = Ink.Plain(size);
        _columns.Clear();
        var right = Sheet.Right;
        for (var i = heads.Length - 1; i > 0; i--)
        {
            _columns.Insert(0, (heads[i], right));
            right -= Math.Max(Widest(l => l.Cells[i]), Math.Max(HeadInk.Width(heads[i]), 30)) + gap;
        }
        // Numbers end on one edge and units start on the next: they are read as one, and still compare.
        _unitLeft = right - Widest(l => Unit(l.Line));
        right = _unitLeft - (_unitLeft < right ? 3 : 0);
        _columns.Insert(0, (heads[0], right));
        right -= Math.Max(Widest(l => l.Cells[0]), HeadInk.Width(heads[0])) + gap;
        _descriptionWidth = right - Sheet.Left;
    }

    /// <summary>The names of the columns, shown again on each page.</summary>
    public Block Head { get; }

    public IEnumerable<Block> Rows()
    {
        string? chapter = null;
        foreach (var (line, cells) in _lines)
        {
            if (line.Chapter != chapter)
                yield return Title(line.Chapter);
            chapter = line.Chapter;
            var chunks = _text.Lines(Description(line), _descriptionWidth).Chunk(LinesInOneBlock).ToList();
            for (var i = 0; i < chunks.Count; i++)
                yield return Row(chunks[i], i == 0 ? cells : [], i == 0 ? Unit(line) : "", i == chunks.Count - 1);
        }
    }

    private float Widest(Func<(SaleLine Line, string[] Cells), string> text) =>
        _lines.Count == 0 ? 0 : _lines.Max(l => _text.Width(text(l)));

    private static string[] Cells(SaleLine line, bool discounts) =>
    [
        line.Quantity.ToString(),
        Price(line.Price),
        .. discounts ? [line.Discount.Fraction == 0 ? "" : line.Discount.ToString()] : Array.Empty<string>(),
        VatText.Short(line.Vat),
        line.IsCounted ? FrenchText.Amount(line.Net) : $"({FrenchText.Amount(line.Net)})",
    ];

    /// <summary>The title of a chapter and what it comes to, before a discount on the whole.</summary>
    private Block Title(string? chapter)
    {
        var ink = Ink.Strong(_text.Size);
        var sum = FrenchText.Amount(_lines.Where(l => l.Line.Chapter == chapter && l.Line.IsCounted)
            .Sum(l => l.Line.Net));
        var block = new Block { Height = Padding + Leading + Padding };
        if (chapter is not null)
            block.Text(chapter, Sheet.Left, Padding + 11, ink.Fitting(chapter,
                Sheet.Right - Sheet.Left - ink.Width(sum) - 20, 5)).Right(sum, Sheet.Right, Padding + 11, ink);
        return block.Rule(Sheet.Left, Sheet.Right, block.Height, 0.5f, Ink.Hairline);
    }

    private Block MakeHead()
    {
        var head = new Block { Height = 18 };
        head.Text("Désignation", Sheet.Left, 10, HeadInk);
        foreach (var (name, right) in _columns)
            head.Right(name, right, 10, HeadInk);
        return head.Rule(Sheet.Left, Sheet.Right, 17.5f, 0.8f, Ink.Black);
    }

    private Block Row(string[] lines, string[] cells, string unit, bool last)
    {
        var row = new Block();
        var first = cells.Length > 0;
        var top = first ? Padding + 9 : 9;
        for (var i = 0; i < cells.Length; i++)
            row.Right(cells[i], _columns[i].Right, top, _text);
        row.Text(unit, _unitLeft, top, _text);
        var y = row.Lines(lines, Sheet.Left, top, _text, Leading);
        row.Height = y + (last ? Padding : Leading - 9);
        return last ? row.Rule(Sheet.Left, Sheet.Right, row.Height, 0.5f, Ink.Hairline) : row;
    }

    /// <summary>At least the cents; more decimals only when the price has them.</summary>
    private static string Price(UnitPrice price) =>
        decimal.Round(price.Euros, 2) == price.Euros ? FrenchText.Amount(Money.Round(price.Euros)) : price.ToString();

    /// <summary>A unit is a word or two; a longer one goes under the description.</summary>
    private static string Unit(SaleLine line) => line.Unit.Length <= LongestUnit ? line.Unit.Trim() : "";

    private static string Description(SaleLine line) => Taken(line)
        + (line.Unit.Length <= LongestUnit ? line.Description : $"{line.Description}\nUnité\u00a0: {line.Unit}");

    /// <summary>What is in brackets is not in the total: the words say why.</summary>
    private static string Taken(SaleLine line) => line.Option switch
    {
        OptionState.Offered => "En option\u00a0: ",
        OptionState.Chosen => "Option choisie\u00a0: ",
        OptionState.Left => "Option non retenue\u00a0: ",
        _ => "",
    };
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
