using Essaim.App.Tests.Purchases;
using Essaim.App.Tests.Sales;
using static Essaim.App.Tests.Api.ApiStory;

namespace Essaim.App.Tests.Api;

/// <summary>What a program does with received invoices.</summary>
internal static class ReceivedStory
{
    /// <summary>Of Imprimerie du Pont: one booked from its file, and one that was typed before its file came.</summary>
    public static async Task ReceiveAsync(ApiStory story, SellingSite selling)
    {
        var bytes = new SupplierFile { Number = "R-1", Reference = "jeanne", Siren = "552100554",
            VatNumber = "FR96552100554" }.Bytes;
        var taken = await story.DoAsync("received-invoices?file=facture.xml", bytes);
        Assert.Equal(("R-1", 120m), (Text(taken, "number"), Number(taken, "total")));
        var id = Id(taken);
        Assert.Contains("reçue dans un autre fichier", await story.RefusedAsync("received-invoices?file=b.xml",
            new SupplierFile { Number = "r1", Siren = "552100554", VatNumber = "FR96552100554" }.Bytes));
        Assert.Contains("n’est pas une facture", await story.RefusedAsync("received-invoices?file=x.xml",
            "<rien/>"u8.ToArray()));
        Assert.Equal(1, (await story.ReadAsync("received-invoices?state=to-book")).GetArrayLength());
        Assert.Equal(System.Text.Encoding.UTF8.GetString(bytes), (await story.GetAsync("documents/{id}",
            taken.GetProperty("document").GetInt64())).Text);

        Assert.Equal(207m, Number(await story.DoAsync("received-invoices/{id}/status",
            new { status = 207, reason = "QTE_ERR", words = "Il en manque dix." }, id), "status"));
        Assert.Contains("demande un motif", await story.RefusedAsync("received-invoices/{id}/status",
            new { status = 210 }, id));
        Assert.Contains("ne va pas avec", await story.RefusedAsync("received-invoices/{id}/status",
            new { status = 210, reason = "QTE_ERR" }, id));
        object Lines(decimal net) => new[]
        {
            new { account = "604000", activity = "jeanne", description = "Tirage", net, vat = 20m },
        };
        Assert.Contains("il ne doit pas manquer", await story.RefusedAsync("received-invoices/{id}/book",
            new { lines = Lines(99.99m) }, id));
        var purchase = await story.DoAsync("received-invoices/{id}/book", new { lines = Lines(100m) }, id);
        var booked = await story.ReadAsync("received-invoices/{id}", id);
        Assert.Equal((Id(purchase), 205m), (booked.GetProperty("purchaseId").GetInt64(), Number(booked, "status")));

        await story.DoAsync("purchases", new
        {
            number = "R 2", date = "2026-11-02", supplierId = booked.GetProperty("supplierId").GetInt64(),
            lines = Lines(100m),
        });
        var second = Id(await story.DoAsync("received-invoices?file=deux.xml", new SupplierFile
        {
            Number = "R-2", Siren = "552100554", VatNumber = "FR96552100554",
        }.Bytes));
        await story.DoAsync("received-invoices/{id}/join", new { }, second);
        Assert.Equal(2, (await story.ReadAsync("received-invoices?state=booked")).GetArrayLength());
    }
}
