using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>The second proof, between the password and the session.</summary>
[AllowAnonymous]
public sealed class SecondFactorModel(
    FirstProofs proofs, SecondFactors factors, Passkeys passkeys, Entrance entrance) : ReturningPage
{
    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    public SignedInUser Known { get; private set; } = null!;

    public IActionResult OnGet()
    {
        if (proofs.Find(HttpContext) is not { } user)
            return FromTheStart();
        Known = user;
        return Page();
    }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        if (proofs.Find(HttpContext) is not { } user)
            return FromTheStart();
        Known = user;
        factors.Take(user, Code);
        return LocalRedirect(await entrance.OpenAsync(HttpContext, user, Destination));
    }, nameof(Code));

    public async Task<IActionResult> OnPostAskAsync() =>
        proofs.Find(HttpContext) is { } user ? new JsonResult(await passkeys.AskAsync(HttpContext, user)) : NotFound();

    public Task<IActionResult> OnPostPasskeyAsync() => TryAsync(async () =>
    {
        if (proofs.Find(HttpContext) is not { } user)
            return FromTheStart();
        Known = user;
        await passkeys.TakeOwnAsync(HttpContext, Answer, user.Id);
        return LocalRedirect(await entrance.OpenAsync(HttpContext, user, Destination));
    });

    public IActionResult OnPostGiveUp()
    {
        proofs.Forget(HttpContext);
        return FromTheStart();
    }

    private RedirectResult FromTheStart() =>
        Redirect("/connexion?retour=" + Uri.EscapeDataString(Destination));
}
