using System.Net;
using Essaim.App.Tests.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using static Essaim.App.Tests.Sales.SellingJourneyTests;

namespace Essaim.App.Tests.Sales;

/// <summary>What is sold again and again: studied, kept, taken into a line, put aside.</summary>
[Trait("Length", "Slow")]
public sealed class CataloguePagesTests
{
    private static readonly (string, string)[] Wall =
    [
        ("Name", "Enduit à la chaux"), ("Kind", "Work"), ("Family", "Façade"), ("Description", "Deux couches"),
        ("Unit", "m²"), ("Price", "42,65"), ("Vat", "10"), ("Version", "0"),
        ("Items[0].Name", "Enduit"), ("Items[0].Quantity", "12"), ("Items[0].Cost", "8,5"),
        ("Items[1].Name", "Sacs"), ("Items[1].Quantity", "3"), ("Items[1].Cost", "11,20"), ("Hours", "9"),
        ("HourCost", "24"), ("Overhead", "15"), ("Margin", "10"), ("Contribution", "10"), ("Insurance", "1"),
    ];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_studied_work_is_kept_and_taken_into_a_quote_by_its_name(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        var counted = await jeanne.SendAsync("/ventes/catalogue/nouveau", [.. Wall, ("Act", "prendre")]);
        Assert.Contains($"Prix hors taxes {new Money(51182)}", Flat(counted.Text));
        Assert.Equal("511,82", counted.Field("Price"));
        Assert.Equal("/ventes/catalogue",
            (await jeanne.SendAsync("/ventes/catalogue/nouveau", [.. Wall, ("Act", "garder")])).Location);
        Assert.Contains("déjà dans votre catalogue",
            (await jeanne.SendAsync("/ventes/catalogue/nouveau", [.. Wall, ("Act", "garder")])).Text);

        var page = (await jeanne.SendAsync("/ventes/devis/nouveau",
            ("CustomerId", selling.Customer.ToString()), ("Subject", "Façade"))).Location!;
        Assert.Contains("<option value=\"Enduit à la chaux\">",
            WebUtility.HtmlDecode((await jeanne.OpenAsync(page)).Html));
        var picked = await jeanne.SendAsync(page, ("Version", "0"), ("Subject", "Façade"),
            ("Picked", "Enduit à la chaux"), ("Act", "catalogue"));

        Assert.Equal("42,65", picked.Field(@"Lines\[0\].Price"));
        Assert.Contains("Deux couches</textarea>", picked.Html);
        Assert.Contains("Rien ne porte ce nom", (await jeanne.SendAsync(page, ("Version", "0"), ("Subject", "Façade"),
            ("Picked", "Peinture"), ("Act", "catalogue"))).Text);
        await using var db = selling.Store.Read();
        var item = await db.CatalogueItems.SingleAsync();
        Assert.Equal((OfferKind.Work, new Money(51182)), (item.Content.Kind, item.Study!.Price));
    }

    [Fact]
    public async Task An_archived_item_is_no_longer_offered_and_nobody_else_sees_the_catalogue()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        await jeanne.SendAsync("/ventes/catalogue/nouveau", [.. Wall, ("Act", "garder")]);
        var ali = await selling.SignInAsync("ali");
        Assert.Equal(HttpStatusCode.NotFound, (await ali.OpenAsync("/ventes/catalogue/1")).Status);
        Assert.DoesNotContain("Enduit", (await ali.OpenAsync("/ventes/catalogue")).Text);

        await jeanne.PressAsync("/ventes/catalogue/1", "/ventes/catalogue/1?handler=Archive");

        Assert.DoesNotContain("Enduit à la chaux</a>",
            WebUtility.HtmlDecode((await jeanne.OpenAsync("/ventes/catalogue")).Html));
        Assert.Contains("Enduit à la chaux", (await jeanne.OpenAsync("/ventes/catalogue?archives=true")).Text);
        var draft = $"/ventes/brouillons/{await selling.DraftAsync(selling.Jeanne, selling.Customer)}";
        Assert.DoesNotContain("datalist", (await jeanne.OpenAsync(draft)).Html);
    }

    [Fact]
    public async Task The_price_of_an_hour_is_counted_with_the_contribution_of_the_co_op()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        Assert.Equal("10", (await jeanne.OpenAsync("/ventes/prix-heure")).Field("contribution"));
        var answer = await jeanne.OpenAsync(
            "/ventes/prix-heure?salaire=2400&frais=350&heures=22&semaines=7&contribution=10&assurance=1");
        Assert.Contains($"À vendre, hors taxes {new Money(3745)}", Flat(answer.Text));
        Assert.Contains("de 1 à 80 par semaine",
            (await jeanne.OpenAsync("/ventes/prix-heure?salaire=2400&heures=0&semaines=7")).Text);
    }
}
