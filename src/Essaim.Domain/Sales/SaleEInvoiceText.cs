using System.Text;
using System.Xml;
using Essaim.Domain.EInvoices;

namespace Essaim.Domain.Sales;

/// <summary>The words of an issued document as an electronic invoice carries them.</summary>
internal static class SaleEInvoiceText
{
    /// <summary>
    /// The three notes that France asks for, once each (BR-FR-05, BR-FR-06), for whom the law they speak of asks
    /// nothing:
    /// people who are no company, and credit notes.
    /// </summary>
    private static readonly InvoiceNote[] Nothing =
    [
        new(SaleMentions.RecoverySubject, "Aucune indemnité forfaitaire de recouvrement n’est demandée."),
        new(SaleMentions.PenaltySubject, "Aucune pénalité de retard n’est demandée."),
        new(SaleMentions.EarlyPaymentSubject, "Pas d’escompte pour paiement anticipé."),
    ];

    /// <summary>
    /// All that the paper says besides its lines. A mention that speaks of two subjects is given under each.
    /// </summary>
    public static IReadOnlyList<InvoiceNote> Notes(SaleSnapshot content)
    {
        var mentions = content.Mentions.Select(Clean).OfType<string>()
            .SelectMany(m => SaleMentions.SubjectsOf(m).DefaultIfEmpty(null).Select(s => new InvoiceNote(s, m)))
            .ToList();
        var own = Clean(content.Content.Notes) is { } notes ? new[] { new InvoiceNote(null, notes) } : [];
        return
        [
            .. Nothing.Select(n => mentions.FirstOrDefault(m => m.Subject == n.Subject) ?? n),
            new InvoiceNote("BAR", Treatment(content)),
            .. mentions.Where(m => m.Subject is null), .. own,
        ];
    }

    /// <summary>Whom it is for, as the platforms sort them: a company in France, one abroad, or a person.</summary>
    private static string Treatment(SaleSnapshot content) => SaleRoutes.ToWhom(content) switch
    {
        SaleRoute.Platform => "B2B",
        SaleRoute.Abroad => "B2BINT",
        _ => "B2C",
    };

    /// <summary>The first line is the name of what is sold (BT-153), the others say more (BT-154).</summary>
    public static (string? Name, string? Description) NameAndMore(string text)
    {
        var lines = Lines(text);
        return (lines.FirstOrDefault(), lines.Count > 1 ? string.Join("\n", lines.Skip(1)) : null);
    }

    public static IReadOnlyList<string> Lines(string? text) =>
        [.. (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(Clean).OfType<string>()];

    /// <summary>Without blanks around and without the signs that no XML may hold; null when nothing is left.</summary>
    public static string? Clean(string? text)
    {
        if (text is null)
            return null;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                kept.Append(text[i]).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(text[i]))
                kept.Append(text[i]);
        return kept.ToString().Trim() is { Length: > 0 } clean ? clean : null;
    }
}
