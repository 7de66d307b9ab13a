using System.Net;
using Essaim.App.Api;
using Essaim.App.Identity;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;

namespace Essaim.App.Tests.Api;

public sealed class ApiTests
{
    private static readonly string[] ForSelling =
        [nameof(Capability.SeeOwnActivity), nameof(Capability.SellForActivity)];

    private static object Draft(string activity, long customer, decimal price = 1200m) => new
    {
        activity, customerId = customer,
        lines = new[] { new { description = "Costumes", quantity = 1, unit = "forfait", price } },
    };

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_program_keeps_a_customer_invoices_them_and_notes_their_payment(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        using var shop = await ApiClient.OfAsync(await selling.SignInAsync(), ForSelling);

        var customer = await shop.PostAsync("customers", new
        {
            activity = "jeanne", name = "Opéra", isCompany = true, street = "1 place", postalCode = "69001",
            city = "Lyon", email = "opera@exemple.fr",
        });
        Assert.Equal(HttpStatusCode.Created, customer.Status);
        var draft = await shop.PostAsync("drafts", Draft("jeanne", customer.Id));
        Assert.Equal(1440m, draft.Json.GetProperty("total").GetDecimal());
        Assert.Contains("demande maintenant", (await shop.PostAsync($"drafts/{draft.Id}/issue", new { total = 1 }))
            .Sentence);
        var invoice = await shop.PostAsync($"drafts/{draft.Id}/issue", new { total = 1440.00m });
        Assert.Equal("F2026-0001", invoice.Json.GetProperty("number").GetString());
        var receipt = await shop.PostAsync($"invoices/{invoice.Id}/receipts",
            new { date = "2026-11-23", amount = 440 });
        Assert.Equal(HttpStatusCode.Created, receipt.Status);

        Assert.Equal(1000m, (await shop.GetAsync($"invoices/{invoice.Id}")).Json.GetProperty("open").GetDecimal());
        var all = (await shop.GetAsync("invoices?activity=jeanne")).Json;
        Assert.Equal((1, 1000m), (all.GetArrayLength(), all[0].GetProperty("open").GetDecimal()));
        Assert.Equal(2, (await shop.GetAsync("customers?activity=jeanne")).Json.GetArrayLength());
        var account = (await shop.GetAsync("activities/jeanne/account")).Json;
        Assert.Equal(1200m, account.GetProperty("turnover").GetDecimal());
        Assert.Contains("F2026-0001", (await (await selling.SignInAsync()).OpenAsync("/ventes")).Text);
        var quote = await shop.PostAsync("quotes", new
        {
            activity = "jeanne", customerId = customer.Id, subject = "Costumes",
            lines = new[] { new { description = "Costumes", quantity = 2, unit = "jour", price = 300.5m } },
        });
        Assert.Equal(601m, quote.Json.GetProperty("net").GetDecimal());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_program_books_a_purchase_and_an_entry_and_reads_the_balance(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        using var tool = await ApiClient.OfAsync(await desk.Site.SignInAsync("accountant"),
            nameof(Capability.KeepBooks), nameof(Capability.SeeAllActivities), nameof(Capability.SeeCover));
        var purchase = await tool.PostAsync("purchases", new
        {
            number = "A-17", date = "2026-11-02", supplierName = "Mercerie",
            lines = new[] { new { account = "604000", activity = "jeanne", description = "Fil", net = 10, vat = 2 } },
        });
        Assert.Equal(HttpStatusCode.Created, purchase.Status);
        object[] lines =
        [
            new { account = "625100", activity = "jeanne", debit = 12.34m },
            new { account = "512000", activity = "structure", credit = 12.34m },
        ];
        var entry = await tool.PostAsync("entries", new { date = "2026-11-03", label = "Train", lines });
        Assert.Equal(HttpStatusCode.Created, entry.Status);

        var entries = (await tool.GetAsync("entries?from=2026-11-01")).Json;
        Assert.Equal(2, entries.GetArrayLength());
        Assert.Equal(1, (await tool.GetAsync($"entries?after={entries[0].GetProperty("id")}")).Json.GetArrayLength());
        var balance = (await tool.GetAsync("balance?from=2026-01-01&to=2026-12-31")).Json.EnumerateArray()
            .ToDictionary(r => r.GetProperty("account").GetString()!, r => r.GetProperty("balance").GetDecimal());
        Assert.Equal((12.34m, 10m, 0m), (balance["625100"], balance["604000"], balance.Values.Sum()));
        Assert.Equal(HttpStatusCode.OK, (await tool.GetAsync("cover")).Status);
        Assert.Contains("n’est pas équilibrée", (await tool.PostAsync("entries", new
        {
            date = "2026-11-03", label = "Train", lines = lines.Take(1),
        })).Sentence);
        Assert.Contains("deux décimales", (await tool.PostAsync("entries", new
        {
            date = "2026-11-03", label = "x",
            lines = new[] { new { account = "625100", activity = "a", debit = 0.001 } },
        })).Sentence);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_same_key_does_it_once_and_another_content_under_it_is_refused(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        using var shop = await ApiClient.OfAsync(await selling.SignInAsync(), ForSelling);
        var first = await shop.PostAsync("drafts", Draft("jeanne", selling.Customer), "cle-1");
        var again = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            shop.PostAsync("drafts", Draft("jeanne", selling.Customer), "cle-1")));
        Assert.All(again, a => Assert.Equal((first.Status, first.Text, true), (a.Status, a.Text, a.Replayed)));
        Assert.False(first.Replayed);
        var other = await shop.PostAsync("drafts", Draft("jeanne", selling.Customer, 7), "cle-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("a déjà servi", other.Sentence);

        var issued = await shop.PostAsync($"drafts/{first.Id}/issue", new { total = 1440 }, "cle-2");
        Assert.Equal(issued.Text,
            (await shop.PostAsync($"drafts/{first.Id}/issue", new { total = 1440 }, "cle-2")).Text);
        Assert.Equal(HttpStatusCode.NotFound,
            (await shop.PostAsync($"drafts/{first.Id}/issue", new { total = 1440 })).Status);
        selling.Site.Time.Advance(TimeSpan.FromDays(31));
        Assert.True((await shop.PostAsync($"drafts/{first.Id}/issue", new { total = 1440 }, "cle-2")).Replayed);
        await using var db = selling.Store.Read();
        Assert.Equal(1L, Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM invoice")));
        var bare = await shop.SendAsync(new HttpRequestMessage(HttpMethod.Post, "drafts")
        {
            Content = System.Net.Http.Json.JsonContent.Create(Draft("jeanne", selling.Customer)),
        });
        Assert.Equal((HttpStatusCode.BadRequest, true), (bare.Status, bare.Sentence.Contains("Idempotency-Key")));
    }

    [Fact]
    public async Task A_token_permits_what_was_ticked_and_never_the_work_of_others()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var alis = await selling.InvoiceAsync(selling.Ali, selling.AlisCustomer);
        using var reader = await ApiClient.OfAsync(jeanne, nameof(Capability.SeeOwnActivity));
        using var seller = await ApiClient.OfAsync(jeanne, ForSelling);

        Assert.Equal(HttpStatusCode.Forbidden,
            (await reader.PostAsync("drafts", Draft("jeanne", selling.Customer))).Status);
        Assert.Equal("jeanne", Assert.Single((await reader.GetAsync("activities")).Json.EnumerateArray())
            .GetProperty("code").GetString());
        foreach (var path in new[] { "balance?from=2026-01-01&to=2026-12-31", "entries", "cover" })
            Assert.Contains("ne permet pas", (await seller.GetAsync(path)).Sentence);
        foreach (var path in new[] { "invoices?activity=ali", "customers?activity=ali", "activities/ali/account",
            $"invoices/{alis.Id}", "invoices/999" })
            Assert.Equal(HttpStatusCode.NotFound, (await seller.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await seller.PostAsync("drafts", Draft("ali", selling.AlisCustomer))).Status);
        Assert.Contains("n’est pas un client",
            (await seller.PostAsync("drafts", Draft("jeanne", selling.AlisCustomer))).Sentence);
        Assert.Equal(HttpStatusCode.NotFound, (await seller.PostAsync($"invoices/{alis.Id}/receipts",
            new { date = "2026-11-23", amount = 1 })).Status);
        var draft = await selling.DraftAsync(selling.Ali, selling.AlisCustomer);
        Assert.Equal(HttpStatusCode.NotFound,
            (await seller.PostAsync($"drafts/{draft}/issue", new { total = 1440 })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await jeanne.PressAsync("/profil/jetons",
            "/profil/jetons?handler=Make", ("Name", "x"), ("EndsOn", "23/01/2027"), ("Allowed", "KeepBooks"))).Status);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_token_ends_with_its_day_and_its_revocation(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        using var shop = await ApiClient.OfAsync(jeanne, ForSelling);
        Assert.Equal(HttpStatusCode.OK, (await shop.GetAsync("activities")).Status);
        await using (var db = selling.Store.Read())
            Assert.NotNull(Assert.Single(await ApiToken.OfAsync(db, await UserAsync(selling, "jeanne"))).LastUsedAt);
        await jeanne.PressAsync("/profil/jetons", "/profil/jetons?handler=Revoke", ("TokenId", "1"));
        var refused = await shop.GetAsync("activities");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Contains("pas valable", refused.Sentence);

        using var second = await ApiClient.OfAsync(jeanne, ForSelling);
        selling.Site.Time.Advance(TimeSpan.FromDays(61));
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("activities")).Status);
        selling.Site.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("activities")).Status);

    }

    [Fact]
    public async Task Who_loses_the_role_takes_the_token_along()
    {
        await using var selling = await SellingSite.StartAsync();
        using var alis = await ApiClient.OfAsync(await selling.SignInAsync("ali"), ForSelling);
        Assert.Equal(HttpStatusCode.OK, (await alis.GetAsync("activities")).Status);
        selling.Site.Catalogue.Revoke(await UserAsync(selling, "ali"), "atelier", Role.Entrepreneur);
        Assert.Equal(HttpStatusCode.Unauthorized, (await alis.GetAsync("activities")).Status);
    }

    [Fact]
    public async Task What_is_no_token_and_what_cannot_be_read_is_told_as_a_problem()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var zeros = new string('0', 64);
        foreach (var text in new[] { null, "x", "essaim_atelier_" + zeros, "essaim_../x_" + zeros })
        {
            using var stranger = new ApiClient(jeanne.Address, text);
            Assert.Contains("pas valable", (await stranger.GetAsync("activities")).Sentence);
            Assert.Contains("pas valable", (await stranger.GetAsync("rien")).Sentence);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await jeanne.OpenAsync("/api/v1/activities")).Status);
        using var shop = await ApiClient.OfAsync(jeanne, ForSelling);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetAsync("rien")).Status);
        Assert.Contains("JSON", (await shop.PostAsync("drafts", "{ pas du json")).Sentence);
        Assert.Contains("JSON", (await shop.PostAsync("drafts", new { activity = "jeanne", inconnu = 1 })).Sentence);
        Assert.Contains("JSON", (await shop.PostAsync("drafts", new { activity = (string?)null, customerId = 1,
            lines = Array.Empty<object>() })).Sentence);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.GetAsync("activities/jeanne/account?to=demain")).Status);
        Assert.Contains("1 à 500", (await shop.GetAsync("invoices?activity=jeanne&limit=501")).Sentence);
    }

    [Fact]
    public async Task A_token_that_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        using var busy = await ApiClient.OfAsync(jeanne, ForSelling);
        using var calm = await ApiClient.OfAsync(jeanne, ForSelling);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i <= ApiLimits.PerMinute; i++)
            statuses.Add((await busy.GetAsync("rien")).Status);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.OK, (await calm.GetAsync("activities")).Status);
    }

    private static Task<long> UserAsync(SellingSite selling, string login) =>
        Task.FromResult(selling.Site.Catalogue.UsersOf("atelier").Single(u => u.Login == login).Id);
}
