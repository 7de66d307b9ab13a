using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Essaim.App.Tests.Identity;

/// <summary>
/// A small OpenID Connect service of its own: discovery, keys, authorisation by code with PKCE, tokens signed RS256.
/// It lets in at once whoever it was told to be.
/// </summary>
internal sealed class OidcServer : IAsyncDisposable
{
    public const string ClientId = "essaim";
    public const string ClientSecret = "un-secret-pour-l-essai";
    private readonly RSA _key = RSA.Create(2048);
    private readonly Dictionary<string, (string Challenge, string Nonce)> _codes = [];
    private readonly TimeProvider _time;
    private WebApplication _app = null!;

    private OidcServer(TimeProvider time) => _time = time;

    public string Email { get; set; } = "";
    public bool Verified { get; set; } = true;

    /// <summary>Its own name for whoever it lets in.</summary>
    public string Subject { get; set; } = "42";

    /// <summary>Signs with a key that nobody published.</summary>
    public bool Forges { get; set; }

    /// <summary>Answers with the nonce of another sign-in.</summary>
    public bool Replays { get; set; }

    public Uri Address => new(_app.Urls.First());

    public static async Task<OidcServer> StartAsync(TimeProvider time)
    {
        var server = new OidcServer(time);
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        server._app = builder.Build();
        server._app.Urls.Add("http://127.0.0.1:0");
        server._app.MapGet("/.well-known/openid-configuration", server.Discover);
        server._app.MapGet("/keys", server.Keys);
        server._app.MapGet("/authorize", server.Authorize);
        server._app.MapPost("/token", server.TokenAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private string Issuer => Address.ToString().TrimEnd('/');

    private IResult Discover() => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = Issuer + "/authorize",
        ["token_endpoint"] = Issuer + "/token",
        ["jwks_uri"] = Issuer + "/keys",
        ["response_types_supported"] = new[] { "code" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    });

    private IResult Keys()
    {
        var key = _key.ExportParameters(false);
        return Results.Json(new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Text(key.Modulus!), e = Text(key.Exponent!),
                },
            },
        });
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        if (asked["client_id"] != ClientId || asked["code_challenge_method"] != "S256" || asked["state"].Count != 1)
            return Results.BadRequest();
        var code = Text(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (asked["code_challenge"]!, asked["nonce"]!);
        return Results.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"]!,
            new Dictionary<string, string?> { ["code"] = code, ["state"] = asked["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_codes.Remove(form["code"]!, out var asked) || form["client_secret"] != ClientSecret
            || Text(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))) != asked.Challenge)
            return Results.BadRequest();
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        return Results.Json(new
        {
            access_token = "rien", token_type = "Bearer", expires_in = 300,
            id_token = Sign(new Dictionary<string, object>
            {
                ["iss"] = Issuer, ["aud"] = ClientId, ["sub"] = Subject, ["iat"] = now, ["nbf"] = now,
                ["exp"] = now + 300,
                ["nonce"] = Replays ? "un-autre" : asked.Nonce, ["email"] = Email, ["email_verified"] = Verified,
            }),
        });
    }

    private string Sign(Dictionary<string, object> claims)
    {
        using var other = RSA.Create(2048);
        var content = Text(Encoding.UTF8.GetBytes("""{"alg":"RS256","kid":"1","typ":"JWT"}""")) + "."
            + Text(JsonSerializer.SerializeToUtf8Bytes(claims));
        return content + "." + Text((Forges ? other : _key).SignData(Encoding.ASCII.GetBytes(content),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Text(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
