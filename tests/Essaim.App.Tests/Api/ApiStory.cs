using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Api;

/// <summary>
/// A program that may do all that a token can permit, and which addresses it has used: what it writes, it writes twice
/// with the same key, and looks that nothing came of the second time.
/// </summary>
internal sealed class ApiStory(SellingSite selling, ApiClient program) : IDisposable
{
    public static readonly string[] Everything =
    [
        nameof(Capability.SeeAllActivities), nameof(Capability.SellForAll), nameof(Capability.KeepBooks),
        nameof(Capability.SeeCover), nameof(Capability.ManagePeople), nameof(Capability.CloseMonth),
        nameof(Capability.ApproveMoney),
    ];

    private readonly HashSet<string> _used = [];

    /// <summary>"GET /api/v1/quotes/{id}"</summary>
    public IEnumerable<string> Used => _used.Order();

    public static async Task<ApiStory> StartAsync(SellingSite selling) =>
        new(selling, await ApiClient.OfAsync(await ManagerAsync(selling), Everything));

    public static Task<Browser> ManagerAsync(SellingSite selling)
    {
        if (selling.Site.Catalogue.UsersOf("atelier").All(u => u.Login != "lea"))
            selling.Site.Catalogue.Grant(selling.Site.AddUser("lea", "Léa"), "atelier",
                Role.Manager, null);
        return selling.SignInAsync("lea");
    }

    /// <summary>What an address answers; its parts in braces are filled in their order.</summary>
    public async Task<JsonElement> ReadAsync(string route, params object[] parts)
    {
        var answer = await GetAsync(route, parts);
        return answer.Json;
    }

    public async Task<ApiAnswer> GetAsync(string route, params object[] parts)
    {
        var answer = await program.GetAsync(Fill("GET", route, parts));
        Assert.True(answer.Status == HttpStatusCode.OK, $"{route}: {answer.Status} {answer.Text}");
        return answer;
    }

    public async Task<JsonElement> DoAsync(string route, object body, params object[] parts)
    {
        var (path, key) = (Fill("POST", route, parts), Guid.NewGuid().ToString());
        var first = await program.PostAsync(path, body, key);
        Assert.True(first.Status == HttpStatusCode.Created, $"{route}: {first.Status} {first.Text}");
        Assert.False(first.Replayed);
        if (first.Json.TryGetProperty("job", out var job) && job.ValueKind == JsonValueKind.Number)
            await OverAsync(job.GetInt64());
        var rows = await RowsAsync();
        var again = await program.PostAsync(path, body, key);
        Assert.Equal((HttpStatusCode.Created, first.Text, true), (again.Status, again.Text, again.Replayed));
        Assert.Equal(rows, await RowsAsync());
        return first.Json;
    }

    public async Task<string> RefusedAsync(string route, object body, params object[] parts)
    {
        var answer = await program.PostAsync(Fill("POST", route, parts), body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        return answer.Sentence;
    }

    public static void AssertPdf(ApiAnswer answer)
    {
        Assert.Equal("application/pdf", answer.Type);
        Assert.StartsWith("%PDF-", answer.Text, StringComparison.Ordinal);
    }

    public static long Id(JsonElement of) => of.GetProperty("id").GetInt64();

    public static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    public static decimal Number(JsonElement of, string name) => of.GetProperty(name).GetDecimal();

    private async Task OverAsync(long job)
    {
        for (var i = 0; i < 200; i++)
        {
            await using var db = selling.Store.Read();
            if ((await db.Jobs.SingleAsync(j => j.Id == job)).State is JobQueue.Done or JobQueue.Failed)
                return;
            await Task.Delay(50);
        }
        throw new TimeoutException("The job did not finish.");
    }

    public void Dispose() => program.Dispose();

    /// <summary>Letters leave by themselves meanwhile.</summary>
    private async Task<List<string>> RowsAsync() => [.. (await EveryRow.OfAsync(selling.Store))
        .Where(r => !r.StartsWith("mail", StringComparison.Ordinal))];

    private string Fill(string method, string route, object[] parts)
    {
        _used.Add($"{method} /api/v1/{route.Split('?')[0]}");
        var next = 0;
        return Regex.Replace(route, @"\{\w+\}", _ => parts[next++].ToString()!);
    }
}
