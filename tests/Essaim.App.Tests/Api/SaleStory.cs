using Essaim.App.Tests.Sales;
using static Essaim.App.Tests.Api.ApiStory;

namespace Essaim.App.Tests.Api;

/// <summary>What a program does to sell, from the customer to the loss.</summary>
internal static class SaleStory
{
    private static readonly object[] OneLine =
        [new { description = "Costumes", quantity = 1, unit = "forfait", price = 1000m }];

    public static async Task SellAsync(ApiStory story, SellingSite selling)
    {
        var who = new
        {
            activity = "jeanne", name = "Opéra", isCompany = true, street = "1 place", postalCode = "69001",
            city = "Lyon",
        };
        var customer = Id(await story.DoAsync("customers", who));
        await story.DoAsync("customers/{id}", new
        {
            name = "Opéra de Lyon", isCompany = true, street = "1 place", postalCode = "69001", city = "Lyon",
            email = "opera@exemple.fr",
        }, customer);
        Assert.Equal("Opéra de Lyon", Text(await story.ReadAsync("customers/{id}", customer), "name"));
        Assert.Equal(2, (await story.ReadAsync("customers?activity=jeanne")).GetArrayLength());

        await QuoteAsync(story, customer);
        await JobAsync(story, customer);
        await InvoiceAsync(story, selling, customer);
    }

    /// <summary>A quote of two chapters and a plan, its second version accepted, then a part of it invoiced.</summary>
    private static async Task JobAsync(ApiStory story, long customer)
    {
        await story.DoAsync("catalogue-items", new { activity = "jeanne", name = "Enduit", price = 42.5, unit = "m²" });
        Assert.Equal("Enduit", Text((await story.ReadAsync("catalogue-items?activity=jeanne"))[0], "name"));
        var first = Id(await story.DoAsync("quotes", new
        {
            activity = "jeanne", customerId = customer, subject = "Façade", orderNumber = "EJ-7",
            lines = new object[]
            {
                new { description = "Échafaudage", quantity = 1, unit = "forfait", price = 1000, chapter = "Dépose" },
                new { description = "Enduit", quantity = 1, unit = "forfait", price = 500, chapter = "Pose" },
                new { description = "Filet", quantity = 1, unit = "forfait", price = 100, chapter = "Pose",
                    isOption = true },
            },
            plan = new object[] { new { label = "Acompte", percent = 30 }, new { label = "Solde" } },
        }));
        await story.DoAsync("quotes/{id}/send", new { total = 1800 }, first);
        var second = Id(await story.DoAsync("quotes/{id}/edition", new { }, first));
        Assert.EndsWith("-V2", Text(await story.DoAsync("quotes/{id}/send", new { total = 1800 }, second), "number"));
        Assert.Equal("replaced", Text(await story.ReadAsync("quotes/{id}", first), "state"));
        Assert.Equal(1920m, Number(await story.DoAsync("quotes/{id}/answer",
            new { accepted = true, options = new[] { 3 } }, second), "total"));
        Assert.Equal(576m, Number(await story.DoAsync("quotes/{id}/draft", new { planPart = 1 }, second), "total"));
        Assert.Contains("n’a pas de chapitre", await story.RefusedAsync("quotes/{id}/draft",
            new { done = new[] { new { chapter = "Toit", percent = 10 } } }, second));
        var draft = await story.DoAsync("quotes/{id}/draft",
            new { done = new[] { new { chapter = "Dépose", percent = 40 } } }, second);
        Assert.Equal(480m, Number(draft, "total"));
        var job = (await story.ReadAsync("engagements?activity=jeanne")).EnumerateArray()
            .Single(e => Text(e, "title") == "Façade");
        Assert.Equal(1920m, Number(await story.ReadAsync("engagements/{id}", Id(job)), "left"));
    }

    private static async Task QuoteAsync(ApiStory story, long customer)
    {
        var quote = Id(await story.DoAsync("quotes", new
        {
            activity = "jeanne", customerId = customer, subject = "Costumes", lines = OneLine,
        }));
        Assert.Contains("est maintenant de", await story.RefusedAsync("quotes/{id}/send", new { total = 1 }, quote));
        Assert.Equal("D2026-0001", Text(await story.DoAsync("quotes/{id}/send", new { total = 1200 }, quote),
            "number"));
        Assert.Equal("accepted", Text(await story.DoAsync("quotes/{id}/answer", new { accepted = true }, quote),
            "state"));
        Assert.Contains("envoyé", await story.RefusedAsync("quotes/{id}/answer", new { accepted = false }, quote));
        Assert.Equal(360m, Number(await story.DoAsync("quotes/{id}/draft", new { depositPercent = 30 }, quote),
            "total"));
        Assert.Equal("Costumes", Text((await story.ReadAsync("quotes/{id}", quote)).GetProperty("lines")[0],
            "description"));
        Assert.Equal(1, (await story.ReadAsync("quotes?activity=jeanne&limit=5")).GetArrayLength());
        Assert.Equal(0, (await story.ReadAsync($"quotes?activity=jeanne&after={quote}")).GetArrayLength());
        AssertPdf(await story.GetAsync("quotes/{id}/pdf", quote));
        Assert.Contains("déjà envoyé", await story.RefusedAsync("quotes/{id}/discard", new { }, quote));
        var copy = Id(await story.DoAsync("quotes/{id}/copy", new { }, quote));
        var gone = await story.DoAsync("quotes/{id}/discard", new { }, copy);
        Assert.Contains("Devis pour Opéra de Lyon", Text(gone, "title"));
        Assert.Equal(Id(gone), Id((await story.ReadAsync("bin"))[0]));
        Assert.True((await story.DoAsync("bin/{id}/restore", new { }, Id(gone))).GetProperty("restored").GetBoolean());
        Assert.Equal("draft", Text(await story.ReadAsync("quotes/{id}", copy), "state"));
        Assert.Equal(0, (await story.ReadAsync("bin")).GetArrayLength());
    }

    private static async Task InvoiceAsync(ApiStory story, SellingSite selling, long customer)
    {
        var draft = Id(await story.DoAsync("drafts",
            new { activity = "jeanne", customerId = customer, lines = OneLine }));
        var invoice = Id(await story.DoAsync("drafts/{id}/issue", new { total = 1200 }, draft));
        Assert.Equal("opera@exemple.fr", Text(await story.DoAsync("invoices/{id}/mail", new { }, invoice), "to"));
        await story.DoAsync("invoices/{id}/receipts", new { date = "2026-11-23", amount = 200 }, invoice);
        var credit = await story.DoAsync("invoices/{id}/credit", new { }, invoice);
        Assert.Equal(1200m, Number(credit, "total"));
        var credited = await story.DoAsync("drafts/{id}/issue", new { total = 1200 }, Id(credit));
        Assert.Equal("credit-note", Text(credited, "kind"));
        Assert.Contains("déjà reprise", await story.RefusedAsync("invoices/{id}/credit", new { }, invoice));
        Assert.Contains("Relisez", await story.RefusedAsync("invoices/{id}/refund", new { amount = 199 }, invoice));
        await story.DoAsync("invoices/{id}/refund", new { amount = 200 }, invoice);
        Assert.Contains("rien à rembourser", await story.RefusedAsync("invoices/{id}/refund", new { amount = 200 },
            invoice));
        AssertPdf(await story.GetAsync("invoices/{id}/pdf", invoice));
        AssertPdf(await story.GetAsync("invoices/{id}/einvoice", invoice));
        Assert.Equal(2, (await story.ReadAsync("invoices?activity=jeanne")).GetArrayLength());
        Assert.Equal(0m, Number(await story.ReadAsync("invoices/{id}", invoice), "open"));
        await LoseAsync(story, invoice);
        await using var db = selling.Store.Read();
        Assert.Equal(1L, Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM mail")));
    }

    private static async Task LoseAsync(ApiStory story, long invoice)
    {
        var copy = Id(await story.DoAsync("invoices/{id}/copy", new { }, invoice));
        await story.DoAsync("drafts/{id}/discard", new { }, copy);
        Assert.Contains("n’existe plus", await story.RefusedAsync("drafts/{id}/discard", new { }, copy));
        var lost = Id(await story.DoAsync("drafts/{id}/issue", new { total = 1200 },
            Id(await story.DoAsync("invoices/{id}/copy", new { }, invoice))));
        Assert.Contains("Relisez", await story.RefusedAsync("invoices/{id}/write-off", new { amount = 1 }, lost));
        Assert.Equal(1200m, Number(await story.DoAsync("invoices/{id}/write-off", new { amount = 1200 }, lost),
            "amount"));
        Assert.Equal(0m, Number(await story.ReadAsync("invoices/{id}", lost), "open"));
    }
}
