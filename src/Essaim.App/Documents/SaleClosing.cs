using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>What follows the totals: how to pay or to accept, the notes, the mentions asked by law.</summary>
internal static class SaleClosing
{
    private const float Width = Sheet.Right - Sheet.Left;
    private const float Inside = Sheet.Left + 16;
    private const float QrSize = 74;
    private static readonly Ink Notes = Ink.Plain(9.5f);
    private static readonly Ink Mentions = Ink.Soft(8);

    public static IEnumerable<Block> Blocks(SalePage page)
    {
        if (!page.IsDraft)
            yield return Answer(page);
        if (page.Order is null && page.Content.Customer.DeliveryAddress is { Length: > 0 } place)
            foreach (var block in Paragraphs("Lieu de livraison ou d’intervention\u00a0: "
                + place.ReplaceLineEndings(", "), Notes, 12.5f, 14))
                yield return block;
        foreach (var block in Paragraphs(page.Content.Content.Notes, Notes, 12.5f, 14))
            yield return block;
        var first = true;
        foreach (var mention in page.Content.Mentions)
        {
            foreach (var block in Paragraphs(mention, Mentions, 10.5f, first ? 12 : 2.5f))
                yield return block;
            first = false;
        }
    }

    private static Block Answer(SalePage page) => page.Kind switch
    {
        null when page.Order is { } order => Delivery(page, order),
        null => Acceptance(),
        SaleDocumentKind.CreditNote => Slip(["Cet avoir se déduit de ce que vous devez."],
            "S’il ne reste rien à payer, la coopérative vous rembourse."),
        _ when page.Content.Paid is { } paid => Slip([$"Payée le {FrenchText.Long(paid.On)}, par {paid.Method}."],
            "Il ne reste rien à payer."),
        _ when !page.AskedNow.IsPositive => Slip(["Il ne reste rien à payer."], "Les acomptes couvrent cette facture."),
        _ => Payment(page),
    };

    /// <summary>How much, to whom, before when, with which words: all that one copies into a bank's page.</summary>
    private static Block Payment(SalePage page)
    {
        var transfer = EpcTransfer.Of(page.Content.Seller, page.AskedNow, page.Number!);
        var when = page.Until is { } due ? $", au plus tard le {FrenchText.Long(due)}" : "";
        var block = new Block();
        block.Text($"{page.AskedNow} à payer{when}", Inside, 11, Ink.Strong(11));
        var y = 28f;
        if (!string.IsNullOrWhiteSpace(page.Content.Seller.Iban))
        {
            Row("Virement à", page.Content.Seller.Name, Ink.Plain(10));
            Row("IBAN", PartyText.Iban(page.Content.Seller.Iban), Ink.Strong(10));
        }
        Row("Référence", page.Number!, Ink.Plain(10));
        block.MarginLine(Sheet.Left + 1, 0, y - 10);
        block.Height = transfer is null ? y + 6 : Math.Max(y + 6, QrSize + 24);
        if (transfer is null)
            return block;
        block.Add(new QrMark(transfer, Sheet.Right - QrSize, 1, QrSize));
        return block.Right("À lire avec l’appli de votre banque", Sheet.Right, QrSize + 12, Ink.Soft(8));

        void Row(string name, string value, Ink ink)
        {
            block.Text(name, Inside, y, Ink.Soft(9));
            var right = transfer is null ? Sheet.Right : Sheet.Right - QrSize - 16;
            block.Text(value, Inside + 58, y, ink.Fitting(value, right - Inside - 58, 5));
            y += 14.5f;
        }
    }

    private static Block Slip(string[] strong, string plain)
    {
        var block = new Block { Height = 44 };
        block.MarginLine(Sheet.Left + 1, 0, 30);
        block.Lines(strong, Inside, 11, Ink.Strong(11), 14);
        block.Text(plain, Inside, 26, Ink.Plain(9.5f));
        return block;
    }

    /// <summary>What the supplier must know: the number that ties the invoice to the order, and where to deliver.
    /// </summary>
    private static Block Delivery(SalePage page, OrderTerms order)
    {
        var block = new Block();
        block.Text($"Rappelez le numéro {page.Number} sur votre facture", Inside, 11, Ink.Strong(11));
        block.Text($"Adressez-la à {page.Content.Seller.Name}, seule engagée par cette commande.", Inside, 26,
            Ink.Plain(9.5f));
        var lines = order.DeliverTo.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(l => Ink.Plain(10).Lines(l.Trim(), Sheet.Right - Inside - 70)).Take(8).ToArray();
        block.Height = 44 + 13.5f * lines.Length;
        if (lines.Length > 0)
            block.Text("À livrer à", Inside, 46, Ink.Soft(9));
        block.Lines(lines, Inside + 58, 46, Ink.Plain(10), 13.5f);
        block.MarginLine(Sheet.Left + 1, 0, block.Height - 14);
        return block;
    }

    private static Block Acceptance()
    {
        var block = new Block { Height = 92 };
        block.MarginLine(Sheet.Left + 1, 0, 78);
        const float x = Inside;
        block.Text("Bon pour accord", x, 11, Ink.Strong(11));
        block.Text("Renvoyez ce devis daté et signé pour que le travail commence.", x, 26, Ink.Plain(9.5f));
        block.Text("Date", x, 76, Ink.Soft(9)).Rule(x + 26, x + 140, 77, 0.5f, Ink.Grey);
        block.Text("Nom et signature", x + 164, 76, Ink.Soft(9)).Rule(x + 234, Sheet.Right, 77, 0.5f, Ink.Grey);
        return block;
    }

    /// <summary>A short text stays in one piece; a long one may run over the page, a few lines at a time.</summary>
    private static IEnumerable<Block> Paragraphs(string text, Ink ink, float leading, float above)
    {
        if (string.IsNullOrWhiteSpace(text))
            yield break;
        foreach (var lines in ink.Lines(text, Width).Chunk(5))
        {
            var block = new Block { Height = above + leading * lines.Length };
            block.Lines(lines, Sheet.Left, above + leading * 0.75f, ink, leading);
            yield return block;
            above = 0;
        }
    }
}
