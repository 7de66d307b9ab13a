using System.Xml.Linq;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>What a received invoice says, in whichever syntax.</summary>
public sealed class EInvoiceReaderTests
{
    public static TheoryData<string> Variants => ["invoice", "credit note", "corrected", "bare", "third parties"];

    [Theory, MemberData(nameof(Variants))]
    public void Cii_and_ubl_of_one_content_give_the_same_invoice(string variant)
    {
        var invoice = Variant(variant);
        Assert.Equal(Text(invoice), Text(Read(CiiWriter.Write(invoice)).Invoice));
        Assert.Equal(Text(invoice), Text(Read(UblWriter.Write(invoice)).Invoice));
    }

    [Fact]
    public void A_correct_invoice_breaks_no_rule_in_either_syntax()
    {
        Assert.Empty(Read(CiiWriter.Write(Correct)).Faults);
        Assert.Empty(Read(UblWriter.Write(Correct)).Faults);
    }

    [Fact]
    public void The_syntax_is_known_by_the_content()
    {
        Assert.Equal(EInvoiceSyntax.Cii, Read(CiiWriter.Write(Correct)).Syntax);
        Assert.Equal(EInvoiceSyntax.Ubl, Read(UblWriter.Write(Correct)).Syntax);
        Assert.Equal(EInvoiceSyntax.Ubl, Read(UblWriter.Write(Correct with { TypeCode = "381" })).Syntax);
    }

    [Theory]
    [InlineData("381", true)]
    [InlineData("261", true)]
    [InlineData("262", true)]
    [InlineData("396", true)]
    [InlineData("502", true)]
    [InlineData("503", true)]
    [InlineData("380", false)]
    [InlineData("384", false)]
    [InlineData("386", false)]
    [InlineData("389", false)]
    public void Credit_notes_take_back_money_and_invoices_do_not(string type, bool takesBack) =>
        Assert.Equal(takesBack, (Correct with { TypeCode = type }).TakesBackMoney);

    /// <summary>Who sells is known by the SIREN, wherever it stands; only French VAT is ours to deduct.</summary>
    [Theory]
    [InlineData("303265045", "FR40303265045", "FR", "303265045", true)]
    [InlineData(null, "FR 40 303 265 045", "FR", "303265045", true)]
    [InlineData(null, "FR40303265045", "DE", "303265045", true)]
    [InlineData(null, "FR40303265046", "FR", null, true)]
    [InlineData(null, "DE123456789", "FR", null, false)]
    [InlineData(null, "DE123456789", "DE", null, false)]
    [InlineData(null, null, "FR", null, true)]
    [InlineData(null, null, "DE", null, false)]
    public void A_seller_is_known_by_its_siren_and_charges_french_vat_when_it_is_french(
        string? siren, string? vat, string country, string? known, bool french)
    {
        var seller = Seller() with
        {
            Siren = siren is null ? null : new Siren(siren), Siret = null, VatNumber = vat,
            Address = new PartyAddress([], null, null, country),
        };
        Assert.Equal((known, french), (seller.KnownSiren?.Digits, seller.ChargesFrenchVat));
    }

    [Fact]
    public void An_amount_keeps_the_decimals_that_were_written()
    {
        var price = Read(CiiWriter.Write(Correct with { Lines = [Book() with { NetPrice = 0.123450m }] }))
            .Invoice.Lines[0].NetPrice!.Value;
        Assert.Equal((0.123450m, 6), (price, price.Scale));
    }

    [Theory]
    [InlineData("12,50")]
    [InlineData("1e3")]
    [InlineData("12 500.00")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("0.0000000000000000000000000000000000001")]
    [InlineData("1000000000000.01")]
    public void A_total_that_is_no_number_is_told_with_its_term_and_stops_the_entry(string written)
    {
        var reading = Read(Spoiled(CiiWriter.Write(Correct), "GrandTotalAmount", written));
        Assert.Null(reading.Invoice.Totals.Gross);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((EInvoiceFault.Format, "BT-112", true), (fault.Rule, fault.Term, fault.StopsPosting));
        Assert.Contains(written[..3], fault.Sentence);
    }

    [Theory]
    [InlineData("20261332")]
    [InlineData("2026-11-23")]
    [InlineData("18991231")]
    [InlineData("hier")]
    public void A_date_that_is_none_is_told(string written)
    {
        var cii = CiiWriter.Write(Correct);
        cii.Descendants().First(e => e.Name.LocalName == "DateTimeString").Value = written;
        var fault = Assert.Single(Read(cii).Faults);
        Assert.Equal((EInvoiceFault.Format, "BT-2"), (fault.Rule, fault.Term));
    }

    [Fact]
    public void A_date_with_a_time_zone_is_that_day() =>
        Assert.Equal(Correct.IssueDate,
            Read(Spoiled(UblWriter.Write(Correct), "IssueDate", "2026-11-23+01:00")).Invoice.IssueDate);

    [Fact]
    public void An_iban_with_a_misprint_is_told_and_is_no_iban()
    {
        var reading = Read(Spoiled(CiiWriter.Write(Correct), "IBANID", "FR7630006000011234567890188"));
        Assert.Null(reading.Invoice.PaymentAccounts[0].Iban);
        Assert.Equal("FR7630006000011234567890188", reading.Invoice.PaymentAccounts[0].Written);
        Assert.Equal(["ESSAIM-06"], reading.Faults.Select(f => f.Rule));
        Assert.True(reading.CanBePosted);
    }

    [Fact]
    public void The_siren_comes_from_the_siret_when_only_that_is_given()
    {
        var seller = Seller() with { LegalId = null, Siren = null };
        Assert.Equal(new Siren("303265045"),
            Read(CiiWriter.Write(Correct with { Seller = seller })).Invoice.Seller!.Siren);
    }

    [Fact]
    public void Costs_of_transport_under_their_own_name_are_charges()
    {
        var cii = CiiWriter.Write(Correct);
        var charge = cii.Descendants().Last(e => e.Name.LocalName == "SpecifiedTradeAllowanceCharge");
        charge.ReplaceWith(XElement.Parse($"""
            <SpecifiedLogisticsServiceCharge xmlns="{charge.Name.NamespaceName}"><Description>Port</Description>
            <AppliedAmount>10.00</AppliedAmount><AppliedTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode>
            <RateApplicablePercent>20.00</RateApplicablePercent></AppliedTradeTax></SpecifiedLogisticsServiceCharge>
            """));
        var reading = Read(cii);
        Assert.Equal(new InvoiceAdjustment(true, 10.00m, null, null, "Port", null, "S", 20.00m),
            reading.Invoice.Adjustments[1]);
        // The profile EN 16931 does not know them; those that do are extended.
        Assert.Equal(["CII-SR-396"], reading.Faults.Select(f => f.Rule));
    }

    [Fact]
    public void A_heading_among_the_lines_is_read_and_not_counted()
    {
        var headed = Correct with { Lines = [Hours() with { Id = "0", Counts = false }, .. Correct.Lines] };
        var reading = Read(CiiWriter.Write(headed));
        Assert.Equal([false, true, true], reading.Invoice.Lines.Select(l => l.Counts));
        Assert.Empty(reading.Faults);
    }

    [Fact]
    public void The_number_of_a_creditor_of_direct_debits_does_not_identify_the_seller()
    {
        var seller = Seller() with { Ids = [new PartyIdentifier("SEPA", "FR12ZZZ123456"), .. Seller().Ids] };
        Assert.Equal(Text(Correct), Text(Read(UblWriter.Write(Correct with { Seller = seller })).Invoice));
    }

    [Fact]
    public void Two_totals_of_vat_in_euros_stop_the_entry()
    {
        var ubl = UblWriter.Write(Correct);
        var total = ubl.Elements().Single(e => e.Name.LocalName == "TaxTotal");
        total.AddAfterSelf(new XElement(total.Name, total.Elements().First()));
        Assert.Contains(Read(ubl).Faults, f => f is { Rule: "BR-CO-15", StopsPosting: true });
    }

    [Theory]
    [InlineData("<a/>", "n’est pas une facture électronique")]
    [InlineData("<SCRDMCCBDACIOMessageStructure xmlns='urn:x'/>", "Order-X")]
    [InlineData("<CrossDomainAcknowledgementAndResponse xmlns='urn:x'/>", "cycle de vie")]
    [InlineData("<CrossIndustryDocument xmlns='urn:ferd:CrossIndustryDocument:invoice:1p0'/>", "ZUGFeRD 1")]
    [InlineData("", "vide")]
    [InlineData("bonjour", "n’est pas un XML")]
    public void What_is_no_invoice_is_refused_with_a_sentence(string xml, string says) =>
        Assert.Contains(says, Assert.Throws<BrokenRuleException>(() => Read(xml)).Message);

    private static EInvoice Variant(string name) => name switch
    {
        "credit note" => Correct with { TypeCode = "381" },
        "corrected" => Correct with { TypeCode = "384", VatDue = VatDueEvent.Delivery, VatCurrency = "CHF",
            Totals = Correct.Totals with { VatInVatCurrency = 142.10m } },
        "bare" => new EInvoice { Number = "1", Currency = "EUR" },
        "third parties" => Correct with { Payee = Buyer() with { Name = "Affactureur" },
            TaxRepresentative = Seller() with { Name = "Représentant" },
            VatDue = null, TaxPointDate = new DateOnly(2026, 11, 20) },
        _ => Correct,
    };

    private static XElement Spoiled(XElement root, string name, string value)
    {
        root.Descendants().First(e => e.Name.LocalName == name).Value = value;
        return root;
    }
}
