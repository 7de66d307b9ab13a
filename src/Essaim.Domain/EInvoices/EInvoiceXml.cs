using System.Text;
using System.Xml;
using System.Xml.Linq;
using Essaim.Domain.Values;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// Reads a stranger's XML into a tree, safely: no document type, nothing fetched, and limits on size, depth, number of
/// elements and length of a text. Files packed inside (base64) are stepped over, so that they cost no memory; of
/// attributes only those that an invoice uses are kept.
/// </summary>
internal sealed class EInvoiceXml
{
    private const int MaxCharacters = 64 * 1024 * 1024;
    private const int MaxElements = 200_000;
    private const int MaxDepth = 40;
    private const int MaxText = 100_000;

    private static readonly string[] PackedFiles = ["AttachmentBinaryObject", "EmbeddedDocumentBinaryObject"];

    private static readonly string[] Attributes =
    [
        "schemeID", "currencyID", "unitCode", "format", "filename", "mimeCode",
        // What an invoice does not use, and the rules of the norm forbid.
        "schemeName", "schemeAgencyName", "schemeDataURI", "schemeURI", "schemeAgencyID", "schemeVersionID", "name",
        "listURI", "listID", "listAgencyID", "listVersionID", "languageID", "languageLocaleID",
        "currencyCodeListVersionID", "unitCodeListID", "unitCodeListAgencyID", "unitCodeListAgencyName",
    ];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
    };

    private readonly XmlReader _reader;
    private readonly Stack<XElement> _open = [];
    private readonly StringBuilder _text = new();
    private readonly char[] _piece = new char[4096];
    private XElement? _root;
    private int _elements;

    private EInvoiceXml(XmlReader reader) => _reader = reader;

    public static XElement Load(Stream content)
    {
        try
        {
            using var reader = XmlReader.Create(content, Settings);
            return new EInvoiceXml(reader).Tree();
        }
        catch (XmlException broken)
        {
            throw new BrokenRuleException(
                $"Ce fichier n’est pas un XML entier et sain (ligne {broken.LineNumber}). "
                + "Demandez au fournisseur de l’envoyer de nouveau.", broken);
        }
    }

    private XElement Tree()
    {
        _reader.Read();
        while (!_reader.EOF)
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                // Stepping over a packed file leads to what follows it.
                if (TakeStart())
                    continue;
            }
            else if (_reader.NodeType == XmlNodeType.EndElement)
                TakeEnd();
            else if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && _open.Count > 0)
                TakeText();
            _reader.Read();
        }
        return _root ?? throw new XmlException("There is no element.");
    }

    /// <summary>True when the reader already stands on what follows.</summary>
    private bool TakeStart()
    {
        if (++_elements > MaxElements || _open.Count >= MaxDepth)
            throw new BrokenRuleException(
                "Ce XML est trop grand ou trop imbriqué pour une facture. Demandez-en une autre au fournisseur.");
        var element = new XElement(XName.Get(_reader.LocalName, _reader.NamespaceURI));
        if (_reader.HasAttributes)
            foreach (var name in Attributes)
                element.SetAttributeValue(name, _reader.GetAttribute(name));
        if (_open.TryPeek(out var parent))
            parent.Add(element);
        _root ??= element;
        _text.Clear();
        var packed = PackedFiles.Contains(element.Name.LocalName);
        if (packed)
            _reader.Skip();
        else if (!_reader.IsEmptyElement)
            _open.Push(element);
        return packed;
    }

    private void TakeEnd()
    {
        if (_open.TryPop(out var ended) && !ended.HasElements && _text.Length > 0)
            ended.Value = _text.ToString();
        _text.Clear();
    }

    /// <summary>In pieces, so that a text of megabytes is refused before it is held; blanks in front go.</summary>
    private void TakeText()
    {
        while (_reader.ReadValueChunk(_piece, 0, _piece.Length) is var read && read > 0)
        {
            if (_text.Length == 0 && _piece.AsSpan(0, read).IsWhiteSpace())
                continue;
            if (_text.Length + read > MaxText)
                throw new BrokenRuleException(
                    "Un champ de cette facture est démesurément long. Demandez-en une autre au fournisseur.");
            _text.Append(_piece, 0, read);
        }
    }
}
