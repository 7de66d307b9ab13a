using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Essaim.App.Tests.Web;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_collector_gets_traces_and_measures_without_what_visitors_typed()
    {
        var got = new List<(string Path, byte[] Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        await using var collector = builder.Build();
        collector.MapPost("/v1/{kind}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            lock (got)
                got.Add((request.Path, body.ToArray()));
            return Results.Ok();
        });
        await collector.StartAsync();
        await using (var site = await Site.StartAsync(
            change: options => options with { Collector = new Uri(collector.Urls.First()) }))
        {
            var browser = await site.SignInAsync("manager");
            Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/recherche?mot=durandsecret")).Status);
        }
        // What was gathered leaves at the latest when the server stops.
        Assert.Equal(["/v1/metrics", "/v1/traces"], got.Select(g => g.Path).Distinct().Order());
        var sent = string.Concat(got.Select(g => Encoding.UTF8.GetString(g.Body)));
        Assert.Contains("/recherche", sent);
        Assert.Contains("essaim", sent);
        Assert.DoesNotContain("durandsecret", sent);
        Assert.DoesNotContain(Site.Password, sent);
    }
}
