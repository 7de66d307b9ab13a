using System.Text;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>The invoice inside a Factur-X, and PDFs that hold none or would do harm.</summary>
public sealed class EmbeddedInvoiceTests
{
    private static readonly byte[] Xml = Bytes(CiiWriter.Write(Correct));

    public static TheoryData<string> Forms => ["plain", "packed", "associated", "after a mail's bytes"];

    [Theory, MemberData(nameof(Forms))]
    public void The_invoice_is_found_in_every_form_of_pdf(string form)
    {
        var pdf = form switch
        {
            "packed" => PdfWriter.Packed(Xml),
            "associated" => PdfWriter.Plain(Xml, associated: true),
            "after a mail's bytes" => [.. "Content-Type: x\r\n\r\n"u8, .. PdfWriter.Plain(Xml)],
            _ => PdfWriter.Plain(Xml),
        };
        Assert.Equal(Text(Correct), Text(EInvoiceReader.Read(pdf).Invoice));
    }

    [Theory]
    [InlineData("factur-x.xml")]
    [InlineData("ZUGFeRD-invoice.xml")]
    [InlineData("zugferd-invoice.xml")]
    [InlineData("xrechnung.xml")]
    public void Each_name_of_the_formats_is_the_invoice(string name) =>
        Assert.True(EInvoiceReader.Read(PdfWriter.Plain(Xml, name)).CanBePosted);

    [Theory]
    [InlineData("order-x.xml", "commande")]
    [InlineData("annexe.xml", "ne contient pas de facture")]
    public void Another_attachment_is_not_the_invoice(string name, string says) =>
        Assert.Contains(says, Refusal(PdfWriter.Plain(Xml, name)));

    [Fact]
    public void A_protected_pdf_is_refused_with_a_sentence() =>
        Assert.Contains("protégé", Refusal(PdfWriter.Plain(Xml, extraTrailer: "/Encrypt << /Filter /Standard >>")));

    [Fact]
    public void Of_two_revisions_the_newer_holds()
    {
        var old = PdfWriter.Plain(Bytes(CiiWriter.Write(Correct with { Number = "OLD" })));
        var packed = PdfWriter.Deflated(Xml);
        var before = Encoding.Latin1.GetString(old);
        var previous = before[(before.LastIndexOf("startxref") + 10)..].Split('\n')[0];
        var stream = Encoding.Latin1.GetBytes(
            $"4 0 obj\n<< /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
        var end = "\nendstream\nendobj\n"u8.ToArray();
        var table = old.Length + stream.Length + packed.Length + end.Length;
        byte[] both = [.. old, .. stream, .. packed, .. end, .. Encoding.Latin1.GetBytes(
            $"xref\n4 1\n{old.Length:0000000000} 00000 n \ntrailer\n<< /Size 7 /Root 1 0 R /Prev {previous} >>\n"
            + $"startxref\n{table}\n%%EOF\n")];
        Assert.Equal("F2026-0042", EInvoiceReader.Read(both).Invoice.Number);
    }

    [Fact]
    public void A_bomb_inside_a_pdf_is_refused_before_it_fills_the_memory()
    {
        var bomb = PdfWriter.Plain(new byte[200 * 1024 * 1024]);
        Assert.True(bomb.Length < 1024 * 1024);
        Spent.On(() => Assert.Contains("abîmé", Refusal(bomb))).IsLittle("bomb");
    }

    public static TheoryData<string> Broken =>
    [
        "5 0 R", // names that lead to themselves
        "<< /Kids [5 0 R] >>",
        "<< /Kids [6 0 R 5 0 R] >>",
        "<< /Names [(a) 5 0 R (b)] /Kids [5 0 R 5 0 R 5 0 R] >>",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "<< /Kids [99 0 R 98 0 R] >>",
    ];

    [Theory, MemberData(nameof(Broken))]
    public void Names_that_go_round_or_too_deep_are_refused(string kids) =>
        Assert.NotEmpty(Refusal(PdfWriter.Plain(Xml, name: "annexe.xml", kids: kids)));

    [Fact]
    public void Names_that_fan_out_without_end_are_refused_at_once()
    {
        string[] fan = [.. Enumerable.Range(8, 18).Select(next => $"<< /Kids [{next} 0 R {next} 0 R {next} 0 R] >>")];
        var pdf = PdfWriter.Plain(Xml, kids: "<< /Kids [7 0 R] >>", more: fan);
        Spent.On(() => Assert.Contains("abîmé", Refusal(pdf))).IsLittle("fan");
    }

    [Fact]
    public void A_pdf_cut_anywhere_is_refused_with_a_sentence()
    {
        foreach (var pdf in (byte[][])[PdfWriter.Plain(Xml), PdfWriter.Packed(Xml)])
            for (var length = 5; length < pdf.Length - 8; length += 37)
                Assert.NotEmpty(Refusal(pdf[..length]));
    }

    [Fact]
    public void Cross_references_that_lead_to_themselves_end()
    {
        var pdf = Encoding.Latin1.GetString(PdfWriter.Plain(Xml));
        var at = pdf[(pdf.LastIndexOf("startxref") + 10)..].Split('\n')[0];
        Assert.Contains("abîmé", Refusal(Encoding.Latin1.GetBytes(pdf.Replace("/Root", $"/Prev {at} /Root"))));
    }

    private static string Refusal(byte[] pdf) =>
        Assert.Throws<BrokenRuleException>(() => EInvoiceReader.Read(pdf)).Message;
}
