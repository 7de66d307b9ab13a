using Essaim.Domain.Values;

namespace Essaim.Domain.Sales.Kinds;

/// <summary>A visit with what the statistics ask: whose home, and what it sold for without VAT.</summary>
public sealed record NovaVisit(HomeVisit Visit, long Customer, Money Net);

/// <summary>Hours, homes and workers of a month or a service (statistiques NOVA); each is counted once.</summary>
public sealed record NovaFigures(string Label, decimal Hours, int Customers, int Workers, int Visits, Money Net)
{
    public static NovaFigures Of(string label, IReadOnlyCollection<NovaVisit> visits) => new(label,
        visits.Sum(v => v.Visit.Hours), visits.Select(v => v.Customer).Distinct().Count(),
        visits.Select(v => v.Visit.WorkerNumber).Distinct().Count(), visits.Count, visits.Sum(v => v.Net));

    /// <summary>The twelve months of a year (états mensuels d’activité).</summary>
    public static IReadOnlyList<NovaFigures> ByMonth(int year, IReadOnlyCollection<NovaVisit> visits) =>
        [.. Enumerable.Range(1, 12).Select(m => new Month(year, m)).Select(month =>
            Of(month.ToString(), [.. visits.Where(v => Month.Of(v.Visit.Day) == month)]))];

    /// <summary>By service (tableau statistique annuel), those that were done.</summary>
    public static IReadOnlyList<NovaFigures> ByService(IReadOnlyCollection<NovaVisit> visits) =>
        [.. visits.GroupBy(v => v.Visit.Service).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Of(g.First().Visit.ServiceLabel, [.. g]))];
}
