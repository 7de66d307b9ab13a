using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Essaim.Browser.Tests;

/// <summary>
/// A job on a phone: a quote from the catalogue, its customer's answer by the link, a deposit, two invoices of what is
/// done, and the balance to the cent.
/// </summary>
public sealed class QuoteJourneyTests(Stage stage)
{
    [Fact]
    public async Task A_quote_from_the_catalogue_is_accepted_by_its_link_and_invoiced_to_the_last_cent()
    {
        await using var jeanne = await stage.VisitorAsync(Stage.Entrepreneur, Device.Phone);
        await using var customer = await stage.StrangerAsync(Device.Phone);
        await jeanne.ShowAsync(async () =>
        {
            await CatalogueAsync(jeanne);
            var quote = await QuoteAsync(jeanne);
            await jeanne.PressAsync("Faire un lien");
            var link = await jeanne.Page.Locator("strong.code").InnerTextAsync();
            await customer.ShowAsync(() => AcceptAsync(customer, link));
            await jeanne.GoAsync(quote);
            await jeanne.SeesAsync("Accord du client");
            await jeanne.PressAsync("Acompte à la commande : 756,00 €");
            await Sale.IssueAsync(jeanne, "756,00 €", "la facture d’acompte");
            await ProgressAsync(jeanne, quote, "25", "630,00 €");
            await ProgressAsync(jeanne, quote, "40", "378,00 €");
            await jeanne.GoAsync(quote);
            await jeanne.PressAsync("Préparer le solde");
            await Sale.IssueAsync(jeanne, "756,00 €");
            await jeanne.GoAsync(quote);
            await jeanne.SeesAsync("Tout est facturé.");
            await jeanne.FollowAsync("Voir toute l’affaire");
            await Expect(jeanne.Page.Locator(".totals .due-row").Last).ToHaveTextAsync("0,00 €");
        });
    }

    private static async Task CatalogueAsync(Visitor jeanne)
    {
        await jeanne.GoAsync("/ventes/catalogue/nouveau");
        await jeanne.FillAsync("Nom", "Costume de marin");
        await jeanne.FillAsync("Prix hors taxes", "500");
        await jeanne.Field("Unit").FillAsync("pièce");
        await jeanne.PressAsync("Garder l’article");
        await jeanne.SeesAsync("article gardé");
    }

    /// <summary>Four costumes, and an option of 100 €: 2,400 € with VAT, 2,520 € with it.</summary>
    private static async Task<string> QuoteAsync(Visitor jeanne)
    {
        await jeanne.GoAsync("/ventes/devis/nouveau");
        await jeanne.Page.Locator("#CustomerId").SelectOptionAsync(new SelectOptionValue { Index = 0 });
        await jeanne.FillAsync("Ce devis est pour", "Costumes d’été");
        await jeanne.PressAsync("Écrire les lignes");
        await jeanne.Field("Picked").FillAsync("Costume de marin");
        await jeanne.Page.Locator("button[value='catalogue']").ClickAsync();
        await Expect(jeanne.Field("Lines[0].Price")).ToHaveValueAsync("500,00");
        await jeanne.Field("Lines[0].Quantity").FillAsync("4");
        await jeanne.PressAsync("Ajouter une ligne");
        await Sale.LineAsync(jeanne, 1, "Retouches après la première", "1", "100");
        await jeanne.Page.Locator("summary", new PageLocatorOptions { HasText = "ligne 2" }).ClickAsync();
        await jeanne.Field("Lines[1].IsOption").CheckAsync();
        await jeanne.PressAsync("Prévoir un échéancier");
        await jeanne.SeesAsync("Le reste : 1 400,00 € hors taxes, 1 680,00 € TTC.");
        await jeanne.PressAsync("Relire le devis");
        await jeanne.PressAsync("Envoyer le devis de 2 400,00 €");
        await jeanne.SeesAsync("Le faire signer en ligne");
        return new Uri(jeanne.Page.Url).AbsolutePath;
    }

    private static async Task AcceptAsync(Visitor customer, string link)
    {
        await customer.GoAsync(new Uri(link).PathAndQuery);
        await customer.SeesAsync("Costumes d’été");
        await customer.Page.Locator("[name='Chosen']").CheckAsync();
        await customer.FillAsync("Votre nom et votre prénom", "Anne Tisserand");
        await customer.Page.Locator("[name='Agrees']").CheckAsync();
        await customer.PressAsync("Accepter le devis");
        await customer.SeesAsync("Merci, votre accord est noté.");
        await customer.SeesAsync("2 520,00 €");
    }

    private static async Task ProgressAsync(Visitor jeanne, string quote, string percent, string asked)
    {
        await jeanne.GoAsync(quote);
        await jeanne.FollowAsync("Facturer ce qui est fait");
        await jeanne.Field("Done[0]").FillAsync(percent);
        await jeanne.PressAsync("Préparer la facture");
        await jeanne.Page.WaitForURLAsync(new Regex(@"/ventes/brouillons/\d+$"), Sale.Arrived);
        await Sale.IssueAsync(jeanne, asked, "la facture d’avancement");
    }
}
