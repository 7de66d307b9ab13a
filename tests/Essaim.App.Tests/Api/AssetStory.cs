using static Essaim.App.Tests.Api.ApiStory;

namespace Essaim.App.Tests.Api;

/// <summary>What a program does with equipment: it is bought, put in service, read, and thrown away.</summary>
internal static class AssetStory
{
    public static async Task UseAsync(ApiStory story)
    {
        await story.DoAsync("purchases", new
        {
            number = "M-1", date = "2026-11-02", supplierName = "Atelier Numérique",
            lines = new[]
            {
                new { account = "218300", activity = "jeanne", description = "Machine", net = 720, vat = 144 },
            },
        });
        var line = Text((await story.ReadAsync("assets/waiting"))[0], "line");
        Assert.Contains("n’est pas une ligne d’achat", await story.RefusedAsync("assets", new
            { label = "Machine", inService = "2026-11-02", months = 36, line = "1-1" }));
        var made = (await story.DoAsync("assets", new
            { label = "Machine", inService = "2026-11-01", months = 36, line })).GetProperty("assets")[0];
        Assert.Equal(("inUse", 720m), (Text(made, "state"), Number(made, "net")));
        Assert.Equal(Id(made), Id((await story.ReadAsync("assets?activity=jeanne"))[0]));
        var plan = (await story.ReadAsync("assets/{id}", Id(made))).GetProperty("plan");
        Assert.Equal(("2026-11", 20m), (Text(plan[0], "month"), Number(plan[0], "amount")));
        Assert.Contains("scrapped", await story.RefusedAsync("assets/{id}/disposal",
            new { kind = "lost", leftOn = "2026-11-03", reason = "Casse" }, Id(made)));
        var gone = await story.DoAsync("assets/{id}/disposal",
            new { kind = "scrapped", leftOn = "2026-11-03", reason = "Casse" }, Id(made));
        Assert.Equal((2m, 718m), (Number(gone, "writtenOff"), Number(gone, "net"))); // three days of 1,080
    }
}
