namespace Essaim.App.Web;

/// <summary>
/// One way to name and protect cookies. <c>__Host-</c> binds a cookie to this host and to HTTPS; browsers refuse it
/// over plain HTTP, where the name goes without.
/// </summary>
public static class Cookies
{
    public static string Name(string purpose, WebServerOptions options) =>
        (options.BehindHttps ? "__Host-essaim-" : "essaim-") + purpose;

    public static void Harden(CookieBuilder cookie, string purpose, WebServerOptions options)
    {
        cookie.Name = Name(purpose, options);
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.IsEssential = true;
        cookie.SecurePolicy = options.BehindHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
