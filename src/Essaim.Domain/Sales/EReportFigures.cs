using System.Text.Json.Serialization;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>Sales to people of one day, category and rate (flux 10.3): no name, only the numbers of what they come
/// from, which stay here.</summary>
/// <param name="Category">TLB1 goods, TPS1 services, TNT1 not taxed in France.</param>
public sealed record SoldToPeople(
    DateOnly Day, string Category, Rate Rate, Money Net, Money Vat, IReadOnlyList<long> Invoices);

/// <summary>One sale to a company abroad (flux 10.1): what is told of it is read from its document.</summary>
public sealed record SoldAbroad(long Invoice, string Number, DateOnly Day, Money Net, Money Vat, bool IsCredit);

/// <summary>Money that came on a day for services, at one rate, VAT included (flux 10.4, or 10.2 with its invoice).
/// </summary>
public sealed record CashedOnDay(DateOnly Day, Rate Rate, Money Amount, IReadOnlyList<long> Invoices)
{
    /// <summary>The invoice of a company abroad; null for people.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Number { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Issued { get; init; }
}

/// <summary>All that a report of a period tells (déclaration): the same for the same books.</summary>
public sealed record EReportFigures(
    IReadOnlyList<SoldToPeople> ToPeople, IReadOnlyList<SoldAbroad> Abroad, IReadOnlyList<CashedOnDay> Cashed)
{
    public static readonly EReportFigures None = new([], [], []);

    [JsonIgnore]
    public bool IsEmpty => ToPeople.Count + Abroad.Count + Cashed.Count == 0;

    [JsonIgnore]
    public Money Net => ToPeople.Sum(p => p.Net) + Abroad.Sum(a => a.IsCredit ? -a.Net : a.Net);

    [JsonIgnore]
    public Money Vat => ToPeople.Sum(p => p.Vat) + Abroad.Sum(a => a.IsCredit ? -a.Vat : a.Vat);

    /// <summary>The documents that the sales come from.</summary>
    public IEnumerable<long> Invoices() =>
        ToPeople.SelectMany(p => p.Invoices).Concat(Abroad.Select(a => a.Invoice)).Distinct();

    /// <summary>The sales among these documents that are reported; what takes another way is left out.</summary>
    public static EReportFigures OfSales(IEnumerable<Invoice> issued)
    {
        var ways = issued.Select(i => (Invoice: i, Route: SaleRoutes.Of(i.Content))).ToList();
        var people = ways.Where(w => w.Route == SaleRoute.People).SelectMany(w => Parts(w.Invoice))
            .GroupBy(p => (p.Day, p.Category, p.Rate)).Select(g => new SoldToPeople(g.Key.Day, g.Key.Category,
                g.Key.Rate, g.Sum(p => p.Net), g.Sum(p => p.Vat),
                [.. g.SelectMany(p => p.Invoices).Distinct().Order()]))
            .OrderBy(p => p.Day).ThenBy(p => p.Category, StringComparer.Ordinal)
            .ThenByDescending(p => p.Rate.Fraction);
        var abroad = ways.Where(w => w.Route == SaleRoute.Abroad).Select(w => new SoldAbroad(w.Invoice.Id,
            w.Invoice.Number, w.Invoice.Date, w.Invoice.Net, w.Invoice.Vat,
            w.Invoice.Kind == SaleDocumentKind.CreditNote)).OrderBy(a => a.Day).ThenBy(a => a.Invoice);
        return new EReportFigures([.. people], [.. abroad], []);
    }

    /// <summary>Money of reported sales, by day and rate; of a company abroad, by invoice too.</summary>
    public static EReportFigures OfReceipts(
        IEnumerable<(Invoice Invoice, DateOnly Day, IReadOnlyList<CashedPart> Parts)> came)
    {
        var told = came.SelectMany(c => CashedVat.Told(c.Parts).Select(p => (c.Invoice, c.Day, Part: p,
            Route: SaleRoutes.Of(c.Invoice.Content)))).Where(t => t.Route is SaleRoute.People or SaleRoute.Abroad);
        return new EReportFigures([], [], [.. told
            .GroupBy(t => (t.Day, t.Part.Rate, Abroad: t.Route == SaleRoute.Abroad ? t.Invoice.Number : null))
            .Select(g => new CashedOnDay(g.Key.Day, g.Key.Rate, g.Sum(t => t.Part.Amount),
                [.. g.Select(t => t.Invoice.Id).Distinct().Order()])
            {
                Number = g.Key.Abroad, Issued = g.Key.Abroad is null ? null : g.First().Invoice.Date,
            })
            .OrderBy(c => c.Number is not null).ThenBy(c => c.Number, StringComparer.Ordinal).ThenBy(c => c.Day)
            .ThenByDescending(c => c.Rate.Fraction)]);
    }

    /// <summary>
    /// A document by category and rate, below zero for a credit note. What was invoiced before is off it, for it was
    /// reported on its day.
    /// </summary>
    private static IEnumerable<SoldToPeople> Parts(Invoice invoice)
    {
        var content = invoice.Content;
        var groups = new SaleTotals(content.Content.Lines, content.Content.Discount).Groups.ToList();
        foreach (var deposit in content.Deposits)
            TakeOff(groups, deposit);
        var credit = invoice.Kind == SaleDocumentKind.CreditNote;
        return groups.Where(g => g.Treatment.Category != "E" && !(g.Net.IsZero && g.Vat.IsZero)).Select(g =>
            new SoldToPeople(invoice.Date, Category(g), g.Treatment.Rate, credit ? -g.Net : g.Net,
                credit ? -g.Vat : g.Vat, [invoice.Id]));
    }

    /// <summary>Off what it sold where it says so, else off services first, as in the books.</summary>
    private static void TakeOff(List<SaleGroup> groups, DepositTaken deposit)
    {
        var (net, vat) = (deposit.Net, deposit.Vat);
        var fitting = Enumerable.Range(0, groups.Count).Where(i => groups[i].Treatment == deposit.Treatment
            && (deposit.Sold is not { } sold || sold == groups[i].Kind)).OrderBy(i => groups[i].Kind).ToList();
        foreach (var (at, i) in fitting.Index())
        {
            var isLast = at == fitting.Count - 1;
            var (offNet, offVat) = isLast ? (net, vat)
                : (Money.Min(net, groups[i].Net), Money.Min(vat, groups[i].Vat));
            groups[i] = groups[i] with { Net = groups[i].Net - offNet, Vat = groups[i].Vat - offVat };
            (net, vat) = (net - offNet, vat - offVat);
        }
    }

    private static string Category(SaleGroup group) => group.Treatment.Category != "S" ? "TNT1"
        : group.Kind == SupplyKind.Goods ? "TLB1" : "TPS1";
}
