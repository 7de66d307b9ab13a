using System.Text;
using Essaim.App.Documents;

namespace Essaim.App.Tests.Documents;

/// <summary>V5.2: what a file is, is found in its bytes; what claims to be something else is refused.</summary>
public sealed class FoundTypeTests
{
    [Fact]
    public void A_file_is_what_its_bytes_say_whatever_its_name()
    {
        (byte[] Bytes, FoundType Type)[] whole =
        [
            (FileSamples.Jpeg, FoundType.Jpeg), (FileSamples.Png, FoundType.Png), (FileSamples.WebP, FoundType.WebP),
            (FileSamples.Heic, FoundType.Heic), (FileSamples.Pdf, FoundType.Pdf), (FileSamples.Xml, FoundType.Xml),
            (FileSamples.Photograph(300_000), FoundType.Jpeg),
        ];
        foreach (var (bytes, type) in whole)
            foreach (var name in new[] { "recu." + type.Extension, "recu", "recu.exe", "page.html" })
                Assert.Equal(type, TypeOf(bytes, name));
        Assert.Equal(FoundType.Csv, TypeOf(FileSamples.Csv, "achats.CSV"));
        Assert.Equal(FoundType.Text, TypeOf(FileSamples.Western, "recu.txt"));
        Assert.Equal(FoundType.Text, TypeOf(Encoding.UTF8.GetBytes(new string('é', 100_001)), "long.txt"));
    }

    [Fact]
    public void A_page_or_a_program_under_the_name_of_a_photograph_is_refused()
    {
        foreach (var name in new[] { "photo.jpg", "photo.pdf", "photo.txt", "photo.csv", "photo.xml", "photo.html" })
        {
            Assert.Null(TypeOf(FileSamples.Page, name));
            Assert.Null(TypeOf(Encoding.UTF8.GetBytes("\uFEFF \n" + Encoding.UTF8.GetString(FileSamples.Page)), name));
            Assert.Null(TypeOf([0x7f, .. "ELF"u8, 2, 1, 1, 0, .. new byte[200]], name));
            Assert.Null(TypeOf([.. "MZ"u8, 0x90, 0, .. new byte[200]], name));
            Assert.Null(TypeOf([.. "PK\u0003\u0004"u8, .. new byte[200]], name));
            Assert.Null(TypeOf([.. "GIF89a"u8, .. new byte[200]], name));
            Assert.Null(TypeOf([.. "texte avec un zéro "u8, 0], name));
        }
        foreach (var name in new[] { "photo.jpg", "script.js", "fichier", "macro.rtf" })
            Assert.Null(TypeOf("alert(1)"u8.ToArray(), name));
        Assert.Null(TypeOf(FileSamples.Avif, "photo.heic"));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><circle r=\"1\"/></svg>")]
    [InlineData("<x:a xmlns:x=\"http://www.w3.org/1999/xhtml\"/>")]
    [InlineData("<a><script>alert(1)</script></a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><a>&b;</a>")]
    [InlineData("<a><b></a>")]
    [InlineData("<a>")]
    public void An_xml_that_acts_reaches_out_or_is_not_whole_is_refused(string xml)
    {
        Assert.Null(TypeOf(Encoding.UTF8.GetBytes(xml), "facture.xml"));
        Assert.Null(TypeOf(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(xml)).ToArray(),
            "facture.xml"));
    }

    [Fact]
    public void A_picture_or_a_paper_cut_short_is_refused()
    {
        foreach (var whole in new[]
        {
            FileSamples.Jpeg, FileSamples.Png, FileSamples.WebP, FileSamples.Heic,
            [.. FileSamples.Pdf.AsSpan().TrimEnd("\r\n"u8)],
        })
            for (var length = 1; length < whole.Length; length += Math.Max(1, whole.Length / 150))
                Assert.True(TypeOf(whole[..length], "photo.jpg") is null, $"{length} of {whole.Length}");
    }

    /// <summary>Whatever the bytes are, the answer comes, and soon.</summary>
    [Fact]
    public void Any_bytes_get_an_answer()
    {
        var random = new Random(24);
        byte[][] whole =
        [
            FileSamples.Jpeg, FileSamples.Png, FileSamples.WebP, FileSamples.Heic, FileSamples.Pdf, FileSamples.Xml,
            FileSamples.Csv,
        ];
        for (var i = 0; i < 4000; i++)
        {
            var bytes = (byte[])whole[i % whole.Length].Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            TypeOf(bytes, "recu.csv");
        }
    }

    private static FoundType? TypeOf(byte[] bytes, string name) => FoundType.Of(new MemoryStream(bytes), name);
}
