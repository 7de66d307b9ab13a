using Essaim.App.Data;
using Essaim.App.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Essaim.App.Web;

/// <summary>
/// A sign-in service outside (OpenID Connect): who it is, and the name and secret that we have there.
/// </summary>
public sealed record OidcProvider(Uri Authority, string ClientId, string ClientSecret);

/// <summary>
/// Signing in through another service, as a first proof. The first time, its verified e-mail address must be the login
/// of somebody who is already a user here; from then on they are known by issuer and subject. It never makes a user,
/// and a second factor of ours is still asked for. State, nonce and PKCE are the framework's.
/// </summary>
public static class OidcSetup
{
    public const string Scheme = "oidc";

    public static void AddOidc(this IServiceCollection services, WebServerOptions options)
    {
        if (options.Oidc is not { } provider)
            return;
        services.AddAuthentication().AddOpenIdConnect(Scheme, oidc =>
        {
            oidc.Authority = provider.Authority.ToString();
            // In clear only on this very machine: there is nobody in between.
            oidc.RequireHttpsMetadata = !provider.Authority.IsLoopback;
            (oidc.ClientId, oidc.ClientSecret) = (provider.ClientId, provider.ClientSecret);
            oidc.ResponseType = OpenIdConnectResponseType.Code;
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.UsePkce = true;
            oidc.CallbackPath = "/connexion/retour-oidc";
            oidc.MapInboundClaims = false;
            oidc.SaveTokens = false;
            oidc.GetClaimsFromUserInfoEndpoint = false;
            // Taken out by default; with the subject it is who somebody is.
            oidc.ClaimActions.Remove("iss");
            oidc.Scope.Clear();
            oidc.Scope.Add("openid");
            oidc.Scope.Add("email");
            Cookies.Harden(oidc.CorrelationCookie, "oidc-etat", options);
            Cookies.Harden(oidc.NonceCookie, "oidc-nonce", options);
            oidc.Events.OnRedirectToIdentityProvider = context => NameOurselves(context, options);
            // Not at OnTokenValidated, which comes before the nonce has been compared.
            oidc.Events.OnTicketReceived = EnterAsync;
            oidc.Events.OnRemoteFailure = context => TurnAway(context.HttpContext, context.HandleResponse);
        });
    }

    /// <summary>The way back is the address we were told, not what a request says of itself.</summary>
    private static Task NameOurselves(RedirectContext context, WebServerOptions options)
    {
        if (options.Address is { } address)
            context.ProtocolMessage.RedirectUri = new Uri(address, context.Options.CallbackPath).ToString();
        return Task.CompletedTask;
    }

    private static async Task EnterAsync(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var user = OutsideIdentity.Of(context.Principal) is { } who
            ? services.GetRequiredService<Catalogue>().UserOutside(who) : null;
        if (user is null)
        {
            await TurnAway(context.HttpContext, context.HandleResponse);
            return;
        }
        var next = await services.GetRequiredService<Entrance>()
            .AfterFirstProofAsync(context.HttpContext, user, context.ReturnUri ?? "/");
        context.Response.Redirect(next);
        context.HandleResponse();
    }

    /// <summary>One answer whatever went wrong: who knocks learns nothing about who is known here.</summary>
    private static Task TurnAway(HttpContext context, Action handled)
    {
        context.Response.Redirect("/connexion?ailleurs=non");
        handled();
        return Task.CompletedTask;
    }
}
