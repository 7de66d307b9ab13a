using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Essaim.App.Web;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Web;

/// <summary>What the files of lists hold, read without the library that writes them.</summary>
public sealed class FileTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly string[] Formulas =
        ["=1+1", "+33612345678", "-5", "@SUM(A1)", "\tcmd", "\r=1", "$=A1", "=HYPERLINK(\"http://x\")"];

    [Fact]
    public void In_a_workbook_amounts_are_numbers_and_days_are_days()
    {
        var cells = Cells(new Sheet("essai", ["Libellé", "Montant", "Jour", "Montant", "Nombre"],
        [
            ["Ourlet & doublure <1>", new Money(123456), new DateOnly(2026, 11, 23), new Money(-5), 42],
            [null, null, null, null, null],
        ]));
        Assert.Equal("Montant", cells["B1"].Text);
        Assert.Equal("Montant", cells["D1"].Text);
        Assert.Equal("Ourlet & doublure <1>", cells["A2"].Text);
        Assert.Equal((null, "1234.56", "#,##0.00"), (cells["B2"].Type, cells["B2"].Text, cells["B2"].Format));
        Assert.Equal((null, "-0.05"), (cells["D2"].Type, cells["D2"].Text));
        Assert.Equal((null, "dd/mm/yyyy"), (cells["C2"].Type, cells["C2"].Format));
        Assert.Equal(new DateTime(2026, 11, 23),
            DateTime.FromOADate(double.Parse(cells["C2"].Text, CultureInfo.InvariantCulture)));
        Assert.Equal((null, "42"), (cells["E2"].Type, cells["E2"].Text));
    }

    [Fact]
    public void A_text_that_looks_like_a_formula_is_a_text_in_both_files()
    {
        var sheet = new Sheet("essai", ["Texte"], Formulas.Select(f => new object?[] { f }));
        var lines = Encoding.UTF8.GetString(CsvAnswer.Of(sheet).FileContents);
        foreach (var formula in Formulas)
            Assert.Contains("'" + formula.Replace("\"", "\"\""), lines);
        var cells = Cells(sheet);
        Assert.Equal(Formulas.Length + 1, cells.Count);
        Assert.All(cells.Where(c => c.Key != "A1"), c => Assert.StartsWith("'", c.Value.Text));
        Assert.All(cells.Values, c => Assert.False(c.IsFormula));
        Assert.All(cells.Values, c => Assert.NotNull(c.Type));
    }

    [Fact]
    public void An_empty_list_is_a_workbook_with_its_heads() =>
        Assert.Equal("Jour", Cells(new Sheet("vide", ["Texte", "Jour"], []))["B1"].Text);

    private sealed record Cell(string? Type, string Text, string? Format, bool IsFormula);

    private static Dictionary<string, Cell> Cells(Sheet sheet)
    {
        using var file = new ZipArchive(new MemoryStream(ExcelAnswer.Of(sheet).FileContents));
        var styles = Read(file, "xl/styles.xml");
        var formats = styles.Descendants(Main + "numFmt")
            .ToDictionary(f => f.Attribute("numFmtId")!.Value, f => f.Attribute("formatCode")!.Value);
        var kinds = styles.Descendants(Main + "cellXfs").Single().Elements()
            .Select(x => formats.GetValueOrDefault(x.Attribute("numFmtId")?.Value ?? "")).ToList();
        var shared = file.GetEntry("xl/sharedStrings.xml") is null ? []
            : Read(file, "xl/sharedStrings.xml").Root!.Elements().Select(e => e.Value).ToList();
        return Read(file, "xl/worksheets/sheet1.xml").Descendants(Main + "c").Where(c => c.Value.Length > 0)
            .ToDictionary(c => c.Attribute("r")!.Value, c => new Cell(
                c.Attribute("t")?.Value is "n" ? null : c.Attribute("t")?.Value,
                c.Attribute("t")?.Value == "s" ? shared[int.Parse(c.Value)] : c.Value,
                int.TryParse(c.Attribute("s")?.Value, out var style) ? kinds[style] : null,
                c.Element(Main + "f") is not null));
    }

    private static XDocument Read(ZipArchive file, string name)
    {
        using var part = file.GetEntry(name)!.Open();
        return XDocument.Load(part);
    }
}
