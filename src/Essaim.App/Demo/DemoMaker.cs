using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Values;

namespace Essaim.App.Demo;

/// <summary>A sign-in of the demonstration, printed for whoever tries it.</summary>
public sealed record DemoLogin(string Role, string User, string Password);

/// <summary>What the demonstration came to.</summary>
public sealed record DemoResult(
    string Coop, int Entrepreneurs, long Entries, long Lines, long Invoices, Month LastMonth,
        IReadOnlyList<DemoLogin> Logins);

/// <summary>
/// Makes the demonstration co-op: people, rules, and a story told month by month through the same verbs that pages
/// use, each month closed before the next. It ends with last month, or with the last month whose law is known.
/// </summary>
public sealed class DemoMaker(Installation installation, DateOnly today, int seed, int entrepreneurs, int months)
{
    public const string CoopId = "etabli";
    private static readonly Iban Iban = new("FR7630006000011234567890189");
    private readonly Random _random = new(seed);

    public Action<string> Say { get; init; } = _ => { };

    public async Task<DemoResult> MakeAsync(string store)
    {
        var last = LastMonth();
        var first = last.Add(1 - months);
        var coop = await CoopCreation.CreateAsync(installation, CoopId, store, TheCoop(entrepreneurs), first.FirstDay);
        for (var year = first.Year + 1; year <= last.Year; year++)
            await coop.WriteAsync(w => OpenFiscalYear.OpenAsync(w, FiscalYear.Calendar(year)));
        var people = await new DemoPeople(coop, _random, first, last).EnterAsync(entrepreneurs);
        var story = new DemoStory(coop, installation.Law, _random, people, last);
        await story.FoundAsync(first);
        var closing = new CloseMonth(coop, installation.Calculator, installation.Law.LastPayMonth);
        foreach (var month in Month.Range(first, last))
        {
            await story.TellAsync(month);
            await closing.RunAsync(month, "démonstration");
            if (month.MonthOfYear == 12 && month < last)
                await CloseFiscalYear.RunAsync(coop, month.Year, "démonstration");
            Say($"{month} : fait");
        }
        await new DemoBank(coop, installation.Keys(CoopId)).OpenAsync(Iban, last);
        await new DemoReceived(coop, TheCoop(entrepreneurs).Siren).DeliverAsync(last);
        await new DemoLending(coop).LendAsync();
        await new DemoClaim(coop, installation.Law).SendAsync(last);
        await new DemoOrder(coop, installation.Law).SendAsync();
        await new DemoQuotes(coop, installation.Law, people.Jeanne).OfferAsync();
        return await CountAsync(coop, last, Logins(people));
    }

    /// <summary>Pay is only known from January 2026: earlier months of the story have none.</summary>
    private Month LastMonth()
    {
        var last = Month.Of(today).Add(-1);
        return installation.Law.LastPayMonth is { } known && known < last ? known : last;
    }

    private static Cooperative TheCoop(int headcount) => new()
    {
        Name = "L’Établi", Siren = new Siren("303265045"), LegalForm = "Scop SA à capital variable",
        Capital = Money.Euros(58_000),
        Street = "12 rue des Tisserands", PostalCode = "69001", City = "Lyon", Registry = "RCS Lyon 303 265 045",
        Email = "bonjour@etabli.example", Phone = "04 78 00 00 00", Iban = Iban,
        Headcount = Math.Max(11, headcount), WorkAccidentRate = Rate.Percent(2.08m), IsDemonstration = true,
    };

    private List<DemoLogin> Logins(DemoPeople.Entered people)
    {
        var logins = new List<DemoLogin>();
        foreach (var (role, user, name, person) in new[]
        {
            (Role.Entrepreneur, "jeanne", "Jeanne Morel", people.Jeanne.PersonId),
            (Role.Advisor, "samuel", "Samuel Petit", 0L),
            (Role.Accountant, "claire", "Claire Vasseur", 0L), (Role.Payroll, "nora", "Nora Benali", 0L),
            (Role.Manager, "michel", "Michel Aubert", 0L), (Role.Administrator, "admin", "Alix Renaud", 0L),
        })
        {
            var password = Passphrase();
            var id = installation.Catalogue.AddUser(user, name, password);
            installation.Catalogue.Grant(id, CoopId, role, person == 0 ? null : person.ToString());
            logins.Add(new DemoLogin(RoleNames.Stored(role), user, password));
        }
        installation.Catalogue.NameKeeper("admin", keeps: true);
        return logins;
    }

    private string Passphrase()
    {
        string[] words =
        [
            "aiguille", "balance", "cadastre", "dentelle", "encrier", "fougere", "grelot", "herbier", "indigo",
            "jonquille",
            "lanterne", "marelle", "noisette", "ourlet", "pinceau", "quenouille", "rabot", "sablier", "tournesol",
            "velours",
        ];
        return string.Join('-', Enumerable.Range(0, 4).Select(_ => words[_random.Next(words.Length)]));
    }

    private static async Task<DemoResult> CountAsync(Store coop, Month last, IReadOnlyList<DemoLogin> logins)
    {
        await using var db = coop.Read();
        async Task<long> Count(string table) => Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM " + table));
        return new DemoResult(CoopId, (int)await Count("activity") - 1, await Count("posted_entry"),
            await Count("posted_line"),
            await Count("invoice"), last, logins);
    }
}
