using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.App.Platforms;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Mail;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Essaim.App.Tests.Platforms;

/// <summary>A co-op that sends from today, two customers, and its platform on loopback, which fails as a test says.
/// </summary>
internal sealed class SendingOffice : IAsyncDisposable
{
    public const string BuyerSiren = "732829320";
    public static readonly DateOnly Today = new(2026, 11, 23);

    private readonly PostOffice _office;

    private SendingOffice(PostOffice office, FlowServer server) => (_office, Server) = (office, server);

    public FlowServer Server { get; }
    public Store Store => _office.Store;
    public PostOffice Office => _office;
    public ActivityId Activity { get; private set; }
    public Customer Company { get; private set; } = null!;
    public Customer Person { get; private set; } = null!;
    public SendingRounds Rounds { get; private set; } = null!;
    public PlatformRounds Mail { get; private set; } = null!;

    public static async Task<SendingOffice> OpenAsync(string engine, bool sends = true)
    {
        var post = await PostOffice.OpenAsync(engine);
        var office = new SendingOffice(post, await FlowServer.StartAsync());
        await CoopSetup.CreateAsync(post.Store, TestCoop.SomeCoop(), new DateOnly(2026, 1, 1));
        await post.Store.WriteAsync(async w =>
        {
            await Data.Activities.Rules.AddAsync(w, ContributionRule.Simple("Contribution de 10 %", Rate.Percent(10),
                ContributionBase.Invoiced, "AG du 12 mai 2024, résolution 4", new DateOnly(2025, 1, 1)));
            office.Activity = await OpenActivity.OpenAsync(w, new Activity
            {
                Code = "jeanne", TradeName = "Couture Jeanne", Trade = "Couture", OpenedOn = new DateOnly(2026, 1, 1),
            });
            office.Company = await EnterCustomer.EnterAsync(w, office.Customer("Théâtre", true));
            office.Person = await EnterCustomer.EnterAsync(w, office.Customer("Mme Roux", false));
            if (sends)
                (await w.Db.Cooperatives.SingleAsync()).SendFrom = Today;
            await KeepPlatformLink.KeepAsync(w, post.Installation.Keys("etabli"), new TypedLink(FlowServer.Address,
                FlowServer.Tokens, "etabli", FlowServer.Secret, "", new DateOnly(2026, 11, 1)));
        });
        office.Restart();
        return office;
    }

    /// <summary>As after a crash: nothing is known but what the rows say.</summary>
    public void Restart(IApprovedPlatform? through = null)
    {
        var installation = _office.Installation;
        var platform = through ?? new ChosenPlatform(installation, new FlowPlatform(installation, Server.Client()));
        Rounds?.Dispose();
        Mail?.Dispose();
        Rounds = new SendingRounds(installation, platform, NullLogger<SendingRounds>.Instance);
        Mail = new PlatformRounds(installation, platform, KeptSamples.NoScan, NullLogger<PlatformRounds>.Instance);
    }

    public SaleLine Line(decimal price, int percent = 20, SupplyKind kind = SupplyKind.Services) => new(Activity,
        "Costumes", new Quantity(1), "unité", new UnitPrice(price), Rate.Zero,
        new VatTreatment(percent.ToString(), percent + " %", Rate.Percent(percent), "S", null, null), kind);

    public Task<Invoice> IssueAsync(Customer customer, params SaleLine[] lines) =>
        IssueAsync(new IssueInvoice.Order(SaleDocumentKind.Invoice, Activity, customer,
            new SaleContent(lines, Rate.Zero, ""), Today));

    public Task<Invoice> IssueAsync(IssueInvoice.Order order) => Store.WriteAsync(async w =>
        await IssueInvoice.IssueAsync(w, order,
            await SellerData.ReadAsync(w.Db, Activity, TestCoop.Law, order.Date)));

    public async Task RoundsAsync(int count, TimeSpan? apart = null)
    {
        for (var n = 0; n < count; n++)
        {
            _office.Time.Advance(apart ?? TimeSpan.FromMinutes(11));
            Server.Now = _office.Time.GetUtcNow();
            await Mail.RoundAsync(default);
            await Rounds.RoundAsync(default);
        }
    }

    private Customer Customer(string name, bool company) => new()
    {
        ActivityId = Activity, Name = name, Street = "1 place du Marché", PostalCode = "69002", City = "Lyon",
        IsCompany = company, Siren = company ? new Siren(BuyerSiren) : null,
    };

    public async ValueTask DisposeAsync()
    {
        Rounds.Dispose();
        Mail.Dispose();
        await Server.DisposeAsync();
        await _office.DisposeAsync();
    }
}
