using System.Globalization;
using System.Text;
using Essaim.App.Documents;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using Xunit;
using static Essaim.App.Tests.Documents.PaperReader;
using static Essaim.App.Tests.Documents.PaperSamples;

namespace Essaim.App.Tests.Documents;

/// <summary>What holds for every paper: nothing clipped, no missing glyph, the same bytes for the same page.</summary>
public class PaperTests
{
    private const double Point = 72 / 25.4;

    /// <summary>Everything as long as people can make it.</summary>
    private static SalePage Monstrous()
    {
        var reverse = Training with { Code = "batiment", Category = "AE", Mention = "Autoliquidation" };
        var lines = new[]
        {
            Line(new string('W', 300), 1_234.5678m, "demi-journées de formation", 1_000.1234m, reverse,
                discount: 12.5m),
            Line("Œuvre unique", 1, "pièce", 1_234_567.89m),
        };
        var page = Page(SaleDocumentKind.Invoice, "F2026-" + new string('0', 29), lines, discount: 2.5m);
        var party = Neighbour with
        {
            Name = "Société coopérative d’intérêt collectif des ateliers réunis de la vallée de l’Ondaine et du Gier",
            Street = "Zone artisanale des Grandes Terres Rouges du Levant, bâtiment des Quatre-Vents, deuxième étage\n"
                + "BP 123456",
            City = "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson", Country = "LU",
        };
        return page with
        {
            Content = page.Content with
            {
                Customer = party, Seller = Coop with { Name = party.Name, Street = party.Street, City = party.City },
                TradeName = "Les Couturières et Costumiers Associés de la Grande Fabrique des Spectacles Vivants",
                PersonName = "Marie-Antoinette-Joséphine de La Rochefoucauld-Montmorency-Beauharnais, dite Joséphine",
            },
        };
    }

    public static TheoryData<string> Names =>
        ["simple", "long", "credit", "draft", "quote", "training", "monstrous", "payslip"];

    private static byte[] Paper(string name) => name switch
    {
        "simple" => SalePdf.Draw(Dressmaker()),
        "long" => SalePdf.Draw(Long()),
        "credit" => SalePdf.Draw(Credit()),
        "draft" => SalePdf.Draw(Draft()),
        "quote" => SalePdf.Draw(Quote()),
        "training" => SalePdf.Draw(TrainingInvoice()),
        "monstrous" => SalePdf.Draw(Monstrous()),
        _ => PayslipSamples.Pdf(),
    };

    [Theory, MemberData(nameof(Names))]
    public void Nothing_leaves_the_margins_nor_covers_the_foot(string name)
    {
        foreach (var letter in Letters(Paper(name)).SelectMany(p => p).Where(l => l.PointSize < 40 && l.Value != " "))
        {
            Assert.InRange(letter.StartBaseLine.X, 53.5, 542);
            Assert.InRange(letter.EndBaseLine.X, 53.5, 542);
            Assert.InRange(letter.StartBaseLine.Y, 15, 800);
            if (letter.StartBaseLine.Y < 841.89 - 784)
                Assert.InRange(letter.PointSize, 0, 8.1);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void No_letter_stands_on_another(string name)
    {
        foreach (var letters in Letters(Paper(name)))
        {
            var seen = letters.Where(l => l.PointSize < 40 && l.Value != " ").ToList();
            for (var i = 0; i < seen.Count; i++)
                for (var j = i + 1; j < seen.Count; j++)
                    if (Covers(seen[i], seen[j]))
                        Assert.Fail($"« {seen[i].Value} » and « {seen[j].Value} » at {seen[i].StartBaseLine}.");
        }
    }

    private static bool Covers(Letter a, Letter b)
    {
        var down = Math.Abs(a.StartBaseLine.Y - b.StartBaseLine.Y);
        var across = Math.Min(a.EndBaseLine.X, b.EndBaseLine.X) - Math.Max(a.StartBaseLine.X, b.StartBaseLine.X);
        return down < 0.6 * Math.Max(a.PointSize, b.PointSize) && across > 0.1;
    }

    [Theory, MemberData(nameof(Names))]
    public void No_glyph_is_missing(string name)
    {
        foreach (var letter in Letters(Paper(name)).SelectMany(p => p))
            Assert.True(letter.Value.Length > 0 && letter.Value[0] is >= ' ' and not '\ufffd', "An empty box.");
    }

    [Theory]
    [InlineData("Łukasz Wójcik", "Lukasz Wójcik")]
    [InlineData("Đặng Thị Hoà", "Dang Thi Hoà")]
    [InlineData("E\u0301cole", "École")]
    [InlineData("Čapek \u2011 Şahin", "Capek - Sahin")]
    [InlineData("漢字 😀 \u200dfin", "?? ? fin")]
    [InlineData("ﬁn\u00adale", "finale")]
    [InlineData("\ud83d seul", "? seul")]
    public void A_letter_that_the_font_lacks_becomes_its_base_letter_or_a_question_mark(string name, string printed)
    {
        var page = Dressmaker();
        var pdf = SalePdf.Draw(page with { Content = page.Content with { Customer = Neighbour with { Name = name } } });
        Assert.Contains(printed, Text(pdf));
    }

    [Theory]
    [InlineData("quote")]
    [InlineData("monstrous")]
    public void The_customer_is_in_the_window_of_the_envelope(string name)
    {
        var window = Letters(Paper(name))[0].Where(l => l.StartBaseLine.X > 100 * Point
            && l.StartBaseLine.Y > 841.89 - 85 * Point && l.StartBaseLine.Y < 841.89 - 52 * Point).ToList();
        Assert.NotEmpty(window);
        foreach (var letter in window)
        {
            Assert.InRange(letter.EndBaseLine.X, 100 * Point, 191 * Point);
            Assert.InRange(841.89 - letter.StartBaseLine.Y, 57 * Point, 83.1 * Point);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_page_gives_the_same_bytes(string name)
    {
        var first = Paper(name);
        var others = new byte[4][];
        Parallel.For(0, 4, i => others[i] = Paper(name));
        Assert.All(others, other => Assert.Equal(first, other));
    }

    [Fact]
    public void Another_page_has_another_identifier()
    {
        Assert.NotEqual(Identifier(Paper("simple")), Identifier(Paper("credit")));
        Assert.Equal(Identifier(Paper("simple")), Identifier(Paper("simple")));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_table_of_the_file_points_at_each_object(string name)
    {
        var pdf = Paper(name);
        var text = Encoding.Latin1.GetString(pdf);
        var start = text.LastIndexOf("startxref\n", StringComparison.Ordinal);
        var table = int.Parse(text[(start + 10)..].Split('\n')[0], CultureInfo.InvariantCulture);
        var rows = text[table..start].Split('\n');
        Assert.Equal("xref", rows[0]);
        var count = int.Parse(rows[1].Split(' ')[1], CultureInfo.InvariantCulture);
        for (var i = 1; i < count; i++)
        {
            var offset = int.Parse(rows[2 + i][..10], CultureInfo.InvariantCulture);
            Assert.StartsWith($"{i} 0 obj", text[offset..]);
        }
    }

    [Fact]
    public void The_file_says_its_title_its_author_its_language_and_that_it_is_an_archive()
    {
        var pdf = Paper("simple");
        using var document = PdfDocument.Open(pdf);
        Assert.Equal("Facture F2026-0158 – Aiguilles & Compagnie", document.Information.Title);
        Assert.Equal(Coop.Name, document.Information.Author);
        Assert.Contains("20261123093000", document.Information.CreationDate);
        var text = Encoding.Latin1.GetString(pdf);
        Assert.Contains("/Lang (fr-FR)", text);
        Assert.Contains("<pdfaid:part>2</pdfaid:part>", text);
        Assert.Contains("/OutputIntents", text);
        Assert.Contains("/DisplayDocTitle true", text);
    }

    [Fact]
    public void An_invoice_weighs_less_than_fifty_kilobytes()
    {
        Assert.InRange(Paper("simple").Length, 10_000, 50_000);
    }

    private static string Identifier(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        return text[(text.LastIndexOf("/ID [<", StringComparison.Ordinal) + 6)..][..32];
    }
}
