using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Essaim.Browser.Tests;

/// <summary>Impatience, second thoughts, two tabs, long phone calls: nothing is done twice or lost.</summary>
public sealed class TwiceTests(Stage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_click_issues_one_invoice(bool scripts)
    {
        await using var jeanne = await stage.VisitorAsync(Stage.Entrepreneur, Device.Phone with { Scripts = scripts });
        await jeanne.ShowAsync(async () =>
        {
            var what = "Cape double " + scripts;
            await Sale.DraftAsync(jeanne);
            await Sale.LineAsync(jeanne, 0, what, "1", "100");
            await Sale.CheckAsync(jeanne);
            var before = await IssuedAsync(jeanne);
            await jeanne.Button("Émettre la facture de 120,00 €").DblClickAsync();
            await jeanne.Page.WaitForURLAsync(new Regex(@"/ventes/factures/\d+$"), Sale.Arrived);
            await jeanne.SeesAsync(what);
            // Other visitors issue invoices of the same activity meanwhile: ours are those that say what we sold.
            var since = (await IssuedAsync(jeanne)).Except(before);
            Assert.Single(await Task.WhenAll(since.Select(i => TextAsync(jeanne, i))), page => page.Contains(what));
        });
    }

    [Fact]
    public async Task The_back_button_after_issuing_says_that_the_draft_is_gone()
    {
        await using var jeanne = await stage.VisitorAsync(Stage.Entrepreneur, Device.Phone);
        await Sale.DraftAsync(jeanne);
        await Sale.LineAsync(jeanne, 0, "Étole", "1", "80");
        await Sale.IssueAsync(jeanne, "96,00 €");
        await jeanne.Page.GoBackAsync();
        if (await jeanne.Button("Émettre la facture").CountAsync() > 0)
            await jeanne.PressAsync("Émettre la facture");
        await Expect(jeanne.Page.Locator("h1")).ToHaveTextAsync(new Regex("^Facture F|^Ce brouillon n’existe plus"));
        await Expect(jeanne.Link("Ventes").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_second_of_two_tabs_is_told_of_the_conflict_and_loses_nothing_it_typed()
    {
        await using var one = await stage.VisitorAsync(Stage.Entrepreneur, Device.Desk);
        await using var two = await stage.VisitorAsync(Stage.Entrepreneur, Device.Desk);
        await two.ShowAsync(async () =>
        {
            var draft = await Sale.DraftAsync(one);
            await two.GoAsync(draft);
            await Sale.LineAsync(one, 0, "Robe longue", "1", "300");
            await one.PressAsync("Garder le brouillon");
            await one.SeesAsync("Brouillon gardé");
            await Sale.LineAsync(two, 0, "Robe courte", "2", "210,50");
            await two.PressAsync("Garder le brouillon");
            await Expect(two.Page.Locator(".errors")).ToBeFocusedAsync();
            await Expect(two.Page.Locator(".errors")).ToContainTextAsync("entre-temps");
            await Expect(two.Field("Lines[0].Description")).ToHaveValueAsync("Robe courte");
            await Expect(two.Field("Lines[0].Price")).ToHaveValueAsync("210,50");
        });
    }

    [Fact]
    public async Task A_session_that_ends_while_typing_gives_the_form_back_after_sign_in()
    {
        await using var jeanne = await stage.VisitorAsync(Stage.Entrepreneur, Device.Phone);
        await jeanne.ShowAsync(async () =>
        {
            await Sale.DraftAsync(jeanne);
            await Sale.LineAsync(jeanne, 0, "Manteau d’hiver", "1", "410");
            await jeanne.Page.Context.ClearCookiesAsync(
                new BrowserContextClearCookiesOptions { Name = "essaim-session" });
            await jeanne.PressAsync("Garder le brouillon");
            await jeanne.SeesAsync("Rien n’est perdu");
            await jeanne.FillAsync("Identifiant", Stage.Entrepreneur);
            await jeanne.FillAsync("Mot de passe", stage.PasswordOf(Stage.Entrepreneur));
            await jeanne.PressAsync("Se connecter");
            await jeanne.PressAsync("Reprendre l’envoi");
            await jeanne.SeesAsync("Brouillon gardé");
            await Expect(jeanne.Field("Lines[0].Description")).ToHaveValueAsync("Manteau d’hiver");
        });
    }

    /// <summary>The addresses of the invoices on Jeanne's list, read aside so that the page at hand stays.</summary>
    private static async Task<IEnumerable<string>> IssuedAsync(Visitor jeanne) =>
        Regex.Matches(await TextAsync(jeanne, "/ventes"), @"/ventes/factures/\d+").Select(m => m.Value).Distinct();

    private static async Task<string> TextAsync(Visitor jeanne, string address) =>
        await (await jeanne.Page.APIRequest.GetAsync(address)).TextAsync();
}
