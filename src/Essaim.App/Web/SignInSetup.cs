using Essaim.App.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Essaim.App.Web;

/// <summary>Sign-in by cookie, and a policy for each capability. What no page says is refused to strangers.</summary>
public static class SignInSetup
{
    /// <summary>Signed in, whether or not a co-op has been chosen yet.</summary>
    public const string AnyUser = nameof(AnyUser);

    /// <summary>Who keeps the installation, in whichever co-op they are: no role gives it.</summary>
    public const string Keeper = nameof(Keeper);

    public static void AddSignIn(this IServiceCollection services, WebServerOptions options)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            Cookies.Harden(cookie.Cookie, "session", options);
            cookie.LoginPath = "/connexion";
            cookie.ReturnUrlParameter = "retour";
            cookie.SlidingExpiration = true;
            cookie.ExpireTimeSpan = SessionLength.Longest;
            cookie.Events.OnValidatePrincipal = context =>
                context.HttpContext.RequestServices.GetRequiredService<Sessions>().CheckAsync(context);
            cookie.Events.OnRedirectToLogin = AskToSignInAsync;
            cookie.Events.OnRedirectToAccessDenied = RefuseAsync;
        });
        var authorization = services.AddAuthorizationBuilder();
        authorization.AddPolicy(AnyUser, policy => policy.RequireAuthenticatedUser());
        authorization.SetFallbackPolicy(InACoop(_ => true));
        authorization.SetDefaultPolicy(InACoop(_ => true));
        authorization.AddPolicy(Keeper, InACoop(user => user.KeepsInstallation));
        foreach (var capability in Enum.GetValues<Capability>())
            authorization.AddPolicy(capability.ToString(), InACoop(user => user.Can(capability)));
    }

    private static AuthorizationPolicy InACoop(Func<CurrentUser, bool> may) => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => new CurrentUser(context.User) is { IsInside: true } user && may(user))
        .Build();

    /// <summary>A form sent after the session ended is kept until its author is back.</summary>
    private static async Task AskToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) && request.Headers.ContainsKey("HX-Request"))
        {
            // Live totals fail alone: the page stays with what was typed, which its own button sends and so keeps.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var back = await WayBackAsync(request);
        var address = $"{context.Options.LoginPath}?retour={Uri.EscapeDataString(back)}";
        if (request.Headers.ContainsKey("HX-Request"))
        {
            // A fragment cannot be replaced by a whole page: htmx is told to leave for the sign-in.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = "/connexion";
            return;
        }
        context.Response.Redirect(address);
    }

    /// <summary>Who has something to choose or to set up first does so; a form they sent waits for them.</summary>
    private static async Task RefuseAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var user = new CurrentUser(context.HttpContext.User);
        if (user.IsInside)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var back = Uri.EscapeDataString(await WayBackAsync(context.Request));
        context.Response.Redirect(user switch
        {
            { HasCoop: false } => $"/cooperative?retour={back}",
            { Missing: MissingProof.Passkey } => $"/profil/securite/cle?retour={back}",
            _ => $"/profil/securite?retour={back}",
        });
    }

    private static async Task<string> WayBackAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
            return request.PathBase + request.Path + request.QueryString;
        var forms = request.HttpContext.RequestServices.GetRequiredService<PendingForms>();
        return HttpMethods.IsPost(request.Method) && await forms.KeepAsync(request) is { } key
            ? PendingForms.Address(key) : "/";
    }
}
