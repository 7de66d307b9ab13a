using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>
/// What the pages about one's own proofs share. Open to whoever is signed in, also before they may do anything else,
/// because this is where they set up what they lack; the page they wanted waits in the address.
/// </summary>
[Authorize(Policy = SignInSetup.AnyUser)]
public abstract class SecurityPage(Catalogue catalogue) : ReturningPage
{
    public SignedInUser Known { get; private set; } = null!;

    protected Catalogue Catalogue => catalogue;

    /// <summary>Another page of these, with the page that was wanted.</summary>
    public string Address(string path, string? handler = null)
    {
        var query = QueryString.Empty;
        if (Back.Length > 0)
            query = query.Add("retour", Back);
        return path + (handler is null ? query : query.Add("handler", handler));
    }

    protected override Task LoadAsync()
    {
        Known = catalogue.User(Me.UserId)!;
        return Task.CompletedTask;
    }
}
