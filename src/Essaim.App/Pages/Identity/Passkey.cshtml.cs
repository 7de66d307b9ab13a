using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>Adds a passkey and gives it a name.</summary>
public sealed class PasskeyModel(Catalogue catalogue, Passkeys passkeys, Sessions sessions) : SecurityPage(catalogue)
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public PasskeyAnswer Answer { get; set; } = new();

    [FreshSignIn]
    public Task OnGetAsync() => LoadAsync();

    /// <summary>What the device is asked to sign; changes nothing.</summary>
    [FreshSignIn]
    public async Task<IActionResult> OnPostAskAsync() =>
        new JsonResult(await passkeys.AskForNewAsync(HttpContext, Catalogue.User(Me.UserId)!));

    [FreshSignIn]
    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        await passkeys.AddAsync(HttpContext, Catalogue.User(Me.UserId)!, Name, Answer);
        await sessions.ReopenAsync(HttpContext);
        Tell("Clé d’accès ajoutée.", "Elle suffit pour entrer, sans mot de passe.");
        return LocalRedirect(Address(Catalogue.RecoveryCodesLeft(Me.UserId) == 0
            ? "/profil/securite/secours" : "/profil/securite"));
    }, nameof(Name));
}
