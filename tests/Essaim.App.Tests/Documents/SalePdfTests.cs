using Essaim.App.Documents;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Xunit;
using static Essaim.App.Tests.Documents.PaperReader;
using static Essaim.App.Tests.Documents.PaperSamples;

namespace Essaim.App.Tests.Documents;

public class SalePdfTests
{
    [Fact]
    public void An_invoice_says_all_that_the_law_asks()
    {
        var page = Dressmaker();
        var text = Text(SalePdf.Draw(page));
        foreach (var said in page.Content.Mentions)
            Assert.Contains(AsRead(said), text.ReplaceLineEndings(" "));
        string[] asked =
        [
            "Facture", "F2026-0158", "23 novembre 2026", "23 décembre 2026", "D2026-0042", Theatre.Name, Theatre.Street,
            "69600 Oullins", "FR44732829320", Coop.Name, Coop.Street, "69100 Villeurbanne", "SIREN 303 265 045",
            "RCS Lyon", "TVA FR40303265045", "SARL coopérative de production à capital variable",
            "Capital 48\u202f500 €",
            "Retouches de trois robes", "3,5", "heures", "42,00", "20 %", "5,5 %", "147,00", "Aiguilles & Compagnie",
            "Jeanne Morel", "F2026-0131 du 05/10/2026",
        ];
        foreach (var said in asked)
            Assert.Contains(said, text);
    }

    [Fact]
    public void Totals_are_written_as_French_people_write_them()
    {
        foreach (var page in new[] { Dressmaker(), Long(), Credit(), Draft(), TrainingInvoice() })
        {
            var text = Text(SalePdf.Draw(page));
            foreach (var amount in new[] { page.Totals.Net, page.Totals.Vat, page.Totals.Total, page.ToPay })
                Assert.Contains(AsRead(amount.ToString()), text);
            foreach (var rate in page.Totals.ByRate)
                Assert.Contains(FrenchText.Amount(rate.Net), text);
        }
        Assert.Contains("1\u202f234\u202f567,89", Text(SalePdf.Draw(Long())));
    }

    [Fact]
    public void A_discount_and_the_deposits_are_taken_off_in_sight()
    {
        var text = Text(SalePdf.Draw(Long()));
        Assert.Contains("Total avant remise", text);
        Assert.Contains("Remise de 5 %", text);
        Assert.Contains("15 %", text);
        Assert.Contains(AsRead((-Dressmaker().Deposits).ToString()), Text(SalePdf.Draw(Dressmaker())));
    }

    [Fact]
    public void The_way_to_pay_is_ready_to_copy()
    {
        var text = Text(SalePdf.Draw(Dressmaker()));
        Assert.Contains("FR76 3000 6000 0112 3456 7890 189", text);
        Assert.Contains("468,89 € à payer, au plus tard le 23 décembre 2026", text);
    }

    [Fact]
    public void Sixty_lines_take_three_pages_each_with_its_foot_its_number_and_the_head_of_the_table()
    {
        var pages = PagesOf(SalePdf.Draw(Long()));
        Assert.Equal(3, pages.Count);
        for (var i = 0; i < pages.Count; i++)
        {
            Assert.Contains($"{i + 1}/3", pages[i]);
            Assert.Contains("SIREN 303 265 045", pages[i]);
            Assert.Contains("Prix unitaire HT", pages[i]);
            Assert.Contains("F2026-0160", pages[i]);
        }
        for (var line = 1; line <= 58; line++)
            Assert.Contains($"Poste {line} du marché", string.Join('\n', pages));
    }

    [Fact]
    public void One_page_has_no_page_number()
    {
        Assert.DoesNotContain("1/1", Text(SalePdf.Draw(Credit())));
    }

    [Fact]
    public void A_description_longer_than_a_page_goes_on_upon_the_next()
    {
        var words = string.Join(' ', Enumerable.Range(1, 1500).Select(i => $"mot{i}"));
        var pages = PagesOf(SalePdf.Draw(Page(SaleDocumentKind.Invoice, "F2026-0161", [Line(words, 1, "lot", 10)])));
        Assert.True(pages.Count >= 3);
        for (var i = 1; i <= 1500; i++)
            Assert.Contains($"mot{i}", string.Join(' ', pages));
    }

    [Fact]
    public void A_unit_too_long_for_its_column_goes_under_the_description()
    {
        var lines = new[] { Line("Atelier", 2, "demi-journées de formation", 10) };
        Assert.Contains("Unité : demi-journées de formation",
            Text(SalePdf.Draw(Page(SaleDocumentKind.Invoice, "F2026-0164", lines))));
    }

    [Fact]
    public void A_page_copied_with_other_lines_counts_anew()
    {
        var page = Credit();
        Assert.Equal(Money.Euros(42), page.Totals.Net);
        var copy = page with { Content = page.Content with { Content = Draft().Content.Content } };
        Assert.Equal(Money.Euros(1612), copy.Totals.Net);
    }

    [Fact]
    public void The_totals_never_stand_on_a_page_without_a_line()
    {
        for (var count = 10; count < 20; count++)
        {
            var lines = Enumerable.Range(1, count).Select(i => Line($"Poste {i}", 1, "lot", 10)).ToList();
            var pages = PagesOf(SalePdf.Draw(Page(SaleDocumentKind.Invoice, "F2026-0162", lines)));
            Assert.Contains($"Poste {count}", pages.Single(p => p.Contains("Net à payer")));
        }
    }

    [Fact]
    public void A_credit_note_names_the_invoice_it_takes_back()
    {
        var text = Text(SalePdf.Draw(Credit()));
        Assert.Contains("Avoir", text);
        Assert.Contains("F2026-0158 du 1er octobre 2026", text);
        Assert.Contains("En votre faveur", text);
        Assert.DoesNotContain("Net à payer", text);
        Assert.DoesNotContain("IBAN", text);
    }

    [Fact]
    public void Training_without_VAT_says_why()
    {
        var text = Text(SalePdf.Draw(TrainingInvoice()));
        Assert.Contains("TVA non applicable – art. 261-4-4° a du CGI", text);
        Assert.Contains("exonéré", text);
        Assert.Contains("1\u202f995,00 €", text);
    }

    [Fact]
    public void A_quote_asks_for_a_signature_and_not_for_money()
    {
        var text = Text(SalePdf.Draw(Quote()));
        Assert.Contains("Bon pour accord", text);
        Assert.Contains("Valable jusqu’au", text);
        Assert.DoesNotContain("IBAN", text);
        Assert.DoesNotContain("pénalités", text);
    }

    [Theory]
    [InlineData(null, "BROUILLONDEDEVIS")]
    [InlineData(SaleDocumentKind.Invoice, "BROUILLON")]
    public void A_draft_says_in_large_letters_that_it_is_one(SaleDocumentKind? kind, string mark)
    {
        var draft = Page(kind, null, [Line("Robe", 1, "pièce", 100)]);
        Assert.Contains(mark, LargeLetters(SalePdf.Draw(draft)));
        Assert.DoesNotContain("IBAN", Text(SalePdf.Draw(draft)));
        Assert.DoesNotContain("BROUILLON", LargeLetters(SalePdf.Draw(draft with { Number = "X2026-0001" })));
    }

    [Fact]
    public void What_is_paid_by_deposits_asks_for_nothing()
    {
        var deposit = new DepositTaken("F2026-0001", Day, new(7), Normal, Money.Euros(100), Money.Euros(20));
        var text = Text(SalePdf.Draw(Page(SaleDocumentKind.Invoice, "F2026-0163", [Line("Robe", 1, "pièce", 100)],
            deposits: [deposit])));
        Assert.Contains("Il ne reste rien à payer.", text);
        Assert.DoesNotContain("IBAN", text);
    }

    private static string LargeLetters(byte[] pdf) => string.Concat(Letters(pdf)[0]
        .Where(l => l.PointSize > 40).Select(l => l.Value)).Replace(" ", "");
}
