using Essaim.App.Data.Sales;
using Essaim.App.Documents;
using Essaim.Bench;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace Essaim.App.Bench;

/// <summary>
/// Draws the PDF of invoices, against a bare page on which the same library writes as many lines of text.
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
        var pages = (await db.Invoices.OrderByDescending(i => i.Id).Take(Papers).ToListAsync())
            .Select(KeepIssuedFile.PageOf).ToList();
        var bytes = pages.Sum(p => SalePdf.Draw(p).Length) / pages.Count; // warm-up
        Bare();
        var (product, plain) = (0.0, 0.0);
        for (var done = 0; done < count; done += Papers)
        {
            product += CpuClock.Of(() => pages.ForEach(p => SalePdf.Draw(p)));
            plain += CpuClock.Of(() => pages.ForEach(_ => Bare()));
        }
        var drawn = (count + Papers - 1) / Papers * Papers;
        return new BenchResult("pdf", drawn, product, plain)
        {
            Note = $"{1000 * product / drawn:0.0} ms de processeur la facture, {bytes / 1024} ko en moyenne ; le "
                + $"travail nu écrit {LinesOfText} lignes de texte dans une page",
        };
    }

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
