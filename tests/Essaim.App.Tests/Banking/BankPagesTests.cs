using System.Net;
using Essaim.App.Data.Banking;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Banking;

/// <summary>The accountant's page of the bank, as she uses it.</summary>
[Trait("Length", "Slow")]
public sealed class BankPagesTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_account_is_declared_its_statement_taken_and_the_sure_ones_are_pointed_at_once(string engine)
    {
        await using var selling = await Sales.SellingSite.StartAsync(engine);
        var claire = await selling.SignInAsync("claire");
        Assert.Contains("Aucun compte bancaire", (await claire.OpenAsync("/banque")).Text);
        var wrong = await claire.SendAsync("/banque/comptes/nouveau", ("Name", "Banque"), ("Iban", "FR76 3000"),
            ("StartsOn", "01/01/2026"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("FR76 3000", wrong.Field("Iban"));
        await claire.SendAsync("/banque/comptes/nouveau", ("Name", "Banque"), ("Iban", BankDesk.Iban.Text),
            ("StartsOn", "01/01/2026"));
        var invoice = await selling.InvoiceAsync(selling.Jeanne, selling.Customer);
        await selling.InvoiceAsync(selling.Jeanne, selling.Customer, 500m);
        var taken = await claire.UploadAsync("/banque", "Statement", "releve.ofx", BankDesk.Statement(1415m,
            (1440m, $"VIR {invoice.Number}"), (-25m, "FRAIS")));
        Assert.Equal("/banque/1", taken.Location);

        var page = await claire.OpenAsync("/banque/1");
        Assert.Contains("Pointer la ligne sûre", page.Text);
        Assert.Contains("2 mouvements ajoutés.", page.Text);
        await claire.PressAsync("/banque/1", "/banque/1?handler=sure", ("Sure", page.Field("Sure")));
        Assert.Contains("Il reste une ligne à pointer", (await claire.OpenAsync("/banque/1")).Text);
        var pointed = await claire.OpenAsync("/banque/1?etat=pointes&format=csv");
        Assert.Contains("Claire Compte", pointed.Html);
        Assert.Contains("0,00", (await claire.OpenAsync("/banque/1/etat")).Text);
        var refused = await claire.UploadAsync("/banque", "Statement", "photo.jpg", Documents.FileSamples.Jpeg);
        Assert.Contains("CAMT.053", refused.Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_fee_is_imputed_shared_remembered_and_undone(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        await desk.TakeAsync((-25m, "FRAIS TENUE COMPTE 10/2026"), (-30m, "FRAIS TENUE COMPTE 11/2026"));
        var claire = await desk.Selling.SignInAsync("claire");
        var (first, second) = (await desk.LineAsync("10/2026"), await desk.LineAsync("11/2026"));
        var wrong = await PointAsync(claire, first, ("Form.Target", "comptes"), ("Form.Shares[0].Account", "799999"),
            ("Form.Shares[0].Activity", "jeanne"));
        Assert.Contains("n’est pas dans votre plan comptable", wrong.Text);
        Assert.Contains("value=\"799999\"", wrong.Html);

        await PointAsync(claire, first, ("Form.Target", "comptes"), ("Form.Shares[0].Account", "627000"),
            ("Form.Shares[0].Activity", "jeanne"), ("Form.Remember", "true"));
        var shown = await claire.OpenAsync($"/banque/1?ligne={second.Id}");
        Assert.Contains("Comme d’habitude pour « frais tenue compte »", shown.Text);
        await PointAsync(claire, second, ("Form.Target", "r1"));
        Assert.Equal(Money.Euros(55), await desk.BalanceAsync("627"));

        await claire.PressAsync("/banque/1", $"/banque/1?handler=undo&line={second.Id}");
        Assert.Equal(Money.Euros(25), await desk.BalanceAsync("627"));
        await PointAsync(claire, second, ("Form.Target", "comptes"), ("Form.Shares[0].Account", "627000"),
            ("Form.Shares[0].Amount", "10"), ("Form.Shares[1].Account", "616000"));
        Assert.Equal((Money.Euros(35), Money.Euros(20)),
            (await desk.BalanceAsync("627"), await desk.BalanceAsync("616")));
        Assert.Contains("1 fois", (await claire.OpenAsync("/banque/regles")).Text);
        await claire.SendAsync("/banque/regles", ("RuleId", "1"));
        Assert.Contains("Aucune règle", (await claire.OpenAsync("/banque/regles")).Text);
        await desk.AssertBooksAsync();
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Looked_for_invoices_are_ticked_and_unknown_money_is_found_later(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var (one, two) = (await desk.InvoiceAsync(), await desk.InvoiceAsync(100m));
        await desk.TakeAsync((1500m, "VIREMENT GROUPE"), (60m, "VIR REF 99X"));
        var claire = await desk.Selling.SignInAsync("claire");
        var (both, unknown) = (await desk.LineAsync("GROUPE"), await desk.LineAsync("99X"));
        var found = await claire.OpenAsync($"/banque/1?ligne={both.Id}&cherche=client de jeanne");
        Assert.Contains($"{one.Number}, Client de jeanne", found.Text);
        await PointAsync(claire, both, ("Form.Target", "lignes"), ("Form.Chosen", $"{await desk.ItemAsync(one)}"),
            ("Form.Chosen", $"{await desk.ItemAsync(two)}"));
        Assert.Equal(Money.Euros(60), await desk.OpenAsync(two));

        await claire.PressAsync("/banque/1", "/banque/1?handler=suspend", ("Form.Line", $"{unknown.Id}"));
        Assert.Contains("De l’argent attend", (await claire.OpenAsync("/banque")).Text);
        Assert.Contains(two.Number, (await claire.OpenAsync($"/banque/attente?cherche={two.Number}")).Text);
        await claire.SendAsync($"/banque/attente?cherche={two.Number}", ("Form.Target", "lignes"),
            ("Form.Chosen", $"{await desk.ItemAsync(two)}"));
        Assert.Equal((Money.Zero, Money.Zero), (await desk.OpenAsync(two), await desk.BalanceAsync("471")));
        Assert.Contains("Rien n’attend", (await claire.OpenAsync("/banque/attente")).Text);
        await desk.AssertBooksAsync();
    }

    [Fact]
    public async Task A_form_sent_twice_points_once_and_leads_to_the_next_movement()
    {
        await using var desk = await BankDesk.StartAsync("sqlite");
        await desk.TakeAsync((-25m, "FRAIS A"), (-30m, "FRAIS B"));
        var claire = await desk.Selling.SignInAsync("claire");
        var (first, second) = (await desk.LineAsync("FRAIS A"), await desk.LineAsync("FRAIS B"));
        var form = await claire.OpenAsync($"/banque/1?ligne={first.Id}");
        (string, string)[] fields =
        [
            ("Form.Line", $"{first.Id}"), ("Form.Target", "comptes"), ("Form.Shares[0].Account", "627000"),
            .. new[] { "request", "__RequestVerificationToken" }.Select(f => (f, form.Field(f))),
        ];
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            claire.PostAsync("/banque/1?handler=point", fields)));
        Assert.All(answers, a => Assert.Equal($"/banque/1?ligne={second.Id}", a.Location));
        Assert.Equal(Money.Euros(25), await desk.BalanceAsync("627"));
    }

    private static Task<Answer> PointAsync(Browser claire, BankLineRow line, params (string, string)[] fields) =>
        claire.PressAsync($"/banque/1?ligne={line.Id}", "/banque/1?handler=point",
            [("Form.Line", $"{line.Id}"), .. fields]);
}
