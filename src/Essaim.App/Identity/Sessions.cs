using System.Globalization;
using System.Security.Claims;
using Essaim.App.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Memory;

namespace Essaim.App.Identity;

/// <summary>
/// Opens, checks and ends sessions. What the catalogue says is trusted for a minute, then asked again.
/// </summary>
public sealed class Sessions(Catalogue catalogue, IMemoryCache cache, TimeProvider time)
{
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Signs in: straight to the co-op when there is only one role to take, otherwise without, until one is chosen.
    /// </summary>
    public Task OpenAsync(HttpContext context, SignedInUser user, Grant? grant = null)
    {
        grant ??= user.Grants.Count == 1 ? user.Grants[0] : null;
        var properties = new AuthenticationProperties
        {
            IssuedUtc = time.GetUtcNow(),
            ExpiresUtc = time.GetUtcNow() + SessionLength.Idle(grant?.Role),
            IsPersistent = grant?.Role == Role.Entrepreneur,
            AllowRefresh = true,
        };
        return context.SignInAsync(SessionClaims.Principal(user, grant, time), properties);
    }

    public async Task EndAsync(HttpContext context)
    {
        if (context.User.FindFirstValue(SessionClaims.Session) is { } session)
        {
            catalogue.EndSession(session, time);
            cache.Remove(EndedKey(session));
        }
        await context.SignOutAsync();
    }

    /// <summary>To be called after a change of rights or password in this program, so that it holds at once.</summary>
    public void Forget(long user) => cache.Remove(UserKey(user));

    /// <summary>
    /// Refuses a cookie that is too old, signed out, of a closed user, or for a role since withdrawn.
    /// </summary>
    public async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal is { } principal && IsStillGood(principal))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }

    private bool IsStillGood(ClaimsPrincipal principal)
    {
        var session = principal.FindFirstValue(SessionClaims.Session);
        if (session is null
            || Number(principal, SessionClaims.User) is not { } id
            || Number(principal, SessionClaims.SignedInAt) is not { } at)
            return false;
        var role = RoleNames.FromStored(principal.FindFirstValue(SessionClaims.Role));
        if (time.GetUtcNow() > DateTimeOffset.FromUnixTimeSeconds(at) + SessionLength.AtMost(role) || HasEnded(session))
            return false;
        var coop = principal.FindFirstValue(SessionClaims.Coop);
        return User(id) is { } user
            && user.Stamp == principal.FindFirstValue(SessionClaims.Stamp)
            && (coop is null || user.Grants.Any(g => g.Coop.Id == coop && g.Role == role));
    }

    private static long? Number(ClaimsPrincipal principal, string claim) =>
        long.TryParse(principal.FindFirstValue(claim), CultureInfo.InvariantCulture, out var number) ? number : null;

    private SignedInUser? User(long id) => cache.GetOrCreate(UserKey(id), entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Trusted;
        return catalogue.User(id);
    });

    private bool HasEnded(string session) => cache.GetOrCreate(EndedKey(session), entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Trusted;
        return catalogue.HasEnded(session);
    });

    private static string UserKey(long id) => $"user/{id}";

    private static string EndedKey(string session) => $"ended/{session}";
}
