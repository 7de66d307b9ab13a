using System.Text;
using Essaim.Domain.Values;

namespace Essaim.Domain.EInvoices.Pdf;

/// <summary>
/// Finds the invoice attached to a PDF (Factur-X, ZUGFeRD 2): a file of one of the names that the formats lay down,
/// listed among the embedded files or as associated with the document.
/// </summary>
public static class EmbeddedInvoice
{
    private const int MaxDepth = 20;
    private const int MaxFiles = 1000;

    /// <summary>What the formats call it, the French first: an attachment of another name is not the invoice.</summary>
    private static readonly string[] InvoiceNames = ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"];

    private const string OrderName = "order-x.xml";

    /// <summary>"%PDF-" may stand after some bytes of the mail that brought it.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> file) => file[..Math.Min(file.Length, 1024)].IndexOf("%PDF-"u8) >= 0;

    /// <summary>The XML, or a sentence that says why there is none.</summary>
    public static ReadOnlyMemory<byte> Xml(ReadOnlyMemory<byte> pdf)
    {
        var start = pdf.Span[..Math.Min(pdf.Length, 1024)].IndexOf("%PDF-"u8);
        try
        {
            return Find(new PdfFile(pdf[Math.Max(0, start)..]));
        }
        catch (BrokenPdfException broken)
        {
            throw new BrokenRuleException(
                "Ce PDF est abîmé : la facture qu’il contient ne peut pas en être sortie. "
                + "Demandez au fournisseur de l’envoyer de nouveau, ou saisissez la facture.", broken);
        }
    }

    private static ReadOnlyMemory<byte> Find(PdfFile file)
    {
        if (file.Resolve(file.Trailer["Encrypt"]) is not PdfNothing)
            throw new BrokenRuleException(
                "Ce PDF est protégé par un mot de passe ou des restrictions : une facture électronique ne l’est "
                + "jamais. Demandez au fournisseur un fichier sans protection.");
        var root = file.Dictionary(file.Trailer["Root"]) ?? throw new BrokenPdfException("There is no catalogue.");
        var files = Files(file, root).Take(MaxFiles).ToList();
        foreach (var name in InvoiceNames)
            foreach (var found in files)
                if (found.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return file.Content(found.Content);
        throw new BrokenRuleException(files.Any(f => f.Name.Equals(OrderName, StringComparison.OrdinalIgnoreCase))
            ? "Ce PDF contient une commande (Order-X), pas une facture. Demandez la facture au fournisseur."
            : "Ce PDF ne contient pas de facture électronique (factur-x.xml). "
                + "Demandez un Factur-X au fournisseur, ou saisissez la facture.");
    }

    private static IEnumerable<(string Name, PdfStream Content)> Files(PdfFile file, PdfDictionary root)
    {
        var tree = file.Dictionary(root["Names"]) is { } names ? names["EmbeddedFiles"] : PdfNothing.Value;
        var associated = file.Resolve(root["AF"]) is PdfArray array ? array.Items : [];
        foreach (var specification in Leaves(file, tree, [], 0).Concat(associated))
            if (file.Dictionary(specification) is { } dictionary && file.Dictionary(dictionary["EF"]) is { } packed
                && file.Resolve(packed["UF"]) is var unicode
                && (unicode as PdfStream ?? file.Resolve(packed["F"]) as PdfStream) is { } content)
                foreach (var key in (string[])["UF", "F"])
                    if (file.Resolve(dictionary[key]) is PdfString name)
                        yield return (Text(name.Bytes), content);
    }

    /// <summary>The values of a name tree (7.9.6), whose nodes hold either names or further nodes.</summary>
    private static IEnumerable<PdfValue> Leaves(PdfFile file, PdfValue node, HashSet<int> seen, int depth)
    {
        if (depth > MaxDepth || node is PdfReference reference && !seen.Add(reference.Number))
            throw new BrokenPdfException("The names go round in a circle.");
        if (file.Dictionary(node) is not { } dictionary)
            yield break;
        if (file.Resolve(dictionary["Names"]) is PdfArray pairs)
            for (var i = 1; i < pairs.Items.Count; i += 2)
                yield return pairs.Items[i];
        if (file.Resolve(dictionary["Kids"]) is PdfArray kids)
            foreach (var leaf in kids.Items.SelectMany(kid => Leaves(file, kid, seen, depth + 1)))
                yield return leaf;
    }

    private static string Text(byte[] bytes) => bytes switch
    {
        [0xfe, 0xff, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        [0xff, 0xfe, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xef, 0xbb, 0xbf, .. var rest] => Encoding.UTF8.GetString(rest),
        _ => Encoding.Latin1.GetString(bytes),
    };
}
