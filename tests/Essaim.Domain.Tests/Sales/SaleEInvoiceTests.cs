using System.Xml.Linq;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.EInvoices;
using Essaim.Domain.Tests.House;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Sales;

/// <summary>An issued document as an electronic invoice: lawful, and the same to the cent as its paper and its entry.
/// </summary>
public sealed class SaleEInvoiceTests
{
    private const int Some = 150;
    private const int Many = 2000;

    private static readonly SaleCases Cases = new(LawFiles.Book);

    [Fact]
    public void Every_kind_of_document_holds_every_rule_and_says_what_the_books_hold()
    {
        var all = Cases.All().ToList();
        Assert.True(all.Count >= 60, $"{all.Count} documents");
        Repository.None(all.SelectMany(Wrong));
    }

    [Fact]
    public void So_do_documents_by_chance() =>
        Repository.None(Enumerable.Range(0, Some).Select(Cases.Generated).SelectMany(Wrong).Take(10));

    [Fact, Trait("Length", "Long")]
    public void So_do_two_thousand_of_them() =>
        Repository.None(Enumerable.Range(Some, Many).Select(Cases.Generated).SelectMany(Wrong).Take(10));

    /// <summary>The customer's account moves by what the XML asks; income, deposits and VAT by the rest.</summary>
    [Fact]
    public void The_entry_of_every_document_holds_the_amounts_of_its_xml()
    {
        foreach (var of in Cases.All().Concat(Enumerable.Range(0, 300).Select(Cases.Generated)))
        {
            var totals = SaleEInvoice.Of(of.Invoice, of.OfDeposit).Totals;
            var sign = of.Invoice.Kind == SaleDocumentKind.CreditNote ? -1 : 1;
            var lines = Entries(of).SelectMany(e => e.Lines).ToList();
            decimal Moved(string account) => sign * lines.Where(l => l.Account.Digits.StartsWith(account,
                StringComparison.Ordinal)).Sum(l => l.Debit - l.Credit).ToDecimal();
            var vatOfDeposits = of.Invoice.Content.Deposits.Sum(d => d.Vat).ToDecimal();
            var netOfDeposits = of.Invoice.Content.Deposits.Sum(d => d.Net).ToDecimal();
            Assert.True(totals.Due == Moved("411"), $"{of.Name}: {totals.Due} asked, {Moved("411")} in the books");
            Assert.Equal(totals.Net - netOfDeposits, -Moved("70") - Moved("4191"));
            Assert.Equal(totals.Vat - vatOfDeposits, -Moved("4457"));
        }
    }

    private static IReadOnlyList<DraftEntry> Entries(SaleCase of)
    {
        var content = of.Invoice.Content;
        var document = new SaleDocument
        {
            Kind = of.Invoice.Kind, Number = of.Invoice.Number, Date = of.Invoice.Date, Due = of.Invoice.Due,
            CustomerId = 3, CustomerName = content.Customer.Name, Lines = content.Content.Lines,
            Discount = content.Content.Discount, VatOnDebits = content.VatOnDebits, Deposits = content.Deposits,
            OfDeposit = of.OfDeposit,
        };
        return of.Invoice.Kind == SaleDocumentKind.CreditNote
            ? SaleCorrections.CreditNote(document, [], _ => Given.None)
            : SalePosting.Entries(document, _ => Given.None);
    }

    [Fact]
    public void All_nine_French_kinds_are_issued()
    {
        var kinds = Cases.All().Select(c => SaleEInvoice.Of(c.Invoice, c.OfDeposit, c.PaidOn).BusinessProcess);
        Assert.Equal(["B1", "B2", "B4", "M1", "M2", "M4", "S1", "S2", "S4"], kinds.Distinct().Order());
    }

    [Theory]
    [InlineData("Invoice 20", "380", "S1", VatDueEvent.Payment)]
    [InlineData("DepositInvoice 20", "386", "S1", VatDueEvent.Payment)]
    [InlineData("CreditNote 20", "381", "S1", VatDueEvent.Payment)]
    [InlineData("credit of a deposit", "503", "S1", VatDueEvent.Payment)]
    [InlineData("VAT on debits", "380", "S1", VatDueEvent.Invoice)]
    [InlineData("goods and services", "380", "M1", null)]
    [InlineData("Invoice export", "380", "B1", null)]
    [InlineData("after two deposits", "380", "S4", VatDueEvent.Payment)]
    public void A_document_says_what_it_is_and_when_its_vat_falls_due(
        string name, string type, string kind, VatDueEvent? due)
    {
        var said = Said(name);
        Assert.Equal((type, kind, due), (said.TypeCode, said.BusinessProcess, said.VatDue));
    }

    /// <summary>
    /// 1,000.00 at 20 % is 1,200.00; two deposits of 200.00 and 300.00 took 240.00 and 360.00: 600.00 are left to pay.
    /// </summary>
    [Fact]
    public void A_balance_invoice_shows_the_whole_and_takes_its_deposits_as_paid()
    {
        var said = Said("after two deposits");
        Assert.Equal((1000.00m, 200.00m, 1200.00m, 600.00m, 600.00m),
            (said.Totals.Net, said.Totals.Vat, said.Totals.Gross, said.Totals.Prepaid, said.Totals.Due));
        Assert.Equal([new PrecedingInvoice("F2026-0040", new DateOnly(2026, 10, 1)),
            new PrecedingInvoice("F2026-0041", new DateOnly(2026, 10, 1))], said.Preceding);
    }

    /// <summary>99.99 and 0.05 less 10 %: 89.99 (10.00 off) and 0.04 (0.01 off); VAT 18.00 and 0.00.</summary>
    [Fact]
    public void A_discount_on_all_is_an_allowance_for_each_rate()
    {
        var said = Said("a discount on all");
        Assert.Equal([(10.00m, "S", 20.00m), (0.01m, "S", 5.50m)],
            said.Adjustments.Select(a => (a.Amount!.Value, a.VatCategory!, a.VatRate!.Value)));
        Assert.Equal((100.04m, 10.01m, 90.03m, 18.00m, 108.03m), (said.Totals.Lines, said.Totals.Allowances,
            said.Totals.Net, said.Totals.Vat, said.Totals.Due));
    }

    [Fact]
    public void What_is_taken_off_has_a_negative_quantity_and_a_positive_price()
    {
        var line = Said("a rebate line").Lines[1];
        Assert.Equal((-1m, 20m, -20.00m), (line.Quantity, line.NetPrice, line.Net));
    }

    [Fact]
    public void The_three_French_notes_stand_once_each_whoever_buys()
    {
        foreach (var said in new[] { Said("Invoice 20"), Said("to a person"), Said("CreditNote 20") })
            foreach (var subject in new[] { "PMT", "PMD", "AAB", "BAR" })
                Assert.Single(said.Notes, n => n.Subject == subject);
        Assert.Contains("40", Said("Invoice 20").Notes.Single(n => n.Subject == "PMT").Text);
        Assert.StartsWith("Aucune", Said("to a person").Notes.Single(n => n.Subject == "PMT").Text);
    }

    [Fact]
    public void Parties_are_found_by_their_numbers()
    {
        var said = Said("Invoice 20");
        Assert.Equal(("303265045", "732829320"), (said.Seller!.LegalId!.Value, said.Buyer!.LegalId!.Value));
        Assert.Equal(new PartyIdentifier("0225", "732829320"), said.Buyer.ElectronicAddress);
        Assert.Equal(new PartyIdentifier("9930", "DE136695976"), Said("Invoice service-ue").Buyer!.ElectronicAddress);
        Assert.Equal("B2BINT", Said("Invoice service-ue").Notes.Single(n => n.Subject == "BAR").Text);
        Assert.Equal("58", said.PaymentAccounts.Single().Means);
        Assert.Equal("FR7630006000011234567890189", said.PaymentAccounts.Single().Iban!.Value.Text);
    }

    [Fact]
    public void A_public_body_finds_its_service_its_order_and_the_address_that_it_gave()
    {
        var said = Said("a public body");
        Assert.Equal(("SERV-12", "EJ-2026-77"), (said.BuyerReference, said.OrderReference));
        Assert.Equal(new PartyIdentifier("0225", "732829320_MAIRIE"), said.Buyer!.ElectronicAddress);
    }

    /// <summary>The norm forbids VAT numbers where VAT has no say; French law wants ours: it stands in the
    /// words.</summary>
    [Fact]
    public void Outside_of_vat_no_vat_number_stands_but_in_words()
    {
        var seller = Said("Invoice service-hors-ue").Seller!;
        Assert.Null(seller.VatNumber);
        Assert.Contains("TVA FR40303265045", seller.LegalDetails);
    }

    [Fact]
    public void Reasons_of_one_category_are_told_together()
    {
        var group = Assert.Single(Said("two reasons of one category").VatGroups);
        Assert.Equal(("AE", "Autoliquidation ; Autoliquidation – art. 283-2 du CGI", "VATEX-EU-AE"),
            (group.Category, group.Reason, group.ReasonCode));
    }

    [Fact]
    public void The_same_document_is_the_same_bytes() =>
        Assert.Equal(EInvoiceFile.Cii(Said("Invoice 20")), EInvoiceFile.Cii(Said("Invoice 20")));

    private static EInvoice Said(string name)
    {
        var found = Cases.All().Single(c => c.Name == name);
        return SaleEInvoice.Of(found.Invoice, found.OfDeposit, found.PaidOn);
    }

    /// <summary>What is wrong with the e-invoice of a document; an address for a person is not.</summary>
    private static IEnumerable<string> Wrong(SaleCase of)
    {
        var said = SaleEInvoice.Of(of.Invoice, of.OfDeposit, of.PaidOn);
        var person = of.Invoice.Content.Customer == SaleCases.Neighbour;
        foreach (var fault in EInvoiceRules.Judge(said, EInvoiceSide.Issued))
            if (!person || fault.Rule != "BR-FR-12_BT-49")
                yield return $"{of.Name}: {fault.Rule} {fault.Sentence}";
        var (cii, ubl) = (EInvoiceReader.Read(EInvoiceFile.Cii(said)), EInvoiceReader.Read(EInvoiceFile.Ubl(said)));
        foreach (var reading in new[] { cii, ubl })
        {
            foreach (var fault in reading.Faults.Where(f => !person || f.Rule != "BR-FR-12_BT-49"))
                yield return $"{of.Name}, {reading.Syntax}: {fault.Rule} {fault.Sentence}";
            if (!SaysTheBooks(reading.Invoice, of))
                yield return $"{of.Name}: {reading.Syntax} has other totals than the books";
        }
        if (GivenEInvoice.Text(cii.Invoice) != GivenEInvoice.Text(ubl.Invoice))
            yield return $"{of.Name}: CII and UBL do not say the same";
    }

    /// <summary>What the invoice row and its entry hold is what is asked, whole cents all.</summary>
    private static bool SaysTheBooks(EInvoice said, SaleCase of)
    {
        var (totals, invoice) = (said.Totals, of.Invoice);
        var deposits = invoice.Content.Deposits;
        return totals.Net == (invoice.Net + deposits.Sum(d => d.Net)).ToDecimal()
            && totals.Vat == (invoice.Vat + deposits.Sum(d => d.Vat)).ToDecimal()
            && totals.Due == (of.PaidOn is null ? invoice.Total : Money.Zero).ToDecimal()
            && said.Lines.Sum(l => l.Net) == new SaleTotals(invoice.Content.Content.Lines, Rate.Zero).Net.ToDecimal();
    }
}
