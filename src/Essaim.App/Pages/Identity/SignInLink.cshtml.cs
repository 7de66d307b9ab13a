using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>Asks for a link by mail, and enters with it: opening the link shows a button and changes nothing.</summary>
[AllowAnonymous]
public sealed class SignInLinkModel(SignInLinks links, Entrance entrance, SignInThrottle throttle) : EssaimPage
{
    [BindProperty]
    public string Login { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "jeton")]
    public string Token { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "envoye")]
    public bool Sent { get; set; }

    public IActionResult OnGet() => links.AreOffered ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!links.AreOffered)
            return NotFound();
        return await TryAsync(async () =>
        {
            if (throttle.MustWaitForLink(HttpContext.Connection.RemoteIpAddress) is { } wait)
                throw new BrokenRuleException(
                    $"Trop de demandes. Attendez {SignInThrottle.Words(wait)}, puis réessayez.");
            await links.SendAsync(Login);
            return Redirect("/connexion/lien?envoye=true");
        }, nameof(Login));
    }

    public Task<IActionResult> OnPostEnterAsync() => TryAsync(async () =>
    {
        var token = Token;
        // Shown again, the page offers to ask for another link.
        Token = "";
        ModelState.Remove("jeton");
        return LocalRedirect(await entrance.AfterFirstProofAsync(HttpContext, links.Take(token), "/"));
    });
}
