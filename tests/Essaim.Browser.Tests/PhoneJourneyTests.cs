using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Essaim.Browser.Tests;

/// <summary>Two minutes on a phone: Jeanne invoices, is paid, claims a trip, tries a salary.</summary>
public sealed class PhoneJourneyTests(Stage stage)
{
    [Fact]
    public async Task An_entrepreneur_invoices_is_paid_and_claims_a_trip_on_a_phone()
    {
        await using var jeanne = await stage.StrangerAsync(Device.Phone);
        await jeanne.ShowAsync(async () =>
        {
            await jeanne.SignInAsync(Stage.Entrepreneur, stage.PasswordOf(Stage.Entrepreneur));
            await Expect(jeanne.Page.Locator("#reponse")).ToHaveTextAsync(new Regex("verser"));
            await Expect(jeanne.Page.Locator(".slip .big")).ToContainTextAsync("€");
            await Sale.CustomerAsync(jeanne, "Théâtre de la Passerelle");
            await Sale.DraftAsync(jeanne, "Théâtre de la Passerelle");
            await Sale.LineAsync(jeanne, 0, "Doublure de manteaux", "3", "120");
            await jeanne.PressAsync("Ajouter une ligne");
            await Sale.LineAsync(jeanne, 1, "Retouches", "2", "45,50");
            await jeanne.Field("Lines[1].Price").PressAsync("Tab");
            await Expect(jeanne.Page.Locator("#a-payer")).ToHaveTextAsync("541,20 €");
            await Expect(jeanne.Page.Locator("#net-1")).ToHaveTextAsync("91,00 €");
            await Sale.IssueAsync(jeanne, "541,20 €");
            await PdfAsync(jeanne);
            await Sale.ReceiveAsync(jeanne, "541,20");
            await AccountAsync(jeanne);
        });
    }

    [Fact]
    public async Task A_trip_is_claimed_on_a_phone()
    {
        await using var jeanne = await stage.VisitorAsync(Stage.Entrepreneur, Device.Phone);
        await jeanne.ShowAsync(() => ClaimAsync(jeanne, "2026-11", "22/11/2026"));
    }

    [Fact]
    public async Task The_simulator_gives_the_old_example_and_says_why_the_law_of_today_gives_other_hours()
    {
        await using var jeanne = await stage.VisitorAsync(Stage.Entrepreneur, Device.Phone);
        await jeanne.ShowAsync(() => SimulateAsync(jeanne));
    }

    [Fact]
    public async Task Everything_essential_works_without_scripts()
    {
        await using var jeanne = await stage.StrangerAsync(Device.Phone with { Scripts = false });
        await jeanne.ShowAsync(async () =>
        {
            await jeanne.SignInAsync(Stage.Entrepreneur, stage.PasswordOf(Stage.Entrepreneur));
            await Sale.CustomerAsync(jeanne, "Compagnie Sans Fil");
            await Sale.DraftAsync(jeanne, "Compagnie Sans Fil");
            await Sale.LineAsync(jeanne, 0, "Patronage", "4", "50");
            await jeanne.PressAsync("Ajouter une ligne");
            await Sale.LineAsync(jeanne, 1, "Coupe", "1", "75");
            await jeanne.PressAsync("Recalculer");
            await Expect(jeanne.Page.Locator("#a-payer")).ToHaveTextAsync("330,00 €");
            await Sale.IssueAsync(jeanne, "330,00 €");
            await Sale.ReceiveAsync(jeanne, "330,00");
            await AccountAsync(jeanne);
            await ClaimAsync(jeanne, "2026-10", "21/10/2026");
            await SimulateAsync(jeanne);
        });
    }

    private static async Task PdfAsync(Visitor jeanne)
    {
        var href = await jeanne.Link("Télécharger le PDF").GetAttributeAsync("href");
        var answer = await jeanne.Page.APIRequest.GetAsync(href!);
        Assert.Equal("application/pdf", answer.Headers["content-type"]);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(await answer.BodyAsync())[..5]);
        var file = await jeanne.Page.RunAndWaitForDownloadAsync(() => jeanne.FollowAsync("Télécharger le PDF"));
        Assert.EndsWith(".pdf", file.SuggestedFilename);
    }

    private static async Task AccountAsync(Visitor jeanne)
    {
        await jeanne.FollowAsync("Compte");
        await jeanne.IsCalledAsync("Votre compte");
        await jeanne.FollowAsync("Tous les mouvements");
        await jeanne.SeesAsync("Encaissement");
    }

    private static async Task ClaimAsync(Visitor jeanne, string month, string day)
    {
        await jeanne.GoAsync("/depenses");
        await jeanne.FillAsync("Mois", month);
        await jeanne.PressAsync("Ouvrir la note du mois");
        await jeanne.PressAsync("Ajouter un trajet");
        await jeanne.Field("Trips[0].From").FillAsync("Lyon");
        await jeanne.Field("Trips[0].To").FillAsync("Vienne");
        await jeanne.Field("Trips[0].Date").FillAsync(day);
        await jeanne.Field("Trips[0].Kilometres").FillAsync("64");
        // The first trip tells the car; later ones choose it.
        if (await jeanne.Field("Trips[0].HorsePower").IsVisibleAsync())
            await jeanne.Field("Trips[0].HorsePower").FillAsync("5");
        await jeanne.PressAsync("Envoyer la note");
        await jeanne.SeesAsync("Lyon");
        await jeanne.SeesAsync("Ce que vous demandez");
    }

    [Fact]
    public async Task The_slider_answers_at_once_and_the_other_fields_follow()
    {
        await using var jeanne = await stage.VisitorAsync(Stage.Entrepreneur, Device.Phone);
        await jeanne.ShowAsync(async () =>
        {
            await jeanne.GoAsync("/salaire");
            await jeanne.Page.Locator("#curseur").FillAsync("200");
            await Expect(jeanne.Page.Locator("#net")).ToHaveValueAsync("200,00");
            await Expect(jeanne.Page.Locator("#reponse")).ToContainTextAsync("200,00 €");
            await jeanne.Page.Locator("#mois").FillAsync("3");
            await Expect(jeanne.Page.Locator("#mois")).ToHaveValueAsync("3");
            await Expect(jeanne.Page.Locator("#net")).Not.ToHaveValueAsync("200,00");
            await Expect(jeanne.Page.Locator("#reponse .big")).ToHaveTextAsync(new Regex("^3 mois"));
            await jeanne.Page.Locator("#curseur").FillAsync("150");
            await jeanne.Page.Locator("#mois").FillAsync("2");
            await Expect(jeanne.Page.Locator("#reponse .big")).ToHaveTextAsync(new Regex("^2 mois"));
            await jeanne.Page.Locator("#net").FillAsync("beaucoup");
            await jeanne.SeesAsync("n’est pas un nombre");
            Assert.Equal("beaucoup", await jeanne.Page.Locator("#net").InputValueAsync());
        });
    }

    private static async Task SimulateAsync(Visitor jeanne)
    {
        await jeanne.GoAsync("/salaire/lissage");
        await jeanne.FillAsync("Facturé, hors taxes", "1200");
        await jeanne.FillAsync("Contribution", "10");
        await jeanne.Page.Locator("#frais").FillAsync("280");
        await jeanne.FillAsync("Étaler sur", "6");
        await jeanne.FillAsync("Coût d’une heure", "10,10");
        await jeanne.PressAsync("Calculer");
        await Expect(jeanne.Page.Locator(".slip .big")).ToContainTextAsync("133,33 €");
        await Expect(jeanne.Page.Locator(".slip .big")).ToContainTextAsync("13 heures");
        await jeanne.SeesAsync("où une heure coûte plus cher");
    }
}
