using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Sales.Kinds;

public class TaxCertificateCountTests
{
    private static readonly DateOnly June = new(2026, 6, 1);

    private static CertifiedPayment Paid(int year, int month, decimal amount,
        CertifiedChannel channel = CertifiedChannel.Ordinary) =>
        new(new DateOnly(year, month, 10), Money.Round(amount), channel);

    private static CertifiedPart Asked(decimal total, decimal services) =>
        new(June, Money.Round(total), Money.Round(services));

    [Fact]
    public void Money_counts_in_the_year_in_which_it_is_paid()
    {
        CertifiedPart[] parts = [Asked(300, 300)];
        CertifiedPayment[] paid = [Paid(2026, 7, 100), Paid(2027, 1, 200)];
        Assert.Equal(Money.Round(100), TaxCertificateCount.Of(2026, parts, paid).Declared);
        Assert.Equal(Money.Round(200), TaxCertificateCount.Of(2027, parts, paid).Declared);
        Assert.True(TaxCertificateCount.Of(2028, parts, paid).IsNothing);
    }

    [Fact]
    public void Part_payments_of_an_invoice_with_goods_count_in_proportion_and_add_up_to_the_cent()
    {
        // 200 of services out of 300: a third of 300 brings 66.67, then 133.33, so 200 in all.
        CertifiedPart[] parts = [Asked(300, 200)];
        CertifiedPayment[] paid = [Paid(2026, 7, 100), Paid(2027, 1, 200)];
        Assert.Equal(Money.Round(66.67m), TaxCertificateCount.Of(2026, parts, paid).Declared);
        Assert.Equal(Money.Round(133.33m), TaxCertificateCount.Of(2027, parts, paid).Declared);
    }

    [Fact]
    public void Cash_gives_nothing_and_the_advance_of_Urssaf_is_apart()
    {
        var year = TaxCertificateCount.Of(2026, [Asked(100, 100)],
        [
            Paid(2026, 7, 20, CertifiedChannel.Cash), Paid(2026, 7, 50, CertifiedChannel.Advance),
            Paid(2026, 7, 10, CertifiedChannel.Cesu), Paid(2026, 8, 20),
        ]);
        Assert.Equal(new CertifiedYear(Money.Round(20), Money.Round(10), Money.Round(50), Money.Round(20)), year);
        Assert.Equal(Money.Round(30), year.Declared);
    }

    [Fact]
    public void A_credit_note_comes_off_in_the_year_in_which_it_is_made()
    {
        CertifiedPart[] parts =
            [Asked(120, 120), new(new DateOnly(2027, 2, 1), -Money.Round(20), -Money.Round(20))];
        CertifiedPayment[] paid = [Paid(2026, 7, 120)];
        Assert.Equal(Money.Round(120), TaxCertificateCount.Of(2026, parts, paid).Declared);
        Assert.Equal(-Money.Round(20), TaxCertificateCount.Of(2027, parts, paid).Declared);
    }

    [Fact]
    public void What_is_paid_too_much_counts_for_nothing() => Assert.Equal(Money.Round(100),
        TaxCertificateCount.Of(2026, [Asked(100, 100)], [Paid(2026, 7, 130)]).Declared);

    [Fact]
    public void Years_add_up_to_all_the_services_however_the_payments_fall()
    {
        var random = new Random(20261124);
        for (var turn = 0; turn < 500; turn++)
        {
            var total = random.Next(100, 90_000);
            var services = random.Next(1, total + 1);
            var payments = new List<CertifiedPayment>();
            for (var left = total; left > 0;)
            {
                var part = Math.Min(left, random.Next(1, total + 1));
                payments.Add(new(new DateOnly(2026 + random.Next(3), 1 + random.Next(12), 28), new Money(part),
                    (CertifiedChannel)random.Next(4)));
                left -= part;
            }
            var sum = Enumerable.Range(2026, 3).Select(y => TaxCertificateCount.Of(y,
                [new CertifiedPart(new DateOnly(2026, 1, 1), new Money(total), new Money(services))], payments))
                .Aggregate((a, b) => a + b);
            Assert.Equal(new Money(services), sum.Declared + sum.Advance + sum.Cash);
        }
    }

    [Theory]
    [InlineData("espèces", CertifiedChannel.Cash)]
    [InlineData("CESU", CertifiedChannel.Cesu)]
    [InlineData("avance Urssaf", CertifiedChannel.Advance)]
    [InlineData("virement", CertifiedChannel.Ordinary)]
    public void The_way_of_paying_is_read_from_the_receipt(string method, CertifiedChannel channel) =>
        Assert.Equal(channel, CertifiedPayment.ChannelOf(method));

    [Fact]
    public void The_statistics_count_each_home_and_worker_once()
    {
        var figures = NovaFigures.ByMonth(2026, [Visit(1, 5, 2.5m, "A"), Visit(1, 5, 1, "B"), Visit(2, 6, 3, "A")]);
        Assert.Equal((3.5m, 1, 2, 2), (figures[4].Hours, figures[4].Customers, figures[4].Workers, figures[4].Visits));
        Assert.Equal((3m, 1, 1), (figures[5].Hours, figures[5].Customers, figures[5].Workers));
        Assert.Equal(12, figures.Count);
    }

    [Fact]
    public void The_list_of_services_comes_from_the_law()
    {
        var services = HomeService.Of(Law.LawFiles.Book, June);
        Assert.Equal(21, services.Count);
        Assert.Equal("Entretien de la maison et travaux ménagers", services[0].Label);
        Assert.Throws<BrokenRuleException>(() => HomeService.Find(Law.LawFiles.Book, June, "99"));
    }

    private static NovaVisit Visit(long customer, int month, decimal hours, string worker) => new(new HomeVisit
    {
        EngagementId = customer, Day = new DateOnly(2026, month, 3), Service = "01", ServiceLabel = "Ménage",
        Hours = hours, Worker = worker, WorkerNumber = worker, HourPrice = 30, VatCode = "10", MadeAt = "",
        MadeBy = "",
    }, customer, Money.Round(30 * hours));
}
