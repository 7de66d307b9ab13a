using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Activities;

/// <summary>
/// Creates a co-op: its database first, then its row in the catalogue, so that no half co-op is ever listed.
/// </summary>
public static class CoopCreation
{
    /// <summary>How far back a first fiscal year may begin: further is a slip of the finger.</summary>
    private const int MostYears = 10;

    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static async Task<Store> CreateAsync(Installation installation, string id, string storeText,
        Cooperative coop, DateOnly today, FiscalYear? firstYear = null)
    {
        if (installation.Catalogue.Find(id) is not null)
            throw new BrokenRuleException($"La coopérative « {id} » existe déjà. Choisissez un autre identifiant.");
        Catalogue.CheckId(id);
        if (string.IsNullOrWhiteSpace(coop.Name))
            throw new BrokenRuleException("Il manque le nom de la coopérative.");
        var engine = Engine.Of(storeText, installation.DataFolder);
        if (engine is SqliteEngine sqlite)
        {
            if (File.Exists(sqlite.Path))
                throw new BrokenRuleException(
                    $"Le fichier {storeText["sqlite:".Length..]} existe déjà. Déplacez-le, ou choisissez un autre "
                    + $"identifiant.");
            Directory.CreateDirectory(Path.GetDirectoryName(sqlite.Path)!);
        }
        await using (var store = new Store(engine, installation.Time))
            await CoopSetup.CreateAsync(store, coop, today, firstYear);
        installation.Catalogue.Add(new Coop(id, coop.Name, coop.Siren.Digits, storeText)
        {
            IsDemonstration = coop.IsDemonstration,
        });
        return await installation.StoreAsync(id);
    }

    /// <summary>
    /// Creates a co-op in a file of the data folder and lets its first user in, as administrator: a new one, whose
    /// password is returned, or whoever has this login here already. Sent twice, it is made once and answered twice.
    /// </summary>
    public static async Task<string?> WithFirstUserAsync(
        Installation installation, string id, Cooperative coop, DateOnly today, FiscalYear firstYear, FirstUser first)
    {
        await OneAtATime.WaitAsync();
        try
        {
            var catalogue = installation.Catalogue;
            var login = first.Login.Trim();
            if (catalogue.WasMadeWith(login, first.Password) && catalogue.UsersOf(id).Any(u => u.Login == login))
                return first.Password;
            var known = catalogue.UserByLogin(login);
            // Before the database is made: a co-op that nobody can enter would be of no use.
            if (known is null)
                catalogue.CheckNewUser(login, first.Name);
            await CreateAsync(installation, id, Coop.FileStore(id), coop, today, firstYear);
            catalogue.Grant(known?.Id ?? catalogue.AddUser(login, first.Name, first.Password, installation.Time), id,
                Role.Administrator);
            return known is null ? first.Password : null;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>
    /// A co-op of which only the name and the number are known yet; the rest is said in its settings.
    /// </summary>
    public static Cooperative Blank(string name, Siren siren) => new()
    {
        Name = name.Trim(), Siren = siren, LegalForm = "Scop à capital variable", Street = "", PostalCode = "",
        City = "", Registry = "", Email = "", Phone = "", Headcount = 1, WorkAccidentRate = Rate.Percent(2.08m),
    };

    /// <summary>The twelve months that begin on a day that people typed.</summary>
    public static FiscalYear FirstYear(DateOnly first, DateOnly today) =>
        first < today.AddYears(-MostYears) || first > today.AddYears(1)
            ? throw new BrokenRuleException("Le premier exercice commence entre le "
                + $"{FrenchText.Short(today.AddYears(-MostYears))} et le {FrenchText.Short(today.AddYears(1))}. "
                + "Vérifiez l’année.")
            : FiscalYear.StartingOn(first);
}

/// <summary>Who enters a new co-op first: a login and, when it is new, a name and a password.</summary>
public sealed record FirstUser(string Login, string Name, string Password);
