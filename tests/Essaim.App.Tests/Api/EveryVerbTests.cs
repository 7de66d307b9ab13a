using System.Text;
using System.Text.Json;
using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Jobs;
using Essaim.App.Tests.Banking;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Sales;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Essaim.App.Tests.Api.ApiStory;

namespace Essaim.App.Tests.Api;

[Trait("Length", "Slow")]
public sealed class EveryVerbTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_program_does_all_that_pages_do_and_each_thing_once(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        using var story = await ApiStory.StartAsync(selling);
        await SaleStory.SellAsync(story, selling);
        await BuyAsync(story);
        await ClaimStory.ClaimAsync(story);
        await KeepBooksAsync(story);
        await KeepPeopleAsync(story);
        await AskAsync(story, selling);
        await ImportAsync(story);
        await BankAsync(story, selling);
        await ReceivedStory.ReceiveAsync(story, selling);
        Assert.Equal(OpenApiTests.Mapped(selling.Site), story.Used);
    }

    private static async Task BuyAsync(ApiStory story)
    {
        var supplier = Id(await story.DoAsync("suppliers", new { name = "Mercerie", siren = "303265045" }));
        Assert.Equal("303265045", Text((await story.ReadAsync("suppliers"))[0], "siren"));
        var purchase = Id(await story.DoAsync("purchases", new
        {
            number = "A-17", date = "2026-10-02", supplierId = supplier,
            lines = new[] { new { account = "604000", activity = "jeanne", description = "Fil", net = 10, vat = 2 } },
        }));
        var item = (await story.ReadAsync("payables")).EnumerateArray().Single(i => Text(i, "payee") == "Mercerie");
        var payment = await story.DoAsync("payments",
            new { item = Text(item, "item"), date = "2026-11-20", amount = 5 });
        Assert.Equal(5m, Number(payment, "amount"));
        Assert.Equal(7m, Number(await story.ReadAsync("purchases/{id}", purchase), "remaining"));
        Assert.Equal(7m, Number((await story.ReadAsync("purchases?from=2026-10-01&to=2026-10-31"))[0], "remaining"));
        await story.DoAsync("payments", new { item = Text(item, "item"), date = "2026-11-21" });
        Assert.Contains("n’est pas à payer", await story.RefusedAsync("payments",
            new { item = Text(item, "item"), date = "2026-11-21" }));
        Assert.DoesNotContain((await story.ReadAsync($"payables?after={Text(item, "item")}")).EnumerateArray(),
            i => Text(i, "payee") == "Mercerie");

        var document = await story.DoAsync("purchases/{id}/documents?file=facture.jpg", FileSamples.Jpeg, purchase);
        Assert.Equal(("image/jpeg", "clear"), (Text(document, "mediaType"), Text(document, "state")));
        Assert.Equal(Id(document), Id((await story.ReadAsync("purchases/{id}/documents", purchase))[0]));
        Assert.Contains("vide", await story.RefusedAsync("purchases/{id}/documents?file=x.pdf", Array.Empty<byte>(),
            purchase));
        Assert.Contains("ne peut pas être gardé", await story.RefusedAsync("purchases/{id}/documents?file=x.pdf",
            "MZ"u8.ToArray(), purchase));
        Assert.Equal("image/jpeg", (await story.GetAsync("documents/{id}", Id(document))).Type);
        await AssetStory.UseAsync(story);
    }

    private static async Task KeepBooksAsync(ApiStory story)
    {
        var sale = await story.DoAsync("internal-sales", new
        {
            seller = "jeanne", buyer = "ali", description = "Retouches", amount = 50, date = "2026-11-10",
        });
        Assert.Equal(Id(sale), Id((await story.ReadAsync("internal-sales"))[0]));
        await OrderAsync(story);
        var (first, months, lent) = ("2026-12", 3, "advance-requests");
        await story.DoAsync(lent, new { activity = "jeanne", amount = 300, purpose = "Tissu", first, months });
        Assert.Equal("asked", Text((await story.ReadAsync(lent + "?activity=jeanne"))[0], "state"));
        Assert.Contains("à quoi servira", await story.RefusedAsync(lent, new
            { activity = "jeanne", amount = 300, purpose = " ", first, shareOfReceipts = 30 }));
        Assert.Contains("ce qui est vendu", await story.RefusedAsync("internal-sales", new
        {
            seller = "jeanne", buyer = "ali", description = " ", amount = 50, date = "2026-11-10",
        }));
        object[] lines =
        [
            new { account = "625100", activity = "jeanne", debit = 12.34m },
            new { account = "512000", activity = "structure", credit = 12.34m },
        ];
        var entry = Id(await story.DoAsync("entries", new { date = "2026-11-03", label = "Train", lines }));
        var reversal = Id(await story.DoAsync("entries/{id}/reverse", new { reason = "Saisie deux fois" }, entry));
        var whole = await story.ReadAsync("entries/{id}", entry);
        Assert.Equal((reversal, 4), (whole.GetProperty("reversedBy").GetInt64(),
            whole.GetProperty("lines").GetArrayLength()));
        Assert.Contains("déjà annulée", await story.RefusedAsync("entries/{id}/reverse", new { reason = "x" }, entry));
        Assert.NotEqual(0, (await story.ReadAsync("entries")).GetArrayLength());
        await story.ReadAsync("balance?from=2026-01-01&to=2026-12-31");
        await story.ReadAsync("cover");
        Assert.Contains("total du jour", await story.RefusedAsync("cover/publications", new { day = "2026-11-01" }));
        var total = await story.DoAsync("cover/publications", new { day = "2026-11-23" });
        Assert.Equal(Text(total, "fingerprint"), Text((await story.ReadAsync("cover/publications"))[0], "fingerprint"));
        Assert.Equal(Text(total, "fingerprint"),
            Text(await story.ReadAsync("activities/{code}/cover-proof", "jeanne"), "fingerprint"));
        await story.ReadAsync("signs");
        Assert.Equal(26, (await story.ReadAsync("forecast")).GetProperty("weeks").GetArrayLength());
        Assert.Equal("jeanne", Text(await story.ReadAsync("activities/{code}/forecast", "jeanne"), "activity"));
    }

    /// <summary>10 at 12.50 and VAT of 20 %: 150 in all.</summary>
    private static async Task OrderAsync(ApiStory story)
    {
        const string orders = "purchase-orders";
        object[] lines = [new { activity = "jeanne", description = "Tissu", quantity = 10, price = 12.50m }];
        var asked = new { lines, supplierName = "Fil et Compagnie", supplierEmail = "fil@exemple.fr" };
        var order = Id(await story.DoAsync(orders, asked));
        Assert.Equal(150m, (await story.ReadAsync(orders + "/{id}", order)).GetProperty("total").GetDecimal());
        Assert.Contains("Relisez-la", await story.RefusedAsync(orders + "/{id}/send", new { total = 149 }, order));
        Assert.Equal("BC-2026-0001", Text(await story.DoAsync(orders + "/{id}/send", new { total = 150 }, order),
            "number"));
        Assert.Contains("n’attend pas", await story.RefusedAsync(orders + "/{id}/approve", new { total = 150 }, order));
        Assert.Equal("cancelled", Text(await story.DoAsync(orders + "/{id}/end", new { reason = "Trop cher" }, order),
            "status"));
        Assert.Equal(order, Id((await story.ReadAsync(orders))[0]));
    }

    private static async Task KeepPeopleAsync(ApiStory story)
    {
        var person = Id(await story.DoAsync("people", new
        {
            firstName = "Nora", lastName = "Petit", email = "nora@exemple.fr",
        }));
        Assert.Contains("prénom", await story.RefusedAsync("people", new
        {
            firstName = " ", lastName = "Petit", email = "nora@exemple.fr",
        }));
        Assert.Equal(3, (await story.ReadAsync("people")).GetArrayLength());
        Assert.Equal("Petit", Text(await story.ReadAsync("people/{id}", person), "lastName"));
        var contract = Id(await story.DoAsync("people/{id}/contracts", new { kind = "cape", firstDay = "2026-09-01" },
            person));
        Assert.Contains("n’est pas un contrat", await story.RefusedAsync("people/{id}/contracts",
            new { kind = "cdi", firstDay = "2026-09-01" }, person));
        await story.DoAsync("people/{id}/contracts/{contract}/end", new { lastDay = "2026-11-30" }, person, contract);
        Assert.Equal("2026-11-30", Text((await story.ReadAsync("people/{id}/contracts", person))[0], "lastDay"));
        await story.DoAsync("activities", new
        {
            personId = person, code = "nora", name = "Atelier Nora", openedOn = "2026-09-01",
        });
        Assert.Equal(4, (await story.ReadAsync("activities")).GetArrayLength());
        await story.ReadAsync("activities/{code}/account", "nora");
        Assert.Contains("Atelier Nora", (await story.GetAsync("search?text=atelier nora")).Text);
    }

    private static async Task AskAsync(ApiStory story, SellingSite selling)
    {
        var advance = await selling.Store.WriteAsync(async w =>
        {
            var entry = await w.Connection.ListAsync(r => new EntryId(r.GetInt64(0)),
                "SELECT id FROM posted_entry ORDER BY id LIMIT 1", w.Transaction);
            w.Db.CashAdvances.Add(new CashAdvance
            {
                Id = 77, ActivityId = selling.Jeanne, Month = Month.Parse("2026-10"), Amount = Money.Euros(100),
                OpenedByLaw = true, EntryId = entry[0],
            });
            return 77L;
        });
        object[] asked = [new { advances = new[] { advance }, date = "2026-11-20" }, new { month = "2026-10" }];
        Assert.Contains("sur la page", await story.RefusedAsync("advances/ratifications", asked[0]));
        Assert.Contains("sur la page", await story.RefusedAsync("closings", asked[1]));
        await selling.Store.WriteAsync(async w => (await w.Db.Cooperatives.SingleAsync()).FourEyes = true);
        Assert.Equal("asked", Text(await story.DoAsync("advances/ratifications", asked[0]), "state"));
        Assert.Contains("n’est pas fini", await story.RefusedAsync("closings", new { month = "2026-11" }));
        Assert.Equal("asked", Text(await story.DoAsync("closings", asked[1]), "state"));
        Assert.Equal(JsonValueKind.Null, (await story.ReadAsync("advances"))[0].GetProperty("ratifiedOn").ValueKind);
        var waiting = await story.ReadAsync("approvals");
        Assert.Equal(2, waiting.GetArrayLength());
        Assert.Equal("/cloture/2026-10", Text(await story.ReadAsync("approvals/{id}", Id(waiting[1])), "page"));

        var job = await JobAsync(selling);
        Assert.Equal("done", Text(await story.ReadAsync("jobs/{id}", job), "state"));
        Assert.Equal(1, (await story.ReadAsync("jobs")).GetArrayLength());
        Assert.Equal("essai", (await story.GetAsync("jobs/{id}/file", job)).Text);
    }

    private static async Task ImportAsync(ApiStory story)
    {
        var table = Encoding.UTF8.GetBytes(Imports.ImportTable.Customers(2) + "\nA;;69001;Lyon;;;;");
        var import = Id(await story.DoAsync("imports?kind=clients&file=liste.csv&activity=ali", table));
        var check = await story.ReadAsync("imports/{id}/check", import);
        Assert.Equal((2m, 1m), (Number(check, "added"), Number(check, "refused")));
        Assert.Equal("Rue", Text(check.GetProperty("faults")[0], "column"));
        Assert.Contains("ajouterait maintenant", await story.RefusedAsync("imports/{id}/take", new { added = 3 },
            import));
        await story.DoAsync("imports/{id}/take", new { added = 2 }, import);
        Assert.Equal("done", Text(await story.ReadAsync("imports/{id}", import), "state"));
        Assert.Equal(1, (await story.ReadAsync("imports")).GetArrayLength());
        Assert.Contains("Il manque", (await story.GetAsync("imports/{id}/wrong-lines", import)).Text);
        Assert.Equal(3, (await story.ReadAsync("customers?activity=ali")).GetArrayLength());
        Assert.Contains("n’attend plus", await story.RefusedAsync("imports/{id}/take", new { added = 0 }, import));
        await story.DoAsync("imports/{id}/undo", new { }, import);
        Assert.Equal("undone", Text(await story.ReadAsync("imports/{id}", import), "state"));
        Assert.Equal(1, (await story.ReadAsync("customers?activity=ali")).GetArrayLength());
        Assert.Contains("Seul un import fini", await story.RefusedAsync("imports/{id}/undo", new { }, import));
    }

    private static async Task BankAsync(ApiStory story, SellingSite selling)
    {
        await selling.Store.WriteAsync(w => OpenBankAccount.OpenAsync(w, "Banque", BankDesk.Iban, "", BankDesk.First));
        var taken = await story.DoAsync("bank-statements?file=releve.ofx",
            BankDesk.Statement(null, (77m, "VIR INCONNU"), (-25m, "FRAIS")));
        Assert.Equal(2m, Number(taken, "added"));
        var account = (await story.ReadAsync("bank-accounts"))[0];
        Assert.Equal("512000", Text(account, "account"));
        var movements = await story.ReadAsync($"bank-movements?account={Id(account)}&waiting=true");
        var (unknown, fee) = (Id(movements[0]), Id(movements[1]));
        Assert.Equal(0, (await story.ReadAsync("bank-movements/{id}/proposals", fee)).GetArrayLength());
        await story.DoAsync("bank-movements/{id}/suspend", new { }, unknown);
        await story.DoAsync("bank-movements/{id}/undo", new { }, unknown);
        Assert.Equal(JsonValueKind.Null, (await story.ReadAsync("bank-movements/{id}", unknown))
            .GetProperty("pointedBy").ValueKind);
        Assert.Contains("La répartition fait", await story.RefusedAsync("bank-movements/{id}/point",
            new { accounts = new[] { new { account = "627", amount = -5 } } }, fee));
        Assert.Equal("Léa", Text(await story.DoAsync("bank-movements/{id}/point",
            new { accounts = new[] { new { account = "627", amount = -25 } } }, fee), "pointedBy"));
        await OrdersAsync(story, selling, Id(account));
    }

    private static async Task OrdersAsync(ApiStory story, SellingSite selling, long account)
    {
        await story.DoAsync("purchases", new
        {
            supplierName = "Imprimeur", number = "I-77", date = "2026-11-23",
            lines = new[]
            {
                new { account = "604000", activity = "structure", description = "Tirage", net = 50, vat = 10 },
            },
        });
        var items = (await story.ReadAsync("payables")).EnumerateArray()
            .Where(i => Text(i, "piece") == "I-77").Select(i => Text(i, "item")).ToArray();
        var asked = new { account, executionDate = "2026-11-24", items };
        var given = Id(await story.DoAsync("payment-runs", asked));
        Assert.Equal("cancelled", Text(await story.DoAsync("payment-runs/{id}/cancel", new { }, given), "state"));
        var run = Id(await story.DoAsync("payment-runs", asked));
        Assert.Equal("prepared", Text(await story.ReadAsync("payment-runs/{id}", run), "state"));
        var keys = selling.Site.Services.GetRequiredService<Installation>().Keys("atelier");
        await selling.Store.WriteAsync(async w =>
        {
            var supplier = await w.Db.Suppliers.SingleAsync(s => s.Name == "Imprimeur");
            (await w.Db.Cooperatives.SingleAsync()).FourEyes = false;
            await Payees.KeepAsync(w, ThirdParty.Supplier(supplier.Id).Code, keys.Seal(BankDesk.Iban), null);
            await w.SaveAsync();
            return await OrderRun.AskAsync(w, keys, run);
        });
        Assert.Contains("<InstdAmt Ccy=\"EUR\">60.00", (await story.GetAsync("payment-runs/{id}/file", run)).Text);
        await using var db = selling.Store.Read();
        var order = await db.PaymentRuns.SingleAsync(r => r.Id == run);
        var transfer = await db.PaymentTransfers.SingleAsync(t => t.RunId == run);
        var read = await story.DoAsync("payment-runs/answers",
            RunDesk.Answer(order, (transfer.EndToEndId, "ACSC", "")));
        Assert.Equal(1m, Number(read, "accepted"));
        Assert.Equal(2, (await story.ReadAsync("payment-runs")).GetArrayLength());
    }

    /// <summary>A long work that is over and has left a file.</summary>
    private static async Task<long> JobAsync(SellingSite selling)
    {
        var file = await new KeptFiles(selling.Site.Services.GetRequiredService<Installation>(), "atelier")
            .KeepAsync("essai.txt", new MemoryStream("essai"u8.ToArray()), default);
        var job = await selling.Store.WriteAsync(async w =>
        {
            var done = new Job
            {
                Kind = ClosingJob.Kind.Key, Argument = "2026-09", State = JobQueue.Done, Message = "Fait.",
                CreatedAt = w.Now, UpdatedAt = w.Now, AskedBy = "Essai", FinishedAt = w.Now, FileName = file.Name,
                FileSha256 = file.Sha256,
            };
            w.Db.Jobs.Add(done);
            await w.SaveAsync();
            return done;
        });
        return job.Id;
    }
}
