using Essaim.App.Tests.Documents;
using static Essaim.App.Tests.Api.ApiStory;

namespace Essaim.App.Tests.Api;

/// <summary>A month's expenses through the API: typed, sent, decided line by line, accepted.</summary>
internal static class ClaimStory
{
    public static async Task ClaimAsync(ApiStory story)
    {
        var claim = Id(await story.DoAsync("expense-claims", new { activity = "jeanne", month = "2026-11" }));
        await story.DoAsync("expense-claims/{id}/discard", new { }, claim);
        claim = Id(await story.DoAsync("expense-claims", new { activity = "jeanne", month = "2026-11" }));
        Assert.Equal(claim, Id(await story.DoAsync("expense-claims", new { activity = "jeanne", month = "2026-11" })));
        Assert.Contains("d’une personne",
            await story.RefusedAsync("expense-claims", new { activity = "structure", month = "2026-11" }));
        await story.DoAsync("vehicles", new { activity = "jeanne", name = "Clio", horsePower = 5 });
        Assert.Equal("Clio", Text((await story.ReadAsync("vehicles?activity=jeanne"))[0], "name"));
        object Lines(string account, decimal vat = 2) => new
        {
            version = 0,
            expenses = new[] { new { date = "2026-11-03", account, description = "Train", total = 22, vat } },
            trips = new[]
            {
                new { date = "2026-11-04", from = "Lyon", to = "Vienne", kilometres = 30, horsePower = 5 },
            },
        };
        Assert.Contains("prenez un de", await story.RefusedAsync("expense-claims/{id}/lines", Lines("604000"), claim));
        Assert.Contains("plus de 20", await story.RefusedAsync("expense-claims/{id}/lines", Lines("625", 20), claim));
        var total = Number(await story.DoAsync("expense-claims/{id}/lines", Lines("625"), claim), "total");
        Assert.True(total > 22);
        var receipt = await story.DoAsync("expense-claims/{id}/documents?file=recu.png", FileSamples.Png, claim);
        Assert.Equal(Id(receipt), Id((await story.ReadAsync("expense-claims/{id}/documents", claim))[0]));
        Assert.Contains("pas encore envoyée", await story.RefusedAsync("expense-claims/{id}/accept", new { total },
            claim));
        Assert.Equal("sent", Text(await story.DoAsync("expense-claims/{id}/send", new { total }, claim), "state"));
        object Decide(string outcome) => new { lines = new[] { new { line = 1, outcome, receipt = "yes" } } };
        Assert.Contains("dites pourquoi", await story.RefusedAsync("expense-claims/{id}/decisions", Decide("refused"),
            claim));
        await story.DoAsync("expense-claims/{id}/decisions", Decide("accepted"), claim);
        Assert.Equal("accepted", Text(await story.DoAsync("expense-claims/{id}/accept", new { total }, claim),
            "state"));
        Assert.Equal("accepted", Text(await story.ReadAsync("expense-claims/{id}", claim), "state"));
        Assert.Equal(1, (await story.ReadAsync("expense-claims?activity=jeanne")).GetArrayLength());
        Assert.Contains((await story.ReadAsync("payables")).EnumerateArray(), i => Number(i, "amount") == total);
    }
}
