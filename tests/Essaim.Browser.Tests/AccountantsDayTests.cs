using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Essaim.Browser.Tests;

/// <summary>An accountant's day without a mouse: a statement, a claim, two purchases, an order to the bank.</summary>
public sealed class AccountantsDayTests(Stage stage)
{
    private const string Line = "input[name='Form.Line']";
    private const int Tolls = 37;

    [Fact]
    public async Task An_accountants_day_is_kept_by_keyboard()
    {
        await using var claire = await stage.StrangerAsync(Device.Desk);
        await claire.ShowAsync(async () =>
        {
            var keys = new Keys(claire.Page);
            await claire.SignInAsync(Stage.Accountant, stage.PasswordOf(Stage.Accountant));
            await StatementAsync(claire, keys);
            await ClaimAsync(claire, keys);
            await PurchaseAsync(claire, keys, "CLAVIER-1", "Doublure");
            await PurchaseAsync(claire, keys, "CLAVIER-2", "Fil de lin");
            await RunAsync(claire, keys);
        });
    }

    private static async Task StatementAsync(Visitor claire, Keys keys)
    {
        await claire.GoAsync("/banque");
        await claire.Field("Statement").SetInputFilesAsync(new FilePayload
        {
            Name = "releve.ofx", MimeType = "application/x-ofx", Buffer = Statement(),
        });
        await keys.TabToAsync("main form[enctype] button");
        await keys.EnterAsync(new Regex(@"/banque/\d+"));
        await claire.SeesAsync("40 mouvements ajoutés");
        await PointAllAsync(claire.Page, keys);
        await claire.SeesAsync("Tout est pointé");
        await claire.GoAsync("/banque/attente");
        for (var at = 1; at <= 3; at++)
            await claire.SeesAsync($"VIR REF 00X{at}");
    }

    /// <summary>A claim that waits is read line by line and accepted.</summary>
    private static async Task ClaimAsync(Visitor claire, Keys keys)
    {
        await claire.GoAsync("/depenses/a-controler");
        await keys.TabToAsync("main table a");
        await keys.EnterAsync(new Regex(@"/depenses/\d+/controle"));
        for (var line = 0; line < 3; line++)
        {
            await keys.TabToAsync($"input[type=checkbox][name='Forms[{line}].Chosen']");
            await claire.Page.Keyboard.PressAsync("Space");
        }
        await keys.FillAsync("Reason", "Salon professionnel, accord du conseil");
        await keys.TabToAsync("button[value=accepter]");
        await claire.Page.Keyboard.PressAsync("Enter");
        await claire.SeesAsync("Chaque ligne est décidée");
        await keys.TabToAsync("button[value=finir]");
        await keys.EnterAsync(new Regex(@"/depenses/\d+$"));
        await claire.SeesAsync("Note contrôlée");
    }

    private static async Task PurchaseAsync(Visitor claire, Keys keys, string number, string what)
    {
        await claire.GoAsync("/achats/nouvelle");
        await keys.FillAsync("SupplierName", "Mercerie du Clavier");
        await keys.FillAsync("Number", number);
        await keys.FillAsync("On", "20/11/2026");
        await keys.FillAsync("Lines[0].Account", "604000");
        await keys.FillAsync("Lines[0].Description", what);
        await keys.FillAsync("Lines[0].Net", "100");
        await keys.FillAsync("Lines[0].Vat", "20");
        await keys.TabToAsync("main form button[value=save]");
        await keys.EnterAsync(new Regex(@"/achats/\d+$"));
        await claire.SeesAsync("enregistrée");
    }

    /// <summary>A salary is put into an order to the bank, which asks a second person.</summary>
    private static async Task RunAsync(Visitor claire, Keys keys)
    {
        await claire.GoAsync("/achats/a-payer?nature=salaires");
        await keys.TabToAsync("input[name=Chosen]");
        await claire.Page.Keyboard.PressAsync("Space");
        await keys.TabToAsync("button[formaction*='handler=order'][value=chosen]");
        await keys.EnterAsync(new Regex(@"/banque/virements/\d+"));
        await claire.Page.Keyboard.PressAsync("d");
        await claire.SeesAsync("demande un accord");
    }

    /// <summary>The first toll is imputed and remembered, the others follow its rule; the rest is not known.</summary>
    private static async Task PointAllAsync(IPage page, Keys keys)
    {
        while (await page.Locator(Line).CountAsync() > 0)
        {
            var line = await page.Locator(Line).InputValueAsync();
            var isToll = (await page.Locator("#ligne + .why").InnerTextAsync())
                .Contains("PEAGE", StringComparison.Ordinal);
            if (isToll && await page.GetByText("Comme d’habitude").CountAsync() == 0)
            {
                await keys.FillAsync("Form.Shares[0].Account", "625100");
                await keys.TabToAsync("[name='Form.Remember']");
                await page.Keyboard.PressAsync("Space");
                await keys.TabToAsync("button[data-press=p]");
                await page.Keyboard.PressAsync("Enter");
            }
            else
                await page.Keyboard.PressAsync(isToll ? "p" : "a");
            await page.WaitForFunctionAsync("old => document.readyState === 'complete' "
                + $"&& document.querySelector(\"{Line}\")?.value !== old", line);
        }
    }

    private static byte[] Statement()
    {
        var ofx = new StringBuilder("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\n\n<OFX><BANKMSGSRSV1>"
            + "<STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30006<BRANCHID>00001<ACCTID>12345678901"
            + "<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>");
        for (var at = 1; at <= Tolls + 3; at++)
            ofx.Append(CultureInfo.InvariantCulture, $"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20261121<TRNAMT>")
                .Append(at <= Tolls ? string.Create(CultureInfo.InvariantCulture, $"-3.{at:00}") : $"{at}.17")
                .Append(CultureInfo.InvariantCulture, $"<FITID>jour-{at}<NAME>")
                .Append(at <= Tolls ? $"PEAGE AUTOROUTE {at}" : $"VIR REF 00X{at - Tolls}").Append("</STMTTRN>");
        return Encoding.UTF8.GetBytes(ofx.Append("</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>")
            .ToString());
    }
}
