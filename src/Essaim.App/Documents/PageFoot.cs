using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>
/// The foot of every page: who the co-op is in law (C. com. R.123-237 and R.123-238; variable capital, L.231-2), and
/// which page this is of how many.
/// </summary>
internal static class PageFoot
{
    private const float Leading = 10;
    private static readonly Ink Name = new(PaperFont.Strong, 8, Ink.Grey);
    private static readonly Ink Facts = Ink.Soft(8);

    public static void Add(Sheet sheet, SaleParty seller) => Add(sheet, Identity(seller));

    /// <summary>The first part in bold on a line of its own, the others behind one another under it.</summary>
    public static void Add(Sheet sheet, IReadOnlyList<string> identity)
    {
        var lines = Facts.Lines(string.Join("  –  ", identity.Skip(1).Select(Hard)), Sheet.Right - Sheet.Left);
        var name = Name.Fitting(identity[0], Sheet.Right - Sheet.Left - 40, 5);
        for (var i = 0; i < sheet.Pages.Count; i++)
        {
            var foot = new Block();
            foot.Rule(Sheet.Left, Sheet.Right, 0, 0.5f, Ink.Hairline);
            foot.Text(identity[0], Sheet.Left, 13, name);
            if (sheet.Pages.Count > 1)
                foot.Right($"{i + 1}/{sheet.Pages.Count}", Sheet.Right, 13, Name);
            foot.Lines(lines, Sheet.Left, 13 + Leading, Facts, Leading);
            sheet.Pages[i].Add(foot, Sheet.Bottom + 12);
        }
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
            parts.Add(seller.Registry.Contains("RCS", StringComparison.Ordinal) ? seller.Registry : $"RCS {seller.Registry}");
        if (!string.IsNullOrWhiteSpace(seller.VatNumber))
            parts.Add($"TVA {seller.VatNumber}");
        return parts;
    }

    /// <summary>A part of the identity breaks between lines only when it is long itself.</summary>
    private static string Hard(string part) => part.Length <= 70 ? part.Replace(' ', '\u00a0') : part;

    private static string OneLine(string street) => string.Join(", ", street.ReplaceLineEndings("\n").Split('\n'));

    private static string Whole(Money capital) =>
        capital.Cents % 100 == 0 ? FrenchText.Decimal(capital.ToDecimal(), 0) + "\u00a0€" : capital.ToString();
}
