using Essaim.Domain.Sales;

namespace Essaim.App.Documents;

/// <summary>
/// Draws quotes, invoices, deposit invoices and credit notes (devis, factures, factures d’acompte, avoirs). The head
/// belongs to the entrepreneur's brand; the foot to the co-op, which is the seller.
/// </summary>
public static class SalePdf
{
    /// <param name="page">What is printed.</param>
    /// <param name="facturX">The XML of the same document, which makes the paper a Factur-X; none for a draft.</param>
    public static byte[] Draw(SalePage page, byte[]? facturX = null)
    {
        var sheet = new Sheet(page.Watermark, () => SaleHead.Running(page));
        sheet.Place(SaleHead.First(page));
        var table = new SaleTable(page);
        sheet.Repeated = table.Head;
        sheet.Place(table.Head);
        var rows = table.Rows().ToList();
        foreach (var row in rows.SkipLast(1))
            sheet.Place(row);
        // The last row goes along with the totals: a total alone on a page says nothing of what it sums.
        var totals = SaleTotalsBlock.Of(page);
        if (rows.Count > 0)
            sheet.Place(rows[^1], totals);
        sheet.Repeated = null;
        if (rows.Count == 0)
            sheet.Place(totals);
        foreach (var block in SalePlanBlock.Of(page))
            sheet.Place(block);
        foreach (var block in SaleClosing.Blocks(page))
            sheet.Place(block);
        PageFoot.Add(sheet, page.Content.Seller);
        var label = new PdfLabel($"{page.Title} – {page.Brand}", page.Content.Seller.Name, page.CreatedAt);
        return PdfFile.Of(label, sheet.Pages, facturX);
    }
}
