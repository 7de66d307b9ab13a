using Essaim.App.Data.Activities;
using Essaim.App.Data.Purchases;
using Essaim.App.Platforms;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Mail;
using Essaim.App.Tests.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Essaim.App.Tests.Platforms;

/// <summary>The approved platform by network: what it delivers once is taken once, however it fails.</summary>
public sealed class FlowPlatformTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_platform_has_is_taken_once_through_faults_pages_and_disorder(string engine)
    {
        await using var office = await OpenAsync(engine);
        await using var server = await FlowServer.StartAsync();
        using var rounds = await BeginAsync(office, server);
        server.PageSize = 2;
        for (var n = 1; n <= 5; n++)
            server.Put(new SupplierFile { Number = "F-" + n }.Bytes, Noon.AddMinutes(-n));
        server.Put("<rien/>"u8.ToArray(), Noon, name: "rien.xml");
        // The same invoice a second time, under another number of the platform.
        server.Put(new SupplierFile { Number = "F-1" }.Bytes, Noon);
        foreach (var fault in new[] { "503", "nonsense", "cut", "429" })
            server.Faults.Enqueue(fault);
        server.FileFaults.Enqueue("500");
        server.FileFaults.Enqueue("cut");

        await RoundsAsync(office, rounds, 10);

        await using var db = office.Store.Read();
        var taken = await db.ReceivedInvoices.OrderBy(r => r.Number).ToListAsync();
        Assert.Equal(["F-1", "F-2", "F-3", "F-4", "F-5"], taken.Select(r => r.Number));
        Assert.All(taken, r => Assert.Equal(InvoiceOrigin.Platform, r.Origin));
        Assert.Equal("rien.xml", (await db.UnreadDeliveries.SingleAsync()).Name);
        // Seven files, and the two that failed asked again.
        Assert.Equal(9, server.Asked.Count(a => a.StartsWith("GET /v1/flows/")));
        Assert.Equal("", (await PlatformState.ReadAsync(db)).Failure);

        // Late, and older than what was read last: within the hour that is read twice.
        server.Put(new SupplierFile { Number = "F-6" }.Bytes, Noon.AddMinutes(-30));
        await RoundsAsync(office, rounds, 2);
        Assert.Equal(6, await db.ReceivedInvoices.CountAsync());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_status_is_handed_over_once_even_when_its_answer_is_lost_and_the_token_ends(string engine)
    {
        await using var office = await OpenAsync(engine);
        await using var server = await FlowServer.StartAsync();
        using var rounds = await BeginAsync(office, server);
        server.Put(new SupplierFile().Bytes, Noon);
        await RoundsAsync(office, rounds, 1);
        await SetAsync(office, ReceivedInvoiceStatus.TakenOn);
        server.Revoke();
        await rounds.RoundAsync(default);
        var first = Assert.Single(server.Flows, f => f.Direction == "Out");
        Assert.Equal(204, LifeCycleXml.Read(first.Content)!.Status);

        await SetAsync(office, ReceivedInvoiceStatus.Disputed);
        server.Faults.Enqueue("lost");
        await rounds.RoundAsync(default);
        await using (var db = office.Store.Read())
            Assert.Equal(TellingState.Waiting, (await LastAsync(db)).State);
        office.Time.Advance(TimeSpan.FromMinutes(11));
        await RoundsAsync(office, rounds, 2);

        Assert.Equal([204, 207], server.Flows.Where(f => f.Direction == "Out").Select(
            f => LifeCycleXml.Read(f.Content)!.Status));
        await using var after = office.Store.Read();
        Assert.Equal(TellingState.Sent, (await LastAsync(after)).State);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_message_that_the_platform_refuses_afterwards_is_told_with_its_reason(string engine)
    {
        await using var office = await OpenAsync(engine);
        await using var server = await FlowServer.StartAsync();
        using var rounds = await BeginAsync(office, server);
        server.Put(new SupplierFile().Bytes, Noon);
        await RoundsAsync(office, rounds, 1);
        await SetAsync(office, ReceivedInvoiceStatus.TakenOn);
        await rounds.RoundAsync(default);
        server.Flows.Single(f => f.Direction == "Out").Ack = "Error";

        await RoundsAsync(office, rounds, 2);

        await using var db = office.Store.Read();
        var refused = Assert.Single(await PlatformFlow.LastAsync(db, 10, FlowOutcome.Refused));
        Assert.Equal("InvoiceLCInvalidStatus : statut inattendu", refused.Words);
        Assert.Equal("F-77 : 204 Prise en charge", refused.Name);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_seller_says_of_an_invoice_comes_to_its_life_once(string engine)
    {
        await using var office = await OpenAsync(engine);
        await using var server = await FlowServer.StartAsync();
        using var rounds = await BeginAsync(office, server);
        server.Put(new SupplierFile().Bytes, Noon);
        server.Put(Heard(ReceivedInvoiceStatus.Cashed, "F-77", "a"), Noon.AddMinutes(1), "SupplierInvoiceLC");
        server.Put(Heard(ReceivedInvoiceStatus.Cashed, "F-77", "a"), Noon.AddMinutes(2), "SupplierInvoiceLC");
        server.Put(Heard(ReceivedInvoiceStatus.Received, "F-77", "b"), Noon.AddMinutes(3), "SupplierInvoiceLC");
        server.Put(Heard(ReceivedInvoiceStatus.Cashed, "F-78", "c"), Noon.AddMinutes(4), "SupplierInvoiceLC", "c.xml");

        await RoundsAsync(office, rounds, 2);

        await using var db = office.Store.Read();
        Assert.Equal([203, 212], (await db.ReceivedStatuses.OrderBy(s => s.Id).ToListAsync()).Select(
            s => s.Status.Code));
        Assert.Equal(ReceivedInvoiceStatus.Cashed, (await db.ReceivedInvoices.SingleAsync()).Status);
        Assert.Equal("Ce message parle de la facture F-78, qui n’est pas dans les factures reçues.",
            (await db.UnreadDeliveries.SingleAsync()).Sentence);
    }

    [Fact]
    public async Task A_platform_that_does_not_know_us_is_left_alone_and_the_page_can_say_why()
    {
        await using var office = await OpenAsync("sqlite");
        await using var server = await FlowServer.StartAsync();
        using var rounds = await BeginAsync(office, server, secret: "un autre");
        await rounds.RoundAsync(default);
        await rounds.RoundAsync(default);
        await using var db = office.Store.Read();
        Assert.Equal("La plateforme ne reconnaît pas l’identifiant et le secret.",
            (await PlatformState.ReadAsync(db)).Failure);
        Assert.Equal(["POST /jetons"], server.Asked);
    }

    [Theory]
    [InlineData("http://plateforme.example")]
    [InlineData("https://moi:secret@plateforme.example")]
    [InlineData("plateforme")]
    public async Task An_address_that_is_not_safe_is_refused(string address)
    {
        await using var office = await OpenAsync("sqlite");
        await Assert.ThrowsAsync<BrokenRuleException>(() => KeepAsync(office, address, FlowServer.Secret));
        await using var db = office.Store.Read();
        Assert.False(await db.PlatformLinks.AnyAsync());
    }

    private static byte[] Heard(ReceivedInvoiceStatus status, string number, string id) => LifeCycleXml.Write(new(id,
        new StatusParty(new Siren("123456782"), "L’Établi", null),
        new StatusParty(new Siren("303265045"), "Imprimerie du Pont", null),
        new StatusInvoice(number, "380", new DateOnly(2026, 11, 2), "2026-11-20T16:10:00.000Z"), status, null, "",
        "2026-11-22T12:00:00.000Z"));

    private static async Task<PostOffice> OpenAsync(string engine)
    {
        var office = await PostOffice.OpenAsync(engine);
        // Not the supplier of these tests: what is said of its invoices is not said of ours.
        var coop = TestCoop.SomeCoop();
        coop.Siren = new Siren("123456782");
        await CoopSetup.CreateAsync(office.Store, coop, new DateOnly(2026, 1, 1));
        return office;
    }

    private static Task KeepAsync(PostOffice office, string address, string secret) => office.Store.WriteAsync(w =>
        KeepPlatformLink.KeepAsync(w, office.Installation.Keys("etabli"), new TypedLink(
            address, FlowServer.Tokens, "etabli", secret, "", new DateOnly(2026, 11, 1))));

    private static async Task<PlatformRounds> BeginAsync(
        PostOffice office, FlowServer server, string secret = FlowServer.Secret)
    {
        await KeepAsync(office, FlowServer.Address, secret);
        var network = new FlowPlatform(office.Installation, server.Client());
        return new PlatformRounds(office.Installation, new ChosenPlatform(office.Installation, network),
            KeptSamples.NoScan, NullLogger<PlatformRounds>.Instance);
    }

    private static async Task RoundsAsync(PostOffice office, PlatformRounds rounds, int count)
    {
        for (var n = 0; n < count; n++)
        {
            office.Time.Advance(TimeSpan.FromMinutes(11));
            await rounds.RoundAsync(default);
        }
    }

    private static Task SetAsync(PostOffice office, ReceivedInvoiceStatus status) =>
        office.Store.WriteAsync(w => SetReceivedStatus.SetAsync(w, 1, status,
            status.Reasons.FirstOrDefault(r => r.Code == "QTE_ERR"), "", "Claire"));

    private static Task<ReceivedStatusRow> LastAsync(Data.CoopDb db) =>
        db.ReceivedStatuses.AsNoTracking().OrderByDescending(s => s.Id).FirstAsync();
}
