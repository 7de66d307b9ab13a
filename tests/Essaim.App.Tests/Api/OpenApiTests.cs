using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Essaim.App.Api;
using Essaim.App.Identity;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Essaim.App.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_description_is_valid_and_tells_every_address_with_what_it_asks_and_answers()
    {
        await using var selling = await SellingSite.StartAsync();
        var answer = await selling.Site.Browse().OpenAsync("/api/v1/openapi.json");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var root = JsonDocument.Parse(answer.Html).RootElement;

        Assert.StartsWith("3.1.", root.GetProperty("openapi").GetString());
        Assert.Equal("Essaim", root.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal("bearer", root.GetProperty("components").GetProperty("securitySchemes").GetProperty("jeton")
            .GetProperty("scheme").GetString());
        Assert.All(References(root), reference => Assert.True(Resolves(root, reference), reference));
        var told = Operations(root).ToList();
        Assert.Equal(Mapped(selling.Site), told.Select(o => $"{o.Method} {o.Path}").Order());
        Assert.Equal(told.Count, told.Select(o => o.Of.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(told, o =>
        {
            Assert.NotEqual("", o.Of.GetProperty("summary").GetString());
            Assert.StartsWith("Le jeton doit permettre", o.Of.GetProperty("description").GetString());
            var responses = o.Of.GetProperty("responses");
            Assert.True(responses.GetProperty(o.Method == "POST" ? "201" : "200").TryGetProperty("content", out _),
                o.Path);
            Assert.All(["401", "403", "422", "429"], (string s) => Assert.True(responses.TryGetProperty(s, out _)));
            if (o.Method == "POST")
            {
                // Some acts need no word more than the number of what they are about.
                Assert.True(o.Of.TryGetProperty("requestBody", out _)
                    || Regex.IsMatch(o.Path,
                        "/(credit|copy|edition|discard|restore|undo|suspend|cancel|join)$"), o.Path);
                Assert.Contains(Parameters(o.Of), p => p.GetProperty("name").GetString() == "Idempotency-Key"
                    && p.GetProperty("required").GetBoolean());
            }
            foreach (Match part in Regex.Matches(o.Path, @"\{(\w+)\}"))
                Assert.Contains(Parameters(o.Of), p => p.GetProperty("in").GetString() == "path"
                    && p.GetProperty("name").GetString() == part.Groups[1].Value);
        });
    }

    private static IEnumerable<JsonElement> Parameters(JsonElement of) => of.GetProperty("parameters").EnumerateArray();

    private static IEnumerable<(string Method, string Path, JsonElement Of)> Operations(JsonElement root) =>
        root.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()
            .Select(o => (o.Name.ToUpperInvariant(), p.Name, o.Value)));

    /// <summary>What the server really answers to, from its own table of routes.</summary>
    internal static IEnumerable<string> Mapped(Site site) => Endpoints(site).Select(e => $"{e.Method} {e.Route}")
        .Order();

    /// <summary>Each with what it asks of a token, any one of these.</summary>
    internal static IEnumerable<(string Method, string Route, IReadOnlyList<Capability> Needs)> Endpoints(Site site) =>
        site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal)
                && e.Metadata.GetMetadata<NeededCapabilities>() is not null)
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(m => (m, e.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal).TrimEnd('/'),
                    e.Metadata.GetRequiredMetadata<NeededCapabilities>().Any)));

    private static IEnumerable<string> References(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().SelectMany(p => p.Name == "$ref"
            ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => at.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static bool Resolves(JsonElement root, string reference)
    {
        foreach (var part in reference.Split('/').Skip(1))
            if (!root.TryGetProperty(part, out root))
                return false;
        return reference.StartsWith("#/", StringComparison.Ordinal);
    }
}
