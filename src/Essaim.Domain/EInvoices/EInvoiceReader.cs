using System.Xml.Linq;
using Essaim.Domain.EInvoices.Pdf;
using Essaim.Domain.Values;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// Reads an electronic invoice that came in (facture électronique reçue), known by its content and not by its name: UBL
/// 2.1, UN/CEFACT CII, or a Factur-X PDF with a CII inside. Whatever can be read is returned with its faults; a file
/// that is no invoice, or that nobody could read, is refused with a sentence.
/// </summary>
public static class EInvoiceReader
{
    /// <summary>Larger files are refused, in bytes.</summary>
    public const int MaxBytes = 50 * 1024 * 1024;

    /// <summary>One would do for each rate; more only slow the judging down.</summary>
    private const int MaxVatGroups = 1000;

    private const string Ferd = "urn:ferd:CrossIndustryDocument:invoice:1p0";

    public static EInvoiceReading Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MaxBytes)
            throw new BrokenRuleException(
                $"Ce fichier dépasse {MaxBytes / 1024 / 1024} Mo. Demandez au fournisseur une facture plus légère.");
        if (file.Span.Trim(" \t\r\n\0"u8).IsEmpty)
            throw new BrokenRuleException("Ce fichier est vide. Demandez au fournisseur de l’envoyer de nouveau.");
        var xml = EmbeddedInvoice.IsPdf(file.Span) ? EmbeddedInvoice.Xml(file) : file;
        var root = EInvoiceXml.Load(new MemoryStream(xml.ToArray(), writable: false));
        var fields = new EInvoiceFields();
        var (syntax, invoice) = Invoice(root, fields);
        if (invoice.VatGroups.Count > MaxVatGroups)
            throw new BrokenRuleException(
                $"Cette facture a plus de {MaxVatGroups} totaux de TVA. Demandez-en une autre au fournisseur.");
        return new EInvoiceReading(syntax, invoice,
            EInvoiceRules.CheckAll(invoice, [.. fields.Faults, .. EInvoiceShape.Check(root, syntax)],
                syntax == EInvoiceSyntax.Cii ? root : null));
    }

    private static (EInvoiceSyntax Syntax, EInvoice Invoice) Invoice(XElement root, EInvoiceFields fields) =>
        (root.Name.NamespaceName, root.Name.LocalName) switch
        {
            (CiiNames.Root, "CrossIndustryInvoice") => (EInvoiceSyntax.Cii, CiiInvoice.Read(root, fields)),
            (UblNames.Invoice, "Invoice") => (EInvoiceSyntax.Ubl, UblInvoice.Read(root, fields)),
            (UblNames.CreditNote, "CreditNote") => (EInvoiceSyntax.Ubl, UblInvoice.Read(root, fields)),
            (Ferd, _) => throw new BrokenRuleException(
                "Cette facture est au format ZUGFeRD 1, abandonné depuis 2019. "
                + "Demandez au fournisseur une facture Factur-X ou UBL."),
            (_, "SCRDMCCBDACIOMessageStructure" or "Order" or "OrderResponse") => throw new BrokenRuleException(
                "Ce fichier est une commande (Order-X), pas une facture. Demandez la facture au fournisseur."),
            (_, "CrossDomainAcknowledgementAndResponse" or "ApplicationResponse") => throw new BrokenRuleException(
                "Ce fichier est un message de cycle de vie, pas une facture. Importez-le parmi les statuts."),
            _ => throw new BrokenRuleException(
                "Ce XML n’est pas une facture électronique : ni CII (Factur-X) ni UBL. "
                + "Demandez au fournisseur l’un de ces formats."),
        };
}
