using System.Text;
using System.Xml.Linq;
using Essaim.App.Platforms;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Platforms;

/// <summary>Messages of the life cycle, as the annexes of XP Z12-012 lay them out.</summary>
public sealed class LifeCycleXmlTests
{
    private static readonly StatusMessage Disputed = new("cdv_1",
        new StatusParty(new Siren("123456782"), "L’Établi", null),
        new StatusParty(new Siren("303265045"), "Imprimerie du Pont & fils", "303265045_STATUTS"),
        new StatusInvoice("F-77", "380", new DateOnly(2026, 11, 2), "2026-11-20T16:10:00.000Z"),
        ReceivedInvoiceStatus.Disputed, ReceivedInvoiceStatus.Disputed.Reasons.First(r => r.Code == "QTE_ERR"),
        "Deux rames manquent.", "2026-11-23T09:00:00.000Z");

    [Fact]
    public void A_message_says_who_tells_whom_what_of_which_invoice()
    {
        var root = XElement.Load(new MemoryStream(LifeCycleXml.Write(Disputed)));
        string Value(params string[] path) => path.Aggregate((IEnumerable<XElement>)[root],
            (at, name) => at.SelectMany(e => e.Elements()).Where(e => e.Name.LocalName == name)).Single().Value;

        Assert.Equal("REGULATED", Value("ExchangedDocumentContext",
            "BusinessProcessSpecifiedDocumentContextParameter", "ID"));
        Assert.Equal("urn.cpro.gouv.fr:1p0:CDV:invoice", Value("ExchangedDocumentContext",
            "GuidelineSpecifiedDocumentContextParameter", "ID"));
        Assert.Equal("123456782", Value("ExchangedDocument", "IssuerTradeParty", "GlobalID"));
        Assert.Equal("BY", Value("ExchangedDocument", "IssuerTradeParty", "RoleCode"));
        Assert.Equal("303265045_STATUTS", Value("ExchangedDocument", "RecipientTradeParty",
            "URIUniversalCommunication", "URIID"));
        Assert.Equal("23", Value("AcknowledgementDocument", "TypeCode"));
        // French clocks: 9 h of London is 10 h of Paris in November.
        Assert.Equal("20261123100000", Value("AcknowledgementDocument", "IssueDateTime", "DateTimeString"));
        string About(params string[] path) => Value(
            ["AcknowledgementDocument", "ReferenceReferencedDocument", .. path]);
        Assert.Equal(("F-77", "46", "380", "20261102", "207"), (About("IssuerAssignedID"), About("StatusCode"),
            About("TypeCode"), About("FormattedIssueDateTime"), About("ProcessConditionCode")));
        Assert.Equal(("303265045", "QTE_ERR", "1", "Deux rames manquent."), (About("IssuerTradeParty", "GlobalID"),
            About("SpecifiedDocumentStatus", "ReasonCode"), About("SpecifiedDocumentStatus", "SequenceNumeric"),
            About("SpecifiedDocumentStatus", "IncludedNote", "Content")));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Assert.Equal(new HeardStatus("cdv_1", 207, "F-77", new Siren("303265045"), new DateOnly(2026, 11, 2), "QTE_ERR",
            "Deux rames manquent.") { SaidAt = "20261123100000" }, LifeCycleXml.Read(LifeCycleXml.Write(Disputed)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7")]
    [InlineData("<Invoice/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]
    public void Another_file_is_no_message(string text) =>
        Assert.Null(LifeCycleXml.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("<ram:ProcessConditionCode>207</ram:ProcessConditionCode>", "")]
    [InlineData("<ram:ProcessConditionCode>207", "<ram:ProcessConditionCode>deux cent sept")]
    [InlineData("<ram:ID>cdv_1</ram:ID>", "")]
    public void A_message_that_does_not_say_what_it_is_about_is_refused(string whole, string torn)
    {
        var text = Encoding.UTF8.GetString(LifeCycleXml.Write(Disputed));
        Assert.Contains(whole, text);
        Assert.Throws<BrokenRuleException>(() =>
            LifeCycleXml.Read(Encoding.UTF8.GetBytes(text.Replace(whole, torn))));
    }
}
