using System.Xml.Linq;
using Essaim.Domain.EInvoices;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>The order and number of elements that the official schemas ask of a received file.</summary>
public sealed class EInvoiceShapeTests
{
    [Theory]
    [InlineData("IssueDate", "ID", "« ID » vient après « IssueDate » dans « Invoice »")]
    [InlineData("InvoiceLine", "LegalMonetaryTotal", "« LegalMonetaryTotal » vient après « InvoiceLine »")]
    public void An_element_out_of_its_place_is_told_and_the_invoice_can_be_booked(
        string first, string second, string told)
    {
        var file = UblWriter.Write(Correct);
        var moved = file.Elements().First(e => e.Name.LocalName == second);
        moved.Remove();
        file.Elements().Last(e => e.Name.LocalName == first).AddAfterSelf(moved);
        Told(Read(file), told);
    }

    [Fact]
    public void An_element_that_stands_twice_is_told_in_either_syntax()
    {
        var ubl = UblWriter.Write(Correct);
        Repeat(ubl, "LegalMonetaryTotal");
        Told(Read(ubl), "« LegalMonetaryTotal » est plusieurs fois dans « Invoice »");
        var cii = CiiWriter.Write(Correct);
        Repeat(cii, "ExchangedDocument");
        Told(Read(cii), "« ExchangedDocument » est plusieurs fois dans « CrossIndustryInvoice »");
    }

    [Fact]
    public void Elements_that_the_norm_does_not_use_are_not_judged()
    {
        var file = UblWriter.Write(Correct);
        file.Add(new XElement(file.Name.Namespace + "Fancy"));
        Assert.Empty(Read(file).Faults);
    }

    private static void Repeat(XElement root, string name)
    {
        var element = root.Descendants().First(e => e.Name.LocalName == name);
        element.AddAfterSelf(new XElement(element));
    }

    private static void Told(EInvoiceReading reading, string sentence)
    {
        var fault = Assert.Single(reading.Faults, f => f.Rule == "XSD");
        Assert.Contains(sentence, fault.Sentence);
        Assert.False(fault.StopsPosting);
    }
}
