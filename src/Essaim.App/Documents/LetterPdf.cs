using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>
/// What a paper of one page says that the co-op gives a person (certificat, reçu), before it is drawn.
/// </summary>
/// <param name="Sums">Amounts with their words, the last one their total; none for a paper without money.</param>
/// <param name="SignedBy">Who signs, and what is written above: the co-op, the person, or both.</param>
public sealed record LetterPage(string Title, string Subtitle, IReadOnlyList<string> Coop,
    IReadOnlyList<string> Person, IReadOnlyList<(string Label, string Value)> Facts,
    IReadOnlyList<(string Label, Money Amount)> Sums, IReadOnlyList<string> Paragraphs, string Place,
    IReadOnlyList<(string Who, string Note)> SignedBy, DateTimeOffset CreatedAt)
{
    /// <summary>What each side is called above its name.</summary>
    public (string Coop, string Person) Parties { get; init; } = ("Employeur", "Salarié");
}

/// <summary>Draws such a paper: the parties, the sums, the words, and where it is signed.</summary>
public static class LetterPdf
{
    private const float Width = Sheet.Right - Sheet.Left;
    private const float Step = 17;
    private const float Leading = 14;
    private static readonly Ink Body = Ink.Plain(10);

    public static byte[] Draw(LetterPage page)
    {
        var sheet = new Sheet(null, () => new Block());
        sheet.Place(PartiesHead.Of(page.Title, page.Subtitle, (page.Parties.Coop, page.Coop),
            (page.Parties.Person, page.Person),
            page.Facts));
        for (var i = 0; i < page.Sums.Count; i++)
            sheet.Place(Sum(page.Sums[i], isTotal: i == page.Sums.Count - 1));
        foreach (var paragraph in page.Paragraphs)
        {
            var lines = Body.Lines(paragraph, Width).ToList();
            var block = new Block { Height = Leading * lines.Count + 9 };
            block.Lines(lines, Sheet.Left, Leading + 4, Body, Leading);
            sheet.Place(block);
        }
        sheet.Place(Signatures(page));
        PageFoot.Add(sheet, page.Coop);
        return PdfFile.Of(new PdfLabel($"{page.Title} – {page.Person[0]}", page.Coop[0], page.CreatedAt), sheet.Pages);
    }

    private static Block Sum((string Label, Money Amount) sum, bool isTotal)
    {
        var (block, ink) = (new Block { Height = isTotal ? Step + 12 : Step }, isTotal ? Ink.Strong(11) : Body);
        if (isTotal)
            block.Rule(Sheet.Left, Sheet.Right, 5, 0.5f, Ink.Hairline);
        var y = isTotal ? Step + 2 : Step - 4;
        block.Text(sum.Label, Sheet.Left, y, ink).Right(sum.Amount.ToString(), Sheet.Right, y, ink);
        return block;
    }

    private static Block Signatures(LetterPage page)
    {
        var block = new Block { Height = 130 };
        block.Text(page.Place, Sheet.Left, 30, Body);
        foreach (var ((who, note), x) in page.SignedBy.Zip([Sheet.Left, PartiesHead.Half]))
        {
            var ink = Ink.Strong(10).Fitting(who, Width / 2 - 20, 6);
            block.Text(who, x, 58, ink).Text(note, x, 71, Ink.Soft(8));
            block.Rule(x, x + Width / 2 - 20, 124, 0.5f, Ink.Hairline);
        }
        return block;
    }
}
