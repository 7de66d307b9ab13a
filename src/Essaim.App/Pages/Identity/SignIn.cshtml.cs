using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

[AllowAnonymous]
public sealed class SignInModel(
    Catalogue catalogue, Entrance entrance, Passkeys passkeys, SignInLinks links, SignInThrottle throttle,
    WebServerOptions server)
    : ReturningPage
{
    [BindProperty]
    public string Login { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    public bool IsDemonstration => server.Demonstration;

    /// <summary>Back from the service outside without having been recognised.</summary>
    [BindProperty(SupportsGet = true, Name = "ailleurs")]
    public string Outside { get; set; } = "";

    public bool OffersOutside => server.Oidc is not null;
    public bool OffersLinks => links.AreOffered;
    public bool HasPendingForm => Back.StartsWith("/reprise", StringComparison.Ordinal);
    public string? CoopName { get; private set; }
    public bool NothingHere { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (Me.HasCoop)
            return LocalRedirect(Destination);
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var address = HttpContext.Connection.RemoteIpAddress;
        if (throttle.MustWait(Login, address) is { } wait)
            return await RefusedAsync(
                $"Trop d’essais. Attendez {SignInThrottle.Words(wait)}, puis réessayez.",
                StatusCodes.Status429TooManyRequests);
        if (catalogue.SignIn(Login, Password) is not { } user)
        {
            throttle.Failed(Login, address);
            return await RefusedAsync(
                "L’identifiant et le mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez.",
                StatusCodes.Status422UnprocessableEntity);
        }
        throttle.Succeeded(Login, address);
        return LocalRedirect(await entrance.AfterFirstProofAsync(HttpContext, user, Destination));
    }

    /// <summary>What a device is asked to sign, the same for everybody; changes nothing.</summary>
    public async Task<IActionResult> OnPostAskAsync() => new JsonResult(await passkeys.AskAsync(HttpContext));

    /// <summary>A passkey is both proofs at once.</summary>
    public Task<IActionResult> OnPostPasskeyAsync() => TryAsync(async () => LocalRedirect(
        await entrance.OpenAsync(HttpContext, await passkeys.TakeAsync(HttpContext, Answer), Destination)));

    /// <summary>A link and not a form: the browser lets no form of ours lead to another site.</summary>
    public IActionResult OnGetOutside() => server.Oidc is null
        ? NotFound() : Challenge(new AuthenticationProperties { RedirectUri = Destination }, OidcSetup.Scheme);

    protected override Task LoadAsync()
    {
        var coops = catalogue.Coops();
        NothingHere = coops.Count == 0;
        CoopName = coops.Count == 1 ? coops[0].Name : null;
        return Task.CompletedTask;
    }

    private Task<IActionResult> RefusedAsync(string sentence, int status)
    {
        ModelState.AddModelError("", sentence);
        return RefusedAsync(status);
    }
}
