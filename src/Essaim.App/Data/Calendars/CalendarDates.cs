using Essaim.App.Data.Activities;
using Essaim.App.Data.Payroll;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Calendars;

/// <summary>
/// A day that somebody must not forget (échéance), and the page where it is dealt with. A calendar is often read by
/// other programs: no amount, no customer and no number of a person is in it.
/// </summary>
public sealed record CalendarDate(string Key, DateOnly Day, string Title, string Path);

/// <summary>What stands ahead of somebody, and what is still open behind, by what they may do.</summary>
public static class CalendarDates
{
    public static async Task<List<CalendarDate>> ReadAsync(CoopDb db, CurrentUser me, DateOnly today)
    {
        var dates = new List<CalendarDate>();
        if (!me.Can(Capability.SeeAllActivities))
            dates.AddRange(await OwnAsync(db, me, today));
        if (me.Can(Capability.CloseMonth))
            dates.AddRange((await MonthStanding.ToCloseAsync(db, today)).Select(m =>
                new CalendarDate($"mois-{m.ToIso()}", m.Next().FirstDay, $"Clore {m}", $"/cloture/{m.ToIso()}")));
        if (me.Can(Capability.KeepBooks))
            dates.AddRange(await ToPayAsync(db));
        if (me.Can(Capability.ManagePeople))
            dates.AddRange(await ContractsAsync(db, today));
        return [.. dates.OrderBy(d => d.Day).ThenBy(d => d.Key, StringComparer.Ordinal)];
    }

    private static async Task<List<CalendarDate>> OwnAsync(CoopDb db, CurrentUser me, DateOnly today)
    {
        var dates = new List<CalendarDate>();
        foreach (var activity in await VisibleActivity.Of(db, me).ToListAsync())
            foreach (var sale in await SaleList.ReadAsync(db, activity.Id, today))
                if (sale is { Due: { } due, Open.IsPositive: true })
                    dates.Add(new CalendarDate($"facture-{sale.Id}", due, $"Échéance de la facture {sale.Number}",
                        $"/ventes/factures/{sale.Id}"));
                else if (sale is { Due: { } until, State: SaleState.Sent })
                    dates.Add(new CalendarDate($"devis-{sale.Id}", until, $"Fin de validité du devis {sale.Number}",
                        $"/ventes/devis/{sale.Id}"));
        if (long.TryParse(me.PersonId, out var person))
            dates.AddRange((await db.Contracts.Where(c => c.PersonId == person && c.LastDay >= today).ToListAsync())
                .Select(c => new CalendarDate($"contrat-{c.Id}", c.LastDay!.Value, "Fin de votre contrat", "/")));
        return dates;
    }

    private static async Task<IEnumerable<CalendarDate>> ToPayAsync(CoopDb db) => (await PayableItems.ReadAsync(db))
        .GroupBy(i => i.Item.Due).Select(g => new CalendarDate($"payer-{g.Key:yyyy-MM-dd}", g.Key,
            g.Count() == 1 ? "Payer un poste" : $"Payer {g.Count()} postes",
            "/achats/a-payer?avant=" + FrenchText.Short(g.Key)));

    private static async Task<IEnumerable<CalendarDate>> ContractsAsync(CoopDb db, DateOnly today) =>
        (await db.Contracts.Where(c => c.LastDay >= today).Join(db.People, c => c.PersonId, p => p.Id,
            (c, p) => new { c.Id, c.PersonId, Day = c.LastDay!.Value, p.FirstName, p.LastName }).ToListAsync())
            .Select(c => new CalendarDate($"contrat-{c.Id}", c.Day, $"Fin du contrat de {c.FirstName} {c.LastName}",
                $"/personnes/{c.PersonId}"));
}
