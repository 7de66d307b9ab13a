using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Ledger;

/// <summary>A template as the co-op keeps it (modèle d’écriture): its name, and when it comes again.</summary>
public sealed class EntryTemplateRow
{
    public long Id { get; init; }
    public required string Name { get; set; }
    public required EntryTemplate Content { get; set; }
    public required Recurrence Recurrence { get; set; }
    public DateOnly? FirstDay { get; set; }

    /// <summary>The next day on which the round prepares a draft; null when it comes no more.</summary>
    public DateOnly? NextDay { get; set; }
    public DateOnly? LastDay { get; set; }
    public DateOnly? RetiredOn { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public int Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<EntryTemplateRow>(e =>
    {
        e.ToTable("entry_template");
        CoopDb.Json(e.Property(t => t.Content));
        e.Property(t => t.Version).IsConcurrencyToken();
    });
}

/// <summary>
/// Keeps templates and makes drafts of them (modèles d’écriture). Nothing here posts: a person does, from the draft.
/// </summary>
public static class EntryTemplates
{
    /// <summary>So many drafts at most are prepared at once for days that were missed.</summary>
    private const int MostMissed = 24;

    public static Task<List<EntryTemplateRow>> AllAsync(CoopDb db) =>
        db.EntryTemplates.OrderBy(t => t.Name).ToListAsync();

    public static async Task<EntryTemplateRow> KeepAsync(WriteSession w, long? id, string name, EntryTemplate content,
        Recurring days, string by, int version = 0)
    {
        content.Checked();
        name = name.Trim();
        if (name.Length is 0 or > 80)
            throw new BrokenRuleException("Donnez au modèle un nom de 80 signes au plus.");
        if (await w.Db.EntryTemplates.AnyAsync(t => t.Name == name && t.Id != (id ?? 0)))
            throw new BrokenRuleException($"Il y a déjà un modèle « {name} ». Prenez un autre nom.");
        if (days is { Every: not Recurrence.None, Until: { } until } && until < days.First)
            throw new BrokenRuleException("Le dernier jour vient avant le premier. Corrigez l’un des deux.");
        var row = id is null ? null : await w.Db.EntryTemplates.SingleAsync(t => t.Id == id);
        if (row is null)
            w.Db.EntryTemplates.Add(row = new EntryTemplateRow
            {
                Name = name, Content = content, Recurrence = days.Every, MadeAt = w.Now, MadeBy = by,
            });
        else if (row.Version != version)
            throw new BrokenRuleException("Ce modèle a changé ailleurs entre-temps. Rechargez la page pour le revoir.");
        var prepared = row.NextDay?.AddDays(-1);
        (row.Name, row.Content, row.Recurrence, row.Version) = (name, content, days.Every, row.Version + 1);
        var again = days.Every != Recurrence.None;
        row.FirstDay = again ? days.First : null;
        row.LastDay = again ? days.Until : null;
        // What was prepared already is not prepared again by a change of days.
        row.NextDay = again ? days.After(prepared ?? days.First.AddDays(-1)) : null;
        await w.SaveAsync();
        return row;
    }

    /// <summary>Proposed no more, and comes no more by itself; asked again, it is back.</summary>
    public static async Task<EntryTemplateRow> RetireAsync(WriteSession w, long id, bool retired)
    {
        var row = await w.Db.EntryTemplates.SingleAsync(t => t.Id == id);
        row.RetiredOn = retired ? row.RetiredOn ?? w.Today : null;
        if (!retired && row.FirstDay is { } first)
            row.NextDay = new Recurring(row.Recurrence, first, row.LastDay).After(w.Today.AddDays(-1));
        row.Version++;
        return row;
    }

    /// <summary>The entry as it would be typed; amounts that are to be typed are left empty.</summary>
    public static TypedEntry Typed(EntryTemplate template, DateOnly day, Money? amount) => new(FrenchText.Short(day),
        template.Label, template.Piece, [.. template.Lines.Zip(template.Fill(amount), (line, filled) => new TypedLine
        {
            Account = line.Account, Activity = line.Activity, ThirdParty = line.ThirdParty, Label = line.Label,
            Debit = line.IsDebit && filled is { } debit ? FrenchText.Amount(debit) : "",
            Credit = !line.IsDebit && filled is { } credit ? FrenchText.Amount(credit) : "",
        })], template.ReverseNextMonth);

    /// <summary>
    /// Makes a draft for each day that has come (tournée des modèles); asked twice, the second finds none. Returns how
    /// many.
    /// </summary>
    public static async Task<int> PrepareDueAsync(Store store, DateOnly today)
    {
        await using (var db = store.Read())
            if (!await db.EntryTemplates.AnyAsync(t => t.NextDay != null && t.NextDay <= today && t.RetiredOn == null))
                return 0;
        return await store.WriteAsync(async w =>
        {
            var made = 0;
            foreach (var row in await w.Db.EntryTemplates
                .Where(t => t.NextDay != null && t.NextDay <= today && t.RetiredOn == null).ToListAsync())
                for (var i = 0; i < MostMissed && row.NextDay is { } day && day <= today; i++, made++)
                {
                    await EntryDrafts.PrepareAsync(w, row.Id, Typed(row.Content, day, null));
                    row.NextDay = new Recurring(row.Recurrence, row.FirstDay ?? day, row.LastDay).After(day);
                    row.Version++;
                }
            return made;
        });
    }
}
