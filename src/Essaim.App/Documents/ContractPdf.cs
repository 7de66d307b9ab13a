namespace Essaim.App.Documents;

/// <summary>What the paper of a contract shows (contrat, avenant), before it is drawn.</summary>
/// <param name="Coop">Who signs for the co-op: its name, then its address and numbers.</param>
/// <param name="Person">The other party: the name, then what is known.</param>
/// <param name="Facts">Dates and pay, above the articles.</param>
/// <param name="Watermark">Says that a draft is one; null once it is sent.</param>
public sealed record ContractPage(string Title, string Subtitle, IReadOnlyList<string> Coop,
    IReadOnlyList<string> Person, IReadOnlyList<(string Label, string Value)> Facts,
    IReadOnlyList<(string Heading, string Text)> Articles, string City, string? Watermark,
    DateTimeOffset CreatedAt);

/// <summary>Draws a contract or an amendment: the parties, its articles in numbers, and where both sign.</summary>
public static class ContractPdf
{
    private const float Width = Sheet.Right - Sheet.Left;
    private const float Leading = 13.2f;
    private static readonly Ink Body = Ink.Plain(9.8f);
    private static readonly Ink Heading = Ink.Strong(10.5f);

    public static byte[] Draw(ContractPage page)
    {
        var sheet = new Sheet(page.Watermark, () => Running(page));
        sheet.Place(PartiesHead.Of(page.Title, page.Subtitle, ("Entre", page.Coop), ("et", page.Person),
            page.Facts));
        for (var i = 0; i < page.Articles.Count; i++)
            foreach (var block in Article(i + 1, page.Articles[i].Heading, page.Articles[i].Text))
                sheet.Place(block);
        sheet.Place(Signatures(page));
        PageFoot.Add(sheet, page.Coop);
        return PdfFile.Of(new PdfLabel($"{page.Title} – {page.Person[0]}", page.Coop[0], page.CreatedAt), sheet.Pages);
    }

    /// <summary>A heading goes with the first line of its text; the other lines may go on to the next page.</summary>
    private static IEnumerable<Block> Article(int number, string heading, string text)
    {
        var lines = Body.Lines(text, Width);
        var first = new Block { Height = 20 + Leading + 4 };
        first.Text($"{number}. {heading}", Sheet.Left, 20, Heading);
        first.Text(lines[0], Sheet.Left, 20 + Leading + 3, Body);
        yield return first;
        foreach (var line in lines.Skip(1))
        {
            var block = new Block { Height = Leading };
            block.Text(line, Sheet.Left, Leading - 1, Body);
            yield return block;
        }
    }

    /// <summary>Both places to sign stay together.</summary>
    private static Block Signatures(ContractPage page)
    {
        var block = new Block { Height = 150 };
        block.Text($"Fait en deux exemplaires à {page.City}, le", Sheet.Left, 40, Body);
        block.Rule(Sheet.Left + Body.Width($"Fait en deux exemplaires à {page.City}, le") + 6,
            PartiesHead.Half - 20, 41, 0.5f, Ink.Grey);
        foreach (var (name, x) in new[] { ("Pour " + page.Coop[0], Sheet.Left), (page.Person[0], PartiesHead.Half) })
        {
            block.Text(name, x, 66, Heading.Fitting(name, Width / 2 - 20, 6));
            block.Text("Nom, signature, «\u00a0lu et approuvé\u00a0»", x, 79, Ink.Soft(8));
            block.Rule(x, x + Width / 2 - 20, 142, 0.5f, Ink.Hairline);
        }
        return block;
    }

    private static Block Running(ContractPage page)
    {
        var block = new Block { Height = 62 };
        block.Text(page.Title, Sheet.Left, 44, Ink.Soft(8)).Right(page.Person[0], Sheet.Right, 44, Ink.Soft(8));
        block.Rule(Sheet.Left, Sheet.Right, 50, 0.5f, Ink.Hairline);
        return block;
    }
}
