using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// An electronic invoice as the bytes of a file, in either syntax (fichier CII ou UBL): UTF-8, the same invoice always
/// the same bytes.
/// </summary>
public static class EInvoiceFile
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n",
    };

    public static byte[] Cii(EInvoice invoice) => Bytes(CiiWriter.Write(invoice));

    public static byte[] Ubl(EInvoice invoice) => Bytes(UblWriter.Write(invoice));

    private static byte[] Bytes(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Settings))
            new XDocument(root).Save(writer);
        return stream.ToArray();
    }
}
