using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Sales;

/// <summary>What is told before a document is issued, what stops it, and from when sending is a duty.</summary>
public sealed class SaleEInvoiceCheckTests
{
    private static readonly SaleCases Cases = new(LawFiles.Book);

    [Fact]
    public void A_company_in_France_without_siren_stops_only_once_sending_is_a_duty()
    {
        var bare = SaleCases.Company with { Siren = null, VatNumber = null };
        var told = Lacks(bare, "20", mustSend: false);
        Assert.Contains("SIREN manque", told[0].Fault.Sentence);
        Assert.EndsWith("Complétez la fiche du client.", told[0].Fault.Sentence);
        Assert.DoesNotContain(told, l => l.Stops);
        Assert.Contains(Lacks(bare, "20", mustSend: true), l =>
            l is { Stops: true, Fault.Rule: SaleEInvoiceCheck.NoSiren });
    }

    [Fact]
    public void A_person_is_never_stopped_for_want_of_an_address() =>
        Assert.Empty(SaleEInvoiceCheck.Lacks(Said(SaleCases.Neighbour, "20"), customerIsCompany: false,
            mustSend: true));

    [Fact]
    public void Nothing_lacks_on_a_whole_document() => Assert.Empty(Lacks(SaleCases.Company, "20", mustSend: true));

    [Theory]
    [InlineData("livraison-ue", "BR-IC-02")]
    [InlineData("service-ue", "BR-AE-02")]
    public void Without_the_customers_numbers_no_vat_is_left_out(string vat, string rule)
    {
        var lack = Lacks(SaleCases.German with { VatNumber = null }, vat, mustSend: false).First(l => l.Stops);
        Assert.Equal(rule, lack.Fault.Rule);
        Assert.EndsWith("Complétez la fiche du client.", lack.Fault.Sentence);
        Assert.DoesNotContain("fournisseur", lack.Fault.Sentence);
    }

    [Fact]
    public void What_VAT_has_no_say_in_stands_alone()
    {
        SaleLine[] mixed = [SaleCases.Line("A", 1, "jour", 100m, Cases.Of("service-hors-ue")),
            SaleCases.Line("B", 1, "jour", 100m, Cases.Of("20"))];
        var said = SaleEInvoice.Of(SaleCases.Document(SaleDocumentKind.Invoice, SaleCases.Swiss, mixed));
        var lack = SaleEInvoiceCheck.Lacks(said, customerIsCompany: true, mustSend: false).First(l => l.Stops);
        Assert.Contains("Faites deux documents", lack.Fault.Sentence);
    }

    [Theory]
    [InlineData(249, 50_000_000L, true, "2027-09-01")]
    [InlineData(250, 1_000, false, "2026-09-01")]
    [InlineData(10, 50_000_001, false, "2026-09-01")]
    public void The_duty_to_send_begins_by_the_size_of_the_coop(int people, long turnover, bool small, string from)
    {
        var duty = EInvoiceDuty.Of(LawFiles.Book, people, Money.Euros(turnover), SaleCases.Day);
        Assert.Equal((small, DateOnly.Parse(from)), (duty.IsSmall, duty.From));
        Assert.Equal(!small, duty.IsOn(SaleCases.Day));
    }

    [Fact]
    public void A_transfer_is_written_as_the_banks_read_it()
    {
        Assert.Equal("BCD\n002\n1\nSCT\n\nLa Ruche, cooperative d'activites et d'emploi\nFR7630006000011234567890189\n"
            + "EUR1434.00\n\n\nF2026-0772",
            EpcTransfer.Of(SaleCases.Coop, Money.Euros(1434), "F2026-0772"));
        Assert.Null(EpcTransfer.Of(SaleCases.Coop, Money.Zero, "F1"));
        Assert.Null(EpcTransfer.Of(SaleCases.Coop with { Iban = null }, Money.Euros(1), "F1"));
    }

    private static Essaim.Domain.EInvoices.EInvoice Said(SaleParty customer, string vat) => SaleEInvoice.Of(
        SaleCases.Document(SaleDocumentKind.Invoice, customer, [SaleCases.Line("A", 1, "jour", 100m, Cases.Of(vat),
            vat == "livraison-ue" ? SupplyKind.Goods : SupplyKind.Services)]));

    private static IReadOnlyList<EInvoiceLack> Lacks(SaleParty customer, string vat, bool mustSend) =>
        SaleEInvoiceCheck.Lacks(Said(customer, vat), customerIsCompany: true, mustSend);
}
