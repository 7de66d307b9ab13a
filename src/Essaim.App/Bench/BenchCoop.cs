using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using ContributionBase = Essaim.Domain.Activities.ContributionBase;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Bench;

/// <summary>
/// The co-op that measures work in: the one that is there, or one made for it, with as many entrepreneurs as asked,
/// each with a contract, a fixed pay and a customer.
/// </summary>
internal sealed class BenchCoop(Store store, LawBook law)
{
    public const string Id = "banc";
    private const int PerCommit = 500;

    public Store Store { get; } = store;
    public LawBook Law { get; } = law;

    public static readonly DateOnly Day = new(2026, 10, 12);

    public static async Task<BenchCoop> OpenAsync(Installation installation, string? coopId, string? storeText,
        int people)
    {
        if (installation.Catalogue.Coops().Count > 0)
            return new BenchCoop(await installation.StoreAsync(installation.Choose(coopId)), installation.Law);
        var store =
            await CoopCreation.CreateAsync(installation, Id, storeText ?? $"sqlite:coops/{Id}.db", new Cooperative
        {
            Name = "Banc d’essai", Siren = new Siren("303265045"), LegalForm = "Scop SA à capital variable",
            Street = "1 rue du Banc", PostalCode = "69001", City = "Lyon", Registry = "RCS Lyon 303 265 045",
            Email = "banc@exemple.fr", Phone = "04", Headcount = Math.Max(11, people),
            // Its visitors have no second factor, as those of a demonstration.
            WorkAccidentRate = Rate.Percent(2.08m), IsDemonstration = true,
        }, new DateOnly(2026, 1, 1));
        var coop = new BenchCoop(store, installation.Law);
        await coop.PeopleAsync(people);
        return coop;
    }

    public async Task<List<(ActivityId Activity, Customer Customer)>> SellersAsync(int most)
    {
        await using var db = Store.Read();
        var customers = await db.Customers.OrderBy(c => c.Id).Take(most).ToListAsync();
        return [.. customers.Select(c => (c.ActivityId, c))];
    }

    /// <summary>What an invoice of the bench sells: three lines, two rates of VAT.</summary>
    public SaleContent Content(ActivityId activity)
    {
        var rates = InvoiceLaw.Of(Law, Day);
        var (normal, reduced) = (VatTreatments.Find(rates, "20"), VatTreatments.Find(rates, "10"));
        return new SaleContent(
        [
            new SaleLine(activity, "Costumes sur mesure", new Quantity(2), "unité", new UnitPrice(240m), Rate.Zero,
                normal,
                SupplyKind.Services),
            new SaleLine(activity, "Retouches", new Quantity(3.5m), "heure", new UnitPrice(42m), Rate.Percent(5),
                normal,
                SupplyKind.Services),
            new SaleLine(activity, "Livraison de repas", new Quantity(1), "forfait", new UnitPrice(85m), Rate.Zero,
                reduced,
                SupplyKind.Services),
        ], Rate.Zero, "");
    }

    private async Task PeopleAsync(int count)
    {
        await Store.WriteAsync(w => Rules.AddAsync(w, ContributionRule.Simple("Contribution de 10 %", Rate.Percent(10),
            ContributionBase.Invoiced, "Assemblée", new DateOnly(2020, 1, 1))));
        for (var from = 0; from < count; from += PerCommit)
        {
            var (first, last) = (from, Math.Min(count, from + PerCommit));
            await Store.WriteAsync(w => EnterAsync(w, first, last));
        }
    }

    private static async Task EnterAsync(WriteSession w, int first, int last)
    {
        var opened = new DateOnly(2020, 1, 1);
        var people = Enumerable.Range(first, last - first).Select(i => new Person
        {
            FirstName = "Prénom", LastName = $"Nom {i}", Email = new EmailAddress($"e{i}@exemple.fr"),
        }).ToList();
        w.Db.People.AddRange(people);
        await w.SaveAsync();
        var activities = people.Select(p => new Activity
        {
            Code = $"a-{p.Id}", TradeName = $"Enseigne {p.Id}", Trade = "Métier", PersonId = p.Id, OpenedOn = opened,
        }).ToList();
        w.Db.Activities.AddRange(activities);
        w.Db.Contracts.AddRange(people.Select(p => new Contract
        {
            PersonId = p.Id, Kind = ContractKind.Cesa, FirstDay = opened, FixedPay = Money.Euros(900 + p.Id % 1500),
        }));
        await w.SaveAsync();
        var customers = activities.Select(a => new Customer
        {
            ActivityId = a.Id, Name = $"Client de {a.Code}", IsCompany = true, Street = "1 rue du Client",
            PostalCode = "69002", City = "Lyon", Siren = new Siren("732829320"),
        }).ToList();
        w.Db.Customers.AddRange(customers);
        await w.SaveAsync();
        foreach (var person in people)
            await w.Ledger.KnowAsync(ThirdParty.Person(person.Id), person.FullName);
        foreach (var activity in activities)
            await w.Ledger.KnowAsync(ThirdParty.Activity(activity.Id), activity.TradeName);
        foreach (var customer in customers)
            await w.Ledger.KnowAsync(ThirdParty.Customer(customer.Id), customer.Name);
    }
}
