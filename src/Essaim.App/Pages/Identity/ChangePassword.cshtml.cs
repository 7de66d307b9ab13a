using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

public sealed class ChangePasswordModel(Catalogue catalogue, Sessions sessions) : EssaimPage
{
    [BindProperty]
    public string CurrentPassword { get; set; } = "";

    [BindProperty]
    public string NewPassword { get; set; } = "";

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        catalogue.ChangePassword(Me.UserId, CurrentPassword, NewPassword);
        await sessions.ReopenAsync(HttpContext);
        Tell("Mot de passe changé.", "Vos autres appareils devront se reconnecter.");
        return RedirectToPage("Profile");
    });
}
