using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>
/// Lines that give activities their part of books taken over from another program (reprise). Each is one entry, known
/// again by what it is about; taken back, its entry is reversed.
/// </summary>
public abstract class TakeOverImport : ImportTarget
{
    protected static readonly ImportColumn Owner = new("activite", "Activité", "fil-dor")
    {
        Required = true, AlsoCalled = ["code activité", "code analytique", "analytique"],
    };

    protected static readonly ImportColumn On = SharedColumns.Day("reprise", "Date de reprise", "date de bascule");

    /// <summary>Between the parts of a kept reference: kind, mark, amount.</summary>
    internal const char Apart = '\u001f';

    private readonly string _kind;
    private readonly Dictionary<string, ActivityId> _activities;
    private readonly Dictionary<(ActivityId Activity, string Mark), (string Where, Money Amount)> _known;

    protected TakeOverImport(string kind, TakeOverSight sight) =>
        (_kind, _activities, _known, Books) = (kind, sight.Activities, sight.Known, sight.Books);

    protected TakeOverBooks Books { get; }

    protected DateOnly DayOf(ImportLine line) => line.Value(On, Books.Day);

    protected ActivityId ActivityOf(ImportLine line)
    {
        if (line.Has(Owner) && !_activities.ContainsKey(line.Text(Owner)))
            line.Refuse(Owner, $"Aucune activité ouverte n’a le code « {line.Text(Owner)} ». Prenez un code de la page "
                + "Activités.");
        return _activities.GetValueOrDefault(line.Text(Owner), ActivityId.Structure);
    }

    /// <summary>What was taken over already under this mark; null when nothing was.</summary>
    protected Sighting? Known(ActivityId activity, string mark, string title, Money amount)
    {
        if (!_known.TryGetValue((activity, mark), out var known))
            return null;
        return new Sighting(title)
        {
            Known = known.Where,
            Differences = known.Amount == amount ? []
                : [$"Montant\u00a0: {known.Amount} ici, {amount} dans le fichier"],
        };
    }

    /// <summary>Something to post, known from now on by its mark.</summary>
    protected Sighting New(ImportLine line, ActivityId activity, string mark, string title, Money amount,
        Func<DraftEntry> entry, params (ThirdParty Party, string Name)[] parties)
    {
        _known[(activity, mark)] = ($"même que la ligne {line.Number}", amount);
        return new Sighting(title)
        {
            WriteAsync = async w =>
            {
                foreach (var (party, name) in parties)
                    await w.Ledger.KnowAsync(party, name);
                var posted = await w.Ledger.PostAsync(entry());
                await ImportReferences.KeepAsync(w, RecordKinds.Entry, activity,
                    string.Join(Apart, _kind, mark, amount.Cents), posted.Id.Value);
                return [new MadeRow(RecordKinds.Entry, posted.Id.Value, title)];
            },
        };
    }

    protected static async Task<TakeOverSight> SeeAsync(CoopDb db, string kind)
    {
        var open = await db.Activities.AsNoTracking().Where(a => a.ClosedOn == null).ToListAsync();
        var known = await db.SqlAsync(r => (new ActivityId(r.GetInt32(0)), Parts: r.GetString(1).Split(Apart)),
            "SELECT activity_id, reference FROM import_reference WHERE kind = @p0", RecordKinds.Entry);
        return new TakeOverSight(open.ToDictionary(a => a.Code, a => a.Id),
            known.Where(k => k.Parts[0] == kind).ToDictionary(k => (k.Item1, k.Parts[1]),
                k => ("déjà là", new Money(long.Parse(k.Parts[2], CultureInfo.InvariantCulture)))),
            await TakeOverBooks.OpenAsync(db));
    }
}

/// <summary>What a take-over reads before it judges lines.</summary>
public sealed record TakeOverSight(Dictionary<string, ActivityId> Activities,
    Dictionary<(ActivityId Activity, string Mark), (string Where, Money Amount)> Known, TakeOverBooks Books);
