using Microsoft.AspNetCore.Diagnostics;

namespace Essaim.App.Web;

/// <summary>
/// A second wall behind the antiforgery token: what changes something must come from a page of this site, as the
/// browser itself says. Old browsers say nothing; for them the token stands alone.
/// </summary>
public static class SameOriginForms
{
    public static void UseSameOriginForms(this WebApplication app) => app.Use((context, next) =>
    {
        // The page that explains a refusal runs on the refused request.
        var explaining = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (explaining || IsSafe(context.Request.Method) || ComesFromHere(context.Request) != false)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>Null when the browser does not tell.</summary>
    public static bool? ComesFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return null;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
