namespace Essaim.App.Web;

/// <summary>
/// How this browser wants its pages: said once on the profile page, kept in a cookie, written by the server.
/// </summary>
public sealed record Display(string? Theme, bool Keys)
{
    public const string Light = "clair";
    public const string Dark = "sombre";
    private const string WithoutKeys = "sans-touches";

    public static Display Of(HttpRequest request, WebServerOptions options)
    {
        var words = request.Cookies[Cookies.Name("affichage", options)]?.Split('.') ?? [];
        var theme = words.Contains(Light) ? Light : words.Contains(Dark) ? Dark : null;
        return new Display(theme, !words.Contains(WithoutKeys));
    }

    /// <summary>As the stylesheet knows it; null follows the system.</summary>
    public string? DataTheme => Theme switch { Light => "light", Dark => "dark", _ => null };

    public void Keep(HttpResponse response, WebServerOptions options, TimeProvider time)
    {
        var cookie = new CookieBuilder { MaxAge = TimeSpan.FromDays(365) };
        Cookies.Harden(cookie, "affichage", options);
        response.Cookies.Append(cookie.Name!, (Theme ?? "systeme") + (Keys ? "" : "." + WithoutKeys),
            cookie.Build(response.HttpContext, time.GetUtcNow()));
    }
}
