using Essaim.App.Platforms;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Sending;

/// <summary>
/// Reads what is to be told of sales and money (e-reporting), and has it told. The figures come from the issued
/// documents and from the money booked for them, each time anew: nothing is typed.
/// </summary>
public static class EReports
{
    /// <summary>A report leaves by itself so many days before its last day, so that late receipts are in it.</summary>
    private const int DaysBefore = 2;

    /// <summary>Periods older than this are told by hand.</summary>
    private const int DaysBack = 100;

    private const string Itself = "Essaim";

    /// <summary>From when the co-op reports: by law, or by its choice to send before.</summary>
    public static async Task<DateOnly> SinceAsync(CoopDb db, LawBook law, DateOnly today)
    {
        if (await db.Cooperatives.AsNoTracking().SingleOrDefaultAsync() is not { SendFrom: var chosen })
            return DateOnly.MaxValue; // a co-op that is not set up yet reports nothing
        var duty = (await SendingDuty.ReadAsync(db, law, today)).From;
        return chosen < duty ? chosen.Value : duty;
    }

    /// <summary>The periods since a day, the last first; empty before the co-op reports.</summary>
    public static async Task<List<EReportStanding>> StandingsAsync(
        CoopDb db, LawBook law, DateOnly from, DateOnly today)
    {
        var since = await SinceAsync(db, law, today);
        from = from < since ? since : from;
        if (from > today)
            return [];
        var regime = (await db.Cooperatives.AsNoTracking().SingleAsync()).VatRegime;
        var standings = new List<EReportStanding>();
        foreach (var kind in Enum.GetValues<EReportKind>())
            foreach (var period in EReportCalendar.Between(law, regime, kind, from, today))
                standings.Add(await StandingAsync(db, period, since, today));
        return [.. standings.OrderByDescending(s => s.Period.Last).ThenBy(s => s.Period.Kind)];
    }

    /// <summary>The period of a kind that holds a day; null where nothing is reported then.</summary>
    public static async Task<EReportStanding?> FindAsync(
        CoopDb db, LawBook law, EReportKind kind, DateOnly day, DateOnly today)
    {
        var since = await SinceAsync(db, law, today);
        if (day > today || day < since.AddMonths(-2))
            return null;
        var regime = (await db.Cooperatives.AsNoTracking().SingleAsync()).VatRegime;
        var period = EReportCalendar.Of(law, regime, kind, day);
        return period.Last < since ? null : await StandingAsync(db, period, since, today);
    }

    /// <summary>Freezes what the books tell of a period that is over, and puts it in line.</summary>
    public static async Task<EReportRow> MakeAsync(
        WriteSession w, LawBook law, EReportKind kind, DateOnly day, string by)
    {
        await w.SaveAsync();
        var standing = await FindAsync(w.Db, law, kind, day, w.Today)
            ?? throw new BrokenRuleException("La coopérative ne déclare pas encore ses ventes à cette date.");
        if (!standing.MaySend)
            throw new BrokenRuleException(standing.State switch
            {
                EReportState.Open => "Cette période n’est pas finie : elle se déclare après son dernier jour.",
                EReportState.Nothing => "Il n’y a rien à déclarer pour cette période.",
                EReportState.Waiting => "La déclaration de cette période attend déjà de partir.",
                _ => "Rien n’a changé depuis la déclaration de cette période.",
            });
        var row = await RowAsync(w, standing, by);
        w.Db.EReports.Add(row);
        await w.SaveAsync();
        return row;
    }

    /// <summary>What is due soon and was told by nobody yet; returns how many reports were made.</summary>
    internal static async Task<int> MakeDueAsync(Store store, LawBook law, DateOnly today)
    {
        List<EReportStanding> due;
        await using (var db = store.Read())
        {
            if (!await db.Cooperatives.AnyAsync())
                return 0;
            due = [.. (await StandingsAsync(db, law, today.AddDays(-DaysBack), today)).Where(s => s.Last is null
                && s.MaySend && s.Period.Due.AddDays(-DaysBefore) <= today)];
        }
        foreach (var standing in due)
            await store.WriteAsync(w => MakeAsync(w, law, standing.Period.Kind, standing.Period.First, Itself));
        return due.Count;
    }

    /// <summary>
    /// What the books hold of the documents of a report: income or deposits, and VAT. They are the figures of sales.
    /// </summary>
    public static async Task<(Money Net, Money Vat)> BooksAsync(CoopDb db, EReportFigures figures)
    {
        var (net, vat) = (Money.Zero, Money.Zero);
        foreach (var some in figures.Invoices().Chunk(200))
        {
            var sums = (await db.SqlAsync(r => (new Money(r.GetInt64(0)), new Money(r.GetInt64(1))),
                "SELECT CAST(coalesce(sum(CASE WHEN l.account LIKE '7%' OR l.account LIKE '419%' "
                + "THEN l.credit - l.debit ELSE 0 END), 0) AS bigint), CAST(coalesce(sum(CASE WHEN l.account "
                + "LIKE '4457%' THEN l.credit - l.debit ELSE 0 END), 0) AS bigint) FROM posted_line l "
                + "JOIN invoice i ON i.entry_id = l.entry_id "
                + $"WHERE i.id IN ({string.Join(", ", some)})")).Single();
            (net, vat) = (net + sums.Item1, vat + sums.Item2);
        }
        return (net, vat);
    }

    private static async Task<EReportStanding> StandingAsync(
        CoopDb db, EReportPeriod period, DateOnly since, DateOnly today)
    {
        var editions = await db.EReports.AsNoTracking().Where(r => r.Kind == period.Kind
            && r.FirstDay == period.First).OrderByDescending(r => r.Edition).ToListAsync();
        return new EReportStanding(period, await FiguresAsync(db, period, since), editions, today);
    }

    private static async Task<EReportFigures> FiguresAsync(CoopDb db, EReportPeriod period, DateOnly since)
    {
        var (first, last) = (period.First < since ? since : period.First, period.Last);
        if (period.Kind == EReportKind.Sales)
            return EReportFigures.OfSales(await db.Invoices.AsNoTracking().Where(i => i.Date >= first
                && i.Date <= last && !db.SentInvoices.Any(s => s.InvoiceId == i.Id)).ToListAsync());
        var came = await (from c in db.Cashings.AsNoTracking()
            join i in db.Invoices.AsNoTracking() on c.InvoiceId equals i.Id
            where c.Day >= first && c.Day <= last && i.Date >= since
                && !db.SentInvoices.Any(s => s.InvoiceId == i.Id)
            orderby c.Id
            select new { Invoice = i, c.Day, c.Parts }).ToListAsync();
        return EReportFigures.OfReceipts(came.Select(c => (c.Invoice, c.Day, c.Parts)));
    }

    private static async Task<EReportRow> RowAsync(WriteSession w, EReportStanding standing, string by)
    {
        var coop = await w.Db.Cooperatives.AsNoTracking().SingleAsync();
        var ids = standing.Figures.Abroad.Select(a => a.Invoice).ToList();
        var abroad = new List<EInvoice>();
        foreach (var invoice in await w.Db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id)).OrderBy(i => i.Id)
            .ToListAsync())
            abroad.Add(await IssuedEInvoice.ReadAsync(w.Db, invoice));
        var corrects = standing.Editions.Any(e => e.State == SendingState.Sent);
        var tracking = "erp_" + Guid.CreateVersion7().ToString("N");
        return new EReportRow
        {
            Kind = standing.Period.Kind, FirstDay = standing.Period.First, LastDay = standing.Period.Last,
            Due = standing.Period.Due, Edition = standing.Editions.Count + 1, Corrects = corrects,
            Content = standing.Figures, TrackingId = tracking, State = SendingState.Waiting, NextAt = w.Now,
            MadeAt = w.Now, MadeBy = by, Xml = EReportXml.Write(new EReportMessage(tracking, w.Now, corrects,
                new StatusParty(coop.Siren, coop.Name, null), coop.PlatformNumber, coop.VatOnDebits, standing.Period,
                standing.Figures, abroad)),
        };
    }
}
