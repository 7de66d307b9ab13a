using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Data.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>
/// Whom a line of a payroll file is about: by the number that the program gives, the reference of an import, or the
/// address.
/// </summary>
internal sealed class PayPeople
{
    public static readonly ImportColumn Number = new("matricule", "Matricule", "0042")
    {
        AlsoCalled = ["matricule salarié", "code salarié", "n° salarié", "numéro de salarié"],
    };

    private readonly Dictionary<string, long> _byNumber = [];
    private readonly Dictionary<string, long> _byEmail = [];
    private readonly Dictionary<long, string> _names = [];

    public static async Task<PayPeople> ReadAsync(CoopDb db)
    {
        var people = new PayPeople();
        foreach (var (person, number) in await PayPrograms.NumbersAsync(db))
            people._byNumber[number] = person;
        foreach (var (person, reference) in await ImportReferences.OfAsync(db, RecordKinds.Person))
            people._byNumber.TryAdd(reference, person);
        foreach (var person in await db.People.AsNoTracking().OrderBy(p => p.Id).ToListAsync())
        {
            people._byNumber.TryAdd($"E{person.Id}", person.Id);
            people._byEmail.TryAdd(person.Email.Text.ToUpperInvariant(), person.Id);
            people._names[person.Id] = person.FullName;
        }
        return people;
    }

    public string Name(long person) => _names[person];

    /// <summary>Null when the line says nobody whom the co-op knows; the line then says so.</summary>
    public long? Find(ImportLine line)
    {
        if (line.Has(Number) && _byNumber.TryGetValue(line.Text(Number), out var known))
            return known;
        if (line.Has(SharedColumns.Email))
        {
            if (_byEmail.TryGetValue(line.Value<EmailAddress>(SharedColumns.Email, default).Text?.ToUpperInvariant()
                ?? "", out var person))
                return person;
            line.Refuse(SharedColumns.Email, "Aucune personne n’a cette adresse. Importez d’abord les personnes.");
        }
        else if (line.Has(Number))
            line.Refuse(Number, "Aucune personne n’a ce matricule. Écrivez-le sur sa page de paie, ou donnez son "
                + "courriel.");
        else
            line.Refuse(SharedColumns.Email, "Dites de qui il s’agit : son matricule ou son courriel.");
        return null;
    }
}
