using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Essaim.Browser.Tests;

/// <summary>A co-op of four hundred, of whom three in four are paid by now.</summary>
public sealed class BigStage : Stage
{
    protected override (int Entrepreneurs, int Months) Size => (400, 2);
}

/// <summary>A payroll clerk's month without a mouse: a bonus, three hundred payslips, one of them read.</summary>
[Trait("Length", "Long")]
public sealed class PayrollMonthTests(BigStage stage) : IClassFixture<BigStage>
{
    private const int AboutAll = 290;
    private const int MostSeconds = 60;

    [Fact]
    public async Task Three_hundred_people_are_paid_by_keyboard()
    {
        await using var nora = await stage.StrangerAsync(Device.Desk);
        await nora.ShowAsync(async () =>
        {
            var (keys, page) = (new Keys(nora.Page), nora.Page);
            await nora.SignInAsync(Stage.Payroll, stage.PasswordOf(Stage.Payroll));
            await keys.TabToAsync(".nav a[href='/paie']");
            await keys.EnterAsync(new Regex("/paie$"));
            await keys.TabToAsync("main a[rel=next]");
            await keys.EnterAsync(new Regex(@"/paie\?mois=2026-11"));
            await page.Keyboard.PressAsync("l");
            await keys.EnterAsync(new Regex(@"/paie/2026-11/\d+/elements"));
            await keys.TabToAsync("main details:first-of-type summary");
            await page.Keyboard.PressAsync("Enter");
            await keys.FillAsync("Bonuses[0].Label", "Prime de rentrée");
            await keys.FillAsync("Bonuses[0].Amount", "50");
            await keys.TabToAsync("main form .acts .btn:not(.quiet)");
            await keys.EnterAsync(new Regex(@"/paie\?mois=2026-11"));
            await nora.SeesAsync("enregistrés");

            await page.Keyboard.PressAsync("n");
            await page.WaitForURLAsync(new Regex("/paie/2026-11/valider"));
            var button = await page.Locator("main form button.btn").InnerTextAsync();
            var count = int.Parse(Regex.Match(button, @"Valider (\d+) bulletins").Groups[1].Value,
                CultureInfo.InvariantCulture);
            Assert.True(count >= AboutAll, button);
            await keys.TabToAsync("main form button.btn");
            await page.Keyboard.PressAsync("Enter");
            await nora.SeesAsync("Une autre personne doit donner son accord");
            await AgreeAsync();
            await nora.GoAsync("/paie/2026-11/valider");
            await Assertions.Expect(page.GetByText("Validée le")).ToBeVisibleAsync(
                new() { Timeout = MostSeconds * 1000 });

            await keys.TabToAsync("main a[href^='/paie?mois=2026-11']");
            await keys.EnterAsync(new Regex(@"/paie\?mois=2026-11"));
            await nora.SeesAsync($"Total de {count} ");
            await page.Keyboard.PressAsync("l");
            await keys.EnterAsync(new Regex(@"/paie/2026-11/\d+$"));
            await nora.SeesAsync("Prime de rentrée");
        });
    }

    /// <summary>The manager reads what is asked, and agrees.</summary>
    private async Task AgreeAsync()
    {
        await using var michel = await stage.StrangerAsync(Device.Desk);
        await michel.ShowAsync(async () =>
        {
            var keys = new Keys(michel.Page);
            await michel.SignInAsync(Stage.Manager, stage.PasswordOf(Stage.Manager));
            await michel.GoAsync("/accords");
            var asked = michel.Page.Locator("main section", new PageLocatorOptions { HasText = "aie de novembre" });
            var id = await asked.Locator("input[name=Id]").First.InputValueAsync();
            await keys.TabToAsync($"[aria-labelledby='accord-{id}'] form[action*='handler=Grant'] button");
            await michel.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(asked).ToHaveCountAsync(0);
        });
    }
}
