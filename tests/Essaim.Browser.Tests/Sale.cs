using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Essaim.Browser.Tests;

/// <summary>The steps of a sale, as one does them on the pages.</summary>
internal static class Sale
{
    /// <summary>
    /// The page is there; what is done next waits for what it needs. The end of its loading is now and then not told
    /// where scripts are off.
    /// </summary>
    public static readonly PageWaitForURLOptions Arrived = new() { WaitUntil = WaitUntilState.Commit };

    public static async Task CustomerAsync(Visitor seller, string name)
    {
        await seller.GoAsync("/ventes/clients/nouveau");
        await seller.Page.Locator("#Name").FillAsync(name);
        await seller.FillAsync("Rue", "4 quai Saint-Vincent");
        await seller.FillAsync("Code postal", "69001");
        await seller.FillAsync("Ville", "Lyon");
        await seller.PressAsync("Garder ce client");
        await seller.SeesAsync(name);
    }

    /// <summary>Leaves the seller on the lines of a new draft, and says its address.</summary>
    public static async Task<string> DraftAsync(Visitor seller, string? customer = null)
    {
        await seller.GoAsync("/ventes/factures/nouvelle");
        if (customer is not null)
            await seller.ChooseAsync("Client", $"{customer}, Lyon");
        await seller.PressAsync("Choisir ce client");
        await seller.Page.WaitForURLAsync(new Regex(@"/ventes/brouillons/\d+$"), Arrived);
        return new Uri(seller.Page.Url).AbsolutePath;
    }

    public static async Task LineAsync(Visitor seller, int line, string what, string quantity, string price)
    {
        await seller.Field($"Lines[{line}].Description").FillAsync(what);
        await seller.Field($"Lines[{line}].Quantity").FillAsync(quantity);
        await seller.Field($"Lines[{line}].Price").FillAsync(price);
    }

    public static async Task CheckAsync(Visitor seller)
    {
        await seller.PressAsync("Vérifier avant d’envoyer");
        await seller.IsCalledAsync("Vérifiez avant d’émettre");
    }

    public static async Task IssueAsync(Visitor seller, string amount, string word = "la facture")
    {
        await CheckAsync(seller);
        await seller.PressAsync($"Émettre {word} de {amount}");
        await seller.Page.WaitForURLAsync(new Regex(@"/ventes/factures/\d+$"), Arrived);
        await seller.SeesAsync("émise.");
    }

    public static async Task ReceiveAsync(Visitor seller, string amount)
    {
        await seller.FillAsync("Montant reçu", amount);
        await seller.PressAsync("Noter l’encaissement");
        await seller.SeesAsync($"Encaissement de {amount} € noté.");
        await Expect(seller.Page.Locator("strong.due")).ToHaveTextAsync("0,00 €");
    }
}
