using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>
/// Adds an application of codes, or replaces it. The new secret travels sealed in the form and is kept once a code has
/// shown that the application has it.
/// </summary>
public sealed class ApplicationModel(Catalogue catalogue, SecondFactors factors, Sessions sessions, Seals seals)
    : SecurityPage(catalogue)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    private string _secret = "";

    [BindProperty]
    public string Sealed { get; set; } = "";

    [BindProperty]
    public string Code { get; set; } = "";

    public IHtmlContent Picture => QrCode.Draw(SecondFactors.Address(_secret, Known.Login), "Image à photographier");

    /// <summary>In groups of four, to be typed.</summary>
    public string Key => string.Join(' ', _secret.Chunk(4).Select(four => new string(four)));

    [FreshSignIn]
    public async Task OnGetAsync()
    {
        await LoadAsync();
        _secret = SecondFactors.NewSecret();
        Sealed = seals.Close(Purpose, _secret, Life);
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync()
    {
        if (seals.Open(Purpose, Sealed) is not { } secret)
            return LocalRedirect(Address("/profil/securite/application"));
        _secret = secret;
        return await TryAsync(async () =>
        {
            factors.KeepApplication(Catalogue.User(Me.UserId)!, secret, Code);
            await sessions.ReopenAsync(HttpContext);
            Tell("Application de codes ajoutée.", "Elle sera demandée après le mot de passe.");
            return LocalRedirect(Address(Catalogue.RecoveryCodesLeft(Me.UserId) == 0
                ? "/profil/securite/secours" : "/profil/securite"));
        }, nameof(Code));
    }

    private string Purpose => $"application/{Me.UserId}";
}
