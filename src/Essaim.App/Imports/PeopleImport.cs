using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Imports;
using Essaim.App.Identity;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>
/// People, each with an activity if the line names one; two lines of one person open two activities for them.
/// </summary>
public sealed class PeopleImport : ImportTarget
{
    private static readonly ImportColumn FirstName = new("prenom", "Prénom", "Jeanne") { Required = true };

    private static readonly ImportColumn LastName = new("nom", "Nom", "Morel")
    {
        Required = true, AlsoCalled = ["nom de famille", "nom d’usage", "nom usuel"],
    };

    private static readonly ImportColumn Email = SharedColumns.Email with { Required = true };

    private static readonly ImportColumn Code = new("code-activite", "Code de l’activité", "fil-dor")
    {
        AlsoCalled = ["activité", "code activité", "analytique", "code analytique"], Parse = ReadCode,
    };

    private static readonly ImportColumn TradeName = new("enseigne", "Enseigne", "Fil d’or")
    {
        AlsoCalled = ["nom commercial", "marque", "nom de l’activité"],
    };

    private static readonly ImportColumn Trade = new("metier", "Métier", "Couture")
    {
        AlsoCalled = ["profession", "secteur"],
    };

    private static readonly ImportColumn OpenedOn = new("ouverte-le", "Ouverte le", "23/01/2026")
    {
        AlsoCalled = ["date d’ouverture", "ouverture", "date d’entrée", "date de début", "début"],
        Parse = text => FrenchText.ParseDate(text),
    };

    public static readonly ImportKind Kind = new("personnes", "Personnes et activités",
        "Les personnes de la coopérative, et l’activité de chacune.",
        [SharedColumns.Reference, FirstName, LastName, Email, Code, TradeName, Trade, OpenedOn])
    {
        Needs = Capability.ManagePeople, OpenAsync = async (db, _) => await OpenAsync(db),
    };

    private readonly KnownRows<Entered> _known = new();
    private readonly Dictionary<string, (Activity Activity, Entered Of)> _activities = [];

    private PeopleImport()
    {
    }

    protected override Sighting? Look(ImportLine line)
    {
        RefuseHalf(line);
        if (line.Faults.Count > 0)
            return null;
        var email = line.Value<EmailAddress>(Email, default);
        var reference = SharedColumns.ReferenceOf(line);
        var found = _known.Find(reference, [MarkOf(email)], _ => true);
        var person = found?.Row ?? new Entered
        {
            Person = new Person { FirstName = line.Text(FirstName), LastName = line.Text(LastName), Email = email },
        };
        var opens = Opens(line, person);
        if (line.Faults.Count > 0)
            return null;
        if (found is null)
            _known.Add(person, reference, [MarkOf(email)], line.Number);
        if (found is not null && opens is null)
            return new Sighting(person.Person.FullName) { Known = found.Where, Differences = Differing(line, person) };
        return new Sighting(person.Person.FullName)
        {
            WriteAsync = w => WriteAsync(w, person, found is null, found is null ? reference : null, opens),
        };
    }

    /// <summary>A person, and the number given once they are written.</summary>
    private sealed class Entered
    {
        public required Person Person { get; init; }
        public long? Id { get; set; }
    }

    private static async Task<ImportTarget> OpenAsync(CoopDb db)
    {
        var target = new PeopleImport();
        var references = await ImportReferences.OfAsync(db, RecordKinds.Person);
        var entered = new Dictionary<long, Entered>();
        foreach (var person in await db.People.AsNoTracking().OrderBy(p => p.Id).ToListAsync())
        {
            entered[person.Id] = new Entered { Person = person, Id = person.Id };
            target._known.Add(entered[person.Id], references.GetValueOrDefault(person.Id), [MarkOf(person.Email)]);
        }
        var nobody = new Entered { Person = new Person { FirstName = "", LastName = "", Email = default } };
        foreach (var activity in await db.Activities.AsNoTracking().ToListAsync())
            target._activities[activity.Code] =
                (activity, activity.PersonId is { } id && entered.TryGetValue(id, out var of) ? of : nobody);
        return target;
    }

    private static async Task<IReadOnlyList<MadeRow>> WriteAsync(WriteSession w, Entered person, bool isNew,
        string? reference, Activity? opens)
    {
        var made = new List<MadeRow>();
        if (isNew)
        {
            person.Id = await EnterPerson.EnterAsync(w, person.Person);
            made.Add(new MadeRow(RecordKinds.Person, person.Id.Value, person.Person.FullName));
            if (reference is not null)
                await ImportReferences.KeepAsync(w, RecordKinds.Person, ActivityId.Structure, reference,
                    person.Id.Value);
        }
        if (opens is null)
            return made;
        var id = await OpenActivity.OpenAsync(w, new Activity
        {
            Code = opens.Code, TradeName = opens.TradeName, Trade = opens.Trade, OpenedOn = opens.OpenedOn,
            PersonId = person.Id,
        });
        made.Add(new MadeRow(RecordKinds.Activity, id.Value, opens.TradeName));
        return made;
    }

    /// <summary>The activity to open; null when there is none, or when it is there already.</summary>
    private Activity? Opens(ImportLine line, Entered person)
    {
        if (!line.Has(Code))
            return null;
        var code = line.Text(Code);
        if (_activities.TryGetValue(code, out var known))
        {
            if (known.Of != person)
                line.Refuse(Code, $"Une autre activité s’appelle déjà « {code} ». Choisissez un autre code.");
            return null;
        }
        var activity = new Activity
        {
            Code = code, TradeName = line.Text(TradeName), Trade = line.Text(Trade),
            OpenedOn = line.Value<DateOnly>(OpenedOn, default),
        };
        _activities[code] = (activity, person);
        return activity;
    }

    private static void RefuseHalf(ImportLine line)
    {
        if (!line.Has(Code) && !line.Has(TradeName) && !line.Has(OpenedOn))
            return;
        foreach (var column in new[] { Code, TradeName, OpenedOn }.Where(c => !line.Has(c)))
            line.Refuse(column, $"Pour ouvrir l’activité, donnez aussi «\u00a0{column.Name}\u00a0». Par exemple\u00a0: "
                + $"{column.Example}.");
    }

    private IReadOnlyList<string> Differing(ImportLine line, Entered known)
    {
        var activity = line.Has(Code) ? _activities[line.Text(Code)].Activity : null;
        return SharedColumns.Differing(line,
        [
            (FirstName, known.Person.FirstName, line.Text(FirstName)),
            (LastName, known.Person.LastName, line.Text(LastName)),
            (Email, known.Person.Email.Text, line.Value<EmailAddress>(Email, default).Text),
            .. activity is null ? [] : new[]
            {
                (TradeName, activity.TradeName, line.Text(TradeName)), (Trade, activity.Trade, line.Text(Trade)),
                (OpenedOn, FrenchText.Short(activity.OpenedOn),
                    FrenchText.Short(line.Value<DateOnly>(OpenedOn, default))),
            },
        ]);
    }

    private static string MarkOf(EmailAddress email) => email.Text.ToUpperInvariant();

    private static object ReadCode(string text)
    {
        Activity.CheckCode(text);
        return text;
    }
}
