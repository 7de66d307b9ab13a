using Essaim.App.Data.Sales;
using Essaim.App.Documents;
using Essaim.Bench;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace Essaim.App.Bench;

/// <summary>
/// Draws the Factur-X of invoices, its XML and their control before issuing included, against a bare page on which the
/// same library writes as many lines of text.
/// </summary>
internal sealed class BenchPaper(BenchCoop coop, string folder)
{
    private const int Papers = 50;
    private const int LinesOfText = 60;
    private const string Sample = "0123456789 abcdefghijklmnopqrstuvwxyz";

    public async Task<BenchResult> RunAsync(int count)
    {
        await new BenchWork(coop, folder).IssueAsync(await coop.SellersAsync(Papers), Papers);
        await using var db = coop.Store.Read();
        var invoices = await db.Invoices.OrderByDescending(i => i.Id).Take(Papers).ToListAsync();
        var bytes = invoices.Sum(i => IssuedEInvoice.Paper(i, SaleEInvoice.Of(i)).Length) / invoices.Count; // warm-up
        var inside = EInvoiceFile.Cii(SaleEInvoice.Of(invoices[0]));
        Judge(invoices[0]);
        Bare();
        var (papers, xml, judged, plain) = (0.0, 0.0, 0.0, 0.0);
        for (var done = 0; done < count; done += Papers)
        {
            papers += CpuClock.Of(() => invoices.ForEach(i => SalePdf.Draw(KeepIssuedFile.PageOf(i), inside)));
            xml += CpuClock.Of(() => invoices.ForEach(i => EInvoiceFile.Cii(SaleEInvoice.Of(i))));
            judged += CpuClock.Of(() => invoices.ForEach(Judge));
            plain += CpuClock.Of(() => invoices.ForEach(_ => Bare()));
        }
        var drawn = (count + Papers - 1) / Papers * Papers;
        string Each(double seconds) => $"{1000 * seconds / drawn:0.0} ms";
        return new BenchResult("pdf", drawn, papers + xml + judged, plain)
        {
            Note = $"{Each(papers + xml + judged)} de processeur la facture : {Each(papers)} le PDF, "
                + $"{Each(xml)} son XML, {Each(judged)} le contrôle ; {bytes / 1024} ko en moyenne ; "
                + $"le travail nu écrit {LinesOfText} lignes de texte dans une page",
        };
    }

    private static void Judge(Invoice invoice) =>
        EInvoiceRules.Judge(SaleEInvoice.Of(invoice), EInvoiceSide.Issued);

    private static void Bare()
    {
        using var stream = new MemoryStream();
        using var document = SKDocument.CreatePdf(stream);
        using var canvas = document.BeginPage(595, 842);
        using var font = PaperFont.Sized(PaperFont.Text.For(Sample), 9);
        using var ink = new SKPaint();
        for (var line = 0; line < LinesOfText; line++)
            canvas.DrawText($"{line} {Sample}", 40, 40 + 12 * line, SKTextAlign.Left, font, ink);
        document.EndPage();
        document.Close();
    }
}
