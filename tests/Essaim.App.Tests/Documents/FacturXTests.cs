using System.Text;
using System.Xml.Linq;
using Essaim.App.Data.Sales;
using Essaim.App.Documents;
using Essaim.Domain.EInvoices;
using Essaim.Domain.EInvoices.Pdf;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Sales;
using Essaim.Domain.Values;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;
using Xunit;
using static Essaim.App.Tests.Documents.PaperSamples;

namespace Essaim.App.Tests.Documents;

/// <summary>The paper as a Factur-X: what PDF/A-3 and Factur-X ask of the file around the XML.</summary>
public sealed class FacturXTests
{
    private static readonly byte[] Xml = Encoding.UTF8.GetBytes("<facture>é</facture>");

    private static readonly byte[] Pdf = SalePdf.Draw(Dressmaker(), Xml);

    /// <summary>Every amount that the XML totals is on the page, as French people write it.</summary>
    [Fact]
    public void The_page_of_every_kind_of_document_shows_the_totals_of_its_xml()
    {
        foreach (var of in new SaleCases(TestCoop.Law).All().Where(c => c.PaidOn is null))
        {
            var pdf = IssuedEInvoice.Paper(of.Invoice, SaleEInvoice.Of(of.Invoice, of.OfDeposit));
            var said = EInvoiceReader.Read(pdf).Invoice;
            var text = PaperReader.Text(pdf);
            foreach (var amount in new[] { said.Totals.Net, said.Totals.Vat, said.Totals.Due })
                Assert.True(text.Contains(PaperReader.AsRead(Money.Round(amount!.Value).ToString())),
                    $"{of.Name}: {amount} is not on the page");
            Assert.Contains(said.Number!, text);
        }
    }

    [Fact]
    public void The_xml_comes_out_as_it_went_in() =>
        Assert.Equal(Xml, EmbeddedInvoice.Xml(Pdf).ToArray());

    [Fact]
    public void The_same_paper_and_xml_are_the_same_bytes()
    {
        Assert.Equal(Pdf, SalePdf.Draw(Dressmaker(), Xml));
        Assert.NotEqual(Pdf, SalePdf.Draw(Dressmaker(), [.. Xml, (byte)' ']));
    }

    [Fact]
    public void The_catalogue_names_the_file_and_how_it_relates()
    {
        using var document = PdfDocument.Open(Pdf, new ParsingOptions { UseLenientParsing = false });
        var catalog = document.Structure.Catalog.CatalogDictionary;
        Assert.True(catalog.TryGet(NameToken.Create("AF"), out ArrayToken files));
        var reference = Assert.IsType<IndirectReferenceToken>(Assert.Single(files.Data));
        var file = Assert.IsType<DictionaryToken>(document.Structure.GetObject(reference.Data).Data);
        Assert.Equal("Alternative", ((NameToken)file.Data["AFRelationship"]).Data);
        Assert.Equal("factur-x.xml", ((StringToken)file.Data["UF"]).Data);
        Assert.True(catalog.TryGet(NameToken.Create("OutputIntents"), out ArrayToken _));
        Assert.Equal("fr-FR", ((StringToken)catalog.Data["Lang"]).Data);
    }

    [Fact]
    public void The_description_says_part_three_and_what_is_inside()
    {
        var text = Encoding.UTF8.GetString(Pdf);
        var from = text.IndexOf("<x:xmpmeta", StringComparison.Ordinal);
        var until = text.IndexOf("</x:xmpmeta>", StringComparison.Ordinal) + 12;
        var said = XElement.Parse(text[from..until]).Descendants().Where(e => !e.HasElements)
            .Select(e => (e.Name.LocalName, e.Value)).ToList();
        foreach (var (name, value) in new[] { ("part", "3"), ("conformance", "B"), ("DocumentFileName", "factur-x.xml"),
            ("DocumentType", "INVOICE"), ("Version", "1.0"), ("ConformanceLevel", "EN 16931") })
            Assert.Contains((name, value), said);
        // Each property of our own is explained, as PDF/A asks.
        Assert.Equal(4, said.Count(s => s.LocalName == "category" && s.Value == "external"));
    }

    [Fact]
    public void Each_object_is_where_the_table_says()
    {
        var text = Encoding.Latin1.GetString(Pdf);
        var at = text.LastIndexOf("xref\n0 ", StringComparison.Ordinal);
        var rows = text[at..].Split('\n').Skip(2).TakeWhile(l => l.Length == 19).ToList();
        Assert.True(rows.Count > 20);
        for (var number = 1; number < rows.Count; number++)
            Assert.StartsWith($"{number} 0 obj", text[int.Parse(rows[number][..10])..]);
    }

    [Fact]
    public void A_paper_without_xml_stays_what_it_was()
    {
        var plain = Encoding.Latin1.GetString(SalePdf.Draw(Draft()));
        Assert.Contains("<pdfaid:part>2</pdfaid:part>", plain);
        Assert.DoesNotContain("EmbeddedFiles", plain);
    }

    [Fact]
    public void A_transfer_can_be_read_by_a_telephone_only_where_money_is_asked()
    {
        const string words = "À lire avec l’appli de votre banque";
        Assert.Contains(words, PaperReader.Text(Pdf));
        Assert.DoesNotContain(words, PaperReader.Text(SalePdf.Draw(Credit())));
        Assert.DoesNotContain(words, PaperReader.Text(SalePdf.Draw(Quote())));
        var page = Dressmaker();
        Assert.DoesNotContain(words, PaperReader.Text(SalePdf.Draw(page with
        {
            Content = page.Content with { Seller = Coop with { Iban = null } },
        })));
    }
}
