using System.IO.Compression;
using System.Text;
using Essaim.App.Imports;
using Essaim.App.Web;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Imports;

public sealed class TableFileTests
{
    [Theory]
    [InlineData(65001, false, ';'), InlineData(65001, true, ','), InlineData(1252, false, '\t')]
    [InlineData(1200, true, '\t'), InlineData(1201, true, ';'), InlineData(1252, false, ',')]
    public void A_table_is_read_whatever_the_signs_and_marks_it_is_written_in(int page, bool marked, char mark)
    {
        var encoding = page == 1252
            ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(page);
        var text = $"Prénom{mark}Ville\r\nÉlise{mark}\"Saint-Étienne{mark} \"\"Loire\"\"\"\r\n\r\nZoé{mark}Nîmes";
        var table = TableFile.Read([.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);

        Assert.Equal(["Prénom", "Ville"], table.Heads);
        Assert.Equal(["Élise", $"Saint-Étienne{mark} \"Loire\""], table.Rows[0].Cells);
        Assert.Equal((2, 4), (table.Rows[0].Number, table.Rows[1].Number));
        Assert.Equal(["Zoé", "Nîmes"], table.Rows[1].Cells);
    }

    [Fact]
    public void A_workbook_is_read_as_people_would_have_typed_it()
    {
        var sheet = new Sheet("essai", ["Nom", "Depuis le", "Somme", "SIRET"],
            [["Ourlet", new DateOnly(2026, 11, 23), new Money(123456), 30326504500015L]]);
        var table = TableFile.Read(ExcelAnswer.Of(sheet).FileContents);
        Assert.Equal(["Nom", "Depuis le", "Somme", "SIRET"], table.Heads);
        Assert.Equal(["Ourlet", "23/11/2026", "1234,56", "30326504500015"], table.Rows[0].Cells);
    }

    [Fact]
    public void A_cell_that_looks_like_a_formula_stays_a_text_and_our_own_apostrophe_goes()
    {
        var table = TableFile.Read("Nom;Note\n=1+1;@SUM(A1)\n+33612345678;'=2+2"u8.ToArray());
        Assert.Equal(["=1+1", "@SUM(A1)"], table.Rows[0].Cells);
        Assert.Equal(["+33612345678", "=2+2"], table.Rows[1].Cells);
        var sheet = new Sheet("essai", ["Nom"], [["=1+1"], ["-5"]]);
        Assert.Equal("=1+1", TableFile.Read(ExcelAnswer.Of(sheet).FileContents).Rows[0].Cells[0]);
        Assert.Equal("-5", TableFile.Read(CsvAnswer.Of(sheet).FileContents).Rows[1].Cells[0]);
    }

    [Fact]
    public void A_formula_of_a_workbook_counts_as_what_it_last_showed() => Assert.Equal("42", TableFile.Read(
        Workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Somme</t></is></c></row>"
            + "<row r=\"2\"><c r=\"A2\"><f>6*7</f><v>42</v></c></row>")).Rows[0].Cells[0]);

    [Theory]
    [InlineData("", "est vide")]
    [InlineData("Nom;Ville", "pas de lignes")]
    [InlineData("Nom;Ville\n\"Elise;Lyon", "Ligne 2 : un guillemet")]
    [InlineData("%PDF-1.7\n\0\0\0", "n’est pas un tableau")]
    public void What_is_no_table_is_refused_in_plain_words(string text, string reason) => Assert.Contains(reason,
        Assert.Throws<BrokenRuleException>(() => TableFile.Read(Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void An_old_or_locked_workbook_and_a_broken_one_are_refused_in_plain_words()
    {
        Assert.Contains("ancien format", Refusal([0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0]));
        Assert.Contains("abîmé", Refusal([(byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Too_many_lines_and_too_many_columns_are_refused()
    {
        Assert.Contains("20\u202f000 lignes",
            Refusal(Encoding.UTF8.GetBytes("Nom\n" + string.Concat(Enumerable.Repeat("a\n", 20_001)))));
        Assert.Equal(20_000, TableFile.Read(
            Encoding.UTF8.GetBytes("Nom\n" + string.Concat(Enumerable.Repeat("a\n", 20_000)))).Rows.Count);
        Assert.Contains("200 colonnes", Refusal(Encoding.UTF8.GetBytes(new string(';', 250) + "a\nb")));
        Assert.Contains("15 Mo", Refusal(new byte[TableFile.MostBytes + 1]));
    }

    [Fact]
    public void A_workbook_that_unfolds_to_far_too_much_is_refused_before_it_is_read()
    {
        var bomb = Workbook(string.Concat(Enumerable.Repeat(new string(' ', 1 << 20), 250)));
        Assert.True(bomb.Length < 2_000_000);
        Assert.Contains("une fois déplié", Refusal(bomb));
    }

    private static string Refusal(byte[] bytes) =>
        Assert.Throws<BrokenRuleException>(() => TableFile.Read(bytes)).Message;

    /// <summary>The least that makes a workbook.</summary>
    private static byte[] Workbook(string rows)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml"
                ContentType="application/xml"/></Types>
                """);
            Write("xl/workbook.xml", """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A"
                sheetId="1" r:id="rId1"/></sheets></workbook>
                """);
            Write("xl/_rels/workbook.xml.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
                Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
                Target="worksheets/sheet1.xml"/></Relationships>
                """);
            Write("xl/worksheets/sheet1.xml",
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows
                + "</sheetData></worksheet>");

            void Write(string name, string text)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(text);
            }
        }
        return bytes.ToArray();
    }
}
