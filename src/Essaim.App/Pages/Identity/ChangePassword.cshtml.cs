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
        var user = catalogue.ChangePassword(Me.UserId, CurrentPassword, NewPassword);
        sessions.Forget(user.Id);
        var grant = user.Grants.First(g => g.Coop.Id == Me.CoopId && g.Role == Me.Role);
        await sessions.OpenAsync(HttpContext, user, grant);
        Tell("Mot de passe changé.", "Vos autres appareils devront se reconnecter.");
        return RedirectToPage("Profile");
    });
}
