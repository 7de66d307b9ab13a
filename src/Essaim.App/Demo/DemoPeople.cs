using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Demo;

/// <summary>Enters the people of the demonstration with their contracts, activities, rules and customers.</summary>
internal sealed class DemoPeople(Store coop, Random random, Month first, Month last)
{
    /// <summary>One entrepreneur as entered.</summary>
    public sealed record Actor(Player Player, long PersonId, ActivityId Activity, IReadOnlyList<Customer> Customers);

    /// <summary>Everybody, as entered.</summary>
    public sealed record Entered(IReadOnlyList<Actor> Actors, Actor Jeanne, IReadOnlyList<long> Members);

    /// <summary>Jeanne has sold for three months; her pay starts with the last month of the story.</summary>
    public Month JeanneStarts => last.Add(-3);

    private static readonly string[] Clients =
    [
        "Mairie de Saint-Priest", "Théâtre des Tisserands", "Association Les Glaneurs", "Biocoop des Pentes",
        "Cabinet Morand",
        "École des Lilas", "Hôtel du Parc", "Imprimerie Rey", "Médiathèque de Vaise", "Société Alpes Bois",
        "Clinique des Cèdres",
        "Compagnie du Fil", "Syndic Bellecour", "Ferme des Ormes", "Musée des Canuts", "Radio Pluriel",
    ];

    public async Task<Entered> EnterAsync(int count)
    {
        await RulesAsync();
        await TeamAsync();
        var actors = new List<Actor>(count);
        foreach (var chunk in Cast.Draw(Math.Max(0, count - 1), random).Chunk(50))
            await coop.WriteAsync(async w =>
            {
                foreach (var player in chunk)
                    actors.Add(await EnterAsync(w, player, first.FirstDay));
            });
        var jeanne =
            await coop.WriteAsync(w => EnterAsync(w, new Player("Jeanne", "Morel", "jeanne", "Fil d’or", "Couturière",
            "Costumes", "Tissus", "20", false, 400m, false, 0m), JeanneStarts.FirstDay));
        var members = actors.Where(a => a.Player.IsMember).Select(a => a.PersonId).ToList();
        return new Entered(actors, jeanne, members);
    }

    private Task RulesAsync() => coop.WriteAsync(async w =>
    {
        await Rules.AddAsync(w,
            ContributionRule.Simple("Contribution de 10 %", Rate.Percent(10), ContributionBase.Invoiced,
            "Assemblée du 12 mai 2024, résolution 4", first.FirstDay));
        await Rules.AddAsync(w, new ContributionRule
        {
            Name = "Plafond de 400 € par mois, associés", Base = ContributionBase.Invoiced,
            Period = ContributionPeriod.Month,
            Tiers = [new ContributionTier(Money.Zero, Rate.Percent(10))], Ceiling = Money.Euros(400), OptIn = true,
            Eligibility = ContributionEligibility.Members, Resolution = "Assemblée du 12 mai 2024, résolution 5",
            From = first.FirstDay,
        });
        await Rules.AddAsync(w, new ContributionRule
        {
            Name = "Revente, 13 % de la marge", Base = ContributionBase.GrossMargin, Period = ContributionPeriod.Month,
            Tiers = [new ContributionTier(Money.Zero, Rate.Percent(13))], OptIn = true,
            Resolution = "Assemblée du 12 mai 2024, résolution 6", From = first.FirstDay,
        });
    });

    private Task TeamAsync() => coop.WriteAsync(async w =>
    {
        foreach (var (name, surname, gross) in new[] { ("Michel", "Aubert", 3100), ("Claire", "Vasseur", 2600),
            ("Samuel", "Petit", 2350) })
        {
            var id = await EnterPerson.EnterAsync(w, new Person
            {
                FirstName = name, LastName = surname, Email = new EmailAddress($"{Cast.Plain(name)}@etabli.example"),
                MemberSince = first.FirstDay,
            });
            w.Db.Contracts.Add(new Contract
            {
                PersonId = id, Kind = ContractKind.PermanentStaff, FirstDay = PayStarts(first),
                FixedPay = Money.Euros(gross), MonthlyHours = 151.67m, WithholdingRate = Rate.Percent(4.5m),
            });
        }
    });

    private async Task<Actor> EnterAsync(WriteSession w, Player player, DateOnly opened)
    {
        var person = new Person
        {
            FirstName = player.FirstName, LastName = player.LastName,
            Email = new EmailAddress($"{player.Code}@exemple.fr"), MemberSince = player.IsMember ? opened : null,
        };
        var id = await EnterPerson.EnterAsync(w, person);
        var activity = await OpenActivity.OpenAsync(w, new Activity
        {
            Code = player.Code, TradeName = player.TradeName, Trade = player.Trade, PersonId = id, OpenedOn = opened,
        });
        Contracts(w, player, id, opened);
        if (player.IsMember && player.MonthlyTurnover > 4000)
            await Rules.ChooseAsync(w, activity, 2, opened);
        else if (player.Vat == "5.5")
            await Rules.ChooseAsync(w, activity, 3, opened);
        return new Actor(player, id, activity, await CustomersAsync(w, activity));
    }

    private void Contracts(WriteSession w, Player player, long person, DateOnly opened)
    {
        var cesa = player.Code == "jeanne" ? last.FirstDay : PayStarts(Month.Of(opened));
        if (cesa > opened)
            w.Db.Contracts.Add(new Contract
            {
                PersonId = person, Kind = ContractKind.Cape, FirstDay = opened, LastDay = cesa.AddDays(-1),
            });
        if (Month.Of(cesa) <= last)
            w.Db.Contracts.Add(new Contract
            {
                PersonId = person, Kind = ContractKind.Cesa, FirstDay = cesa, FixedPay = Money.Round(player.FixedPay),
            });
    }

    /// <summary>Pay is computed from January 2026 on: nobody of the story is paid before.</summary>
    private static DateOnly PayStarts(Month opened) =>
        new Month(2026, 1) is var known && opened < known ? known.FirstDay : opened.FirstDay;

    private async Task<IReadOnlyList<Customer>> CustomersAsync(WriteSession w, ActivityId activity)
    {
        var customers = new List<Customer>();
        for (var i = 0; i < 3; i++)
        {
            var name = i == 2
                ? $"{(random.Next(2) == 0 ? "Madame" : "Monsieur")} {(char)('A' + random.Next(26))}. Martin"
                : Clients[random.Next(Clients.Length)];
            customers.Add(await EnterCustomer.EnterAsync(w, new Customer
            {
                ActivityId = activity, Name = name, IsCompany = i < 2, Street = $"{random.Next(1, 90)} rue des Halles",
                PostalCode = $"690{random.Next(1, 10):00}", City = "Lyon", Siren = i < 2 ? SomeSiren() : null,
                PaymentDays = random.Next(3) == 0 ? 45 : 30,
                Email = new EmailAddress($"compta{random.Next(999)}@client.example"),
            }));
        }
        return customers;
    }

    private Siren SomeSiren()
    {
        var eight = random.Next(30_000_000, 89_000_000).ToString();
        for (var key = 0; key < 10; key++)
            if (Siren.IsValid(eight + key))
                return new Siren(eight + key);
        throw new InvalidOperationException("One of ten keys always holds.");
    }
}
