using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Essaim.App.Pages.Identity;

/// <summary>One's own second factors: which there are, and the way to add, rename or remove them.</summary>
public sealed class SecurityModel(
    Catalogue catalogue, SecondFactors factors, Passkeys passkeys, Sessions sessions) : SecurityPage(catalogue)
{
    [BindProperty]
    public string KeyId { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    public IReadOnlyList<UserPasskeyInfo> Passkeys { get; private set; } = [];
    public int RecoveryCodesLeft { get; private set; }
    public DateTimeOffset? LinkedSince { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    [FreshSignIn]
    public Task<IActionResult> OnPostRemoveApplicationAsync() => TryAsync(async () =>
    {
        factors.ForgetApplication(Catalogue.User(Me.UserId)!);
        await sessions.ReopenAsync(HttpContext);
        Tell("Application de codes retirée.", "Vos autres appareils devront se reconnecter.");
        return Redirect("/profil/securite");
    });

    public Task<IActionResult> OnPostRenameAsync() => TryAsync(() =>
    {
        passkeys.Rename(Me.UserId, ReadId(), Name);
        Tell("Clé renommée.");
        return Task.FromResult<IActionResult>(Redirect("/profil/securite"));
    });

    [FreshSignIn]
    public Task<IActionResult> OnPostRemoveAsync() => TryAsync(async () =>
    {
        Catalogue.RemovePasskey(Me.UserId, ReadId());
        await sessions.ReopenAsync(HttpContext);
        Tell("Clé d’accès retirée.", "Vos autres appareils devront se reconnecter.");
        return Redirect("/profil/securite");
    });

    [FreshSignIn]
    public Task<IActionResult> OnPostUnlinkAsync() => TryAsync(() =>
    {
        Catalogue.Unlink(Me.UserId);
        Tell("Service délié.", "Il sera relié à votre prochaine entrée par lui.");
        return Task.FromResult<IActionResult>(Redirect("/profil/securite"));
    });

    public static string Id(UserPasskeyInfo key) => WebEncoders.Base64UrlEncode(key.CredentialId);

    public static DateOnly Since(UserPasskeyInfo key) => DateOnly.FromDateTime(CivilDay.Local(key.CreatedAt));

    protected override async Task LoadAsync()
    {
        await base.LoadAsync();
        Passkeys = Catalogue.PasskeysOf(Me.UserId);
        LinkedSince = Catalogue.LinkedSince(Me.UserId);
        RecoveryCodesLeft = Catalogue.RecoveryCodesLeft(Me.UserId);
    }

    private byte[] ReadId()
    {
        try
        {
            return WebEncoders.Base64UrlDecode(KeyId);
        }
        catch (FormatException)
        {
            throw new BrokenRuleException("Cette clé n’est plus là. Rechargez la page.");
        }
    }
}
