namespace Essaim.App.Documents;

/// <summary>What the sheet to sign says (feuille d’émargement): half a day after the other.</summary>
public sealed record AttendancePage(string Title, IReadOnlyList<string> Coop, IReadOnlyList<string> Customer,
    IReadOnlyList<(string Label, string Value)> Facts, IReadOnlyList<(string HalfDay, string Trainer)> Sessions,
    IReadOnlyList<string> Trainees, DateTimeOffset CreatedAt);

/// <summary>Draws it: one line to sign for each trainee and for the trainer.</summary>
public static class AttendancePdf
{
    private const float RowHeight = 26;
    private static readonly Ink Name = Ink.Plain(10);
    private static readonly Ink Heading = Ink.Strong(10.5f);

    public static byte[] Draw(AttendancePage page)
    {
        var sheet = new Sheet(null, () => new Block());
        sheet.Place(PartiesHead.Of("Feuille d’émargement", page.Title, ("Organisme de formation", page.Coop),
            ("Client", page.Customer), page.Facts));
        foreach (var (halfDay, trainer) in page.Sessions)
        {
            var first = true;
            foreach (var who in page.Trainees.Append($"{trainer}, qui forme"))
            {
                if (first)
                    sheet.Place(Head(halfDay), Row(who));
                else
                    sheet.Place(Row(who));
                first = false;
            }
        }
        PageFoot.Add(sheet, page.Coop);
        return PdfFile.Of(new PdfLabel($"Feuille d’émargement – {page.Title}", page.Coop[0], page.CreatedAt),
            sheet.Pages);
    }

    private static Block Head(string text)
    {
        var block = new Block { Height = 34 };
        block.Text(text, Sheet.Left, 24, Heading);
        return block;
    }

    private static Block Row(string who)
    {
        var block = new Block { Height = RowHeight };
        block.Text(who, Sheet.Left, 18, Name.Fitting(who, PartiesHead.Half - Sheet.Left - 12, 6));
        block.Text("Signature", PartiesHead.Half, 18, Ink.Soft(8));
        block.Rule(PartiesHead.Half + 44, Sheet.Right, 20, 0.5f, Ink.Grey);
        return block;
    }
}
