using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Essaim.App.Api;

/// <summary>
/// Signs a program in by its token. It is its maker with fewer rights: a maker whose sign-in is closed or whose role
/// was withdrawn takes the token with them.
/// </summary>
public sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger,
    UrlEncoder encoder, Installation installation, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "jeton";
    public const string TokenClaim = "token";
    private const string Bearer = "Bearer ";

    /// <summary>Using a token is noted no oftener than this: a program that asks all day writes little.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(10);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var text = header[Bearer.Length..].Trim();
        if (ApiToken.CoopOf(text) is not { } coop || installation.Catalogue.Find(coop) is null)
            return AuthenticateResult.Fail("unknown");
        var store = await installation.StoreAsync(coop);
        await using var db = store.Read();
        if (await ApiToken.FindAsync(db, text) is not { } token || !token.IsOpen(CivilDay.Today(time)))
            return AuthenticateResult.Fail("unknown");
        var user = installation.Catalogue.User(token.UserId);
        var grant = user?.Grants.FirstOrDefault(g => g.Coop.Id == coop && g.Role == token.Role);
        if (user is null || grant is null)
            return AuthenticateResult.Fail("withdrawn");
        await NoteAsync(store, token);
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(user, grant, token), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private ClaimsPrincipal Principal(SignedInUser user, Grant grant, ApiToken token)
    {
        var identity = SessionClaims.Who(user, grant, Scheme.Name);
        identity.AddClaim(new Claim(TokenClaim, token.Id.ToString(CultureInfo.InvariantCulture)));
        foreach (var capability in token.Capabilities)
            identity.AddClaim(new Claim(SessionClaims.Scope, capability.ToString()));
        return new ClaimsPrincipal(identity);
    }

    private async Task NoteAsync(Store store, ApiToken token)
    {
        var now = time.GetUtcNow();
        if (token.LastUsedAt is not null
            && now - DateTimeOffset.Parse(token.LastUsedAt, CultureInfo.InvariantCulture) < Noted)
            return;
        try
        {
            await store.WriteAsync(w => w.Connection.ExecuteAsync(
                "UPDATE api_token SET last_used_at = @p1 WHERE id = @p0", w.Transaction, token.Id, w.Now));
        }
        catch (BrokenRuleException)
        {
            // A disk that is full still lets programs read.
        }
    }
}
