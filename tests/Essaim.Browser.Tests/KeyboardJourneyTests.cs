using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Essaim.Browser.Tests;

/// <summary>Hours at a desk without a mouse: every step below is a key.</summary>
public sealed class KeyboardJourneyTests(Stage stage)
{
    [Fact]
    public async Task An_accountant_goes_from_the_balance_to_an_entry_and_back_by_keyboard()
    {
        await using var claire = await stage.StrangerAsync(Device.Desk);
        await claire.ShowAsync(async () =>
        {
            var keys = new Keys(claire.Page);
            await claire.GoAsync("/connexion");
            await keys.TabToAsync("#Login");
            await keys.TypeAsync(Stage.Accountant);
            await keys.TabToAsync("#Password");
            await keys.TypeAsync(stage.PasswordOf(Stage.Accountant));
            await keys.EnterAsync(new Regex(@"\d/$"));
            await keys.TabToAsync("nav a[href='/balance']");
            await keys.EnterAsync(new Regex("/balance"));
            await keys.SkipAsync();
            await keys.TabToAsync("main tbody th a");
            await keys.EnterAsync(new Regex("/grand-livre"));
            await keys.SkipAsync();
            await keys.TabToAsync("main tbody th a[href^='/journaux/ecriture/']");
            await keys.EnterAsync(new Regex("/journaux/ecriture/"));
            await claire.IsCalledAsync("Écriture");
            await claire.Page.GoBackAsync();
            await claire.Page.WaitForURLAsync(new Regex("/grand-livre"));
        });
    }

    [Fact]
    public async Task A_purchase_is_entered_and_paid_by_keyboard()
    {
        await using var claire = await stage.VisitorAsync(Stage.Accountant, Device.Desk);
        await claire.ShowAsync(async () =>
        {
            var keys = new Keys(claire.Page);
            await claire.GoAsync("/achats/nouvelle");
            await keys.FillAsync("SupplierName", "Papeterie du Port");
            await keys.FillAsync("Number", "PP-118");
            await keys.FillAsync("On", "20/11/2026");
            await keys.FillAsync("Lines[0].Account", "626");
            await keys.FillAsync("Lines[0].Description", "Timbres");
            await keys.FillAsync("Lines[0].Net", "50");
            await keys.FillAsync("Lines[0].Vat", "10");
            await keys.TabToAsync("main button[value=save]");
            await keys.EnterAsync(new Regex(@"/achats(/\d+)?$"));
            await claire.GoAsync("/achats/a-payer?q=Papeterie");
            await keys.TabToAsync("input[name=Chosen]");
            await claire.Page.Keyboard.PressAsync("Space");
            await keys.TabToAsync("button[value=chosen]:not([formaction])");
            await claire.Page.Keyboard.PressAsync("Enter");
            await claire.SeesAsync("noté");
        });
    }

    [Fact]
    public async Task An_unbalanced_entry_keeps_what_was_typed_until_it_is_mended()
    {
        await using var claire = await stage.VisitorAsync(Stage.Accountant, Device.Desk);
        await claire.ShowAsync(async () =>
        {
            var keys = new Keys(claire.Page);
            await claire.GoAsync("/journaux/nouvelle");
            await keys.FillAsync("Label", "Frais de tenue");
            await keys.FillAsync("Lines[0].Account", "627");
            await keys.FillAsync("Lines[0].Debit", "12,50");
            await keys.FillAsync("Lines[1].Account", "512");
            await keys.FillAsync("Lines[1].Credit", "12");
            await keys.TabToAsync("button[value=post]");
            await claire.Page.Keyboard.PressAsync("Enter");
            await Expect(claire.Page.Locator(".errors")).ToBeFocusedAsync();
            await Expect(claire.Page.Locator(".errors")).ToContainTextAsync("équilibrée");
            await Expect(claire.Field("Lines[0].Debit")).ToHaveValueAsync("12,50");
            await keys.FillAsync("Lines[1].Credit", "12,50");
            await keys.TabToAsync("button[value=post]");
            await keys.EnterAsync(new Regex(@"/journaux/ecriture/\d+"));
            await claire.SeesAsync("Écriture enregistrée.");
        });
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cloture")]
    [InlineData("/balance")]
    [InlineData("/achats/nouvelle")]
    [InlineData("/journaux/nouvelle")]
    public async Task The_focus_is_seen_follows_the_page_and_leaves_it(string path)
    {
        await using var claire = await stage.VisitorAsync(Stage.Accountant, Device.Desk);
        await claire.ShowAsync(async () =>
        {
            await claire.GoAsync(path);
            Assert.Empty(await new Keys(claire.Page).WalkAsync());
        });
    }
}
