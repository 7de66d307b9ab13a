using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>What comes again: its lines are those of an invoice or a draft that was shown to somebody.</summary>
public sealed record RecurringAsked(string Name, ActivityId Activity, long Customer, SaleContent Content,
    bool AsksQuantities, Recurring Days);

/// <summary>Keeps recurring invoices and prepares their drafts. Nothing here issues: a person does.</summary>
public static class RecurringSales
{
    private const int LongestName = 80;

    /// <summary>So many drafts at most are prepared at once for days that were missed.</summary>
    private const int MostMissed = 12;

    public static async Task<RecurringSale> BeginAsync(WriteSession w, RecurringAsked asked, string by)
    {
        if (asked.Content.Lines.Count == 0)
            throw new BrokenRuleException(
                "Une facture récurrente a au moins une ligne. Complétez d’abord le brouillon.");
        var row = new RecurringSale
        {
            ActivityId = asked.Activity, CustomerId = asked.Customer, Name = Named(asked.Name),
            // A plan, an option or the number of one order belong to one sale.
            Content = new SaleContent(asked.Content.Lines, asked.Content.Discount, asked.Content.Notes),
            AsksQuantities = asked.AsksQuantities, Recurrence = asked.Days.Every, FirstDay = asked.Days.First,
            LastDay = asked.Days.Until, NextDay = Checked(asked.Days, w.Today).After(w.Today.AddDays(-1)),
            MadeAt = w.Now, MadeBy = by,
        };
        w.Db.RecurringSales.Add(row);
        await w.SaveAsync();
        return row;
    }

    /// <summary>Changes its days; what was prepared already is not prepared again.</summary>
    public static async Task ChangeAsync(
        WriteSession w, long id, int version, string name, Recurring days, bool asksQuantities)
    {
        var row = await w.Db.RecurringSales.SingleAsync(s => s.Id == id);
        if (row.Version != version)
            throw new BrokenRuleException(
                "Cette facture récurrente a changé ailleurs entre-temps. Rechargez la page pour la revoir.");
        (row.Name, row.AsksQuantities) = (Named(name), asksQuantities);
        (row.Recurrence, row.FirstDay, row.LastDay) = (days.Every, days.First, days.Until);
        // Today's draft, if today was a day, is there already: a new rhythm begins tomorrow.
        row.NextDay = Checked(days, w.Today).After(w.Today);
        row.Version++;
    }

    /// <summary>Comes no more; begun again, it goes on from today.</summary>
    public static async Task StopAsync(WriteSession w, long id, bool stopped)
    {
        var row = await w.Db.RecurringSales.SingleAsync(s => s.Id == id);
        row.StoppedOn = stopped ? row.StoppedOn ?? w.Today : null;
        if (!stopped)
            row.NextDay = row.Days.After(w.Today.AddDays(-1));
        row.Version++;
    }

    /// <summary>Makes a draft for each day that has come; asked twice, the second finds none. How many.</summary>
    public static async Task<int> PrepareDueAsync(Store store, DateOnly today)
    {
        await using (var db = store.Read())
            if (!await db.RecurringSales.AnyAsync(s => s.NextDay != null && s.NextDay <= today && s.StoppedOn == null))
                return 0;
        return await store.WriteAsync(async w =>
        {
            var made = 0;
            foreach (var row in await w.Db.RecurringSales
                .Where(s => s.NextDay != null && s.NextDay <= today && s.StoppedOn == null).ToListAsync())
                for (var i = 0; i < MostMissed && row.NextDay is { } day && day <= today; i++, made++)
                {
                    await KeepDraft.StartAsync(w, DraftOf(row, day, w.Now));
                    row.NextDay = row.Days.After(day);
                    row.Version++;
                }
            return made;
        });
    }

    private static SaleDraft DraftOf(RecurringSale row, DateOnly day, string now) => new()
    {
        ActivityId = row.ActivityId, CustomerId = row.CustomerId, Kind = SaleDocumentKind.Invoice,
        Content = RecurringWords.Fill(row.Content, day), UpdatedAt = now,
        Remark = $"Préparée le {FrenchText.Long(day)} par la facture récurrente «\u00a0{row.Name}\u00a0»."
            + (row.AsksQuantities ? " Les quantités changent à chaque fois : vérifiez-les." : ""),
    };

    private static string Named(string name) => name.Trim() is { Length: > 0 and <= LongestName } given ? given
        : throw new BrokenRuleException($"Donnez un nom de {LongestName} signes au plus, par exemple « Entretien ».");

    private static Recurring Checked(Recurring days, DateOnly today) => days switch
    {
        { Every: Recurrence.None } => throw new BrokenRuleException("Dites à quel rythme la facture revient."),
        { Until: { } until } when until < days.First || until < today => throw new BrokenRuleException(
            "Le dernier jour est avant le premier, ou déjà passé. Corrigez l’un des deux."),
        _ when days.First < today.AddMonths(-12) => throw new BrokenRuleException(
            "Le premier jour est à plus d’un an. Vérifiez l’année."),
        _ => days,
    };
}
