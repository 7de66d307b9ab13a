using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Sales;

/// <summary>What is told to the State of sales and money that take no platform.</summary>
public sealed class EReportTests
{
    private static readonly ActivityId Jeanne = new(2);

    /// <summary>The decades of a monthly regime, two of them in the short month.</summary>
    [Theory]
    [InlineData("2027-09-03", VatRegime.Monthly, EReportKind.Sales, "2027-09-01", "2027-09-10", "2027-09-20")]
    [InlineData("2027-09-11", VatRegime.Monthly, EReportKind.Sales, "2027-09-11", "2027-09-20", "2027-09-30")]
    [InlineData("2028-02-20", VatRegime.Monthly, EReportKind.Sales, "2028-02-11", "2028-02-20", "2028-02-29")]
    [InlineData("2027-12-31", VatRegime.Monthly, EReportKind.Sales, "2027-12-21", "2027-12-31", "2028-01-10")]
    [InlineData("2027-12-31", VatRegime.Monthly, EReportKind.Receipts, "2027-12-01", "2027-12-31", "2028-01-10")]
    [InlineData("2027-11-05", VatRegime.Quarterly, EReportKind.Sales, "2027-11-01", "2027-11-30", "2027-12-10")]
    [InlineData("2027-12-05", VatRegime.Exempt, EReportKind.Sales, "2027-11-01", "2027-12-31", "2028-01-30")]
    [InlineData("2028-01-05", VatRegime.Exempt, EReportKind.Receipts, "2028-01-01", "2028-02-29", "2028-03-30")]
    public void A_period_has_its_days_and_its_last_day(
        string day, VatRegime regime, EReportKind kind, string first, string last, string due) =>
        Assert.Equal(new EReportPeriod(kind, DateOnly.Parse(first), DateOnly.Parse(last), DateOnly.Parse(due)),
            EReportCalendar.Of(LawFiles.Book, regime, kind, DateOnly.Parse(day)));

    [Fact]
    public void Periods_follow_each_other_without_a_gap()
    {
        var periods = EReportCalendar.Between(LawFiles.Book, VatRegime.Monthly, EReportKind.Sales,
            new DateOnly(2027, 9, 5), new DateOnly(2028, 9, 4)).ToList();
        Assert.Equal(37, periods.Count);
        Assert.All(periods.Zip(periods.Skip(1)), p => Assert.Equal(p.First.Last.AddDays(1), p.Second.First));
    }

    [Fact]
    public void Sales_to_people_are_told_by_day_category_and_rate_and_nobody_is_named()
    {
        var figures = EReportFigures.OfSales(
        [
            Issued(1, 3, Line(100), Line(50, kind: SupplyKind.Goods), Line(10, 10)),
            Issued(2, 3, Line(20)),
            Issued(3, 4, Line(7, kind: SupplyKind.Goods)) with { Kind = SaleDocumentKind.CreditNote },
            // Exempt training, a company of France: neither is told here.
            Issued(4, 3, Line(80) with { Vat = Without("E") }),
            Issued(5, 3, Line(900)) with { Siren = "732829320" },
        ]);
        Assert.Equal(
        [
            "03 TLB1 0.2 50.00 10.00 1", "03 TPS1 0.2 120.00 24.00 1,2", "03 TPS1 0.1 10.00 1.00 1",
            "04 TLB1 0.2 -7.00 -1.40 3",
        ], figures.ToPeople.Select(p => $"{p.Day:dd} {p.Category} {p.Rate.Fraction:0.0} {p.Net.ToInvariant()} "
            + $"{p.Vat.ToInvariant()} {string.Join(',', p.Invoices)}"));
        Assert.Equal((Money.Euros(173), new Money(3360)), (figures.Net, figures.Vat));
        Assert.Empty(figures.Abroad);
    }

    [Fact]
    public void A_balance_is_told_without_the_deposit_that_was_told_on_its_day()
    {
        var line = Line(300);
        var balance = Issued(7, 9, line, Line(100, kind: SupplyKind.Goods)) with
        {
            Deposits = [new DepositTaken("F2026-0001", new DateOnly(2027, 9, 1), Jeanne, line.Vat, Money.Euros(90),
                Money.Euros(18))],
        };
        Assert.Equal(["TLB1 100.00 20.00", "TPS1 210.00 42.00"], EReportFigures.OfSales([balance]).ToPeople.Select(p =>
            $"{p.Category} {p.Net.ToInvariant()} {p.Vat.ToInvariant()}"));
    }

    [Theory]
    [InlineData("FR", "732829320", null, "S", SaleRoute.Platform)]
    [InlineData("FR", null, null, "S", SaleRoute.People)]
    [InlineData("FR", "732829320", null, "E", SaleRoute.Outside)]
    [InlineData("FR", null, null, "E", SaleRoute.Outside)]
    [InlineData("BE", null, "BE0563846944", "AE", SaleRoute.Abroad)]
    [InlineData("US", null, null, "O", SaleRoute.Abroad)]
    [InlineData("BE", null, null, "S", SaleRoute.People)]
    public void Each_document_takes_one_way(
        string country, string? siren, string? vat, string category, SaleRoute route)
    {
        var line = category == "S" ? Line(10) : Line(10) with { Vat = Without(category) };
        Assert.Equal(route, SaleRoutes.Of(
            ((Invoice)(Issued(1, 1, line) with { Country = country, Siren = siren, Vat = vat })).Content));
    }

    /// <summary>However an invoice is paid, the parts add up to it, rate by rate.</summary>
    [Fact]
    public void Money_in_any_parts_adds_up_to_the_invoice_rate_by_rate()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            Invoice invoice = Issued(1, 1, [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Line(
                random.Next(1, 100_000) / 100m, random.Next(2) == 0 ? 20 : 10,
                random.Next(3) == 0 ? SupplyKind.Goods : SupplyKind.Services))]);
            var (whole, told) = (CashedVat.Of(invoice), new List<CashedPart>());
            var left = whole.Sum(p => p.Amount);
            Assert.Equal(new SaleTotals(invoice.Content.Content.Lines, Rate.Zero).Total, left);
            while (left.IsPositive)
            {
                var amount = random.Next(3) == 0 ? left : new Money(random.NextInt64(1, left.Cents + 1));
                var parts = CashedVat.Share(CashedVat.Less(whole, told), amount);
                Assert.Equal(amount, parts.Sum(p => p.Amount));
                told.AddRange(parts);
                left -= amount;
            }
            Assert.All(CashedVat.Less(whole, told), p => Assert.Equal(Money.Zero, p.Amount));
            Assert.All(whole, w => Assert.Equal(w.Amount, told.Where(t => (t.Rate, t.OnReceipt)
                == (w.Rate, w.OnReceipt)).Sum(t => t.Amount)));
        }
    }

    [Fact]
    public void What_is_paid_beyond_an_invoice_belongs_to_no_rate() =>
        Assert.Equal(Money.Euros(120), CashedVat.Share(CashedVat.Of(Issued(1, 1, Line(100))), Money.Euros(130))
            .Sum(p => p.Amount));

    private static VatTreatment Without(string category) => new(category, category, Rate.Zero, category, null, "Sans");

    private static SaleLine Line(decimal price, int percent = 20, SupplyKind kind = SupplyKind.Services) => new(Jeanne,
        "Travail", new Quantity(1), "unité", new UnitPrice(price), Rate.Zero,
        new VatTreatment(percent.ToString(), percent + " %", Rate.Percent(percent), "S", null, null), kind);

    private static Given Issued(long id, int day, params SaleLine[] lines) => new(id, day, lines);

    /// <summary>An issued invoice of September 2027, to a person of France unless said otherwise.</summary>
    private sealed record Given(long Id, int Day, IReadOnlyList<SaleLine> Lines)
    {
        public SaleDocumentKind Kind { get; init; } = SaleDocumentKind.Invoice;
        public string? Siren { get; init; }
        public string? Vat { get; init; }
        public string Country { get; init; } = "FR";
        public IReadOnlyList<DepositTaken> Deposits { get; init; } = [];

        public static implicit operator Invoice(Given given)
        {
            var totals = new SaleTotals(given.Lines, Rate.Zero);
            var seller = new SaleParty("L’Établi", "1 rue", "69001", "Lyon", "FR", "303265045", null, null, null, null,
                null, null, null);
            var date = new DateOnly(2027, 9, given.Day);
            return new Invoice
            {
                Id = given.Id, Kind = given.Kind, Number = $"F2027-{given.Id:0000}", Date = date, Due = date,
                ActivityId = Jeanne, CustomerId = 1, Net = totals.Net, Vat = totals.Vat, Total = totals.Total,
                EntryId = new EntryId(1), Content = new SaleSnapshot(seller, seller with
                {
                    Name = "Client", Siren = given.Siren, VatNumber = given.Vat, Country = given.Country,
                }, "Enseigne", "Couture", "Jeanne", new SaleContent(given.Lines, Rate.Zero, ""), false, given.Deposits,
                    [], null, null, null),
            };
        }
    }
}
