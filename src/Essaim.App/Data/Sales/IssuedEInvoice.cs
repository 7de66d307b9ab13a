using Essaim.App.Documents;
using Essaim.Domain.EInvoices;
using Essaim.Domain.EInvoices.Pdf;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>The languages in which an issued document can be had (formats de la facture électronique).</summary>
public enum EInvoiceFormat
{
    /// <summary>The PDF as it was issued, with the CII inside.</summary>
    FacturX,

    /// <summary>UN/CEFACT CII alone: byte for byte what is in the PDF.</summary>
    Cii,

    /// <summary>UBL 2.1.</summary>
    Ubl,
}

/// <summary>A file to hand over.</summary>
public sealed record EInvoiceDownload(byte[] Bytes, string Name, string MediaType);

/// <summary>The electronic invoice of an issued document, from its snapshot; see <see cref="SaleEInvoice"/>.</summary>
public static class IssuedEInvoice
{
    private const string XmlType = "application/xml";

    public static async Task<EInvoice> ReadAsync(CoopDb db, Invoice invoice) =>
        SaleEInvoice.Of(invoice, await TakesDepositBackAsync(db, invoice));

    /// <summary>
    /// The page with the same document inside. Only a document that the rules let pass is one (see
    /// <see cref="IssueInvoice"/>), and those issued before they ran.
    /// </summary>
    public static byte[] Paper(Invoice invoice, EInvoice said) =>
        SalePdf.Draw(KeepIssuedFile.PageOf(invoice), EInvoiceFile.Cii(said));

    public static async Task<EInvoiceDownload> FileAsync(Store store, Invoice invoice, EInvoiceFormat format)
    {
        var kept = await KeepIssuedFile.KeepAsync(store, invoice);
        if (format == EInvoiceFormat.FacturX)
            return new EInvoiceDownload(kept.Bytes, kept.Name, FoundType.Pdf.MediaType);
        await using var db = store.Read();
        return format == EInvoiceFormat.Ubl
            ? new EInvoiceDownload(EInvoiceFile.Ubl(await ReadAsync(db, invoice)), $"{invoice.Number}-ubl.xml", XmlType)
            : new EInvoiceDownload(await CiiAsync(db, invoice, kept), $"{invoice.Number}-cii.xml", XmlType);
    }

    /// <summary>What is in the PDF; papers that were kept without get one from their snapshot.</summary>
    private static async Task<byte[]> CiiAsync(CoopDb db, Invoice invoice, IssuedFile kept) =>
        kept.Bytes.AsSpan().IndexOf("/EmbeddedFiles"u8) >= 0 ? EmbeddedInvoice.Xml(kept.Bytes).ToArray()
            : EInvoiceFile.Cii(await ReadAsync(db, invoice));

    public static EInvoiceFormat Format(string text) => text.ToLowerInvariant() switch
    {
        "facturx" => EInvoiceFormat.FacturX,
        "cii" => EInvoiceFormat.Cii,
        "ubl" => EInvoiceFormat.Ubl,
        _ => throw new BrokenRuleException($"Le format « {text} » n’existe pas. Choisissez facturx, cii ou ubl."),
    };

    internal static async Task<bool> TakesDepositBackAsync(CoopDb db, Invoice invoice) =>
        invoice.CreditsInvoiceId is { } credited
        && await db.Invoices.AnyAsync(i => i.Id == credited && i.Kind == SaleDocumentKind.DepositInvoice);
}
