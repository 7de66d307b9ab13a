using Essaim.App.Documents;
using Essaim.Domain.Values;
using Xunit;
using static Essaim.App.Tests.Documents.PaperReader;

namespace Essaim.App.Tests.Documents;

public class PayslipPdfTests
{
    [Fact]
    public void A_payslip_says_what_the_Code_du_travail_asks()
    {
        var text = Text(PayslipSamples.Pdf()).ReplaceLineEndings(" ");
        string[] asked =
        [
            "Bulletin de paie", "juillet 2026", "L’Établi", "303 265 045 00017", "70.22Z", "Convention collective",
            "Jeanne Morel", "Entrepreneure, couturière", "Entrepreneure-salariée associée",
            "du 01/07/2026 au 31/07/2026",
            "151,67 h", "31 juillet 2026", "Montant net social", "Net à payer avant impôt sur le revenu",
            "Montant net imposable", "Impôt prélevé à la source, 2,1 %", "Net à payer", "Total versé par l’employeur",
            "Allègements de cotisations", "sans limite de durée", "www.service-public.fr", "Complémentaire, tranche 1",
            "4,01 %", "80,20", "6,01 %", "120,20",
        ];
        foreach (var said in asked)
            Assert.Contains(said, text);
        var page = PayslipSamples.Page();
        foreach (var amount in new[] { page.Gross, page.SocialNet, page.NetBeforeTax, page.NetPaid, page.TotalCost })
            Assert.Contains(AsRead(amount.ToString()), text);
        Assert.Contains(AsRead((-page.Withholding).ToString()), text);
    }

    [Fact]
    public void Forty_lines_still_fit_on_one_page()
    {
        var rows = Enumerable.Range(1, 40)
            .Select(i => new PayslipRow($"Cotisation {i}", Money.Euros(2000), Rate.Percent(1), Money.Euros(20)))
            .ToList();
        var page = PayslipSamples.Page() with { Parts = [new PayslipPart("Cotisations", rows)] };
        var pages = PagesOf(PayslipPdf.Draw(page));
        Assert.Single(pages);
        for (var i = 1; i <= 40; i++)
            Assert.Contains($"Cotisation {i}", pages[0]);
    }

    [Fact]
    public void What_stands_between_the_tax_and_the_net_is_listed_and_summed_on_the_same_page()
    {
        var adjustments = Enumerable.Range(1, 9).Select(i => ($"Élément {i}", Money.Euros(i))).ToList();
        var pages = PagesOf(PayslipPdf.Draw(PayslipSamples.Page() with { Adjustments = adjustments }));
        var page = Assert.Single(pages).ReplaceLineEndings(" ");
        for (var i = 1; i <= 9; i++)
            Assert.Contains($"Élément {i}", page);
        // 1 + 2 + … + 9.
        Assert.Contains(AsRead(Money.Euros(45).ToString()), page);
        Assert.Contains("Depuis le 1er janvier 2026", page);
    }

    [Fact]
    public void Sums_of_the_year_may_be_left_out()
    {
        var page = PayslipSamples.Page() with { YearToDate = [] };
        Assert.DoesNotContain("Depuis le", Text(PayslipPdf.Draw(page)));
    }
}
