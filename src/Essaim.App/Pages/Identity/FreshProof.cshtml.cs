using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>Whoever is signed in shows again who they are, see <see cref="FreshSignInAttribute"/>.</summary>
[Authorize(Policy = SignInSetup.AnyUser)]
public sealed class FreshProofModel(
    Catalogue catalogue, SecondFactors factors, Passkeys passkeys, SignInThrottle throttle, Sessions sessions)
    : ReturningPage
{
    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    public SignedInUser Known { get; private set; } = null!;

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostCodeAsync() => TryAsync(() =>
    {
        factors.Take(catalogue.User(Me.UserId)!, Code);
        return ProvedAsync();
    }, nameof(Code));

    public Task<IActionResult> OnPostPasswordAsync() => TryAsync(() =>
    {
        var address = HttpContext.Connection.RemoteIpAddress;
        var login = catalogue.User(Me.UserId)!.Login;
        if (throttle.MustWait(login, address) is { } wait)
            throw new BrokenRuleException(
                $"Trop d’essais. Attendez {SignInThrottle.Words(wait)}, puis réessayez.");
        if (!catalogue.HasPassword(Me.UserId, Password))
        {
            throttle.Failed(login, address);
            throw new BrokenRuleException("Ce n’est pas votre mot de passe. Réessayez.");
        }
        throttle.Succeeded(login, address);
        return ProvedAsync();
    }, nameof(Password));

    public async Task<IActionResult> OnPostAskAsync() =>
        new JsonResult(await passkeys.AskAsync(HttpContext, catalogue.User(Me.UserId)));

    public Task<IActionResult> OnPostPasskeyAsync() => TryAsync(async () =>
    {
        await passkeys.TakeOwnAsync(HttpContext, Answer, Me.UserId);
        return await ProvedAsync();
    });

    protected override Task LoadAsync()
    {
        Known = catalogue.User(Me.UserId)!;
        return Task.CompletedTask;
    }

    private async Task<IActionResult> ProvedAsync()
    {
        await sessions.ProveAsync(HttpContext);
        return LocalRedirect(Destination);
    }
}
