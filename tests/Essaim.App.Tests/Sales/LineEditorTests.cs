using System.Net;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Sales;

[Trait("Length", "Slow")]
public sealed class LineEditorTests
{
    [Fact]
    public async Task Lines_are_added_and_removed_by_the_server_alone()
    {
        await using var selling = await SellingSite.StartAsync();
        var draft = $"/ventes/brouillons/{await selling.DraftAsync(selling.Jeanne, selling.Customer)}";
        var jeanne = await selling.SignInAsync();

        var two = await jeanne.SendAsync(draft, [.. Line(0, "Robe", "1", "100"), ("Version", "0"), ("Act", "ajouter")]);
        Assert.Contains("Lines[1].Price", two.Html);
        Assert.DoesNotContain("à corriger", two.Text);
        var one = await jeanne.SendAsync(draft,
            [.. Line(0, "Robe", "1", "100"), .. Line(1, "Veste", "2", "70"), ("Version", "0"), ("Act", "retirer-0")]);

        Assert.Contains(">Veste</textarea>", one.Html);
        Assert.DoesNotContain("Robe", one.Html);
        Assert.DoesNotContain("Lines[1].Price", one.Html);
        Assert.Contains(Money.Euros(168).ToString(), one.Text);
    }

    [Fact]
    public async Task Totals_are_counted_by_the_server_with_discounts_and_rates()
    {
        await using var selling = await SellingSite.StartAsync();
        var draft = $"/ventes/brouillons/{await selling.DraftAsync(selling.Jeanne, selling.Customer)}";
        var jeanne = await selling.SignInAsync();

        var answer = await jeanne.PressAsync(draft, draft + "?handler=Totals",
            [
                .. Line(0, "Costume", "2", "185,00"), .. Line(1, "Retouches", "3,5", "32"),
                .. Line(2, "Livret", "4", "9,50", "5.5"), ("Discount", "5"), ("Version", "0"),
            ]);

        var text = SellingJourneyTests.Flat(answer.Text);
        Assert.Contains($"Total hors taxes {new Money(49400)}", text);
        Assert.Contains($"Reste à payer {new Money(58757)}", text);
        Assert.DoesNotContain("<html", answer.Html);
    }

    [Theory]
    [InlineData("Lines[0].Quantity", "trois et demi", "Ligne 1, quantité")]
    [InlineData("Lines[0].Quantity", "-2", "Une quantité ne peut pas être négative")]
    [InlineData("Lines[0].Price", "1.234", "peut se lire de deux façons")]
    [InlineData("Lines[0].Price", "=1+1", "n’est pas un nombre")]
    [InlineData("Lines[0].Price", "0,00001", "plus de quatre décimales")]
    [InlineData("Lines[0].Vat", "19", "n’existe pas. Choisissez-en un dans la liste.")]
    [InlineData("Lines[0].Description", "", "décrivez ce qui est vendu")]
    [InlineData("Lines[0].Discount", "120", "Une remise va de 0 à 100 %")]
    [InlineData("Discount", "beaucoup", "n’est pas un nombre")]
    [InlineData("Version", "9", "a changé ailleurs")]
    public async Task What_cannot_be_read_is_said_and_kept_and_changes_nothing(string field, string typed, string said)
    {
        await using var selling = await SellingSite.StartAsync();
        var id = await selling.DraftAsync(selling.Jeanne, selling.Customer);
        var jeanne = await selling.SignInAsync();
        var fields = Line(0, "Robe", "1", "100").Append(("Version", "0")).Append(("Discount", ""))
            .Where(f => f.Item1 != field).Append((field, typed)).Append(("Act", "garder")).ToArray();

        var answer = await jeanne.SendAsync($"/ventes/brouillons/{id}", fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Text);
        Assert.Contains("à corriger", answer.Text);
        if (typed.Length > 2 && field != "Lines[0].Vat")
            Assert.Contains($"value=\"{typed}\"", WebUtility.HtmlDecode(answer.Html));
        await using var db = selling.Store.Read();
        var draft = await db.SaleDrafts.SingleAsync();
        Assert.Equal((0, Money.Euros(1440)), (draft.Version, draft.Total));
    }

    [Theory]
    [InlineData("Number", "123456789", "sa clé est fausse")]
    [InlineData("Number", "30326504500018", "sa clé est fausse")]
    [InlineData("Number", "12", "Le SIREN a 9 chiffres")]
    [InlineData("Vat", "FR00303265045", "sa clé est fausse")]
    [InlineData("Email", "jeanne", "n’est pas une adresse de courriel")]
    [InlineData("Days", "90", "Le délai de paiement va de 0 à 60 jours.")]
    [InlineData("Country", "France", "deux lettres")]
    [InlineData("Name", "", "Donnez le nom du client")]
    public async Task A_customer_with_a_mistake_is_not_kept(string field, string typed, string said)
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        (string, string)[] good =
        [
            ("Kind", "pro"), ("Name", "Théâtre"), ("Number", "303265045"), ("Vat", ""), ("Street", "7 rue Orsel"),
            ("PostalCode", "69600"), ("City", "Oullins"), ("Country", "FR"), ("Email", ""), ("Days", "30"),
        ];

        var answer = await jeanne.SendAsync("/ventes/clients/nouveau",
            [.. good.Where(f => f.Item1 != field), (field, typed)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Text);
        await using var db = selling.Store.Read();
        Assert.Equal(2, await db.Customers.CountAsync());
    }

    private static (string, string)[] Line(int i, string what, string quantity, string price, string vat = "20") =>
    [
        ($"Lines[{i}].Description", what), ($"Lines[{i}].Quantity", quantity), ($"Lines[{i}].Unit", "heure"),
        ($"Lines[{i}].Price", price), ($"Lines[{i}].Vat", vat), ($"Lines[{i}].Kind", "Services"),
        ($"Lines[{i}].Discount", ""),
    ];
}
