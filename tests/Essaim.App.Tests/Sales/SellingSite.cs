using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Essaim.App.Tests.Sales;

/// <summary>
/// The whole product with one co-op on the engine asked for: Jeanne's activity with one customer, and Ali's with
/// another. The sign-ins are "jeanne" and "ali"; the team's are those of <see cref="Site"/>.
/// </summary>
public sealed class SellingSite : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    private readonly TestCoop? _coop;

    private SellingSite(Site site, TestCoop? coop) => (Site, _coop) = (site, coop);

    public Site Site { get; }
    public Store Store { get; private set; } = null!;

    /// <summary>Where its files are kept.</summary>
    public string Folder => Path.Combine(
        Site.Services.GetRequiredService<Installation>().DataFolder, "files", "atelier");

    public ActivityId Jeanne { get; private set; }
    public ActivityId Ali { get; private set; }
    public long Customer { get; private set; }
    public long AlisCustomer { get; private set; }

    public static async Task<SellingSite> StartAsync(
        string engine = "sqlite", Func<WebServerOptions, WebServerOptions>? change = null)
    {
        var site = await Site.StartAsync(change: change);
        var coop = engine == "postgres" ? await TestCoop.NewAsync(engine) : null;
        var installation = site.Services.GetRequiredService<Installation>();
        if (coop is null)
            TestFile.NewMigrated(Path.Combine(installation.DataFolder, "coops", "atelier.db"));
        var text = coop is null ? "sqlite:coops/atelier.db" : "postgres:" + ((PostgresEngine)coop.Store.Engine)
            .OwnerConnectionString;
        var selling = new SellingSite(site, coop);
        site.Catalogue.Add(new Coop("atelier", "L’Atelier", "303265045", text) { IsDemonstration = true });
        selling.Store = await installation.StoreAsync("atelier");
        if (coop is null)
            await FoundAsync(selling.Store);
        (selling.Jeanne, selling.Customer) = await EnterAsync(site, selling.Store, "jeanne", "Morel");
        (selling.Ali, selling.AlisCustomer) = await EnterAsync(site, selling.Store, "ali", "Benali");
        site.Catalogue.Grant(site.AddUser("claire", "Claire Compte"), "atelier",
            Role.Accountant, null);
        return selling;
    }

    public Task<Browser> SignInAsync(string login = "jeanne") => Site.SignInAsync(login);

    /// <summary>A draft invoice of one service line, made by the verbs that pages use.</summary>
    public Task<long> DraftAsync(ActivityId activity, long customer, decimal price = 1200m) =>
        Store.WriteAsync(async w =>
        (await KeepDraft.CopyAsync(w, activity, customer,
            new SaleContent([TestCoop.Service(activity, price)], Rate.Zero, ""))).Id);

    public Task<Invoice> InvoiceAsync(ActivityId activity, long customer, decimal price = 1200m) =>
        Store.WriteAsync(async w => await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.Invoice,
            activity, (await w.Db.Customers.FindAsync(customer))!,
            new SaleContent([TestCoop.Service(activity, price)], Rate.Zero, ""), Today),
            await SellerData.ReadAsync(w.Db, activity, TestCoop.Law, Today)));

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        if (_coop is not null)
            await _coop.DisposeAsync();
    }

    private static async Task FoundAsync(Store store)
    {
        await CoopSetup.CreateAsync(store, TestCoop.SomeCoop(), new DateOnly(2026, 1, 1));
        await store.WriteAsync(w => Rules.AddAsync(w, ContributionRule.Simple("Contribution de 10 %", Rate.Percent(10),
            ContributionBase.Invoiced, "AG du 12 mai 2024, résolution 4", new DateOnly(2025, 1, 1))));
    }

    private static async Task<(ActivityId, long)> EnterAsync(Site site, Store store, string login, string name)
    {
        var (person, activity, customer) = await store.WriteAsync(async w =>
        {
            var id = await EnterPerson.EnterAsync(w, new Person
            {
                FirstName = login, LastName = name, Email = new EmailAddress($"{login}@exemple.fr"),
            });
            var opened = await OpenActivity.OpenAsync(w, new Activity
            {
                Code = login, TradeName = "Enseigne " + login, Trade = "Couture", PersonId = id,
                OpenedOn = new DateOnly(2026, 1, 1),
            });
            var customer = await EnterCustomer.EnterAsync(w, new Customer
            {
                ActivityId = opened, Name = "Client de " + login, Street = "1 place du Marché", PostalCode = "69002",
                City = "Lyon", IsCompany = true,
            });
            return (id, opened, customer.Id);
        });
        site.Catalogue.Grant(site.AddUser(login, login), "atelier", Role.Entrepreneur,
            person.ToString());
        return (activity, customer);
    }
}
