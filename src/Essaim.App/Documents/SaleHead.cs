using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>
/// The top of the first page: the brand, the seller at the left, the customer where the window of a French envelope is
/// (110 mm from the left, between 55 and 80 mm from the top), what the paper is and its facts.
/// </summary>
internal static class SaleHead
{
    private const float Window = 312;
    private const float WindowRight = 541;
    private const float WindowTop = 167;
    private const float TitleY = 286;
    private static readonly Ink Label = Ink.Soft(8);

    public static Block First(SalePage page)
    {
        var head = new Block();
        Brand(head, page);
        Seller(head, page);
        Customer(head, page.Content.Customer);
        var word = Ink.Title(22);
        head.Text(page.Word, Sheet.Left, TitleY, word);
        var number = page.Number ?? "brouillon, sans numéro";
        var after = Sheet.Left + word.Width(page.Word) + 8;
        var ink = new Ink(PaperFont.Text, 20, page.IsDraft ? Ink.Grey : Ink.Black);
        head.Text(number, after, TitleY, ink.Fitting(number, Sheet.Right - after, 8));
        head.Height = FactStrip.Draw(head, FactsOf(page), TitleY + 24) + 30;
        return head;
    }

    /// <summary>The top of the following pages: enough to put a loose sheet back in its place.</summary>
    public static Block Running(SalePage page)
    {
        var head = new Block { Height = 78 };
        var brand = new Ink(PaperFont.Title, 12, Ink.Violet);
        var right = $"{page.Title}, suite";
        var ink = Ink.Soft(9);
        head.Text(page.Brand, Sheet.Left, 52,
            brand.Fitting(page.Brand, Sheet.Right - Sheet.Left - ink.Width(right) - 20, 6));
        return head.Right(right, Sheet.Right, 52, ink);
    }

    private static void Brand(Block head, SalePage page)
    {
        const float width = Sheet.Right - Sheet.Left;
        var (ink, lines) = new Ink(PaperFont.Title, 27, Ink.Violet).Fitting(page.Brand, width, 20)
            .Within(page.Brand, width, 2, 5);
        var y = head.Lines(lines, Sheet.Left, 68, ink, ink.Size * 1.15f);
        var said = string.Join(" · ", new[] { page.Content.Trade, page.Content.PersonName }
            .Where(t => !string.IsNullOrWhiteSpace(t) && t != page.Brand));
        var (under, words) = Ink.Soft(10.5f).Within(said, width, 2, 5);
        head.Lines(words, Sheet.Left, y + 18, under, 14);
    }

    private static void Seller(Block head, SalePage page)
    {
        var seller = page.Content.Seller;
        head.Text(page.Order is null ? "Vendu par la coopérative" : "À facturer à la coopérative",
            Sheet.Left, WindowTop - 14, Label);
        var lines = PartyText.Address(seller).Append(seller.Phone ?? "").Append(seller.Email ?? "");
        Party(head, Sheet.Left, Window - Sheet.Left - 24, seller.Name, lines, 9.5f, 12, 86);
    }

    /// <summary>The window shows 24 mm whatever the play of the sheet: a long address draws its lines closer.</summary>
    private static void Customer(Block head, SaleParty customer) =>
        Party(head, Window, WindowRight - Window, customer.Name, PartyText.Address(customer), 10.5f, 13.5f, 68);

    /// <summary>A name and its address, from the top of the window down, in no more height than given.</summary>
    private static void Party(Block head, float x, float width, string name, IEnumerable<string> address, float size,
        float leading, float height)
    {
        List<(Ink Ink, string Line)> lines = [];
        foreach (var (text, ink) in address.Where(l => l.Length > 0).Select(l => (l, Ink.Plain(size)))
            .Prepend((name, Ink.Strong(size))))
        {
            // A little smaller on one line if that is enough, else as it is on several.
            var (fitting, one) = ink.Within(text, width, 1, size * 0.8f);
            lines.AddRange(one.Count == 1 ? [(fitting, one[0])] : ink.Lines(text, width).Select(l => (ink, l)));
        }
        leading = Math.Min(leading, height / Math.Max(1, lines.Count - 1));
        var y = WindowTop;
        foreach (var (ink, line) in lines)
        {
            head.Text(line, x, y, ink with { Size = Math.Min(ink.Size, leading) });
            y += leading;
        }
    }

    private static IEnumerable<(string Label, string Value)> FactsOf(SalePage page)
    {
        var content = page.Content;
        if (page.Order is not null)
        {
            yield return ("Date de la commande", FrenchText.Long(page.Date));
            if (page.Until is { } day)
                yield return ("À livrer le", FrenchText.Long(day));
            yield break;
        }
        yield return (page.IsQuote ? "Date du devis" : "Date d’émission", FrenchText.Long(page.Date));
        if (page.Until is { } until && page.Kind != SaleDocumentKind.CreditNote)
            yield return page.Content.Paid is { } paid ? ("Payée le", FrenchText.Long(paid.On))
                : (page.IsQuote ? "Valable jusqu’au" : "À payer au plus tard le", FrenchText.Long(until));
        if (!string.IsNullOrWhiteSpace(content.Content.OrderNumber))
            yield return ("Votre numéro de commande", content.Content.OrderNumber);
        if (!string.IsNullOrWhiteSpace(content.Customer.ServiceCode))
            yield return ("Code service", content.Customer.ServiceCode);
        if (!string.IsNullOrWhiteSpace(content.QuoteNumber))
            yield return ("Suivant le devis", content.QuoteNumber);
        if (!string.IsNullOrWhiteSpace(content.CreditedNumber))
            yield return ("Reprend la facture", content.CreditedDate is { } date
                ? $"{content.CreditedNumber} du {FrenchText.Long(date)}" : content.CreditedNumber);
        // The mentions asked by law may say it already: once is enough.
        var siren = PartyText.Siren(content.Customer.Siren ?? "");
        if (siren.Length > 0 && !content.Mentions.Any(m => m.Contains(siren, StringComparison.Ordinal)))
            yield return ("SIREN du client", siren);
        if (!string.IsNullOrWhiteSpace(content.Customer.VatNumber))
            yield return ("N° de TVA du client", content.Customer.VatNumber);
    }
}
