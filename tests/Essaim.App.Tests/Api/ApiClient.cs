using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;

namespace Essaim.App.Tests.Api;

/// <summary>Another program that enters with a token.</summary>
internal sealed class ApiClient(Uri address, string? token) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address, "/api/v1/") };

    /// <summary>Makes a token on the page, as its owner does.</summary>
    public static async Task<string> TokenAsync(Browser owner, params string[] allowed)
    {
        var page = await owner.PressAsync("/profil/jetons", "/profil/jetons?handler=Make",
            [("Name", "Boutique"), ("EndsOn", "23/01/2027"), .. allowed.Select(a => ("Allowed", a))]);
        return Regex.Match(page.Html, "essaim_[a-z0-9-]+_[0-9a-f]{64}").Value is { Length: > 0 } text ? text
            : throw new InvalidOperationException(page.Text);
    }

    public static async Task<ApiClient> OfAsync(Browser owner, params string[] allowed) =>
        new(owner.Address, await TokenAsync(owner, allowed));

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<ApiAnswer> PostAsync(string path, object body, string? key = null) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = body is byte[] bytes ? new ByteArrayContent(bytes)
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") },
                }
                : body is string text ? new StringContent(text, new MediaTypeHeaderValue("application/json"))
                : JsonContent.Create(body),
            Headers = { { "Idempotency-Key", key ?? Guid.NewGuid().ToString() } },
        });

    public async Task<ApiAnswer> SendAsync(HttpRequestMessage message)
    {
        if (token is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        return new ApiAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, text,
            response.Headers.Contains("Idempotency-Replayed"));
    }

    public void Dispose() => _http.Dispose();
}

internal sealed record ApiAnswer(HttpStatusCode Status, string? Type, string Text, bool Replayed)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The sentence of a refusal.</summary>
    public string Sentence
    {
        get
        {
            Assert.Equal("application/problem+json", Type);
            Assert.Equal((int)Status, Json.GetProperty("status").GetInt32());
            return Json.GetProperty("detail").GetString()!;
        }
    }

    public long Id => Json.GetProperty("id").GetInt64();
}
