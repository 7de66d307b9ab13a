using System.Security.Cryptography;
using System.Text;
using Essaim.App.Data;
using Essaim.App.Web;

namespace Essaim.App.Identity;

/// <summary>
/// What people sign in with (appareil): recognised by a cookie that means nothing else, named by what the browser says
/// of itself.
/// </summary>
public sealed class Devices(Catalogue catalogue, WebServerOptions server, TimeProvider time)
{
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chromium", "Chromium"),
        ("HeadlessChrome/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "sur iPhone"), ("iPad", "sur iPad"), ("Android", "sous Android"), ("Windows", "sous Windows"),
        ("Mac OS X", "sous macOS"), ("CrOS", "sous ChromeOS"), ("Linux", "sous Linux"),
    ];

    /// <summary>"Firefox sous Windows".</summary>
    public static string Words(string userAgent)
    {
        var browser = Browsers.FirstOrDefault(b => userAgent.Contains(b.Sign, StringComparison.Ordinal)).Name;
        var system = Systems.FirstOrDefault(s => userAgent.Contains(s.Sign, StringComparison.Ordinal)).Name;
        return $"{browser ?? "Un navigateur"} {system}".TrimEnd();
    }

    /// <summary>Remembers the device; true when the user had others and had never used this one.</summary>
    public bool Meet(HttpContext context, long user)
    {
        var cookie = new CookieBuilder { MaxAge = TimeSpan.FromDays(365) };
        Cookies.Harden(cookie, "appareil", server);
        var known = context.Request.Cookies[cookie.Name!];
        var name = known is { Length: 32 } ? known : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Response.Cookies.Append(cookie.Name!, name, cookie.Build(context, time.GetUtcNow()));
        return catalogue.MeetDevice(user, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(name))));
    }
}
