using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Tests;

/// <summary>
/// A co-op of its own for one test, on SQLite or PostgreSQL: years 2025 and 2026 open, a contribution of 10 % on what
/// is invoiced, and activities made on demand.
/// </summary>
public sealed class TestCoop : IAsyncDisposable
{
    public static readonly TheoryData<string> Engines = ["sqlite", "postgres"];

    public Store Store { get; }
    public string Folder { get; }

    private TestCoop(Store store, string folder) => (Store, Folder) = (store, folder);

    public static async Task<TestCoop> NewAsync(string engine, TimeProvider? time = null)
    {
        Environment.SetEnvironmentVariable(Engine.LossySwitch, "1");
        var folder = Directory.CreateTempSubdirectory("essaim-test").FullName;
        var store = new Store(engine == "sqlite"
            ? new SqliteEngine(TestFile.NewMigrated(Path.Combine(folder, "coop.db")))
            : new PostgresEngine(TestPostgres.NewMigrated()), time ?? TimeProvider.System);
        await CoopSetup.CreateAsync(store, SomeCoop(), new DateOnly(2026, 1, 1));
        await store.WriteAsync(async w =>
        {
            await OpenFiscalYear.OpenAsync(w, FiscalYear.Calendar(2025));
            await Rules.AddAsync(w, ContributionRule.Simple("Contribution de 10 %", Rate.Percent(10),
                ContributionBase.Invoiced, "AG du 12 mai 2024, résolution 4", new DateOnly(2025, 1, 1)));
        });
        return new TestCoop(store, folder);
    }

    public static readonly Domain.Law.LawBook Law = Domain.Law.LawBook.Load(Path.Combine(Repository.Root, "law"));

    public static Cooperative SomeCoop() => new()
    {
        Name = "L’Établi", Siren = new Siren("303265045"), LegalForm = "Scop SA à capital variable",
        Capital = Money.Euros(50_000),
        Street = "12 rue des Tisserands", PostalCode = "69001", City = "Lyon", Registry = "RCS Lyon 303 265 045",
        Email = "contact@etabli.example", Phone = "04 78 00 00 00", Headcount = 40,
        WorkAccidentRate = Rate.Percent(2.08m), FourEyes = false,
    };

    public Task<ActivityId> ActivityAsync(string code) => Store.WriteAsync(w => OpenActivity.OpenAsync(w, new Activity
    {
        Code = code, TradeName = "Enseigne " + code, Trade = "Couture", OpenedOn = new DateOnly(2025, 1, 1),
    }));

    public Task<Customer> CustomerAsync(ActivityId activity, string name = "Théâtre des Tisserands") =>
        Store.WriteAsync(async w =>
    {
        var customer = new Customer
        {
            ActivityId = activity, Name = name, Street = "1 place du Marché", PostalCode = "69002", City = "Lyon",
            IsCompany = true,
        };
        w.Db.Customers.Add(customer);
        await w.SaveAsync();
        await w.Ledger.KnowAsync(ThirdParty.Customer(customer.Id), customer.Name);
        return customer;
    });

    public static readonly VatTreatment Vat20 = new("20", "20 %", Rate.Percent(20), "S", null, null);

    public static SaleLine Service(ActivityId activity, decimal price, decimal quantity = 1) => new(
        activity, "Costumes", new Quantity(quantity), "unité", new UnitPrice(price), Rate.Zero, Vat20,
            SupplyKind.Services);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (Store.Engine is PostgresEngine postgres)
            TestPostgres.Drop(postgres.OwnerConnectionString);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
