using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.App.Tests.Purchases;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Essaim.App.Tests.Web;

/// <summary>
/// Two co-ops seeded alike, so that all ids are equal: whoever is signed in to one sees nothing of the other, whatever
/// address is asked.
/// </summary>
[Trait("Length", "Slow")]
public sealed partial class OtherCoopTests
{
    private const string Here = "Marque-du-lieu";
    private const string There = "Marque-d-ailleurs";

    private static readonly string[] Queries =
        ["", "?id=1", "?personne=1", "?facture=1", "?client=1", "?activite=marque", "?format=csv", "?q=Marque"];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Two_coops_with_equal_ids_never_see_each_other(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await FillAsync(desk.Store, Here);
        var installation = desk.Site.Services.GetRequiredService<Installation>();
        var place = engine == "sqlite" ? Coop.FileStore("ruche") : "postgres:" + TestPostgres.NewDatabase();
        var other = await CoopCreation.CreateAsync(installation, "ruche", place, TestCoop.SomeCoop(),
            new DateOnly(2026, 1, 1));
        await other.WriteAsync(w => EnterPerson.EnterAsync(w, new Person
        {
            FirstName = "jeanne", LastName = There, Email = new EmailAddress("jeanne@ailleurs.example"),
        }));
        await other.WriteAsync(w => OpenActivity.OpenAsync(w, new Domain.Activities.Activity
        {
            Code = "jeanne", TradeName = There, Trade = "Couture", PersonId = 1, OpenedOn = new DateOnly(2026, 1, 1),
        }));
        await other.WriteAsync(w => Rules.AddAsync(w, Domain.Activities.ContributionRule.Simple(There, Rate.Percent(10),
            Domain.Activities.ContributionBase.Invoiced, There, new DateOnly(2025, 1, 1))));
        await FillAsync(other, There);
        await AssertSameIdsAsync(desk.Store, other);

        var addresses = Addresses(desk.Site).ToList();
        Assert.True(addresses.Count > 200, $"{addresses.Count} addresses");
        var seen = 0;
        foreach (var role in Enum.GetValues<Role>())
        {
            var browser = await desk.Site.SignInAsync(role.Stored());
            foreach (var address in addresses)
            {
                var answer = await browser.OpenAsync(address);
                Assert.False(answer.Html.Contains(There, StringComparison.Ordinal), $"{role} {address}");
                Assert.False(answer.Response.ToString().Contains(There, StringComparison.Ordinal), $"{role} {address}");
                Assert.True((int)answer.Status < 500, $"{role} {address}: {answer.Status}");
                seen += answer.Html.Contains(Here, StringComparison.Ordinal) ? 1 : 0;
            }
        }
        // The question was a real one: the same addresses show what is of the co-op itself.
        Assert.True(seen > 50, $"{seen} answers with the mark of the co-op itself");
    }

    [Fact]
    public async Task A_sign_in_without_a_role_in_the_other_coop_cannot_choose_it()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await CoopCreation.CreateAsync(desk.Site.Services.GetRequiredService<Installation>(), "ruche",
            Coop.FileStore("ruche"), TestCoop.SomeCoop(), new DateOnly(2026, 1, 1));
        var browser = await desk.Site.SignInAsync("manager");
        var answer = await browser.PressAsync("/cooperative", "/cooperative", ("Chosen", "ruche/manager"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    private static Task FillAsync(Store store, string mark) => store.WriteAsync(async w =>
    {
        var activity = (await w.Db.Activities.SingleAsync(a => a.Code == "jeanne")).Id;
        await w.Ledger.PostAsync(new EntryBuilder(Journal.General, new DateOnly(2026, 11, 10), mark)
            .Debit(new AccountNumber("625100"), ActivityId.Structure, Money.Euros(10))
            .Credit(new AccountNumber("512000"), ActivityId.Structure, Money.Euros(10)).Build());
        var person = await w.Db.People.SingleAsync(p => p.Id == 1);
        person.LastName = mark;
        var customer = await EnterCustomer.EnterAsync(w, new Customer
        {
            ActivityId = activity, Name = mark, Street = mark, PostalCode = "69002", City = mark, IsCompany = true,
        });
        var content = new SaleContent([TestCoop.Service(activity, 1200) with { Description = mark }], Rate.Zero, mark);
        var day = new DateOnly(2026, 11, 2);
        await KeepDraft.CopyAsync(w, activity, customer.Id, content);
        await SendQuote.StartAsync(w, new Quote
        {
            ActivityId = activity, CustomerId = customer.Id, Date = day, ValidUntil = day.AddDays(30), Subject = mark,
            Content = content,
        });
        await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.Invoice, activity, customer, content,
            day), await SellerData.ReadAsync(w.Db, activity, TestCoop.Law, day));
        await TakeReceivedInvoice.TakeAsync(w, ReceivedFile.Read("facture.xml", new SupplierFile
        {
            Number = mark, Seller = mark, Reference = "jeanne",
        }.Bytes), InvoiceOrigin.Page, new("Essai"));
    });

    private static async Task AssertSameIdsAsync(Store one, Store two)
    {
        foreach (var table in new[]
            { "person", "activity", "customer", "quote", "sale_draft", "invoice", "received_invoice" })
        {
            await using var here = one.Read();
            await using var there = two.Read();
            Assert.Equal(Convert.ToInt64(await here.ScalarAsync($"SELECT max(id) FROM {table}")),
                Convert.ToInt64(await there.ScalarAsync($"SELECT max(id) FROM {table}")));
        }
    }

    /// <summary>Every route that the program has, its places filled with what exists in both co-ops.</summary>
    private static IEnumerable<string> Addresses(Site site) => site.Services.GetRequiredService<EndpointDataSource>()
        .Endpoints.OfType<RouteEndpoint>().Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct()
        .Where(a => a is not ("/deconnexion" or "/connexion"))
        .Select(a => Place().Replace(a, m => m.Groups[1].Value switch
        {
            "code" => "jeanne", "mois" => "2026-11", "annee" or "year" => "2026", _ => "1",
        }))
        .SelectMany(a => Queries.Select(q => a + q)).Concat(["/journaux/ecriture/2026000000001"]);

    [GeneratedRegex(@"\{\*{0,2}([a-z]+)[^}]*\}", RegexOptions.IgnoreCase)]
    private static partial Regex Place();
}
