using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Data.Drafts;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Purchases;
using Essaim.App.Tests.Sales;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Api;

/// <summary>Walks the server's own table of routes: a new address is asked here without being named.</summary>
public sealed class ApiRightsTests
{
    private const long Nothing = 999_999;
    private static readonly Capability[] Own = [Capability.SeeOwnActivity, Capability.SellForActivity];

    /// <summary>Something that can be read, for each address below a record; a new one has its line here.</summary>
    private static readonly Dictionary<string, object> Bodies = new()
    {
        ["customers/{id}"] = new
        {
            name = "Vol", isCompany = true, street = "1 place", postalCode = "69001", city = "Lyon",
        },
        ["quotes/{id}/send"] = new { total = 1440 },
        ["quotes/{id}/answer"] = new { accepted = true },
        ["quotes/{id}/draft"] = new { },
        ["drafts/{id}/issue"] = new { total = 1440 },
        ["invoices/{id}/receipts"] = new { date = "2026-11-23", amount = 1 },
        ["invoices/{id}/credit"] = new { },
        ["invoices/{id}/copy"] = new { },
        ["invoices/{id}/refund"] = new { amount = 1 },
        ["invoices/{id}/write-off"] = new { amount = 1 },
        ["quotes/{id}/copy"] = new { },
        ["quotes/{id}/edition"] = new { },
        ["quotes/{id}/discard"] = new { },
        ["drafts/{id}/discard"] = new { },
        ["expense-claims/{id}/discard"] = new { },
        ["bin/{id}/restore"] = new { },
        ["bank-movements/{id}/point"] = new { },
        ["bank-movements/{id}/suspend"] = new { },
        ["bank-movements/{id}/undo"] = new { },
        ["payment-runs/{id}/cancel"] = new { },
        ["imports/{id}/undo"] = new { },
        ["purchase-orders/{id}/send"] = new { total = 1 },
        ["purchase-orders/{id}/approve"] = new { total = 1 },
        ["purchase-orders/{id}/end"] = new { reason = "Essai" },
        ["received-invoices/{id}/status"] = new { status = 204 },
        ["received-invoices/{id}/book"] = new { lines = Array.Empty<object>() },
        ["received-invoices/{id}/join"] = new { },
        ["invoices/{id}/mail"] = new { },
        ["expense-claims/{id}/lines"] = new
        {
            version = 0, expenses = Array.Empty<object>(), trips = Array.Empty<object>(),
        },
        ["expense-claims/{id}/send"] = new { total = 1 },
        ["expense-claims/{id}/decisions"] = new { lines = Array.Empty<object>() },
        ["expense-claims/{id}/accept"] = new { total = 1 },
        ["expense-claims/{id}/documents"] = FileSamples.Jpeg,
        ["purchases/{id}/documents"] = FileSamples.Jpeg,
        ["entries/{id}/reverse"] = new { reason = "Essai" },
        ["assets/{id}/disposal"] = new { kind = "scrapped", leftOn = "2026-11-03", reason = "Essai" },
        ["imports/{id}/take"] = new { added = 0 },
        ["people/{id}/contracts"] = new { kind = "cape", firstDay = "2026-09-01" },
        ["people/{id}/contracts/{contract}/end"] = new { lastDay = "2026-11-30" },
    };

    [Fact]
    public async Task A_token_without_the_right_is_refused_at_every_address_before_it_is_read()
    {
        await using var selling = await SellingSite.StartAsync();
        var manager = await ApiStory.ManagerAsync(selling);
        var asked = 0;
        foreach (var same in OpenApiTests.Endpoints(selling.Site).GroupBy(e => string.Join(' ', e.Needs)))
        {
            var others = ApiStory.Everything.Except(same.First().Needs.Select(n => n.ToString())).ToArray();
            if (others.Length == 0)
                continue;
            using var program = await ApiClient.OfAsync(manager, others);
            foreach (var (method, route, _) in same)
            {
                var path = Fill(route, 1);
                var answer = method == "GET" ? await program.GetAsync(path)
                    : await program.PostAsync(path, "{ pas du json");
                Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{method} {route}: {answer.Status}");
                Assert.Contains("ne permet pas", answer.Sentence);
                asked++;
            }
        }
        Assert.True(asked > 50);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found_at_every_address()
    {
        await using var selling = await SellingSite.StartAsync();
        using var program = await ApiClient.OfAsync(await ApiStory.ManagerAsync(selling), ApiStory.Everything);
        foreach (var (method, route, _) in OpenApiTests.Endpoints(selling.Site).Where(e => e.Route.Contains('{')))
        {
            var answer = await AskAsync(program, method, route, Nothing);
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{method} {route}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task What_is_somebody_elses_is_as_if_it_did_not_exist()
    {
        await using var selling = await SellingSite.StartAsync();
        var theirs = await OfAliAsync(selling);
        using var program = await ApiClient.OfAsync(await selling.SignInAsync(), [.. Own.Select(c => c.ToString())]);
        foreach (var (method, route, _) in OpenApiTests.Endpoints(selling.Site)
            .Where(e => e.Route.Contains('{') && e.Needs.Intersect(Own).Any()))
        {
            var foreign = await AskAsync(program, method, route, theirs[route.Split('/')[3]]);
            Assert.True(foreign.Status == HttpStatusCode.NotFound, $"{method} {route}: {foreign.Status}");
            if (route.Contains("{id}"))
                Assert.Equal((await AskAsync(program, method, route, Nothing)).Sentence, foreign.Sentence);
        }
        foreach (var list in new[]
            { "customers", "quotes", "invoices", "expense-claims", "engagements", "catalogue-items" })
            Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(list + "?activity=ali")).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await program.PostAsync("expense-claims", new { activity = "ali", month = "2026-11" })).Status);
        Assert.Equal(0, (await program.GetAsync("search?text=Client de ali")).Json.GetArrayLength());
        Assert.Equal(0, (await program.GetAsync("imports")).Json.GetArrayLength());
        Assert.Equal(0, (await program.GetAsync("jobs")).Json.GetArrayLength());
        Assert.Equal(0, (await program.GetAsync("received-invoices")).Json.GetArrayLength());
        await using var db = selling.Store.Read();
        Assert.Equal("Client de ali", await db.Customers.Where(c => c.Id == selling.AlisCustomer).Select(c => c.Name)
            .SingleAsync());
    }

    [Fact]
    public async Task A_token_sees_no_work_that_its_maker_asked_for_and_it_may_not()
    {
        await using var selling = await SellingSite.StartAsync();
        var manager = await ApiStory.ManagerAsync(selling);
        var id = selling.Site.Catalogue.UsersOf("atelier").Single(u => u.Login == "lea").Id;
        var job = await JobAsync(selling, id);
        using var reader = await ApiClient.OfAsync(manager, nameof(Capability.SeeAllActivities));
        using var closer = await ApiClient.OfAsync(manager, nameof(Capability.CloseMonth));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"jobs/{job}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"jobs/{job}/file")).Status);
        Assert.Equal(HttpStatusCode.OK, (await closer.GetAsync($"jobs/{job}")).Status);
    }

    /// <summary>One of each thing that programs of entrepreneurs ask about, and Ali's.</summary>
    private static async Task<Dictionary<string, object>> OfAliAsync(SellingSite selling)
    {
        var invoice = await selling.InvoiceAsync(selling.Ali, selling.AlisCustomer);
        var draft = await selling.DraftAsync(selling.Ali, selling.AlisCustomer);
        var (quote, claim) = await selling.Store.WriteAsync(async w => ((await SendQuote.StartAsync(w, new Quote
        {
            ActivityId = selling.Ali, CustomerId = selling.AlisCustomer, Date = SellingSite.Today, Subject = "Costumes",
            ValidUntil = SellingSite.Today, Content = new SaleContent([TestCoop.Service(selling.Ali, 1200m)], Rate.Zero,
                ""),
        })).Id, (await KeepExpenseClaim.OpenAsync(w, await w.Db.Activities.SingleAsync(a => a.Id == selling.Ali),
            Month.Of(SellingSite.Today), SellingSite.Today)).Id));
        var dropped = await selling.DraftAsync(selling.Ali, selling.AlisCustomer);
        var gone = (await selling.Store.WriteAsync(w => DraftBin.DiscardSaleAsync(w, dropped))).Id;
        using var ali = await ApiClient.OfAsync(await selling.SignInAsync("ali"), [.. Own.Select(c => c.ToString())]);
        var document = await ali.PostAsync($"expense-claims/{claim}/documents?file=recu.jpg", FileSamples.Jpeg);
        var import = await ali.PostAsync("imports?kind=clients&file=x.csv&activity=ali",
            System.Text.Encoding.UTF8.GetBytes(Imports.ImportTable.Customers(1)));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (document.Status, import.Status));
        var received = await selling.Store.WriteAsync(w => TakeReceivedInvoice.TakeAsync(w,
            ReceivedFile.Read("facture.xml", new SupplierFile { Reference = "ali" }.Bytes), InvoiceOrigin.Page,
            new Asker("Essai")));
        var asset = (await selling.Store.WriteAsync(w => EnterAsset.EnterAsync(w, new NewAsset(selling.Ali, "Tour",
            new(new("2154"), Money.Euros(900), Money.Zero, SellingSite.Today, 60)), "Essai")))[0];
        var order = await ali.PostAsync("purchase-orders", new
        {
            supplierName = "Fil",
            lines = new[] { new { activity = "ali", description = "Fil", quantity = 1, price = 5 } },
        });
        return new()
        {
            ["assets"] = asset.Id, ["received-invoices"] = received.Row.Id, ["purchase-orders"] = order.Id,
            ["engagements"] = await EngagementAsync(selling, quote),
            ["customers"] = selling.AlisCustomer, ["quotes"] = quote, ["drafts"] = draft, ["invoices"] = invoice.Id,
            ["expense-claims"] = claim, ["bin"] = gone, ["documents"] = document.Id, ["activities"] = "ali",
            ["jobs"] = await JobAsync(selling, null), ["imports"] = import.Id,
        };
    }

    private static Task<long> EngagementAsync(SellingSite selling, long quote) => selling.Store.WriteAsync(async w =>
        (await OpenEngagement.OfAsync(w, await w.Db.Quotes.SingleAsync(q => q.Id == quote))).Id);

    private static Task<long> JobAsync(SellingSite selling, long? user) => selling.Store.WriteAsync(async w =>
    {
        var job = new Job
        {
            Kind = ClosingJob.Kind.Key, Argument = "2026-09", State = JobQueue.Done, Message = "", CreatedAt = w.Now,
            UpdatedAt = w.Now, AskedBy = "Essai", AskedByUser = user, FileName = "x", FileSha256 = "x",
        };
        w.Db.Jobs.Add(job);
        await w.SaveAsync();
        return job.Id;
    });

    private static Task<ApiAnswer> AskAsync(ApiClient program, string method, string route, object id) =>
        method == "GET" ? program.GetAsync(Fill(route, id))
            : program.PostAsync(Fill(route, id), Bodies[route["/api/v1/".Length..]]);

    /// <summary>Every part of the address, and what documents and accounts ask besides.</summary>
    private static string Fill(string route, object part) =>
        Regex.Replace(route["/api/v1/".Length..], @"\{\w+\}", part.ToString()!)
        + (route.EndsWith("/documents", StringComparison.Ordinal) ? "?file=recu.jpg" : "");
}
