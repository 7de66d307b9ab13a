using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

[AllowAnonymous]
public sealed class SignInModel(
    Catalogue catalogue, Sessions sessions, SignInThrottle throttle, WebServerOptions server) : EssaimPage
{
    [BindProperty]
    public string Login { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "retour")]
    public string Back { get; set; } = "";

    public bool IsDemonstration => server.Demonstration;
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
                $"Trop d’essais. Attendez {Minutes(wait)}, puis réessayez.", StatusCodes.Status429TooManyRequests);
        if (catalogue.SignIn(Login, Password) is not { } user)
        {
            throttle.Failed(Login, address);
            return await RefusedAsync(
                "L’identifiant et le mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez.",
                StatusCodes.Status422UnprocessableEntity);
        }
        throttle.Succeeded(Login, address);
        await sessions.OpenAsync(HttpContext, user);
        return user.Grants.Count == 1
            ? LocalRedirect(Destination)
            : RedirectToPage("ChooseCoop", new { retour = Destination });
    }

    protected override Task LoadAsync()
    {
        var coops = catalogue.Coops();
        NothingHere = coops.Count == 0;
        CoopName = coops.Count == 1 ? coops[0].Name : null;
        return Task.CompletedTask;
    }

    private string Destination => Url.IsLocalUrl(Back) ? Back : "/";

    private async Task<IActionResult> RefusedAsync(string sentence, int status)
    {
        ModelState.AddModelError("", sentence);
        await LoadAsync();
        return new Microsoft.AspNetCore.Mvc.RazorPages.PageResult { StatusCode = status };
    }

    private static string Minutes(TimeSpan wait) =>
        wait.TotalMinutes <= 1 ? "une minute" : $"{Math.Ceiling(wait.TotalMinutes)} minutes";
}
