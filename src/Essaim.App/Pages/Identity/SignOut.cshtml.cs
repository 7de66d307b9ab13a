using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

[Authorize(Policy = SignInSetup.AnyUser)]
public sealed class SignOutModel(Sessions sessions) : EssaimPage
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(HttpContext);
        Tell("Vous êtes déconnecté.", "À bientôt.");
        return Redirect("/connexion");
    }
}
