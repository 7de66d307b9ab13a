using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Sales;

public class SaleMentionsTests
{
    private static readonly VatTreatment Normal = new("20", "20 %", Rate.Percent(20), "S", null, null);

    private static readonly VatTreatment Training = new("formation", "Formation professionnelle continue", Rate.Zero,
        "E", "VATEX-FR-CGI261-4", "TVA non applicable – art. 261-4-4° a du CGI");

    private static SaleLine Line(SupplyKind kind = SupplyKind.Services, VatTreatment? vat = null) =>
        new(new ActivityId(7), "Retouches", new Quantity(1), "heure", new UnitPrice(42), Rate.Zero,
            vat ?? Normal, kind);

    private static SaleTerms Terms(params SaleLine[] lines) => new()
    {
        Kind = SaleDocumentKind.Invoice, CustomerIsCompany = true, CustomerSiren = new Siren("732829320"),
        Date = new DateOnly(2026, 11, 23), Until = new DateOnly(2026, 12, 23), Lines = lines, VatOnDebits = false,
        LatePayment = new LatePaymentTerms("de la Banque centrale européenne majoré de 10 points", Money.Euros(40)),
        EarlyPayment = "Pas d’escompte pour paiement anticipé",
    };

    [Fact]
    public void An_invoice_to_a_professional_says_when_to_pay_and_what_lateness_costs()
    {
        Assert.Equal(
        [
            "Nature de l’opération\u00a0: prestation de services.",
            "SIREN du client\u00a0: 732\u00a0829\u00a0320.",
            "Paiement au plus tard le 23\u00a0décembre 2026.",
            "Pas d’escompte pour paiement anticipé.",
            "En cas de retard, des pénalités au taux de la Banque centrale européenne majoré de 10 points et une "
            + "indemnité forfaitaire de 40,00\u00a0€ pour frais de recouvrement sont dues sans rappel "
            + "(code de commerce, art. L.\u00a0441-10 et D.\u00a0441-5).",
        ], SaleMentions.Of(Terms(Line())));
    }

    [Fact]
    public void A_private_customer_reads_neither_penalties_nor_indemnity()
    {
        var mentions = SaleMentions.Of(Terms(Line()) with { CustomerIsCompany = false, CustomerSiren = null });
        Assert.DoesNotContain(mentions, m => m.Contains("pénalités") || m.Contains("40") || m.Contains("SIREN"));
        Assert.Contains("Paiement au plus tard le 23\u00a0décembre 2026.", mentions);
    }

    [Theory]
    [InlineData(true, false, "livraison de biens.")]
    [InlineData(false, true, "prestation de services.")]
    [InlineData(true, true, "livraison de biens et prestation de services.")]
    public void The_nature_of_the_operation_follows_the_lines(bool goods, bool services, string nature)
    {
        List<SaleLine> lines = [];
        if (goods)
            lines.Add(Line(SupplyKind.Goods));
        if (services)
            lines.Add(Line());
        Assert.Contains("Nature de l’opération\u00a0: " + nature, SaleMentions.Of(Terms([.. lines])));
    }

    [Fact]
    public void A_line_without_VAT_says_why()
    {
        Assert.Contains("TVA non applicable – art. 261-4-4° a du CGI.", SaleMentions.Of(Terms(Line(vat: Training))));
    }

    [Fact]
    public void With_several_treatments_a_mention_says_which_one_it_is_about()
    {
        Assert.Contains("Formation professionnelle continue\u00a0: TVA non applicable – art. 261-4-4° a du CGI.",
            SaleMentions.Of(Terms(Line(), Line(vat: Training), Line(vat: Training))));
    }

    [Theory]
    [InlineData(SupplyKind.Services, false, true)]
    [InlineData(SupplyKind.Goods, false, false)]
    [InlineData(SupplyKind.Services, true, false)]
    public void The_option_for_debits_is_said_where_it_changes_something(SupplyKind kind, bool exempt, bool said)
    {
        var mentions = SaleMentions.Of(Terms(Line(kind, exempt ? Training : null)) with { VatOnDebits = true });
        Assert.Equal(said, mentions.Contains("Option pour le paiement de la taxe d’après les débits."));
    }

    [Fact]
    public void Without_the_option_nothing_is_said_of_it()
    {
        Assert.DoesNotContain(SaleMentions.Of(Terms(Line())), m => m.Contains("débits"));
    }

    [Fact]
    public void A_credit_note_names_its_invoice_and_asks_for_no_payment()
    {
        var mentions = SaleMentions.Of(Terms(Line()) with
        {
            Kind = SaleDocumentKind.CreditNote, CreditedNumber = "F2026-0158", CreditedDate = new DateOnly(2026, 10, 1),
        });
        Assert.Equal("Cet avoir reprend la facture F2026-0158 du 1er\u00a0octobre 2026.", mentions[0]);
        Assert.DoesNotContain(mentions, m => m.Contains("pénalités") || m.Contains("Paiement"));
    }

    [Fact]
    public void A_credit_note_without_its_invoice_is_refused()
    {
        Assert.Throws<BrokenRuleException>(
            () => SaleMentions.Of(Terms(Line()) with { Kind = SaleDocumentKind.CreditNote }));
    }

    [Fact]
    public void A_quote_says_until_when_it_holds_and_speaks_of_no_delay()
    {
        var mentions = SaleMentions.Of(Terms(Line()) with { Kind = null });
        Assert.Contains("Ce devis est valable jusqu’au 23\u00a0décembre 2026.", mentions);
        Assert.DoesNotContain(mentions, m => m.Contains("retard") || m.Contains("Paiement"));
    }

    [Fact]
    public void A_deposit_invoice_says_it_will_be_deducted()
    {
        Assert.Contains("Cet acompte sera déduit de la facture finale.",
            SaleMentions.Of(Terms(Line()) with { Kind = SaleDocumentKind.DepositInvoice }));
    }

    [Fact]
    public void A_balance_invoice_names_each_deposit_once_with_its_total()
    {
        var day = new DateOnly(2026, 10, 5);
        var mentions = SaleMentions.Of(Terms(Line()) with
        {
            Deposits =
            [
                new DepositTaken("F2026-0131", day, new ActivityId(7), Normal, Money.Euros(100), Money.Euros(20)),
                new DepositTaken("F2026-0131", day, new ActivityId(7), Training, Money.Euros(30), Money.Zero),
            ],
        });
        Assert.Single(mentions,
            m => m == "Acompte déduit\u00a0: facture F2026-0131 du 5\u00a0octobre 2026, 150,00\u00a0€ TTC.");
    }

    [Fact]
    public void Payment_on_receipt_is_said_so()
    {
        var terms = Terms(Line());
        Assert.Contains("Paiement à réception, le 23\u00a0novembre 2026.",
            SaleMentions.Of(terms with { Until = terms.Date }));
    }

    [Fact]
    public void Under_a_Cape_the_paper_names_the_contract_and_its_end()
    {
        var cape = new CapeMention("L’Établi", new DateOnly(2027, 6, 30));
        Assert.Contains("Activité exercée en contrat d’appui au projet d’entreprise (CAPE) avec L’Établi, "
            + "jusqu’au 30\u00a0juin 2027.", SaleMentions.Of(Terms(Line()) with { Cape = cape }));
    }
}
