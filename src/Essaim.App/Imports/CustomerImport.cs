using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>Customers of one activity, or of those that the lines name.</summary>
public sealed class CustomerImport : ImportTarget
{
    private const string France = "FR";
    private const int UsualDays = 30;

    private static readonly ImportColumn Name = new("nom", "Nom", "Théâtre des Tisserands")
    {
        Required = true,
        AlsoCalled = ["raison sociale", "client", "société", "nom du client", "dénomination", "nom complet", "tiers"],
    };

    private static readonly ImportColumn Company = new("genre", "Professionnel ou particulier", "professionnel")
    {
        AlsoCalled = ["type", "genre", "type de client", "catégorie", "professionnel"], Parse = ReadCompany,
    };

    private static readonly ImportColumn Vat = new("tva", "Numéro de TVA", "FR40303265045")
    {
        AlsoCalled = ["tva", "tva intracommunautaire", "n° tva", "n° de tva", "numéro tva"],
        Parse = text => new VatNumber(text),
    };

    private static readonly ImportColumn Street = new("rue", "Rue", "1 place du Marché")
    {
        Required = true, AlsoCalled = ["adresse", "adresse 1", "voie", "adresse postale", "ligne adresse"],
    };

    private static readonly ImportColumn PostalCode = new("code-postal", "Code postal", "69002")
    {
        Required = true, AlsoCalled = ["cp", "code postale", "zip"],
    };

    private static readonly ImportColumn City = new("ville", "Ville", "Lyon")
    {
        Required = true, AlsoCalled = ["commune", "localité"],
    };

    private static readonly ImportColumn Country = new("pays", "Pays", France)
    {
        AlsoCalled = ["code pays"], Parse = ReadCountry,
    };

    private static readonly ImportColumn Days = new("delai", "Délai de paiement", "30")
    {
        AlsoCalled = ["délai", "échéance", "jours", "délai de règlement", "conditions de paiement"], Parse = ReadDays,
    };

    private static readonly ImportColumn Owner = new("activite", "Activité", "fil-dor")
    {
        AlsoCalled = ["code activité", "enseigne", "analytique"],
    };

    public static readonly ImportKind Kind = new("clients", "Clients",
        "Le fichier de clients d’une activité\u00a0: noms, adresses, SIREN, courriels.",
        [
            SharedColumns.Reference, Name, Company, SharedColumns.Siren, Vat, Street, PostalCode, City, Country,
            SharedColumns.Email, Days, Owner,
        ])
    {
        Needs = Capability.SellForAll, NeedsForOwn = Capability.SellForActivity, ActivityColumn = Owner,
        OpenAsync = OpenAsync,
    };

    private readonly ActivityId? _activity;
    private readonly Dictionary<string, ActivityId> _activities;
    private readonly KnownRows<Customer> _known = new();

    private CustomerImport(ActivityId? activity, Dictionary<string, ActivityId> activities) =>
        (_activity, _activities) = (activity, activities);

    protected override Sighting? Look(ImportLine line)
    {
        var activity = ActivityOf(line);
        if (line.Faults.Count > 0)
            return null;
        var made = Make(line, activity);
        var reference = SharedColumns.ReferenceOf(line) is { } given ? $"{activity.Value} {given}" : null;
        if (_known.Find(reference, Marks(made), other => MayBe(other, made)) is { } known)
            return new Sighting(known.Row.Name) { Known = known.Where, Differences = Differing(line, known.Row, made) };
        _known.Add(made, reference, Marks(made), line.Number);
        return new Sighting(made.Name) { WriteAsync = w => WriteAsync(w, made, SharedColumns.ReferenceOf(line)) };
    }

    private static async Task<ImportTarget> OpenAsync(CoopDb db, ActivityId? activity)
    {
        var open = await db.Activities.AsNoTracking().Where(a => a.ClosedOn == null).ToListAsync();
        var target = new CustomerImport(activity, open.ToDictionary(a => a.Code, a => a.Id));
        var references = await ImportReferences.OfAsync(db, RecordKinds.Customer);
        foreach (var customer in await db.Customers.AsNoTracking()
            .Where(c => activity == null || c.ActivityId == activity).OrderBy(c => c.Id).ToListAsync())
            target._known.Add(customer, references.GetValueOrDefault(customer.Id) is { } known
                ? $"{customer.ActivityId.Value} {known}" : null, Marks(customer));
        return target;
    }

    private static async Task<IReadOnlyList<MadeRow>> WriteAsync(WriteSession w, Customer customer, string? reference)
    {
        await EnterCustomer.EnterAsync(w, customer);
        if (reference is not null)
            await ImportReferences.KeepAsync(w, RecordKinds.Customer, customer.ActivityId, reference, customer.Id);
        return [new MadeRow(RecordKinds.Customer, customer.Id, customer.Name)];
    }

    private ActivityId ActivityOf(ImportLine line)
    {
        if (_activity is { } one)
            return one;
        if (_activities.TryGetValue(line.Text(Owner), out var named))
            return named;
        line.Refuse(Owner, line.Has(Owner)
            ? $"Aucune activité ouverte n’a le code « {line.Text(Owner)} ». Prenez un code de la page Activités."
            : "Dites pour quelle activité : son code figure sur la page Activités.");
        return default;
    }

    private static Customer Make(ImportLine line, ActivityId activity)
    {
        var country = line.Value(Country, France);
        var postal = line.Text(PostalCode);
        var customer = new Customer
        {
            ActivityId = activity, Name = line.Text(Name), Street = line.Text(Street), City = line.Text(City),
            // A spreadsheet that took it for a number has eaten the zero of the first departments.
            PostalCode = country == France && postal.Length == 4 && postal.All(char.IsAsciiDigit)
                ? "0" + postal : postal,
            Siren = line.Value<Siren?>(SharedColumns.Siren, null), VatNumber = line.Value<VatNumber?>(Vat, null),
            Country = country, PaymentDays = line.Value(Days, UsualDays),
            Email = line.Value<EmailAddress?>(SharedColumns.Email, null),
            IsCompany = line.Value(Company, true),
        };
        customer.Check();
        return customer;
    }

    private static IEnumerable<string> Marks(Customer c) => new[]
    {
        c.Siren is { } siren ? $"s {c.ActivityId.Value} {siren.Digits}" : null,
        c.Email is { } email ? $"e {c.ActivityId.Value} {email.Text.ToUpperInvariant()}" : null,
        $"n {c.ActivityId.Value} {SharedColumns.Folded(c.Name)}",
    }.OfType<string>();

    private static bool MayBe(Customer one, Customer other)
    {
        if (one.Siren is { } siren && other.Siren is { } wanted)
            return siren == wanted;
        return one.Email is not { } email || other.Email is not { } asked
            || string.Equals(email.Text, asked.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static IReadOnlyList<string> Differing(ImportLine line, Customer ours, Customer theirs) =>
        SharedColumns.Differing(line, (Name, ours.Name, theirs.Name), (Street, ours.Street, theirs.Street),
            (PostalCode, ours.PostalCode, theirs.PostalCode), (City, ours.City, theirs.City),
            (Country, ours.Country, theirs.Country), (SharedColumns.Siren, $"{ours.Siren}", $"{theirs.Siren}"),
            (Vat, $"{ours.VatNumber}", $"{theirs.VatNumber}"),
            (SharedColumns.Email, $"{ours.Email}", $"{theirs.Email}"),
            (Days, $"{ours.PaymentDays}", $"{theirs.PaymentDays}"),
            (Company, Word(ours.IsCompany), Word(theirs.IsCompany)));

    private static string Word(bool company) => company ? "professionnel" : "particulier";

    private static object ReadCompany(string text) => SharedColumns.Folded(text) switch
    {
        "PROFESSIONNEL" or "PRO" or "ENTREPRISE" or "SOCIÉTÉ" or "ASSOCIATION" or "OUI" or "ADMINISTRATION" => true,
        "PARTICULIER" or "PERSONNE" or "NON" => false,
        _ => throw new BrokenRuleException($"« {text} » ne se comprend pas. Écrivez professionnel ou particulier."),
    };

    private static object ReadCountry(string text)
    {
        var code = SharedColumns.Folded(text) == "FRANCE" ? France : text.ToUpperInvariant();
        return code.Length == 2 && code.All(char.IsAsciiLetterUpper)
            ? code
            : throw new BrokenRuleException("Le pays s’écrit en deux lettres, par exemple FR ou BE.");
    }

    private static object ReadDays(string text) =>
        int.TryParse(text.Split(' ', '\u00a0')[0], out var days) && days is >= 0 and <= 60
            ? days
            : throw new BrokenRuleException("Le délai de paiement va de 0 à 60 jours. Écrivez par exemple 30.");
}
