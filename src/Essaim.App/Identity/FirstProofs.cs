using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Web;

namespace Essaim.App.Identity;

/// <summary>
/// Between the first proof (password, link) and the second: a cookie that opens nothing, says who has half proved who
/// they are, and lasts ten minutes.
/// </summary>
public sealed class FirstProofs(Catalogue catalogue, Seals seals, WebServerOptions server, TimeProvider time)
{
    private const string Purpose = "first-proof";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public void Keep(HttpContext context, SignedInUser user)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $"{user.Id}/{user.Stamp}");
        var cookie = Builder();
        context.Response.Cookies.Append(cookie.Name!, seals.Close(Purpose, content, Life),
            cookie.Build(context, time.GetUtcNow()));
    }

    /// <summary>Null when there is none, it is too old, or the user has changed since.</summary>
    public SignedInUser? Find(HttpContext context) =>
        seals.Open(Purpose, context.Request.Cookies[Builder().Name!])?.Split('/') is [var id, var stamp]
        && catalogue.User(long.Parse(id, CultureInfo.InvariantCulture)) is { } user && user.Stamp == stamp
            ? user : null;

    public void Forget(HttpContext context)
    {
        var cookie = Builder();
        context.Response.Cookies.Delete(cookie.Name!, cookie.Build(context, time.GetUtcNow()));
    }

    private CookieBuilder Builder()
    {
        var cookie = new CookieBuilder { MaxAge = Life };
        Cookies.Harden(cookie, "premiere-preuve", server);
        return cookie;
    }
}
