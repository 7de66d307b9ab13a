using Essaim.Domain.EInvoices;
using Essaim.Domain.Tests.EInvoices;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.Purchases.EInvoices;

/// <summary>From a received invoice to its entry: rows 9, 10 and 31 of the postings.</summary>
public sealed class InvoiceToPostTests
{
    private readonly TestBooks _books = new();

    [Fact]
    public void Row_9_a_received_invoice_of_goods_is_booked() =>
        PostingsPage.Matches(9, _books.Buy(Purchase(Of(Hundred("B1")), A, "607")));

    [Fact]
    public void Row_10_a_received_invoice_of_a_service_is_booked() =>
        PostingsPage.Matches(10, _books.Buy(Purchase(Of(Hundred("S1")), A, "604")));

    [Fact]
    public void Row_31_a_received_invoice_of_the_structure_is_booked()
    {
        var bought = _books.Buy(Purchase(Of(Hundred("S1")), S, "61"));
        PostingsPage.Matches(31, bought, _books.Pay(_books.Item(Accounts.Suppliers)));
    }

    [Fact]
    public void The_amounts_are_those_of_the_file_to_the_cent()
    {
        var invoice = Of(Correct);
        Assert.Equal((Eur(830), Eur(151.50m), Eur(981.50m), Eur(900)),
            (invoice.Net, invoice.Vat, invoice.Total, invoice.ToPay));
        Assert.Equal(invoice.Net, invoice.Groups.Sum(g => g.Net));
        Assert.Equal(invoice.Vat, invoice.Groups.Sum(g => g.Vat));
        Assert.Equal([Rate.Percent(20), Rate.Percent(5.5m)], invoice.Groups.Select(g => g.Rate));
    }

    [Theory]
    [InlineData(VatDueEvent.Payment, "B1", true)]
    [InlineData(VatDueEvent.Invoice, "S1", false)]
    [InlineData(VatDueEvent.Delivery, "S1", false)]
    [InlineData(null, "S1", true)]
    [InlineData(null, "B1", false)]
    [InlineData(null, "M1", null)]
    [InlineData(null, null, null)]
    public void What_makes_the_vat_deductible_is_said_by_the_code_then_by_the_kind_of_invoice(
        VatDueEvent? due, string? process, bool? onPayment) =>
        Assert.All(Of(Correct with { VatDue = due, BusinessProcess = process }).Groups,
            g => Assert.Equal(onPayment, g.OnPayment));

    [Fact]
    public void A_credit_note_takes_back_its_positive_amounts()
    {
        var credit = Of(Correct with { TypeCode = "381" });
        Assert.True(credit.TakesBack);
        Assert.Equal(Eur(981.50m), credit.Total);
    }

    [Fact]
    public void An_invoice_below_zero_takes_back_what_it_says()
    {
        var negative = Hundred("S1") with
        {
            Lines = [Book() with { Quantity = -1m, Net = -100m, VatRate = 20m }],
            VatGroups = [new VatGroup("S", 20m, -100m, -20m, null, null)],
            Totals = new InvoiceTotals { Lines = -100m, Net = -100m, Vat = -20m, Gross = -120m, Due = -120m },
        };
        var taken = Of(negative);
        Assert.Equal((true, Eur(100), Eur(20), Eur(120), Eur(120)),
            (taken.TakesBack, taken.Net, taken.Vat, taken.Total, taken.ToPay));
    }

    [Fact]
    public void Without_an_amount_due_it_is_the_total_less_what_was_paid() =>
        Assert.Equal(Eur(900), Of(Correct with { Totals = Correct.Totals with { Due = null } }).ToPay);

    [Theory]
    [InlineData("BR-CO-15")]
    [InlineData("BR-CO-14")]
    [InlineData("ESSAIM-01")]
    [InlineData("ESSAIM-03")]
    [InlineData("ESSAIM-04")]
    [InlineData("ESSAIM-05")]
    [InlineData("BR-02")]
    [InlineData("BR-DEC-19")]
    public void What_would_not_balance_or_has_no_name_is_refused_with_the_sentence_of_its_fault(string rule)
    {
        var reading = Judged(SpoiledInvoices.By[rule]);
        Assert.False(reading.CanBePosted);
        Assert.Equal(reading.Faults[0].Sentence,
            Assert.Throws<BrokenRuleException>(() => InvoiceToPost.Of(reading)).Message);
    }

    [Fact]
    public void Whatever_else_is_wrong_the_entry_adds_up()
    {
        foreach (var (id, spoiled) in SpoiledInvoices.By)
            if (Judged(spoiled) is { CanBePosted: true } reading)
            {
                var invoice = InvoiceToPost.Of(reading);
                Assert.True(invoice.Net == invoice.Groups.Sum(g => g.Net), id);
                Assert.True(invoice.Vat == invoice.Groups.Sum(g => g.Vat), id);
                Assert.True(invoice.Total == invoice.Net + invoice.Vat, id);
            }
    }

    [Fact]
    public void One_invoice_has_one_fingerprint_however_it_came()
    {
        var (cii, ubl) = (Read(CiiWriter.Write(Correct)).Invoice, Read(UblWriter.Write(Correct)).Invoice);
        var pdf = EInvoiceReader.Read(PdfWriter.Packed(Bytes(CiiWriter.Write(Correct)))).Invoice;
        Assert.Equal("SIREN303265045|F20260042|2026|981.5", cii.Fingerprint);
        Assert.Equal([cii.Fingerprint, cii.Fingerprint], new[] { ubl.Fingerprint, pdf.Fingerprint });
        var typed = new EInvoice
        {
            Number = " f 2026/0042", IssueDate = new DateOnly(2026, 11, 24),
            Totals = new InvoiceTotals { Gross = 981.5m },
            Seller = new InvoiceParty { Name = "Imprimerie", VatNumber = "FR 40 303 265 045" },
        };
        Assert.Equal(cii.Fingerprint, typed.Fingerprint);
    }

    [Fact]
    public void Another_seller_number_year_or_total_is_another_invoice_and_an_unfinished_one_has_no_fingerprint()
    {
        EInvoice[] others =
        [
            Correct, Correct with { Seller = Buyer() }, Correct with { Number = "F2026-0043" },
            Correct with { IssueDate = new DateOnly(2025, 11, 23) },
            Correct with { Totals = Correct.Totals with { Gross = 981.51m } },
        ];
        Assert.Equal(others.Length, others.Select(i => i.Fingerprint).Distinct().Count());
        Assert.Null((Correct with { Number = "-" }).Fingerprint);
        Assert.Null((Correct with { Seller = null }).Fingerprint);
        Assert.Null((Correct with { IssueDate = null }).Fingerprint);
        Assert.Null((Correct with { Totals = new InvoiceTotals() }).Fingerprint);
    }

    private static EInvoice Hundred(string process) => Correct with
    {
        BusinessProcess = process, VatDue = null, IssueDate = Day, DueDate = Day.AddDays(20), DeliveryDate = Day,
        Lines = [Book() with { VatRate = 20m }], Adjustments = [],
        VatGroups = [new VatGroup("S", 20m, 100m, 20m, null, null)],
        Totals = new InvoiceTotals { Lines = 100m, Net = 100m, Vat = 20m, Gross = 120m, Due = 120m },
    };

    private static EInvoiceReading Judged(EInvoice invoice) =>
        new(EInvoiceSyntax.Cii, invoice, EInvoiceRules.Check(invoice, []));

    private static InvoiceToPost Of(EInvoice invoice) => InvoiceToPost.Of(Judged(invoice));

    private static PurchaseInvoice Purchase(InvoiceToPost invoice, ActivityId activity, string account) =>
        new(Given.Supplier, invoice.SellerName, invoice.Number, invoice.Date, invoice.Due!.Value,
            [.. invoice.Groups.Select(g => new PurchaseLine(activity, new AccountNumber(account), "Achat", g.Net, g.Vat,
                g.OnPayment!.Value))]);
}
