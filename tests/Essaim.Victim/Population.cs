using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.Victim;

/// <summary>People with an activity, a contract and a customer each, entered by the verbs of the pages.</summary>
public static class Population
{
    private static readonly DateOnly Opened = new(2026, 1, 1);

    public static Task EnterAsync(Store store, int count, bool paid = true) => store.WriteAsync(async w =>
    {
        for (var i = 1; i <= count; i++)
        {
            var person = await EnterPerson.EnterAsync(w, new Person
            {
                FirstName = "Prénom", LastName = $"Nom {i}", Email = new EmailAddress($"p{i}@exemple.fr"),
            });
            var activity = await OpenActivity.OpenAsync(w, new Activity
            {
                Code = $"a{i}", TradeName = $"Enseigne {i}", Trade = "Couture", PersonId = person, OpenedOn = Opened,
            });
            if (paid)
                w.Db.Contracts.Add(new Contract
                {
                    PersonId = person, Kind = ContractKind.Cesa, FirstDay = Opened,
                    FixedPay = Money.Euros(900 + i % 1500),
                });
            await EnterCustomer.EnterAsync(w, new Customer
            {
                ActivityId = activity, Name = $"Client {i}", IsCompany = true, Street = "1 rue du Client",
                PostalCode = "69002", City = "Lyon", Siren = new Siren("303265045"),
            });
        }
    });
}
