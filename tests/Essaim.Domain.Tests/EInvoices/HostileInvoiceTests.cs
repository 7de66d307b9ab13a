using System.Text;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>Files made to do harm, or broken on their way: a sentence within a second, and nothing else.</summary>
public sealed class HostileInvoiceTests
{
    private static readonly string Cii = CiiWriter.Write(Correct).ToString();
    private static readonly string Ubl = UblWriter.Write(Correct).ToString();

    public static TheoryData<string> DocumentTypes =>
    [
        "<!DOCTYPE a []>",
        "<!DOCTYPE a [<!ENTITY x 'F1'>]>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'http://127.0.0.1:1/'>]>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd' [<!ENTITY x 'F1'>]>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/hostname'>%p;<!ENTITY x 'F1'>]>",
        "<!DOCTYPE a [<!ENTITY a 'haha'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY x '&b;&b;&b;&b;&b;'>]>",
    ];

    [Theory, MemberData(nameof(DocumentTypes))]
    public void A_document_type_is_refused_whatever_is_in_it(string type)
    {
        foreach (var xml in (string[])[Cii, Ubl])
        {
            Assert.True(Refused(Encoding.UTF8.GetBytes(type + xml)));
            Assert.True(Refused(Encoding.UTF8.GetBytes(type + xml.Replace("F2026-0042", "&x;"))));
        }
    }

    [Theory]
    [InlineData("CrossIndustryInvoice:100", "CrossIndustryInvoice:200")]
    [InlineData("rsm:CrossIndustryInvoice", "CrossIndustryInvoice")]
    public void An_invoice_of_other_names_is_none(string from, string to)
    {
        var prefixed = Cii.Replace("<CrossIndustryInvoice xmlns=", "<rsm:CrossIndustryInvoice xmlns:rsm=");
        Assert.True(Refused(Encoding.UTF8.GetBytes((from[0] == 'r' ? prefixed : Cii).Replace(from, to))));
    }

    [Fact]
    public void Parts_of_other_names_are_not_read()
    {
        var reading = Read(Cii.Replace("ReusableAggregateBusinessInformationEntity:100", "Other:1"));
        Assert.Null(reading.Invoice.Number);
        Assert.False(reading.CanBePosted);
    }

    [Fact]
    public void An_invoice_cut_anywhere_is_refused()
    {
        foreach (var xml in (string[])[Cii, Ubl])
            for (var length = 1; length < xml.Length - 3; length += 61)
                Assert.True(Refused(Encoding.UTF8.GetBytes(xml[..length])), $"{length} of {xml.Length}");
    }

    [Fact]
    public void A_text_in_another_encoding_than_it_says_is_refused()
    {
        Assert.True(Refused(Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + Cii)));
        Assert.True(Refused(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + Cii)));
        Assert.True(Refused(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"none\"?>" + Cii)));
    }

    [Fact]
    public void A_text_in_an_encoding_that_it_says_is_read()
    {
        var latin = Encoding.Latin1.GetBytes(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Cii.Replace('’', '\''));
        Assert.Contains("légal", EInvoiceReader.Read(latin).Invoice.Notes[1].Text);
        byte[] wide = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Cii)];
        Assert.Equal(Text(Correct), Text(EInvoiceReader.Read(wide).Invoice));
    }

    public static TheoryData<string> Sizes =>
    [
        "spaces alone", "deep", "many elements", "many groups", "letters in a field", "spaces between",
        "spaces in a field", "many attributes", "many lines", "many lines and groups", "sixty thousand notes",
        "attachment", "comment",
    ];

    [Theory, MemberData(nameof(Sizes))]
    public void What_is_huge_is_read_or_refused_within_a_second(string what)
    {
        var file = Huge(what);
        var refused = false;
        Spent.On(() => refused = Refused(file)).IsLittle(what);
        Assert.Equal(
            what is "spaces alone" or "deep" or "many elements" or "many groups" or "letters in a field", refused);
    }

    [Fact]
    public void A_file_over_the_limit_is_refused() => Assert.True(Refused(new byte[EInvoiceReader.MaxBytes + 1]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_damage_is_read_or_refused_and_never_more(int kind)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        byte[] whole = kind switch
        {
            1 => Encoding.UTF8.GetBytes(Cii),
            2 => Encoding.UTF8.GetBytes(Ubl),
            3 => PdfWriter.Plain(Encoding.UTF8.GetBytes(Cii)),
            _ => PdfWriter.Packed(Encoding.UTF8.GetBytes(Cii)),
        };
        for (var round = 0; round < 400; round++)
        {
            var damaged = Damaged(whole, random);
            try
            {
                Spent.On(() => Refused(damaged)).IsLittle($"seed {seed}, kind {kind}, round {round}");
            }
            catch (Exception other) when (other is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, kind {kind}, round {round}: {other}");
            }
        }
    }

    /// <summary>Some bytes changed, taken out, repeated or exchanged for a digit or a mark of the format.</summary>
    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: bytes[at] = (byte)"0123456789<>/[](){}-. "[random.Next(22)]; break;
                default: bytes.InsertRange(at, Encoding.ASCII.GetBytes(random.Next().ToString())); break;
            }
        }
        return [.. bytes];
    }

    private static byte[] Huge(string what)
    {
        const int size = 10 * 1024 * 1024;
        var blanks = new string(' ', size);
        var xml = what switch
        {
            "spaces between" => Cii.Insert(Cii.IndexOf('>') + 1, blanks),
            "spaces in a field" => Ubl.Replace("F2026-0042", blanks),
            "letters in a field" => Ubl.Replace("F2026-0042", new string('F', size)),
            "spaces alone" => blanks,
            "deep" => string.Concat(Enumerable.Repeat("<a>", 100_000)),
            "many elements" => Ubl.Insert(Ubl.LastIndexOf('<'), string.Concat(Enumerable.Repeat("<a/>", 1_000_000))),
            "many attributes" => Ubl.Insert(Ubl.IndexOf('>'),
                string.Concat(Enumerable.Range(0, 20_000).Select(n => $" b{n}=''"))),
            "many groups" => CiiWriter.Write(Correct with
                { VatGroups = [.. Enumerable.Repeat(Correct.VatGroups[0], 5_000)] }).ToString(),
            "many lines" => CiiWriter.Write(Correct with
                { Lines = [.. Enumerable.Repeat(Hours(), 4_000)] }).ToString(),
            "many lines and groups" => CiiWriter.Write(Correct with { Lines = [.. Enumerable.Repeat(Book(), 5_000)],
                VatGroups = [.. Enumerable.Repeat(Correct.VatGroups[1], 1_000)] }).ToString(),
            "sixty thousand notes" => CiiWriter.Write(Correct with
                { Notes = [.. Enumerable.Repeat(Correct.Notes[0], 60_000)] }).ToString(),
            "attachment" => Cii.Replace("JVBERi0=", new string('A', size)),
            _ => Cii + $"<!--{new string('x', size)}-->",
        };
        return Encoding.UTF8.GetBytes(xml);
    }

    /// <summary>Whether it was refused with a sentence; any other exception goes through.</summary>
    private static bool Refused(byte[] file)
    {
        try
        {
            EInvoiceReader.Read(file);
            return false;
        }
        catch (BrokenRuleException)
        {
            return true;
        }
    }
}
