using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Essaim.App.Data;
using Essaim.App.Mail;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Memory;

namespace Essaim.App.Identity;

/// <summary>
/// Opens, checks and ends sessions. What the catalogue says is trusted for a minute, then asked again.
/// </summary>
public sealed class Sessions(
    Catalogue catalogue, Devices devices, Postman postman, IMemoryCache cache, TimeProvider time)
{
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);

    private sealed record Answer<T>(T Value, DateTimeOffset At);

    /// <summary>
    /// Signs in: straight to the co-op when there is only one role to take, otherwise without, until one is chosen.
    /// </summary>
    public async Task OpenAsync(HttpContext context, SignedInUser user, Grant? grant = null)
    {
        grant ??= user.Grants.Count == 1 ? user.Grants[0] : null;
        var now = time.GetUtcNow();
        var session = new OpenSession(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), user.Id,
            grant?.Coop.Id, grant?.Role, now, now, Devices.Words(context.Request.Headers.UserAgent.ToString()),
            context.Connection.RemoteIpAddress?.ToString() ?? "", devices.Meet(context, user.Id));
        catalogue.AddSession(session);
        Forget(user.Id);
        if (NewDeviceLetter.For(user, session) is { } letter)
        {
            await Outbox.PutAsync(catalogue, letter, time);
            postman.Call();
        }
        await context.SignInAsync(SessionClaims.Principal(user, grant, session), Properties(grant?.Role));
    }

    public async Task EndAsync(HttpContext context)
    {
        var user = new CurrentUser(context.User);
        if (user.IsSignedIn)
            End(user.UserId, user.SessionId);
        await context.SignOutAsync();
    }

    /// <summary>Ends a session of this user, at once in this program.</summary>
    public void End(long user, string session)
    {
        catalogue.EndSession(user, session, time.GetUtcNow());
        cache.Remove(SessionKey(session));
        Forget(user);
    }

    /// <summary>
    /// After a change of password or second factor: all sessions of the user end, and this one is opened anew in the
    /// same co-op.
    /// </summary>
    public Task ReopenAsync(HttpContext context)
    {
        var me = new CurrentUser(context.User);
        catalogue.EndSessions(me.UserId, time.GetUtcNow());
        cache.Remove(SessionKey(me.SessionId));
        Forget(me.UserId);
        var user = catalogue.User(me.UserId)!;
        var grant = me.HasCoop ? user.Grants.First(g => g.Coop.Id == me.CoopId && g.Role == me.Role) : null;
        return OpenAsync(context, user, grant);
    }

    /// <summary>The user has just shown again who they are: the same session, its proof renewed.</summary>
    public Task ProveAsync(HttpContext context)
    {
        var role = new CurrentUser(context.User) is { HasCoop: true } me ? me.Role : (Role?)null;
        return context.SignInAsync(SessionClaims.Proved(context.User, time.GetUtcNow()), Properties(role));
    }

    /// <summary>The user says that the unknown device was theirs.</summary>
    public void RecogniseDevices(CurrentUser me)
    {
        catalogue.RecogniseDevices(me.UserId);
        cache.Remove(NewsKey(me.SessionId));
    }

    /// <summary>To be called after a change of rights or factors in this program, so that it holds at once.</summary>
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
        var isOpen = Trust(SessionKey(session), () => catalogue.SeeSession(session, time.GetUtcNow()));
        if (!isOpen || time.GetUtcNow() > DateTimeOffset.FromUnixTimeSeconds(at) + SessionLength.AtMost(role))
            return false;
        var coop = principal.FindFirstValue(SessionClaims.Coop);
        if (Trust(UserKey(id), () => catalogue.User(id)) is not { } user
            || user.Stamp != principal.FindFirstValue(SessionClaims.Stamp))
            return false;
        var grant = user.Grants.FirstOrDefault(g => g.Coop.Id == coop && g.Role == role);
        if (coop is not null && grant is null)
            return false;
        SessionClaims.Mark(principal, user, grant,
            Trust(NewsKey(session), () => catalogue.UnknownDevice(id, session)));
        return true;
    }

    private AuthenticationProperties Properties(Role? role) => new()
    {
        IssuedUtc = time.GetUtcNow(),
        ExpiresUtc = time.GetUtcNow() + SessionLength.Idle(role),
        IsPersistent = role == Role.Entrepreneur,
        AllowRefresh = true,
    };

    private static long? Number(ClaimsPrincipal principal, string claim) =>
        long.TryParse(principal.FindFirstValue(claim), CultureInfo.InvariantCulture, out var number) ? number : null;

    private T Trust<T>(string key, Func<T> ask)
    {
        if (cache.TryGetValue(key, out Answer<T>? known) && time.GetUtcNow() - known!.At < Trusted)
            return known.Value;
        var answer = new Answer<T>(ask(), time.GetUtcNow());
        cache.Set(key, answer, Trusted);
        return answer.Value;
    }

    private static string UserKey(long id) => $"user/{id}";

    private static string NewsKey(string session) => $"unknown-device/{session}";

    private static string SessionKey(string session) => $"session/{session}";
}
