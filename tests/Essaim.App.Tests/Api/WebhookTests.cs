using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Essaim.App.Api;
using Essaim.App.Data;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sealing;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Essaim.App.Tests.Api;

public sealed class WebhookTests
{
    private const string Page = "/reglages/webhooks";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_happens_is_told_signed_and_told_again_until_it_is_taken(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var listener = new Listener { Status = HttpStatusCode.InternalServerError };
        var (_, secret) = await selling.Store.WriteAsync(w =>
            Webhook.MakeAsync(w, Keys(selling), "https://boutique.example/avis",
                [Webhook.InvoiceIssued, Webhook.ReceiptRecorded], "Michel"));
        var invoice = await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        await selling.Store.WriteAsync(w => RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(1), SellingSite.Today,
            "virement"));
        await Assert.ThrowsAsync<BrokenRuleException>(() => selling.Store.WriteAsync(async w =>
        {
            await Webhook.TellAsync(w, Webhook.InvoiceIssued, new { });
            throw new BrokenRuleException("Non.");
        }));
        using var courier = Courier(selling, listener);

        await courier.RoundAsync(default);
        await courier.RoundAsync(default);
        Assert.Equal(2, listener.All.Count);
        listener.Status = HttpStatusCode.NoContent;
        // Not past the ten seconds after which the server's own courier would look.
        selling.Site.Time.Advance(TimeSpan.FromSeconds(6));
        await courier.RoundAsync(default);
        await courier.RoundAsync(default);

        Assert.Equal(4, listener.All.Count);
        Assert.Equal(2, listener.All.Select(h => h.Id).Distinct().Count());
        var now = selling.Site.Time.GetUtcNow();
        Assert.All(listener.All.Skip(2), h => Assert.True(Verifies(secret, h, now)));
        var told = JsonDocument.Parse(listener.All[2].Body).RootElement;
        Assert.Equal("invoice.issued", told.GetProperty("type").GetString());
        Assert.Equal(invoice.Number, told.GetProperty("data").GetProperty("number").GetString());
        Assert.Equal(1440m, told.GetProperty("data").GetProperty("total").GetDecimal());

        var heard = listener.All[3];
        Assert.False(Verifies(secret, heard with { Body = heard.Body + " " }, now));
        Assert.False(Verifies(secret, heard with { Id = "msg_autre" }, now));
        Assert.False(Verifies("whsec_" + Convert.ToBase64String(new byte[32]), heard, now));
        Assert.False(Verifies(secret, heard, now.AddMinutes(6)));
        Assert.False(Verifies(secret, heard with { Timestamp = (long.Parse(heard.Timestamp) + 60).ToString() }, now));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_secret_is_sealed_also_the_one_of_an_older_version_and_still_signs(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var made = await selling.Store.WriteAsync(w => Webhook.MakeAsync(
            w, Keys(selling), "https://neuf.example/", [Webhook.MonthClosed], "Michel"));
        var old = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await selling.Store.WriteAsync(async w =>
        {
            await w.Connection.ExecuteAsync("INSERT INTO webhook (url, secret, events, made_by, made_at) "
                + "VALUES ('https://ancien.example/', @p0, 'month.closed', 'Michel', @p1)", w.Transaction, old, w.Now);
            await Webhook.TellAsync(w, Webhook.MonthClosed, new { });
        });
        // Opened anew, as after an upgrade.
        await using var upgraded = Installation.Open(
            selling.Site.Services.GetRequiredService<Installation>().DataFolder, selling.Site.Time);
        await upgraded.StoreAsync("atelier");

        Assert.DoesNotContain(await Backups.BackedUpCoop.RowsAsync(selling.Store.Engine),
            r => r.Contains("whsec_", StringComparison.Ordinal));
        var listener = new Listener { Status = HttpStatusCode.NoContent };
        using var courier = Courier(selling, listener);
        await courier.RoundAsync(default);
        var now = selling.Site.Time.GetUtcNow();
        Assert.Single(listener.All, h => Verifies(made.Secret, h, now));
        Assert.Single(listener.All, h => Verifies(old, h, now));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_manager_adds_an_address_sees_its_secret_once_and_tries_it(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var manager = await desk.Site.SignInAsync("manager");
        foreach (var bad in new[] { "http://x.example/", "ftp://x.example", "x", "https://nom:mot@x.example/" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.PressAsync(Page,
                Page + "?handler=Make", ("Address", bad), ("Events", Webhook.MonthClosed))).Status);
        var made = await manager.PressAsync(Page, Page + "?handler=Make",
            ("Address", "https://127.0.0.1/"), ("Events", Webhook.MonthClosed));
        Assert.Matches("whsec_[A-Za-z0-9+/=]{44}", made.Text);
        Assert.DoesNotMatch("whsec_", (await manager.OpenAsync(Page)).Text);
        await manager.PressAsync(Page, Page + "?handler=Try", ("WebhookId", "1"));
        using var courier = new WebhookCourier(desk.Site.Services.GetRequiredService<Installation>(),
            PublicHttp.Make(), NullLogger<WebhookCourier>.Instance);
        await courier.RoundAsync(default);
        Assert.Contains("réseau privé", (await manager.OpenAsync(Page)).Text);
        await manager.PressAsync(Page, Page + "?handler=Close", ("WebhookId", "1"));
        Assert.DoesNotContain("Essayer", (await manager.OpenAsync(Page)).Text);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("1.1.1.1", true)]
    [InlineData("2a00:1450:4007::1", true)]
    public void Only_the_open_internet_is_reached(string address, bool open) =>
        Assert.Equal(open, PublicHttp.IsPublic(IPAddress.Parse(address)));

    private static SealingKeys Keys(SellingSite selling) =>
        selling.Site.Services.GetRequiredService<Installation>().Keys("atelier");

    private static WebhookCourier Courier(SellingSite selling, Listener listener) => new(
        selling.Site.Services.GetRequiredService<Installation>(), new HttpMessageInvoker(listener),
        NullLogger<WebhookCourier>.Instance);

    /// <summary>What the other side does, from the words of the specification and not from our code.</summary>
    private static bool Verifies(string secret, Heard heard, DateTimeOffset now)
    {
        var age = now - DateTimeOffset.FromUnixTimeSeconds(long.Parse(heard.Timestamp));
        if (age.Duration() > TimeSpan.FromMinutes(5))
            return false;
        var key = Convert.FromBase64String(Regex.Match(secret, "^whsec_(.+)$").Groups[1].Value);
        using var hmac = new HMACSHA256(key);
        var expected = hmac.ComputeHash(Encoding.UTF8.GetBytes(heard.Id + "." + heard.Timestamp + "." + heard.Body));
        return heard.Signature.Split(' ').Any(s => s.Split(',') is ["v1", var given]
            && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(given), expected));
    }

    private sealed record Heard(string Id, string Timestamp, string Signature, string Body);

    private sealed class Listener : HttpMessageHandler
    {
        public List<Heard> All { get; } = [];
        public HttpStatusCode Status { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
            CancellationToken cancel)
        {
            string Header(string name) => request.Headers.GetValues(name).Single();
            All.Add(new Heard(Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"),
                await request.Content!.ReadAsStringAsync(cancel)));
            return new HttpResponseMessage(Status) { RequestMessage = request };
        }
    }
}
