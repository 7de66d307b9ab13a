using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Sales;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Search;

/// <summary>Names that look alike, numbers that lie near one another and two sums that are equal.</summary>
internal static class SearchStory
{
    private static readonly DateOnly Day = new(2026, 11, 3);

    /// <summary>What each thing of the story is called in the golden table, and where it opens.</summary>
    public static async Task<Dictionary<string, string>> FillAsync(SellingSite selling)
    {
        var at = new Dictionary<string, string>();
        foreach (var (first, last) in new[]
        {
            ("Élodie", "Durand"), ("Hervé", "Durand-Lefèvre"), ("Łukasz", "Kowalski"), ("Zoé", "Martin"),
            ("Maxime", "Martinez"), ("Anaïs", "Œuvrard"),
        })
            at[first] = "/personnes/" + await selling.Store.WriteAsync(w => EnterPerson.EnterAsync(w, new Person
            {
                FirstName = first, LastName = last,
                Email = new EmailAddress($"{first[1..].ToLowerInvariant()[..2]}.pro@courriel.fr"),
            }));
        foreach (var (key, activity, name, city, siren) in new[]
        {
            ("opera", selling.Jeanne, "Opéra de Lyon", "Lyon", "732829320"),
            ("mairie", selling.Jeanne, "Mairie de Saint-Étienne", "Saint-Étienne", ""),
            ("dupont", selling.Ali, "Dupont Frères", "Villeurbanne", ""),
            ("musee", selling.Ali, "Musée des Tissus", "Lyon", ""),
        })
            at[key] = "/ventes/clients/" + (await selling.Store.WriteAsync(w => EnterCustomer.EnterAsync(w,
                new Customer
                {
                    ActivityId = activity, Name = name, Street = "1 rue X", PostalCode = "69001", City = city,
                    IsCompany = true, Siren = siren.Length > 0 ? new Siren(siren) : null,
                    Email = new EmailAddress($"compta@{key}.example"),
                }))).Id;
        await SellAsync(selling, at);
        await BuyAsync(selling, at);
        at["entrepreneuse"] = "/activites/jeanne";
        return at;
    }

    private static async Task SellAsync(SellingSite selling, Dictionary<string, string> at)
    {
        for (var i = 1; i <= 12; i++)
        {
            var invoice = await selling.InvoiceAsync(selling.Jeanne, selling.Customer, 100m + i);
            at["facture " + i] = "/ventes/factures/" + invoice.Id;
        }
        // 1 028,80 and its VAT make 1 234,56.
        at["la facture"] = "/ventes/factures/"
            + (await selling.InvoiceAsync(selling.Jeanne, selling.Customer, 1028.80m)).Id;
        at["la facture d’Ali"] = "/ventes/factures/"
            + (await selling.InvoiceAsync(selling.Ali, selling.AlisCustomer, 1028.80m)).Id;
        at["devis"] = "/ventes/devis/" + await selling.Store.WriteAsync(async w =>
        {
            var quote = await SendQuote.StartAsync(w, new Quote
            {
                ActivityId = selling.Jeanne, CustomerId = selling.Customer, Date = Day, ValidUntil = Day,
                Subject = "Rideaux", Content = new SaleContent([TestCoop.Service(selling.Jeanne, 432m)], Rate.Zero, ""),
            });
            return (await SendQuote.SendAsync(w, quote.Id, Day, TestCoop.Law)).Id;
        });
    }

    private static async Task BuyAsync(SellingSite selling, Dictionary<string, string> at)
    {
        at["achat"] = "/achats/" + await selling.Store.WriteAsync(async w =>
            (await BookPurchase.BookAsync(w, new Supplier { Name = "Électricité du Rhône" }, "FA-2026/118", Day, Day,
            [
                new PurchaseLine(selling.Jeanne, new AccountNumber("604000"), "Courant", Money.Euros(70),
                    new Money(1400), true),
            ])).Id);
        at["fournisseur"] = "/achats?q=" + Uri.EscapeDataString("Électricité du Rhône");
        at["écriture"] = "/journaux/ecriture/" + (await selling.Store.WriteAsync(w => w.Ledger.PostAsync(
            new EntryBuilder(Journal.General, Day, "Frais de banque")
            .Debit(new AccountNumber("627000"), ActivityId.Structure, new Money(7777))
            .Credit(new AccountNumber("512000"), ActivityId.Structure, new Money(7777)).Build()))).Id;
        await using var db = selling.Store.Read();
        at["écriture de vente"] = "/journaux/ecriture/"
            + (await db.Invoices.OrderBy(i => i.Id).FirstAsync()).EntryId.Value;
    }
}
