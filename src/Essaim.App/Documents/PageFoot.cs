using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>
/// The foot of every page: who the co-op is in law (C. com. R.123-237 and R.123-238; variable capital, L.231-2), and
/// which page this is of how many.
/// </summary>
internal static class PageFoot
{
    private const float LastY = 36;
    private const float FirstY = 13;
    private static readonly Ink Name = new(PaperFont.Strong, 8, Ink.Grey);

    public static void Add(Sheet sheet, SaleParty seller) => Add(sheet, Identity(seller));

    /// <summary>The name in bold, the other parts behind it; no part is broken over two lines.</summary>
    public static void Add(Sheet sheet, IReadOnlyList<string> identity)
    {
        var room = sheet.Pages.Count > 1 ? 40 : 0;
        var text = Laid(identity, 8, room);
        for (var size = 7.5f; text.Height > LastY && size > 4; size -= 0.5f)
            text = Laid(identity, size, room);
        for (var i = 0; i < sheet.Pages.Count; i++)
        {
            sheet.Pages[i].Add(text, Sheet.Bottom + 12);
            if (sheet.Pages.Count > 1)
                sheet.Pages[i].Right($"{i + 1}/{sheet.Pages.Count}", Sheet.Right, Sheet.Bottom + 12 + FirstY, Name);
        }
    }

    private static Block Laid(IReadOnlyList<string> identity, float size, float room)
    {
        var facts = Ink.Soft(size);
        var foot = new Block();
        foot.Rule(Sheet.Left, Sheet.Right, 0, 0.5f, Ink.Hairline);
        // The page number, if any, has the end of the first line for itself.
        var name = (Name with { Size = size }).Fitting(identity[0], Sheet.Right - Sheet.Left - room, 5);
        foot.Text(identity[0], Sheet.Left, FirstY, name);
        var (x, y) = (Sheet.Left + name.Width(identity[0]), FirstY);
        foreach (var part in identity.Skip(1))
        {
            var right = y == FirstY ? Sheet.Right - room : Sheet.Right;
            var separated = x > Sheet.Left ? "  –  " + part : part;
            if (x > Sheet.Left && x + facts.Width(separated) > right)
                (x, y, separated) = (Sheet.Left, y + size + 2.5f, part);
            var ink = facts.Fitting(separated, Sheet.Right - x, 5);
            foot.Text(separated, x, y, ink);
            x += ink.Width(separated);
        }
        foot.Height = y;
        return foot;
    }

    private static List<string> Identity(SaleParty seller)
    {
        List<string> parts = [seller.Name];
        if (!string.IsNullOrWhiteSpace(seller.LegalForm))
            parts.Add(seller.LegalForm);
        if (seller.Capital is { } capital)
            parts.Add($"Capital {Whole(capital)}");
        parts.Add($"{OneLine(seller.Street)}, {seller.PostalCode} {seller.City}");
        if (!string.IsNullOrWhiteSpace(seller.Siren))
            parts.Add($"SIREN {PartyText.Siren(seller.Siren)}");
        if (!string.IsNullOrWhiteSpace(seller.Registry))
            parts.Add(seller.Registry.StartsWith("RCS", StringComparison.Ordinal)
                ? seller.Registry : $"RCS {seller.Registry}");
        if (!string.IsNullOrWhiteSpace(seller.VatNumber))
            parts.Add($"TVA {seller.VatNumber}");
        return parts;
    }

    private static string OneLine(string street) => string.Join(", ", street.ReplaceLineEndings("\n").Split('\n'));

    private static string Whole(Money capital) =>
        capital.Cents % 100 == 0 ? FrenchText.Decimal(capital.ToDecimal(), 0) + "\u00a0€" : capital.ToString();
}
