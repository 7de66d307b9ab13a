using System.Xml.Linq;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Sending;
using Essaim.App.Platforms;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using static Essaim.App.Tests.Platforms.SendingOffice;

namespace Essaim.App.Tests.Platforms;

/// <summary>Sales and money that take no platform are told to the State by the period, and told again when they
/// change.</summary>
public sealed class EReportTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_period_is_told_once_it_is_over_and_again_when_the_books_say_something_else(string engine)
    {
        await using var office = await OpenAsync(engine);
        var (first, abroad) = await SellAsync(office);
        await RefusedAsync(office, EReportKind.Sales);
        // The decade ends on 30 November, and both are due on 10 December: they leave by themselves on the 8th.
        await office.RoundsAsync(14, TimeSpan.FromDays(1));
        Assert.Empty(office.Server.Out("MultiFlowReport"));
        office.Server.Faults.Enqueue("lost");
        await office.RoundsAsync(4, TimeSpan.FromHours(26));

        CheckFiles(office, abroad.Number);
        await RefusedAsync(office, EReportKind.Sales);

        // Noted in December, received in November.
        await office.Store.WriteAsync(w => RecordReceipt.RecordAsync(w, first.Id, Money.Euros(87) + new Money(50),
            new DateOnly(2026, 11, 25), "chèque"));
        await office.Store.WriteAsync(w => EReports.MakeAsync(w, TestCoop.Law, EReportKind.Receipts, Today, "Claire"));
        await office.RoundsAsync(2);
        var again = XElement.Load(new MemoryStream(office.Server.Out("MultiFlowReport").Last().Content));
        Assert.Equal("RE", Value(again, "TypeCode"));
        Assert.Equal(["20261123 60.00", "20261125 60.00"], again.Descendants("Payment").Select(p =>
            $"{Value(p, "Date")} {Value(p, "Amount")}"));
        await using var db = office.Store.Read();
        var standing = (await EReports.StandingsAsync(db, TestCoop.Law, Today, new DateOnly(2026, 12, 13)))
            .Where(s => s.Period.Holds(Today)).ToList();
        Assert.All(standing, s => Assert.Equal(EReportState.Sent, s.State));
        var figures = standing.Single(s => s.Period.Kind == EReportKind.Sales).Figures;
        Assert.Equal((figures.Net, figures.Vat), await EReports.BooksAsync(db, figures));
        Assert.Equal((Money.Euros(580), Money.Euros(31)), (figures.Net, figures.Vat));
    }

    /// <summary>A person, a company of France, one of Belgium; half of the first is paid, all of the others.</summary>
    private static async Task<(Invoice First, Invoice Abroad)> SellAsync(SendingOffice office)
    {
        var first = await office.IssueAsync(office.Person, office.Line(100),
            office.Line(50, 10, SupplyKind.Goods));
        await office.IssueAsync(office.Person, office.Line(30));
        // What goes through the platform is in no report, nor is its money.
        var sent = await office.IssueAsync(office.Company, office.Line(900));
        var belgian = await office.Store.WriteAsync(w => EnterCustomer.EnterAsync(w, new Customer
        {
            ActivityId = office.Activity, Name = "Atelier du Nord", Street = "1 rue Haute", PostalCode = "1000",
            City = "Bruxelles", Country = "BE", IsCompany = true, VatNumber = new VatNumber("BE0563846944"),
        }));
        var abroad = await office.IssueAsync(belgian, TestCoop.Service(office.Activity, 400) with
        {
            Vat = new VatTreatment("service-ue", "Service", Rate.Zero, "AE", "VATEX-EU-AE", "Autoliquidation"),
        });
        foreach (var (invoice, euros) in new[] { (first, 175), (sent, 1080), (abroad, 400) })
            await office.Store.WriteAsync(w => RecordReceipt.RecordAsync(w, invoice.Id,
                invoice == first ? Money.Euros(87) + new Money(50) : Money.Euros(euros), Today, "virement"));
        return (first, abroad);
    }

    private static void CheckFiles(SendingOffice office, string abroad)
    {
        var reports = office.Server.Out("MultiFlowReport").Select(f => XElement.Load(new MemoryStream(f.Content)))
            .ToList();
        Assert.Equal(2, reports.Count);
        var sales = reports.Single(r => r.Element("TransactionsReport") is not null);
        Assert.Equal(["IN", "20261121", "20261130"], [Value(sales, "TypeCode"), Value(sales, "StartDate"),
            Value(sales, "EndDate")]);
        Assert.Equal(["TLB1 50.00 5.00", "TPS1 130.00 26.00"], sales.Descendants("Transactions").Select(t =>
            $"{Value(t, "CategoryCode")} {Value(t, "TaxExclusiveAmount")} {Value(t, "TaxTotal")}"));
        Assert.Equal((abroad, "BE0563846944", "400.00"), (sales.Descendants("Invoice").Single()
            .Element("ID")!.Value, sales.Descendants("Buyer").Single().Element("CompanyId")!.Value,
            Value(sales.Descendants("MonetaryTotal").Single(), "TaxExclusiveAmount")));
        Assert.DoesNotContain("Roux", sales.ToString());
        // 87.50 of 175: 60 for services, 27.50 for goods, which are told to nobody.
        var money = reports.Single(r => r.Element("PaymentsReport") is not null);
        Assert.Equal(["20261123 20.00 60.00"], money.Descendants("Payment").Select(p =>
            $"{Value(p, "Date")} {Value(p, "TaxPercent")} {Value(p, "Amount")}"));
    }

    private static Task RefusedAsync(SendingOffice office, EReportKind kind) =>
        Assert.ThrowsAsync<BrokenRuleException>(() => office.Store.WriteAsync(w =>
            EReports.MakeAsync(w, TestCoop.Law, kind, Today, "Claire")));

    private static string Value(XElement part, string name) => part.Descendants(name).First().Value;
}
