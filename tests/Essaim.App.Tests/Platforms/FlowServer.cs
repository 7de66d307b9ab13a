using System.Text.Json;
using Essaim.App.Platforms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Essaim.App.Tests.Platforms;

/// <summary>
/// An approved platform on loopback, in the shape of the flow service of XP Z12-013, which fails as a test says. It
/// asks of each request what the norm asks, and answers 400 to what it does not allow.
/// </summary>
internal sealed class FlowServer : IAsyncDisposable
{
    public const string Address = "https://plateforme.example/flow-service";
    public const string Tokens = "https://plateforme.example/jetons";
    public const string Secret = "un secret";

    private WebApplication _app = null!;
    private int _tokens;

    /// <summary>What it has, oldest first.</summary>
    public List<Flow> Flows { get; } = [];

    /// <summary>Answers to come, before it works again: a status, "nonsense", "cut" or "lost" (done, but not told).
    /// </summary>
    public Queue<string> Faults { get; } = [];

    /// <summary>The same, of files only.</summary>
    public Queue<string> FileFaults { get; } = [];

    public List<string> Asked { get; } = [];
    public int PageSize { get; set; } = 100;

    /// <summary>When what is handed over comes; a fixed moment without it.</summary>
    public DateTimeOffset? Now { get; set; }

    /// <summary>What was handed over, of one kind.</summary>
    public IEnumerable<Flow> Out(string type) => Flows.Where(f => f.Direction == "Out" && f.Type == type);

    public sealed record Flow(string Id, string Name, string Type, string Direction, byte[] Content, DateTimeOffset At)
    {
        public string? TrackingId { get; init; }
        public string Ack { get; set; } = "Ok";
    }

    public static async Task<FlowServer> StartAsync()
    {
        var server = new FlowServer();
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        server._app = builder.Build();
        server._app.Urls.Add("http://127.0.0.1:0");
        server._app.Use(server.FailAsync);
        server._app.MapPost("/jetons", server.TokenAsync);
        server._app.MapGet("/flow-service/v1/healthcheck", () => Results.Json(new { status = "ok" }));
        server._app.MapPost("/flow-service/v1/flows/search", server.SearchAsync);
        server._app.MapGet("/flow-service/v1/flows/{id}", server.Download);
        server._app.MapPost("/flow-service/v1/flows", server.SubmitAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Leads what is meant for the platform's address to this machine.</summary>
    public HttpMessageInvoker Client() => new(new Leading(new Uri(_app.Urls.First())));

    public Flow Put(byte[] content, DateTimeOffset at, string type = "SupplierInvoice", string name = "facture.xml")
    {
        var flow = new Flow("flux-" + (Flows.Count + 1), name, type, "In", content, at);
        Flows.Add(flow);
        return flow;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task FailAsync(HttpContext context, RequestDelegate next)
    {
        Asked.Add($"{context.Request.Method} {context.Request.Path.Value!.Replace("/flow-service", "")}");
        var isToken = context.Request.Path == "/jetons";
        var faults = context.Request.Method == "GET" ? FileFaults : Faults;
        var fault = !isToken && faults.Count > 0 ? faults.Dequeue() : "";
        if (fault == "lost")
        {
            await next(context);
            context.Abort();
        }
        else if (fault == "cut")
            context.Abort();
        else if (fault == "nonsense")
            await context.Response.WriteAsync("<html>Bienvenue</html>");
        else if (fault.Length > 0)
        {
            context.Response.StatusCode = int.Parse(fault);
            context.Response.Headers.RetryAfter = "600";
        }
        else if (!isToken && context.Request.Headers.Authorization != $"Bearer jeton-{_tokens}")
            context.Response.StatusCode = 401;
        else
            await next(context);
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        return (form["grant_type"], form["client_id"], form["client_secret"])
            == ("client_credentials", "etabli", Secret)
            ? Results.Json(new { access_token = $"jeton-{++_tokens}", token_type = "Bearer", expires_in = 3600 })
            : Results.Json(new { error = "invalid_client" }, statusCode: 401);
    }

    /// <summary>The token that was given holds no longer.</summary>
    public void Revoke() => _tokens += 100;

    private async Task<IResult> SearchAsync(HttpRequest request)
    {
        var search = (await JsonDocument.ParseAsync(request.Body)).RootElement;
        var where = search.GetProperty("where");
        if (!where.EnumerateObject().Any() || search.GetProperty("limit").GetInt32() > 100)
            return Results.Json(new { errorCode = "INVALID" }, statusCode: 400);
        bool In(string name, string value) => !where.TryGetProperty(name, out var list)
            || list.EnumerateArray().Any(v => v.GetString() == value);
        bool Is(string name, string? value) => !where.TryGetProperty(name, out var one) || one.GetString() == value;
        var after = where.TryGetProperty("updatedAfter", out var since) ? since.GetDateTimeOffset() : default;
        var found = Flows.Where(f => In("flowType", f.Type) && In("flowDirection", f.Direction) && f.At > after
            && Is("trackingId", f.TrackingId) && Is("ackStatus", f.Ack)).ToList();
        var from = search.TryGetProperty("cursor", out var cursor) ? int.Parse(cursor.GetString()!) : 0;
        var next = from + PageSize < found.Count ? (from + PageSize).ToString() : null;
        return Results.Json(new
        {
            limit = 100, nextCursor = next, results = found.Skip(from).Take(PageSize).Select(Told),
        });
    }

    private static object Told(Flow flow) => new
    {
        flowId = flow.Id, name = flow.Name, trackingId = flow.TrackingId, processingRule = "B2B",
        processingRuleSource = "Input", flowSyntax = "CII", flowProfile = "Undefined", flowType = flow.Type,
        flowDirection = flow.Direction, submittedAt = flow.At, updatedAt = flow.At,
        acknowledgement = flow.Ack != "Error" ? new { status = flow.Ack, details = (object[]?)null } : new
        {
            status = flow.Ack,
            details = (object[]?)[new { level = "Error", item = "MDT-105", reasonCode = "InvoiceLCInvalidStatus",
                reasonMessage = "statut inattendu" }],
        },
    };

    private IResult Download(string id, string docType) => docType == "Original"
        && Flows.SingleOrDefault(f => f.Id == id) is { } flow ? Results.Bytes(flow.Content) : Results.NotFound();

    private async Task<IResult> SubmitAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form.Files["file"] is not { } file)
            return Results.Json(new { errorCode = "MISSING_REQUIRED_FIELD" }, statusCode: 400);
        var info = JsonDocument.Parse(form["flowInfo"].ToString()).RootElement;
        using var content = new MemoryStream();
        await file.CopyToAsync(content);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.ToArray()));
        var type = info.GetProperty("flowSyntax").GetString() switch
        {
            "CDAR" => LifeCycleXml.Read(content.ToArray())!.Status == 212 ? "CustomerInvoiceLC" : "SupplierInvoiceLC",
            "Factur-X" => "CustomerInvoice",
            "FRR" => "MultiFlowReport",
            _ => "",
        };
        if (type == "" || info.GetProperty("sha256").GetString() != sha256)
            return Results.Json(new { errorCode = "CHECKSUM" }, statusCode: 422);
        var flow = Put(content.ToArray(), Now ?? DateTimeOffset.Parse("2026-11-23T09:30:00Z"), type,
            info.GetProperty("name").GetString()!);
        Flows[^1] = flow with { Direction = "Out", TrackingId = info.GetProperty("trackingId").GetString() };
        return Results.Json(Told(Flows[^1]), statusCode: 202);
    }

    private sealed class Leading(Uri home) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            request.RequestUri = new Uri(home, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancel);
        }
    }
}
