using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>Reads the visits of a year with what they sold for: at the price noted, invoiced or not.</summary>
public static class NovaReport
{
    public static async Task<List<NovaVisit>> OfAsync(CoopDb db, int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var visits = await db.HomeVisits.AsNoTracking().Where(v => v.Day >= first && v.Day <= last)
            .OrderBy(v => v.Day).ToListAsync();
        var ids = visits.Select(v => v.EngagementId).Distinct().ToList();
        var customers = await db.Engagements.Where(e => ids.Contains(e.Id))
            .ToDictionaryAsync(e => e.Id, e => e.CustomerId);
        return [.. visits.Select(v => new NovaVisit(v, customers[v.EngagementId],
            Money.Round(v.Hours * v.HourPrice)))];
    }
}
