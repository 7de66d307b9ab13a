using System.Text;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Banking.CamtSample;

namespace Essaim.Domain.Tests.Banking;

/// <summary>What the file of a bank may be, and what it must never do.</summary>
public sealed class BankFileTests
{
    private static string Refusal(string text) =>
        Assert.Throws<BrokenRuleException>(() => BankFile.Read(Encoding.UTF8.GetBytes(text))).Message;

    [Theory]
    [InlineData("Date;Libellé;Montant\n15/01/2026;CAFE;-2,50\n")]
    [InlineData("%PDF-1.7 relevé")]
    [InlineData("PK\u0003\u0004xl/workbook.xml")]
    [InlineData("!Type:Bank\nD15/01/2026\nT-2.50\n^\n")]
    [InlineData("<html><body>Session expirée</body></html>")]
    [InlineData("\0\0\0\0")]
    public void What_is_none_of_the_formats_is_refused_and_the_sentence_names_what_is_taken(string text)
    {
        var refusal = Refusal(text);
        Assert.All(["CAMT.053", "CFONB 120", "OFX", "CSV"], taken => Assert.Contains(taken, refusal));
    }

    [Theory]
    [InlineData("", "vide")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"/>", "CAMT.053")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"/>", "ordre de virement")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>", "aucun relevé")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCs", "coupé")]
    [InlineData("<OFX></OFX>", "aucun relevé")]
    public void A_file_with_nothing_to_take_is_refused_with_what_to_do(string text, string word) =>
        Assert.Contains(word, Refusal(text));

    [Theory]
    [InlineData("<!DOCTYPE Document [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>", "&b;")]
    [InlineData("<!DOCTYPE Document [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>", "&a;")]
    [InlineData("<!DOCTYPE Document SYSTEM \"http://127.0.0.1:9/x.dtd\">", "x")]
    public void An_xml_that_defines_or_fetches_is_refused(string type, string words)
    {
        var text = Document("08", Statement("S1", "0.00", "1.00", Entry("1.00", words: words)));
        Assert.Contains("abîmé", Refusal(text.Replace("<Document", type + "<Document")));
    }

    [Fact]
    public void Amounts_that_add_up_beyond_all_measure_are_told_and_not_counted_wrong()
    {
        var entries = string.Concat(Enumerable.Repeat(Entry("9999999999999.99"), 9_300));
        var fault = Assert.Single(BankFile.Read(Utf8(Document("08", Statement("S1", "0.00", "1.00", entries)))).Faults);
        Assert.Contains("hors de toute mesure", fault.Reason);
    }
}
