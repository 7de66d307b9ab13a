using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Essaim.Browser.Tests;

/// <summary>Passkeys with Chromium's own virtual device: made, used alone, as second proof, renamed, removed.</summary>
public sealed class PasskeyTests(Stage stage)
{
    private const string Password = "velours-et-doublure";

    [Fact]
    public async Task A_passkey_is_made_opens_the_site_alone_and_is_the_second_proof_after_a_password()
    {
        stage.AddUser("rosa", Password);
        await using var rosa = await stage.StrangerByNameAsync(Device.Phone);
        var device = await VirtualDevice.PlugInAsync(rosa.Page);
        await rosa.ShowAsync(async () =>
        {
            await rosa.SignInAsync("rosa", Password);
            await MakeKeyAsync(rosa, "Téléphone");
            await SignOutAsync(rosa);

            await rosa.PressAsync("Entrer avec une clé d’accès");
            await rosa.IsCalledAsync("Bonjour");
            await SignOutAsync(rosa);

            await rosa.FillAsync("Identifiant", "rosa");
            await rosa.FillAsync("Mot de passe", Password);
            await rosa.PressAsync("Se connecter");
            await rosa.IsCalledAsync("Est-ce bien vous");
            await rosa.PressAsync("Continuer avec une clé d’accès");
            await rosa.IsCalledAsync("Bonjour");

            await device.VerifiesAsync(false);
            await SignOutAsync(rosa);
            await rosa.PressAsync("Entrer avec une clé d’accès");
            await Expect(rosa.Page.Locator("[data-passkey-word]")).ToContainTextAsync("Rien n’a été fait");
        });
    }

    [Fact]
    public async Task A_passkey_is_renamed_and_the_last_one_cannot_be_removed()
    {
        stage.AddUser("rachel", Password);
        await using var rachel = await stage.StrangerByNameAsync(Device.Desk);
        await VirtualDevice.PlugInAsync(rachel.Page);
        await rachel.ShowAsync(async () =>
        {
            await rachel.SignInAsync("rachel", Password);
            await MakeKeyAsync(rachel, "Téléphone");
            await rachel.GoAsync("/profil/securite");
            await rachel.Page.Locator("summary").ClickAsync();
            await rachel.FillAsync("Nom de cette clé", "Ordinateur du bureau");
            await rachel.PressAsync("Renommer");
            await rachel.SeesAsync("Clé renommée.");
            await rachel.Page.Locator("summary").ClickAsync();
            await rachel.PressAsync("Retirer la clé");
            await rachel.SeesAsync("votre seule seconde preuve");
        });
    }

    private static async Task MakeKeyAsync(Visitor visitor, string name)
    {
        await visitor.GoAsync("/profil/securite");
        await visitor.FollowAsync("Ajouter une clé d’accès");
        await visitor.FillAsync("Nom de cette clé", name);
        await visitor.PressAsync("Faire la clé");
        await visitor.SeesAsync("Clé d’accès ajoutée.");
        await visitor.PressAsync("Faire dix codes");
        await Expect(visitor.Page.Locator(".codes li")).ToHaveCountAsync(10);
        await visitor.FollowAsync("J’ai rangé mes codes");
    }

    private static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.GoAsync("/deconnexion");
        await visitor.PressAsync("Se déconnecter");
        await visitor.IsCalledAsync("Se connecter");
    }
}

/// <summary>A device inside Chromium that holds keys and says that its owner is there.</summary>
internal sealed class VirtualDevice(ICDPSession browser, string id)
{
    public static async Task<VirtualDevice> PlugInAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        var made = await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new
            {
                protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true,
                isUserVerified = true, automaticPresenceSimulation = true,
            },
        });
        return new VirtualDevice(browser, made!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether the owner's finger or face is recognised from now on.</summary>
    public Task VerifiesAsync(bool owner) => browser.SendAsync("WebAuthn.setUserVerified",
        new Dictionary<string, object> { ["authenticatorId"] = id, ["isUserVerified"] = owner });
}
