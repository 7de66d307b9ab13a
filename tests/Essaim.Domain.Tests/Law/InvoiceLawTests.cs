using Essaim.Domain.Law;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Law;

public class InvoiceLawTests
{
    private static readonly InvoiceLaw Invoice = InvoiceLaw.Of(LawFiles.Book, new DateOnly(2026, 11, 22));

    [Fact]
    public void The_rates_of_mainland_France_are_20_10_5_5_and_2_1_percent() => Assert.Equal(
        [20m, 10m, 5.5m, 2.1m],
        Invoice.VatRates.Where(r => !r.Name.EndsWith("-dom")).Select(r => r.Rate.ToPercent()));

    [Fact]
    public void A_late_professional_customer_owes_40_euros() =>
        Assert.Equal(Money.Euros(40), Invoice.RecoveryIndemnity);

    [Fact]
    public void Training_is_exempt_with_its_code_and_mention()
    {
        var training = Assert.Single(Invoice.VatTreatments, t => t.Name == "tva-sans-formation");
        Assert.Equal(("E", "VATEX-FR-CGI261-4"), (training.Category, training.Vatex));
        Assert.Contains("261-4-4° a", training.Mention);
    }

    [Fact]
    public void Mentions_that_cite_the_old_code_end_with_June_2028()
    {
        Assert.NotEmpty(InvoiceLaw.Of(LawFiles.Book, new DateOnly(2028, 6, 30)).VatTreatments);
        Assert.Empty(InvoiceLaw.Of(LawFiles.Book, new DateOnly(2028, 7, 1)).VatTreatments);
    }

    [Fact]
    public void An_invoice_may_wait_30_days_unless_agreed_and_60_at_most() =>
        Assert.Equal((30, 60, 45), (Invoice.UsualDays, Invoice.MaximumDays, Invoice.MaximumDaysFromMonthEnd));

    [Fact]
    public void The_mention_of_late_payment_names_the_indemnity() =>
        Assert.Contains("40 €", Invoice.LatePaymentMention);
}
