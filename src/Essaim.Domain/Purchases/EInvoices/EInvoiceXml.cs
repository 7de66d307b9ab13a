using System.Text;
using System.Xml;
using System.Xml.Linq;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases.EInvoices;

/// <summary>
/// Reads a stranger's XML into a tree, safely: no document type, nothing fetched, and limits on size, depth, number of
/// elements and length of a text. Files packed inside (base64) are stepped over, so that they cost no memory.
/// </summary>
internal static class EInvoiceXml
{
    private const int MaxCharacters = 64 * 1024 * 1024;
    private const int MaxElements = 500_000;
    private const int MaxDepth = 40;
    private const int MaxText = 100_000;

    private static readonly string[] PackedFiles = ["AttachmentBinaryObject", "EmbeddedDocumentBinaryObject"];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
    };

    public static XElement Load(Stream content)
    {
        try
        {
            using var reader = XmlReader.Create(content, Settings);
            return Tree(reader);
        }
        catch (XmlException broken)
        {
            throw new BrokenRuleException(
                $"Ce fichier n’est pas un XML entier et sain (ligne {broken.LineNumber}). "
                + "Demandez au fournisseur de l’envoyer de nouveau.", broken);
        }
    }

    private static XElement Tree(XmlReader reader)
    {
        var open = new Stack<(XElement Element, StringBuilder Text)>();
        var elements = 0;
        reader.Read();
        while (true)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (++elements > MaxElements || open.Count >= MaxDepth)
                    throw new BrokenRuleException(
                        "Ce XML est trop grand ou trop imbriqué pour une facture. "
                        + "Demandez-en une autre au fournisseur.");
                var element = Start(reader);
                var packed = PackedFiles.Contains(element.Name.LocalName);
                if (open.TryPeek(out var parent))
                    parent.Element.Add(element);
                if (!reader.IsEmptyElement && !packed)
                    open.Push((element, new StringBuilder()));
                else if (open.Count == 0)
                    return element;
                if (packed)
                {
                    reader.Skip();
                    continue;
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement && open.TryPop(out var ended))
            {
                if (!ended.Element.HasElements)
                    ended.Element.Value = ended.Text.ToString();
                if (open.Count == 0)
                {
                    ReadToEnd(reader);
                    return ended.Element;
                }
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && open.TryPeek(out var holder))
                TakeText(reader, holder.Text);
            if (!reader.Read())
                throw new XmlException("The document has no end.");
        }
    }

    private static XElement Start(XmlReader reader)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        if (reader.MoveToFirstAttribute())
        {
            do
                if (reader.NamespaceURI.Length == 0)
                    element.SetAttributeValue(reader.LocalName, reader.Value);
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }
        return element;
    }

    /// <summary>In pieces, so that a text of megabytes is refused before it is held.</summary>
    private static void TakeText(XmlReader reader, StringBuilder text)
    {
        var piece = new char[4096];
        while (reader.ReadValueChunk(piece, 0, piece.Length) is var read && read > 0)
        {
            if (text.Length + read > MaxText)
                throw new BrokenRuleException(
                    "Un champ de cette facture est démesurément long. Demandez-en une autre au fournisseur.");
            text.Append(piece, 0, read);
        }
    }

    /// <summary>What follows the last element must be well formed too.</summary>
    private static void ReadToEnd(XmlReader reader)
    {
        while (reader.Read())
        {
        }
    }
}
